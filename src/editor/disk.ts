import { Buffer, isAscii } from "node:buffer";
import { readFile, stat } from "node:fs/promises";
import * as vscode from "vscode";
import { splitLines } from "../core/text/lines.ts";

/** The longest files that are followed (DESIGN §4), in characters; no file has more of them than bytes. */
export const characterLimit = 2_000_000;

/** Documents and notebooks that hold a person's files; everything else in the editor is a view of something (FACTS §8.9). */
const ownSchemes = new Set(["file", "vscode-remote", "untitled"]);

/** Whether a document or notebook holds a person's own file. */
export function isOwnFile({ scheme }: vscode.Uri): boolean {
  return ownSchemes.has(scheme);
}

/** The lines of a file on disk; `undefined` when it is gone, unreadable, no file or too long. */
export async function linesOnDisk(uri: vscode.Uri): Promise<readonly string[] | undefined> {
  try {
    const bytes = uri.scheme === "file" ? await readOwn(uri.fsPath) : await readOther(uri);
    if (bytes === undefined) return undefined;
    return splitLines(isPlain(bytes) ? asText(bytes) : await vscode.workspace.decode(bytes, { uri }));
  } catch {
    return undefined;
  }
}

/** Reads a file of this machine: the editor's own way to it costs five times as much, which counts when a branch is switched. */
async function readOwn(path: string): Promise<Uint8Array | undefined> {
  const stats = await stat(path);
  return stats.isFile() && stats.size <= characterLimit ? readFile(path) : undefined;
}

async function readOther(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.File) === 0 || size > characterLimit) return undefined;
  return vscode.workspace.fs.readFile(uri);
}

/** Whether bytes say the same in every encoding that the editor has; only it knows which one a file is in, and is slow to tell. */
function isPlain(bytes: Uint8Array): boolean {
  return isAscii(bytes) && !bytes.includes(0);
}

function asText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** Whether a name is a link to something else. */
export async function isLink(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.SymbolicLink) !== 0,
    () => false,
  );
}

/** Whether there is a file or folder of that name. */
export async function isOnDisk(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
