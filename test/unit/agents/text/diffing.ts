import fc from "fast-check";
import { diffLines } from "../../../../src/core/text/diff.ts";
import type { Piece } from "../../../../src/core/attribution/aiEdit.ts";

/** A hunk with its context, numbered from 1 as in a unified diff. */
interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** With their signs. */
  readonly lines: readonly string[];
}

/** Few different lines, so that they repeat, and some that look like a diff's own. */
export const someLines: fc.Arbitrary<string[]> = fc.array(
  fc.constantFrom("", "a", "b", "  c", "}", "--- x", "+++ y", "@@ -1 +1 @@", "\\ no", "*** End Patch"),
  { maxLength: 14 },
);

/** The hunks that make one text of the other, each with as many lines of context around it. */
export function hunksBetween(olds: readonly string[], news: readonly string[], context: number): Hunk[] {
  const hunks: Hunk[] = [];
  const changes = diffLines(olds, news);
  for (let i = 0; i < changes.length;) {
    let last = i;
    while (last + 1 < changes.length && changes[last + 1]!.oldStart - changes[last]!.oldEnd <= 2 * context) last++;
    const from = Math.max(0, changes[i]!.oldStart - context);
    const to = Math.min(olds.length, changes[last]!.oldEnd + context);
    const newFrom = changes[i]!.newStart - (changes[i]!.oldStart - from);
    const lines: string[] = [];
    let old = from;
    for (const { oldStart, oldEnd, newStart, newEnd } of changes.slice(i, last + 1)) {
      while (old < oldStart) lines.push(` ${olds[old++]}`);
      while (old < oldEnd) lines.push(`-${olds[old++]}`);
      lines.push(...news.slice(newStart, newEnd).map((line) => `+${line}`));
    }
    while (old < to) lines.push(` ${olds[old++]}`);
    const oldLines = to - from;
    const newLines = lines.filter((line) => !line.startsWith("-")).length;
    // A side without lines names the line above it.
    hunks.push({
      oldStart: oldLines === 0 ? from : from + 1,
      oldLines,
      newStart: newLines === 0 ? newFrom : newFrom + 1,
      newLines,
      lines,
    });
    i = last + 1;
  }
  return hunks;
}

/** The text of some lines, each with its end. */
export function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** Applies pieces of whole lines one after the other, where they say that they are. */
export function applied(lines: readonly string[], pieces: readonly Piece[]): string {
  let now = textOf(lines);
  for (const { oldText, newText, line = 0 } of pieces) {
    const start = now.split("\n").slice(0, line).join("\n").length + (line === 0 ? 0 : 1);
    if (!now.startsWith(oldText, start)) throw new Error(`${JSON.stringify(oldText)} is not at line ${line}`);
    now = now.slice(0, start) + newText + now.slice(start + oldText.length);
  }
  return now;
}
