import type { LineHash } from "../text/hash.ts";

/** A block of fewer solid lines may stand in two places by chance. */
const blockLines = 3;

/**
 * Finds blocks of at least three equal lines, blank ones not counted, that left one place of a text and came to another,
 * and that stand only once among what left and once among what came: pairs of new and old line numbers.
 */
export function movedLines(
  olds: ArrayLike<LineHash>,
  isFree: (line: number) => boolean,
  news: ArrayLike<LineHash>,
  isNew: (line: number) => boolean,
  isBlank: (hash: LineHash) => boolean,
): [line: number, place: number][] {
  const left = windows(olds, isFree, isBlank);
  const came = windows(news, isNew, isBlank);
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  for (const [key, window] of came) {
    const old = left.get(key);
    if (window === undefined || old === undefined) continue;
    window.forEach((line, i) => {
      const place = old[i];
      if (place === undefined || pairs.has(line) || taken.has(place)) return;
      pairs.set(line, place);
      taken.add(place);
    });
  }
  return [...pairs];
}

/** Each run of so many solid lines by what it says; `undefined` for what is said twice. */
function windows(
  hashes: ArrayLike<LineHash>,
  counts: (line: number) => boolean,
  isBlank: (hash: LineHash) => boolean,
): ReadonlyMap<string, readonly number[] | undefined> {
  const found = new Map<string, readonly number[] | undefined>();
  let window: number[] = [];
  for (let line = 0; line < hashes.length; line++) {
    const hash = hashes[line];
    if (hash === undefined || !counts(line)) window = [];
    else if (!isBlank(hash)) {
      window = [...window.slice(1 - blockLines), line];
      if (window.length === blockLines) {
        const key = window.map((at) => hashes[at]).join(" ");
        found.set(key, found.has(key) ? undefined : window);
      }
    }
  }
  return found;
}
