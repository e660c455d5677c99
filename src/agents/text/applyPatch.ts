import type { Piece } from "../../core/attribution/aiEdit.ts";
import { Hunk } from "./hunk.ts";

/** What a patch in the `apply_patch` grammar does to one file. Paths as the patch has them. */
export type PatchedFile =
  | { readonly kind: "add"; readonly path: string; readonly text: string }
  | { readonly kind: "delete"; readonly path: string }
  | {
      readonly kind: "update";
      readonly path: string;
      readonly movedTo: string | undefined;
      readonly pieces: readonly Piece[];
    };

/**
 * Understands a patch; `undefined` for what is none. Tolerates what models get wrong and the tool forgives: words around
 * the patch such as a heredoc's, no last line, blank context without its space.
 */
export function parsePatch(patch: string): PatchedFile[] | undefined {
  const lines = bodyOf(patch.split(/\r?\n/));
  const files: PatchedFile[] = [];
  let index = 0;
  while (index < lines.length) {
    const header = fileHeader.exec(lines[index] ?? "");
    index++;
    const [, verb, path] = header ?? [];
    // `*** Environment ID: …` and blank lines stand between the files.
    if (verb === undefined || path === undefined) continue;
    const start = index;
    while (index < lines.length && !isMarker(lines[index] ?? "")) index++;
    const section = lines.slice(start, index);
    if (verb === "Add") files.push({ kind: "add", path, text: addedText(section) });
    else if (verb === "Delete") files.push({ kind: "delete", path });
    else {
      const moved = moveHeader.exec(section[0] ?? "");
      files.push({ kind: "update", path, movedTo: moved?.[1], pieces: piecesOf(moved ? section.slice(1) : section) });
    }
  }
  return files.length === 0 ? undefined : files;
}

const fileHeader = /^\s*\*\*\* (Add|Delete|Update) File: (.*\S)\s*$/;
const moveHeader = /^\s*\*\*\* Move to: (.*\S)\s*$/;
const begin = /^\s*\*\*\* Begin Patch\s*$/;
const end = /^\s*\*\*\* End Patch\b/;
const endOfFile = /^\*\*\* End of File\s*$/;
const heredoc = /<<-?\s*(['"]?)(\w+)\1/;

/** The lines between the patch's first and last; none where the first is missing and no file's header stands for it. */
function bodyOf(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => begin.test(line));
  const start = first < 0 ? lines.findIndex((line) => line.trim() !== "") : first + 1;
  if (first < 0 && !fileHeader.test(lines[start] ?? "")) return [];
  // A context line begins with a space, so it is never taken for the last line unless it is the text's last.
  const stop = lines.findIndex((line, index) => index >= start && line.startsWith("***") && end.test(line));
  if (stop >= 0) return lines.slice(start, stop);
  let last = lines.length;
  while (last > start && lines[last - 1]?.trim() === "") last--;
  const word = first > 0 ? heredoc.exec(lines.slice(0, first).join("\n"))?.[2] : undefined;
  if (word !== undefined && lines[last - 1]?.trim() === word) last--;
  if (end.test(lines[last - 1] ?? "")) last--;
  return lines.slice(start, last);
}

/** Whether a line ends the section of a file. Content always has a sign or a space before it. */
function isMarker(line: string): boolean {
  return line.startsWith("***") && !moveHeader.test(line) && !endOfFile.test(line);
}

function addedText(section: readonly string[]): string {
  return section.map((line) => `${line.startsWith("+") ? line.slice(1) : line}\n`).join("");
}

/** The pieces of an updated file. `@@ text` only says that the hunk is somewhere below that text, so it is no context. */
function piecesOf(section: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let hunk = new Hunk();
  const close = (): void => {
    const piece = hunk.piece(undefined);
    if (piece !== undefined) pieces.push(piece);
    hunk = new Hunk();
  };
  section.forEach((line, index) => {
    if (line.startsWith("@@") || endOfFile.test(line)) close();
    else if (line.startsWith("+")) hunk.added(line.slice(1));
    else if (line.startsWith("-")) hunk.removed(line.slice(1));
    else if (line !== "") hunk.context(line.startsWith(" ") ? line.slice(1) : line);
    // A blank line before another hunk or file only parts them.
    else if (index + 1 < section.length && !section[index + 1]?.startsWith("@@")) hunk.context("");
  });
  close();
  return pieces;
}
