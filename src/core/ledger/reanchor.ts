import { placesIn } from "../text/diff.ts";
import type { Hasher, LineHash } from "../text/hash.ts";
import { settleBlankLines } from "./attribute.ts";
import type { Span } from "./mark.ts";
import { movedLines } from "./movedLines.ts";
import { runsOf, spansOf, type Tag, tagsOf } from "./tag.ts";

/** A text that a file had, as far as it is remembered: the keyed hash of each line, and which lines AI wrote. */
export interface KnownText {
  readonly lineHashes: ArrayLike<LineHash>;
  readonly spans: readonly Span[];
}

/** So many lines in a row that came back together are no chance. */
const blockLines = 3;

/**
 * The spans of a text that became another one out of sight (DESIGN §2, rules 7 and 8). Lines that are equal, white space
 * aside, keep everything. A line that is new since `last` is what it was in the latest of `formers`, texts from before
 * it, the latest first, that it comes back from; else, in a block of lines that moved, what it was before the move. What
 * then is left is nobody's, since nothing says that AI wrote it.
 */
export function reanchor(
  last: KnownText,
  formers: readonly KnownText[],
  hashes: readonly LineHash[],
  hasher: Hasher,
): Span[] {
  const anchors = new Anchors(hashes, hasher);
  const places = anchors.keep(last);
  for (const former of formers) {
    if (anchors.isComplete) break;
    anchors.bringBack(former);
  }
  if (!anchors.isComplete) anchors.follow(last, places);
  return anchors.spans();
}

class Anchors {
  readonly #hashes: readonly LineHash[];
  readonly #hasher: Hasher;
  readonly #tags: (Tag | undefined)[];
  readonly #isKnown: boolean[];
  #left: number;

  constructor(hashes: readonly LineHash[], hasher: Hasher) {
    this.#hashes = hashes;
    this.#hasher = hasher;
    this.#tags = hashes.map(() => undefined);
    // Blank lines stand for nothing, so there is nothing to learn of them.
    this.#isKnown = hashes.map((hash) => hasher.isBlank(hash));
    this.#left = this.#isKnown.filter((isKnown) => !isKnown).length;
  }

  get isComplete(): boolean {
    return this.#left === 0;
  }

  /** The lines that are still there are what they were. Returns which line of the last text each line was. */
  keep(last: KnownText): readonly (number | undefined)[] {
    const tags = tagsIn(last);
    const places = placesIn(Array.from(last.lineHashes), this.#hashes);
    places.forEach((place, line) => {
      if (place !== undefined) this.#become(line, tags[place]);
    });
    return places;
  }

  /** Lines that stood in a former text, several in a row or one that stands nowhere else, are what they were there. */
  bringBack(former: KnownText): void {
    const olds = Array.from(former.lineHashes);
    const places = placesIn(olds, this.#hashes);
    const tags = tagsIn(former);
    const isUnique = uniqueIn(olds, this.#hashes);
    for (let start = 0; start < places.length;) {
      const end = endOfRun(places, start);
      if (this.#saysEnough(start, end, isUnique)) {
        for (let line = start; line < end; line++) {
          const place = places[line];
          const isOpen = this.#isKnown[line] !== true || this.#isBlank(line);
          if (place !== undefined && isOpen) this.#become(line, tags[place]);
        }
      }
      start = end;
    }
  }

  /** Blocks that moved inside the text are what they were before. */
  follow(last: KnownText, places: readonly (number | undefined)[]): void {
    const tags = tagsIn(last);
    const stayed = new Set(places);
    const isFree = (line: number): boolean => !stayed.has(line);
    const isNew = (line: number): boolean => this.#isKnown[line] !== true || this.#isBlank(line);
    const moved = movedLines(last.lineHashes, isFree, this.#hashes, isNew, (hash) => this.#hasher.isBlank(hash));
    for (const [line, place] of moved) this.#become(line, tags[place]);
  }

  /** The tracked lines, blank ones as rule 10 has them. */
  spans(): Span[] {
    const lines = this.#hashes.map((hash) => (this.#hasher.isBlank(hash) ? "" : "solid"));
    settleBlankLines(lines, this.#tags, undefined, undefined);
    return spansOf(runsOf(this.#tags));
  }

  #saysEnough(start: number, end: number, isUnique: (hash: LineHash) => boolean): boolean {
    const solid = this.#hashes.slice(start, end).filter((hash) => !this.#hasher.isBlank(hash));
    return solid.length >= blockLines || solid.some(isUnique);
  }

  #become(line: number, tag: Tag | undefined): void {
    this.#tags[line] = tag;
    if (this.#isKnown[line] === true) return;
    this.#isKnown[line] = true;
    this.#left--;
  }

  #isBlank(line: number): boolean {
    return this.#hasher.isBlank(this.#hashes[line] ?? -1);
  }
}

/** Where the lines end that lie in the other text one by one as well, or that do not lie there. */
function endOfRun(places: readonly (number | undefined)[], start: number): number {
  const first = places[start];
  let end = start + 1;
  while (end < places.length && places[end] === (first === undefined ? undefined : first + end - start)) end++;
  return end;
}

/** Tells hashes that stand once in both texts. */
function uniqueIn(olds: readonly LineHash[], news: readonly LineHash[]): (hash: LineHash) => boolean {
  const once = (hashes: readonly LineHash[]): ReadonlyMap<LineHash, number> => {
    const counts = new Map<LineHash, number>();
    for (const hash of hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1);
    return counts;
  };
  const inOld = once(olds);
  const inNew = once(news);
  return (hash) => inOld.get(hash) === 1 && inNew.get(hash) === 1;
}

function tagsIn({ lineHashes, spans }: KnownText): (Tag | undefined)[] {
  return tagsOf(
    spans.map(({ start, end, mark }) => ({ start, end, tag: mark })),
    lineHashes.length,
  );
}
