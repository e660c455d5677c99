import { type Former, tagsFrom } from "../ledger/former.ts";
import type { LineRange } from "../ledger/tagged-lines.ts";
import type { TextChange } from "../text/change.ts";
import { diffLines, placesIn } from "../text/diff.ts";
import { splitLines, stripped } from "../text/lines.ts";

/**
 * What a change of a file means while chat edits of it wait for Keep or Undo. `baseline` is the file without them, as the
 * editor has it: a change that makes the file differ from it is an edit, one that makes it the same there takes one back.
 */
export function meaningOf(
  baseline: readonly string[],
  file: readonly string[],
  changes: readonly TextChange[],
): "edit" | "return" {
  const { start, end } = changedRange(changes);
  const hunks = diffLines(baseline.map(stripped), file.map(stripped));
  const differs = hunks.some(({ newStart, newEnd }) => newStart <= end && newEnd >= start && newEnd > newStart);
  const lacks = hunks.some(({ newStart, newEnd }) => newStart === newEnd && newStart >= start && newStart <= end + 1);
  return differs || lacks ? "edit" : "return";
}

/** The lines of the text after one event's changes that they put in or touched, from the first to the last. */
function changedRange(changes: readonly TextChange[]): LineRange {
  let start = Infinity;
  let end = 0;
  let shift = 0;
  // The editor names changes from the end of the text to its start, each in the text before the event.
  for (const { startLine, endLine, text } of changes) {
    const added = splitLines(text).length - 1;
    start = Math.min(start, startLine);
    end = Math.max(end, startLine + added);
    shift += added - (endLine - startLine);
  }
  return { start, end: changes.length > 1 ? end + Math.max(0, shift) : end };
}

/**
 * The baseline after it changed: lines that stayed keep their tags, lines that were kept, or that a person typed, have
 * those of the file.
 */
export function baselineAfter(before: Former, file: Former, lines: readonly string[]): Former {
  const own = tagsFrom(file, lines);
  const tags = placesIn(before.lines.map(stripped), lines.map(stripped)).map((line, i) =>
    line === undefined ? own[i] : before.tags[line],
  );
  return { lines, tags };
}

/** Whether a change of the baseline only repeats one of the file, as the editor does with what a person types elsewhere. */
export function isMirrored(file: readonly TextChange[], baseline: readonly TextChange[]): boolean {
  return (
    file.length === baseline.length &&
    file.every((change, i) => {
      const other = baseline[i];
      return other !== undefined && other.text === change.text && heightOf(other) === heightOf(change);
    })
  );
}

/** How many lines a change takes out, and characters where that is none. */
function heightOf({ startLine, startCharacter, endLine, endCharacter }: TextChange): number {
  return endLine > startLine ? endLine - startLine : startCharacter - endCharacter;
}
