import { diff_core } from "fast-myers-diff";
import { matching } from "./matching.ts";
import { sharedLines } from "./shared.ts";
import { slidDown } from "./slide.ts";

/** Lines `[oldStart, oldEnd)` became lines `[newStart, newEnd)`; everything around them is equal. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** So few lines are compared as they are. */
const fewLines = 20;

/**
 * The differences between two sequences of line keys, in order: as few lines as possible, or nearly so in long texts
 * of which little is left. Keys are compared with `===`: stripped lines or keyed line hashes. Takes a time nearly
 * proportional to the number of lines, whatever they are, so nobody needs to cancel it. Where equal lines stand around
 * what was put in or taken out, the upper ones stay.
 */
export function diffLines<Key extends string | number>(
  oldKeys: ArrayLike<Key>,
  newKeys: ArrayLike<Key>,
): readonly Hunk[] {
  return slidDown(hunksOf(oldKeys, newKeys), oldKeys, newKeys);
}

function hunksOf<Key extends string | number>(oldKeys: ArrayLike<Key>, newKeys: ArrayLike<Key>): Hunk[] {
  let start = 0;
  let oldEnd = oldKeys.length;
  let newEnd = newKeys.length;
  while (start < oldEnd && start < newEnd && oldKeys[start] === newKeys[start]) start++;
  while (oldEnd > start && newEnd > start && oldKeys[oldEnd - 1] === newKeys[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  const oldCount = oldEnd - start;
  const newCount = newEnd - start;
  if (oldCount === 0 && newCount === 0) return [];
  if (oldCount === 0 || newCount === 0) return [{ oldStart: start, oldEnd, newStart: start, newEnd }];
  const hunks: Hunk[] = [];
  if (oldCount + newCount <= fewLines) {
    const equal = (old: number, line: number): boolean => oldKeys[old] === newKeys[line];
    for (const [oldStart, oldStop, newStart, newStop] of diff_core(start, oldCount, start, newCount, equal)) {
      hunks.push({ oldStart, oldEnd: oldStop, newStart, newEnd: newStop });
    }
    return hunks;
  }
  const { olds, news, differentLines } = sharedLines(oldKeys, newKeys, start, oldEnd, newEnd);
  let old = start;
  let line = start;
  const keep = (oldPlace: number, newPlace: number): void => {
    if (oldPlace > old || newPlace > line) {
      hunks.push({ oldStart: old, oldEnd: oldPlace, newStart: line, newEnd: newPlace });
    }
    old = oldPlace + 1;
    line = newPlace + 1;
  };
  matching(olds.numbers, news.numbers, differentLines).forEach((match, i) => {
    if (match >= 0) keep(olds.places[match] ?? 0, news.places[i] ?? 0);
  });
  keep(oldEnd, newEnd);
  return hunks;
}

/** For each new line, which old one it was; `undefined` for one that is new. Keys are compared as in `diffLines`. */
export function placesIn<Key extends string | number>(
  oldKeys: ArrayLike<Key>,
  newKeys: ArrayLike<Key>,
): (number | undefined)[] {
  const places: (number | undefined)[] = [];
  let line = 0;
  for (const { oldEnd, newStart, newEnd } of diffLines(oldKeys, newKeys)) {
    while (places.length < newStart) places.push(line++);
    while (places.length < newEnd) places.push(undefined);
    line = oldEnd;
  }
  while (places.length < newKeys.length) places.push(line++);
  return places;
}
