import { diffLines } from "../text/diff.ts";
import { words } from "../text/lines.ts";

/** Where the lines of a fragment lie in a text: line `i` of it is lines `[starts[i], ends[i])`, or nowhere where that is -1. */
export interface Alignment {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** The lines of a fragment that lie in a text one by one from line `at` on. */
export function alignedAt(at: number, count: number): Alignment {
  return {
    starts: Int32Array.from({ length: count }, (_, i) => at + i),
    ends: Int32Array.from({ length: count }, (_, i) => at + i + 1),
  };
}

/** A line that says less stands in every other file. */
const anchorLength = 4;
/** So many lines around the place where a fragment is thought to be are looked at. */
const slackLines = 12;
/** A line that stands in several places is recognised this near to one that stands in one only. */
const nearLines = 3;

/**
 * Finds what is left of a fragment in a text that changed since: lines that a formatter may have touched (punctuation
 * and line breaks do not count), some missing, others put in between. Without a line that stands only once in the text,
 * nothing is found. `hint` is where the fragment once began.
 */
export function align(fragment: readonly string[], text: readonly string[], hint?: number): Alignment | undefined {
  const keys = fragment.map(keyOf);
  const textKeys = text.map(keyOf);
  const places = anchors(keys, textKeys);
  const group = bestGroup(places, fragment.length, hint);
  const first = group[0];
  const last = group.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const from = Math.max(0, first.textLine - first.line - slackLines);
  const to = Math.min(text.length, last.textLine + fragment.length - last.line + slackLines);
  const alignment = match(keys, textKeys.slice(from, to), from);
  forgetLonely(alignment, new Set(group.map(({ line }) => line)));
  return alignment;
}

/** What a line says, whatever a formatter makes of it; lines of only punctuation say that. */
function keyOf(line: string): string {
  return words(line) || line.replace(/\s+/g, "");
}

interface Anchor {
  readonly line: number;
  readonly textLine: number;
}

/** The lines of a fragment that stand once in it and once in the text. */
function anchors(keys: readonly string[], textKeys: readonly string[]): Anchor[] {
  const where = new Map<string, number>();
  textKeys.forEach((key, line) => where.set(key, where.has(key) ? -1 : line));
  const own = new Map<string, number>();
  for (const key of keys) own.set(key, (own.get(key) ?? 0) + 1);
  return keys.flatMap((key, line) => {
    const textLine = key.length >= anchorLength && own.get(key) === 1 ? where.get(key) : undefined;
    return textLine === undefined || textLine < 0 ? [] : [{ line, textLine }];
  });
}

/** The most anchors that lie in the text as close together, and in the same order, as they do in the fragment. */
function bestGroup(places: readonly Anchor[], length: number, hint: number | undefined): Anchor[] {
  const groups: Anchor[][] = [];
  for (const anchor of places) {
    const group = groups.find((members) => {
      const last = members.at(-1);
      const gap = last === undefined ? 0 : anchor.textLine - last.textLine;
      return gap > 0 && gap <= length + 2 * slackLines;
    });
    if (group === undefined) groups.push([anchor]);
    else group.push(anchor);
  }
  const distance = ([first]: readonly Anchor[]): number =>
    first === undefined || hint === undefined ? 0 : Math.abs(first.textLine - first.line - hint);
  return groups.toSorted((a, b) => b.length - a.length || distance(a) - distance(b))[0] ?? [];
}

function match(keys: readonly string[], textKeys: readonly string[], from: number): Alignment {
  const starts = new Int32Array(keys.length).fill(-1);
  const ends = new Int32Array(keys.length).fill(-1);
  const put = (line: number, start: number, end: number): void => {
    starts[line] = from + start;
    ends[line] = from + end;
  };
  let line = 0;
  let textLine = 0;
  const hunks = [
    ...diffLines(keys, textKeys),
    { oldStart: keys.length, oldEnd: keys.length, newStart: textKeys.length, newEnd: textKeys.length },
  ];
  for (const { oldStart, oldEnd, newStart, newEnd } of hunks) {
    while (line < oldStart) put(line++, textLine, ++textLine);
    const wrapped = words(keys.slice(oldStart, oldEnd).join(""));
    if (wrapped !== "" && wrapped === words(textKeys.slice(newStart, newEnd).join(""))) {
      // The same words in other lines: they belong together as a block, which the first line stands for.
      for (; line < oldEnd; line++) put(line, line === oldStart ? newStart : newEnd, newEnd);
    }
    line = oldEnd;
    textLine = newEnd;
  }
  return { starts, ends };
}

/** A line found far from any anchor may be any line that looks like it. */
function forgetLonely({ starts, ends }: Alignment, anchored: ReadonlySet<number>): void {
  const isAnchored = (line: number): boolean => anchored.has(line) && (starts[line] ?? -1) >= 0;
  const follows = (line: number): boolean => (starts[line] ?? -1) >= 0 && starts[line] === ends[line - 1];
  for (let start = 0; start < starts.length;) {
    let end = start + 1;
    while (end < starts.length && follows(end)) end++;
    let known = false;
    for (let line = start - nearLines; line < end + nearLines && !known; line++) known = isAnchored(line);
    if (!known) {
      starts.fill(-1, start, end);
      ends.fill(-1, start, end);
    }
    start = end;
  }
}
