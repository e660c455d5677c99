import { type Common, commonIn } from "./common.ts";

/** How many characters of a new line come from one old line. */
export interface Share {
  readonly oldLine: number;
  readonly characters: number;
}

/** What a new line is made of. */
export interface Descent {
  /** Characters of the new line. */
  readonly length: number;
  /** Which old lines lent characters to it, in order. What is left was written anew. */
  readonly shares: readonly Share[];
}

/** Characters of `descent` that some old line lent. */
export function inheritedCharacters(descent: Descent): number {
  let sum = 0;
  for (const share of descent.shares) sum += share.characters;
  return sum;
}

/**
 * Where the characters of each new line come from, when a block of old lines became a block of new ones.
 * Give lines without what does not count (white space). Blocks of equal height are compared line by line,
 * others as one text: what both start and end with is inherited. So a block that was only re-wrapped is
 * inherited whole. A line changed in several places also inherits what stayed between them, if that makes it
 * mostly an old one; a line that only has some words of an old one is new.
 */
export function descentOf(olds: readonly string[], news: readonly string[]): Descent[] {
  if (olds.length === news.length && olds.join("") !== news.join("")) {
    return news.flatMap((line, i) => compare([olds[i] ?? ""], [line], i));
  }
  return compare(olds, news, 0);
}

function compare(olds: readonly string[], news: readonly string[], firstOld: number): Descent[] {
  const before = olds.join("");
  const after = news.join("");
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  if (head + tail > shorter && news.length > 1) head = insertedAt(shorter - tail, head, before.length, news);
  tail = Math.min(tail, shorter - head);

  const starts: number[] = [];
  let length = 0;
  for (const line of olds) {
    starts.push(length);
    length += line.length;
  }
  const shift = before.length - after.length;
  const first: Common = { start: 0, end: head, shift: 0 };
  const last: Common = { start: after.length - tail, end: after.length, shift };
  const between = commonIn(before, after, head, tail);
  let offset = 0;
  return news.map((line) => {
    const start = offset;
    offset += line.length;
    const descentBy = (commons: readonly Common[]): Descent => {
      const shares = new Map<number, number>();
      for (const common of commons) {
        const from = Math.max(start, common.start) + common.shift;
        lend(shares, starts, before.length, from, Math.min(offset, common.end) + common.shift);
      }
      return {
        length: line.length,
        shares: [...shares].map(([oldLine, characters]) => ({ oldLine: oldLine + firstOld, characters })),
      };
    };
    if (between.length > 0) {
      const descent = descentBy([first, ...between, last]);
      if (inheritedCharacters(descent) * 2 > line.length) return descent;
    }
    return descentBy([first, last]);
  });
}

/**
 * Text that may have been put in anywhere from `earliest` to `latest` of the old text, since it begins as what
 * follows it or ends as what precedes it: where it starts after a line end of the new text, or ends before one.
 */
function insertedAt(earliest: number, latest: number, oldLength: number, news: readonly string[]): number {
  let end = 0;
  const ends = news.map((line) => (end += line.length));
  const inserted = end - oldLength;
  const fits = (at: number): boolean => inserted > 0 && at >= earliest && at <= latest;
  return ends.findLast(fits) ?? ends.map((lineEnd) => lineEnd - inserted).findLast(fits) ?? latest;
}

/** Adds to `shares` which old lines the characters `[from, to)` of the old text lie in. */
function lend(shares: Map<number, number>, starts: readonly number[], length: number, from: number, to: number): void {
  if (from >= to) return;
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? length) <= from) low = middle;
    else high = middle;
  }
  for (let line = low; line < starts.length; line++) {
    const start = starts[line] ?? length;
    if (start >= to) break;
    const end = starts[line + 1] ?? length;
    const characters = Math.min(end, to) - Math.max(start, from);
    if (characters > 0) shares.set(line, (shares.get(line) ?? 0) + characters);
  }
}
