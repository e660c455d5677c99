import type { Piece } from "../../core/attribution/aiEdit.ts";
import { Hunk } from "./hunk.ts";

/**
 * The pieces of one file's unified diff, in order. File headers are passed over; a hunk that is not understood, or a second
 * file, ends it. Lines of the texts end with a line feed, save where the diff says that there is none.
 */
export function piecesOfDiff(diff: string): Piece[] {
  const lines = diff.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  if (lines.at(-1) === "") lines.pop();
  const pieces: Piece[] = [];
  let hadHunk = false;
  let index = 0;
  while (index < lines.length) {
    if (hadHunk && isFileHeader(lines, index)) break;
    const header = headerOf(lines[index]);
    index++;
    if (header === undefined) continue;
    hadHunk = true;
    const read = readHunk(lines, index, header);
    if (read === undefined) break;
    const piece = read.hunk.piece(header.line);
    if (piece !== undefined) pieces.push(piece);
    index = read.end;
  }
  return pieces;
}

interface Header {
  readonly oldCount: number;
  readonly newCount: number;
  readonly line: number;
}

/** Lists how long both sides of a hunk are; a count that is left out is one. */
function headerOf(line: string | undefined): Header | undefined {
  const match = /^@@ -\d+(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/.exec(line ?? "");
  if (match === null) return undefined;
  const newCount = Number(match[3] ?? 1);
  const newStart = Number(match[2]);
  // A side without lines names the line before it.
  return { oldCount: Number(match[1] ?? 1), newCount, line: newCount === 0 ? newStart : Math.max(0, newStart - 1) };
}

function isFileHeader(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? "";
  return line.startsWith("diff --git ") || (line.startsWith("--- ") && (lines[index + 1] ?? "").startsWith("+++ "));
}

/** Reads the lines below a header. Context may be missing where the diff ends: some tools trim it. */
function readHunk(
  lines: readonly string[],
  start: number,
  header: Header,
): { readonly hunk: Hunk; readonly end: number } | undefined {
  const hunk = new Hunk();
  let index = start;
  for (; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (line.startsWith("\\")) {
      hunk.endsWithoutLineFeed();
      continue;
    }
    if (hunk.oldCount === header.oldCount && hunk.newCount === header.newCount) return { hunk, end: index };
    if (line.startsWith("+")) hunk.added(line.slice(1));
    else if (line.startsWith("-")) hunk.removed(line.slice(1));
    else if (line === "" || line.startsWith(" ")) hunk.context(line.slice(1));
    else return undefined;
    if (hunk.oldCount > header.oldCount || hunk.newCount > header.newCount) return undefined;
  }
  const missing = header.oldCount - hunk.oldCount;
  return missing === header.newCount - hunk.newCount ? { hunk, end: index } : undefined;
}
