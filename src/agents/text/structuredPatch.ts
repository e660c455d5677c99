import type { Piece } from "../../core/attribution/aiEdit.ts";
import { Hunk } from "./hunk.ts";
import { asText, countAt, listAt } from "./json.ts";

/** One hunk of a patch as jsdiff's `structuredPatch` tells it: lines with their sign, numbers from 1. */
interface PatchHunk {
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly lines: readonly string[];
}

/**
 * The pieces of a structured patch, in order; `undefined` for what is none. White space at the start of lines may differ
 * from the file's: Claude Code shows tabs as spaces.
 */
export function piecesOfStructuredPatch(patch: unknown): Piece[] | undefined {
  const hunks = hunksOf(patch);
  if (hunks === undefined) return undefined;
  const pieces: Piece[] = [];
  for (const { newStart, newLines, lines } of hunks) {
    const hunk = new Hunk();
    for (const line of lines) {
      if (line.startsWith("+")) hunk.added(line.slice(1));
      else if (line.startsWith("-")) hunk.removed(line.slice(1));
      else if (line.startsWith("\\")) hunk.endsWithoutLineFeed();
      else hunk.context(line.slice(1));
    }
    const piece = hunk.piece(newLines === 0 ? newStart : Math.max(0, newStart - 1));
    if (piece !== undefined) pieces.push(piece);
  }
  return pieces;
}

/** The text as it was before the patch made it `text`; `undefined` where the patch does not fit it. */
export function textBefore(patch: unknown, text: string): string | undefined {
  const hunks = hunksOf(patch);
  if (hunks === undefined) return undefined;
  const lines = text.split("\n");
  for (const hunk of hunks.toReversed()) {
    const start = hunk.newLines === 0 ? hunk.newStart : hunk.newStart - 1;
    const before: string[] = [];
    let index = start;
    for (const line of hunk.lines) {
      if (line.startsWith("\\")) continue;
      if (line.startsWith("-")) {
        before.push(line.slice(1));
        continue;
      }
      const here = lines[index++];
      if (here === undefined || !isSame(here, line.slice(1))) return undefined;
      if (!line.startsWith("+")) before.push(here);
    }
    if (start < 0 || before.length !== hunk.oldLines || index - start !== hunk.newLines) return undefined;
    lines.splice(start, hunk.newLines, ...before);
  }
  return lines.join("\n");
}

/** The 0-based line of the first change that a patch makes, in the new text; `undefined` for what is no patch. */
export function firstChangedLine(patch: unknown): number | undefined {
  const hunk = hunksOf(patch)?.[0];
  if (hunk === undefined) return undefined;
  const lead = hunk.lines.findIndex((line) => !line.startsWith(" "));
  return lead < 0 ? undefined : Math.max(0, hunk.newStart - 1) + lead;
}

/** `undefined` for what is no patch, has no hunk, or has a line without a sign. */
function hunksOf(patch: unknown): PatchHunk[] | undefined {
  if (!Array.isArray(patch) || patch.length === 0) return undefined;
  const hunks: PatchHunk[] = [];
  for (const hunk of patch as readonly unknown[]) {
    const oldLines = countAt(hunk, "oldLines");
    const newStart = countAt(hunk, "newStart");
    const newLines = countAt(hunk, "newLines");
    const lines = listAt(hunk, "lines").map(asText);
    if (oldLines === undefined || newStart === undefined || newLines === undefined) return undefined;
    if (!lines.every((line) => line !== undefined && /^[ +\-\\]/.test(line))) return undefined;
    hunks.push({ oldLines, newStart, newLines, lines: lines as string[] });
  }
  return hunks;
}

function isSame(a: string, b: string): boolean {
  return a === b || a.replaceAll(/\s/g, "") === b.replaceAll(/\s/g, "");
}
