import type { LineRange } from "../ledger/tagged-lines.ts";
import { diffLines } from "../text/diff.ts";
import { stripped } from "../text/lines.ts";

/** The lines of an older text that lines `range` of the newer one stand in the place of. */
export function linesBefore(older: readonly string[], newer: readonly string[], range: LineRange): readonly string[] {
  const hunks = diffLines(older.map(stripped), newer.map(stripped));
  return hunks
    .filter(({ newStart, newEnd }) => newStart <= range.end && range.start <= newEnd)
    .flatMap(({ oldStart, oldEnd }) => older.slice(oldStart, oldEnd));
}

/** Those of the names that no line outside of `range` has as a word of its own. */
export function nowhereElse(names: readonly string[], lines: readonly string[], range: LineRange): readonly string[] {
  const others = [...lines.slice(0, range.start), ...lines.slice(range.end)];
  const words = new Set(others.flatMap((line) => line.match(/[\w$]+/g) ?? []));
  // A package's name can be of several words; where all of them stand elsewhere, it most likely does, too.
  return names.filter((name) => (name.match(/[\w$]+/g) ?? []).some((word) => !words.has(word)));
}
