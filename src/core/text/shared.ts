import { Numbering } from "./numbering.ts";

/** The lines of a text that another text has as well, in order. */
export interface SharedLines {
  /** A number for each line, equal for equal lines of both texts. */
  readonly numbers: Int32Array;
  /** Where each line is in its text. */
  readonly places: Int32Array;
}

/**
 * What two texts share between `start` and their ends. A line that only one of them has belongs to no other, so the
 * search for what belongs together is quicker without it and finds the same.
 */
export function sharedLines(
  oldKeys: ArrayLike<string | number>,
  newKeys: ArrayLike<string | number>,
  start: number,
  oldEnd: number,
  newEnd: number,
): { readonly olds: SharedLines; readonly news: SharedLines; readonly differentLines: number } {
  const numbering = new Numbering(oldEnd - start);
  const oldNumbers = new Int32Array(oldEnd - start);
  for (let line = start; line < oldEnd; line++) oldNumbers[line - start] = numbering.give(oldKeys[line] ?? "");
  const isNew = new Uint8Array(numbering.size);
  const newNumbers = new Int32Array(newEnd - start);
  for (let line = start; line < newEnd; line++) {
    const number = numbering.find(newKeys[line] ?? "");
    newNumbers[line - start] = number;
    if (number >= 0) isNew[number] = 1;
  }
  return {
    olds: chosen(oldNumbers, start, (number) => isNew[number] === 1),
    news: chosen(newNumbers, start, (number) => number >= 0),
    differentLines: numbering.size,
  };
}

function chosen(numbers: Int32Array, start: number, isShared: (number: number) => boolean): SharedLines {
  const places = new Int32Array(numbers.length);
  let count = 0;
  numbers.forEach((number, i) => {
    if (!isShared(number)) return;
    numbers[count] = number;
    places[count++] = start + i;
  });
  return { numbers: numbers.subarray(0, count), places: places.subarray(0, count) };
}
