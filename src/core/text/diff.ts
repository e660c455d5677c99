import { diff_core } from "fast-myers-diff";
import { slidDown } from "./slide.ts";

/** Lines `[oldStart, oldEnd)` became lines `[newStart, newEnd)`; everything around them is equal. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Beyond this many lines in the differing middle the search for a shortest script costs too much. */
const searchLimit = 20_000;
/** So few lines are compared as they are. */
const fewLines = 40;

/**
 * The differences between two sequences of line keys, in order.
 * Keys are compared with `===`: stripped lines or keyed line hashes.
 */
export function diffLines<Key extends string | number>(oldKeys: readonly Key[], newKeys: readonly Key[]): Hunk[] {
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
  if (oldCount === 0 || newCount === 0 || oldCount + newCount > searchLimit) {
    return slidDown([{ oldStart: start, oldEnd, newStart: start, newEnd }], oldKeys, newKeys);
  }
  const hunks: Hunk[] = [];
  const middles = [oldKeys.slice(start, oldEnd), newKeys.slice(start, newEnd)] as const;
  const [olds, news] = oldCount + newCount > fewLines ? interned(...middles) : middles;
  const equal = (a: number, b: number): boolean => olds[a] === news[b];
  for (const [a, b, c, d] of diff_core(0, oldCount, 0, newCount, equal)) {
    hunks.push({ oldStart: start + a, oldEnd: start + b, newStart: start + c, newEnd: start + d });
  }
  return slidDown(hunks, oldKeys, newKeys);
}

/** For each new line, which old one it was; `undefined` for one that is new. Keys are compared as in `diffLines`. */
export function placesIn<Key extends string | number>(
  oldKeys: readonly Key[],
  newKeys: readonly Key[],
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

/** The same sequences with a small number for each different key, which compare in no time. */
function interned<Key>(olds: readonly Key[], news: readonly Key[]): [Int32Array, Int32Array] {
  const numbers = new Map<Key, number>();
  const numberOf = (key: Key): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
  return [Int32Array.from(olds, numberOf), Int32Array.from(news, numberOf)];
}
