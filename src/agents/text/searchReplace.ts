import type { Piece } from "../../core/attribution/aiEdit.ts";
import { replacement } from "./request.ts";

const search = /^\s*(?:[-]{5,}|[<]{5,}) SEARCH>?\s*$/;
const divider = /^={5,}\s*$/;
const replace = /^\s*(?:[+]{5,}|[>]{5,}) REPLACE>?\s*$/;

/**
 * The pieces of `SEARCH`/`REPLACE` blocks, the way models write changes for Cline and Roo Code; `undefined` where there is
 * none. A block that does not end is left out.
 */
export function piecesOfBlocks(text: string): Piece[] | undefined {
  const pieces: Piece[] = [];
  let oldLines: string[] | undefined;
  let newLines: string[] | undefined;
  let found = false;
  for (const line of text.split(/\r?\n/)) {
    if (search.test(line)) {
      found = true;
      oldLines = [];
      newLines = undefined;
    } else if (oldLines !== undefined && newLines === undefined && divider.test(line)) newLines = [];
    else if (oldLines !== undefined && newLines !== undefined && replace.test(line)) {
      pieces.push(piece(withoutPlace(oldLines), newLines));
      oldLines = undefined;
      newLines = undefined;
    } else (newLines ?? oldLines)?.push(line);
  }
  return found ? pieces : undefined;
}

/** Roo Code's blocks begin with `:start_line:12`, perhaps `:end_line:14`, and a row of dashes. */
function withoutPlace(lines: readonly string[]): readonly string[] {
  let start = 0;
  while (/^:(?:start|end)_line:\s*\d+\s*$/.test(lines[start] ?? "")) start++;
  if (start === 0) return lines;
  return lines.slice(/^-{5,}\s*$/.test(lines[start] ?? "") ? start + 1 : start);
}

function piece(oldLines: readonly string[], newLines: readonly string[]): Piece {
  return { ...replacement(textOf(oldLines), textOf(newLines)), wholeLines: true };
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
