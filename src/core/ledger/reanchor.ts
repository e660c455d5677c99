import { placesIn } from "../text/diff.ts";
import type { Hasher, LineHash } from "../text/hash.ts";
import { settleBlankLines } from "./attribute.ts";
import type { Span } from "./mark.ts";
import { followMoves } from "./followMoves.ts";
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
  const anchors = new Anchors(last, hashes, hasher);
  for (const former of formers) {
    if (anchors.isComplete) break;
    anchors.bringBack(former);
  }
  if (!anchors.isComplete) anchors.follow();
  return anchors.spans();
}

class Anchors {
  readonly #hashes: readonly LineHash[];
  readonly #hasher: Hasher;
  readonly #last: KnownText;
  readonly #lastTags: readonly (Tag | undefined)[];
  /** Which line of the last text each line was. */
  readonly #places: readonly (number | undefined)[];
  readonly #tags: (Tag | undefined)[] = [];
  /** 1 for a line that is settled what it is. Blank ones stand for nothing, so there is nothing to learn of them. */
  readonly #isKnown: Uint8Array;
  #left = 0;

  /** The lines that are still there are what they were. */
  constructor(last: KnownText, hashes: readonly LineHash[], hasher: Hasher) {
    this.#hashes = hashes;
    this.#hasher = hasher;
    this.#last = last;
    this.#lastTags = tagsIn(last);
    this.#places = placesIn(last.lineHashes, hashes);
    this.#isKnown = new Uint8Array(hashes.length);
    for (let line = 0; line < hashes.length; line++) {
      const place = this.#places[line];
      this.#tags.push(place === undefined ? undefined : this.#lastTags[place]);
      if (place !== undefined || this.#isBlank(line)) this.#isKnown[line] = 1;
      else this.#left++;
    }
  }

  get isComplete(): boolean {
    return this.#left === 0;
  }

  /** Lines that stood in a former text, several in a row or one that stands nowhere else, are what they were there. */
  bringBack(former: KnownText): void {
    const places = placesIn(former.lineHashes, this.#hashes);
    const tags = tagsIn(former);
    const isUnique = uniqueIn(former.lineHashes, this.#hashes);
    for (let start = 0; start < places.length;) {
      const end = endOfRun(places, start);
      if (places[start] !== undefined && this.#saysEnough(start, end, isUnique)) {
        for (let line = start; line < end; line++) {
          const place = places[line];
          if (place !== undefined && this.#isOpen(line)) this.#become(line, tags[place]);
        }
      }
      start = end;
    }
  }

  /** Blocks that moved inside the text are what they were before. */
  follow(): void {
    const left = new Uint8Array(this.#last.lineHashes.length).fill(1);
    const came = new Uint8Array(this.#hashes.length);
    this.#places.forEach((place, line) => {
      if (place !== undefined) left[place] = 0;
      else if (this.#isOpen(line)) came[line] = 1;
    });
    followMoves(
      { hashes: this.#last.lineHashes, isMover: left },
      { hashes: this.#hashes, isMover: came },
      (hash) => this.#hasher.isBlank(hash),
      (line, place) => this.#become(line, this.#lastTags[place]),
    );
  }

  /** The tracked lines, blank ones as rule 10 has them. */
  spans(): Span[] {
    const lines = this.#hashes.map((hash) => (this.#hasher.isBlank(hash) ? "" : "solid"));
    settleBlankLines(lines, this.#tags, undefined, undefined);
    return spansOf(runsOf(this.#tags));
  }

  #saysEnough(start: number, end: number, isUnique: (hash: LineHash) => boolean): boolean {
    let solid = 0;
    for (let line = start; line < end; line++) {
      if (this.#isBlank(line)) continue;
      if (++solid >= blockLines || isUnique(this.#hashes[line] ?? -1)) return true;
    }
    return false;
  }

  /** Whether it is to be learned what a line is; a blank one follows the lines around it. */
  #isOpen(line: number): boolean {
    return this.#isKnown[line] === 0 || this.#isBlank(line);
  }

  #become(line: number, tag: Tag | undefined): void {
    this.#tags[line] = tag;
    if (this.#isKnown[line] === 1) return;
    this.#isKnown[line] = 1;
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
function uniqueIn(olds: ArrayLike<LineHash>, news: ArrayLike<LineHash>): (hash: LineHash) => boolean {
  const counted = (hashes: ArrayLike<LineHash>): ReadonlyMap<LineHash, number> => {
    const counts = new Map<LineHash, number>();
    for (let line = 0; line < hashes.length; line++) {
      const hash = hashes[line] ?? -1;
      counts.set(hash, (counts.get(hash) ?? 0) + 1);
    }
    return counts;
  };
  const inOld = counted(olds);
  const inNew = counted(news);
  return (hash) => inOld.get(hash) === 1 && inNew.get(hash) === 1;
}

function tagsIn({ lineHashes, spans }: KnownText): (Tag | undefined)[] {
  return tagsOf(
    spans.map(({ start, end, mark }) => ({ start, end, tag: mark })),
    lineHashes.length,
  );
}
