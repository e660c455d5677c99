import type { Piece } from "../../core/attribution/aiEdit.ts";
import { splitLines } from "../../core/text/lines.ts";

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

const fileHead = /^\*\*\* (Add|Update|Delete) File: (.+?)\s*$/;
const moveHead = /^\*\*\* Move to: (.+?)\s*$/;

/**
 * Understands a patch (FACTS-agents §2.3); `undefined` for what is none. Forgives what the tool forgives: text around the
 * patch, a missing end, context lines that are empty.
 */
export function parsePatch(patch: string): PatchedFile[] | undefined {
  const lines = splitLines(patch);
  const start = lines.findIndex((line) => line.trim() === "*** Begin Patch");
  if (start < 0) return undefined;
  const end = lines.findIndex((line, i) => i > start && line.trim() === "*** End Patch");
  const files: PatchedFile[] = [];
  let body: string[] = [];
  let head: RegExpExecArray | null = null;
  const close = (): void => {
    const file = head && fileOf(head[1] ?? "", head[2] ?? "", body);
    if (file) files.push(file);
    body = [];
  };
  for (const line of lines.slice(start + 1, end < 0 ? undefined : end)) {
    const next = fileHead.exec(line);
    if (next === null) body.push(line);
    else {
      close();
      head = next;
    }
  }
  close();
  return files;
}

function fileOf(what: string, path: string, body: readonly string[]): PatchedFile {
  switch (what) {
    case "Add": {
      const added = body.filter((line) => line.startsWith("+")).map((line) => line.slice(1));
      return { kind: "add", path, text: added.map((line) => `${line}\n`).join("") };
    }
    case "Delete":
      return { kind: "delete", path };
    default: {
      const move = moveHead.exec(body[0] ?? "");
      return {
        kind: "update",
        path,
        movedTo: move?.[1],
        pieces: piecesOf(move === null ? body : body.slice(1)),
      };
    }
  }
}

/** The hunks of one file. What stands behind `@@` only says where to look for a hunk, and is none of it. */
function piecesOf(body: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let old: string[] = [];
  let now: string[] = [];
  const close = (): void => {
    while (old.length > 0 && now.length > 0 && old.at(-1) === "" && now.at(-1) === "") {
      old.pop();
      now.pop();
    }
    if (old.length > 0 || now.length > 0) {
      const texts = { oldText: old.join("\n"), newText: now.join("\n") };
      pieces.push({ ...texts, wholeLines: true, everywhere: false, line: undefined });
    }
    old = [];
    now = [];
  };
  for (const line of body) {
    const rest = line.slice(1);
    if (line.startsWith("@@")) close();
    else if (line.startsWith("+")) now.push(rest);
    else if (line.startsWith("-")) old.push(rest);
    else if (line.startsWith(" ") || line === "") {
      old.push(rest);
      now.push(rest);
    }
  }
  close();
  return pieces;
}
