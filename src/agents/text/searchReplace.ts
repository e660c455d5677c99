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
      pieces.push(piece(oldLines, newLines));
      oldLines = undefined;
      newLines = undefined;
    } else (newLines ?? oldLines)?.push(line);
  }
  return found ? pieces : undefined;
}

/** Roo Code's blocks begin with `:start_line:12`, perhaps `:end_line:14`, and a row of dashes. */
function piece(oldLines: readonly string[], newLines: readonly string[]): Piece {
  let start = 0;
  let line: number | undefined;
  for (; ; start++) {
    const place = /^:(start|end)_line:\s*(\d+)\s*$/.exec(oldLines[start] ?? "");
    if (place === null) break;
    if (place[1] === "start") line = lineAt(Number(place[2]));
  }
  if (start > 0 && /^-{5,}\s*$/.test(oldLines[start] ?? "")) start++;
  return { ...replacement(textOf(oldLines.slice(start)), textOf(newLines)), wholeLines: true, line };
}

/** The 0-based line of a number that is one. */
function lineAt(oneBased: number): number | undefined {
  return Number.isSafeInteger(oneBased) ? Math.max(0, oneBased - 1) : undefined;
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
