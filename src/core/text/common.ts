/** Characters `[start, end)` of a new text, which stood in the old one so many characters further on. */
export interface Common {
  readonly start: number;
  readonly end: number;
  readonly shift: number;
}

/** A shorter text may stand anywhere, so it says nothing that two texts both have it. */
const tellingLength = 4;
/** Texts with more pairs of characters are not compared: it would be felt. */
const pairLimit = 200_000;

/**
 * What two texts have in common, in the same order, besides a head and a tail of so many characters: the longest text
 * that stands in both, and so on before and behind it.
 */
export function commonIn(before: string, after: string, head: number, tail: number): Common[] {
  const found: Common[] = [];
  const search = (oldStart: number, oldEnd: number, newStart: number, newEnd: number): void => {
    if (Math.min(oldEnd - oldStart, newEnd - newStart) < tellingLength) return;
    const longest = longestCommon(before.slice(oldStart, oldEnd), after.slice(newStart, newEnd));
    if (longest === undefined) return;
    const start = newStart + longest.start;
    const end = newStart + longest.end;
    const shift = oldStart - newStart + longest.shift;
    search(oldStart, start + shift, newStart, start);
    found.push({ start, end, shift });
    search(end + shift, oldEnd, end, newEnd);
  };
  const oldEnd = before.length - tail;
  const newEnd = after.length - tail;
  if ((oldEnd - head) * (newEnd - head) <= pairLimit) search(head, oldEnd, head, newEnd);
  return found;
}

/** So many chains of places are told apart. A power of two. */
const chains = 256;
/** The latest place of each chain. Made once for all texts, since one change may have thousands of lines to compare. */
const latest = new Int32Array(chains);

/** The longest text, the first of several, that stands in two others; `undefined` when it is too short to say anything. */
function longestCommon(before: string, after: string): Common | undefined {
  // Places in `before` where the same text begins are one chain.
  latest.fill(-1);
  const earlier: number[] = [];
  for (let place = 0; place + tellingLength <= before.length; place++) {
    const chain = chainOf(before, place);
    earlier.push(latest[chain] ?? -1);
    latest[chain] = place;
  }
  let longest: Common | undefined;
  let most = tellingLength - 1;
  for (let start = 0; start + most < after.length; start++) {
    for (let place = latest[chainOf(after, start)] ?? -1; place >= 0; place = earlier[place] ?? -1) {
      // A text that goes on to the left was found from there.
      if (start > 0 && place > 0 && before[place - 1] === after[start - 1]) continue;
      let length = 0;
      while (start + length < after.length && before[place + length] === after[start + length]) length++;
      if (length <= most) continue;
      most = length;
      longest = { start, end: start + length, shift: place - start };
    }
  }
  return longest;
}

/** The chain of a place: the same wherever the same text of telling length begins. */
function chainOf(text: string, place: number): number {
  let sum = 0;
  for (let i = place; i < place + tellingLength; i++) sum = sum * 5 + text.charCodeAt(i);
  return sum & (chains - 1);
}
