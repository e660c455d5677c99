import { placesIn } from "../text/diff.ts";
import type { LineHash } from "../text/hash.ts";
import { followMoves } from "./followMoves.ts";
import type { Span } from "./mark.ts";
import { runsOf, spansOf, type Tag } from "./tag.ts";

/** A change of a text on disk, by the keyed hash of each line before and after. */
export interface DiskStep {
  readonly before: readonly LineHash[];
  /** What was known of each line before. */
  readonly tags: readonly (Tag | undefined)[];
  readonly after: readonly LineHash[];
  /** 1 for each line of the text before that is not there after and was found nowhere else yet. */
  readonly leaving: Uint8Array;
  /** 1 for each line of the text after that was not there before. */
  readonly coming: Uint8Array;
}

/** What one text got from another: its spans, and the lines that they were there. */
export interface Carriage {
  readonly spans: readonly Span[];
  readonly places: readonly number[];
}

/** Compares a text with what it said before. */
export function diskStep(
  before: readonly LineHash[],
  tags: readonly (Tag | undefined)[],
  after: readonly LineHash[],
): DiskStep {
  const leaving = new Uint8Array(before.length).fill(1);
  const coming = new Uint8Array(after.length);
  for (const [line, place] of placesIn(before, after).entries()) {
    if (place === undefined) coming[line] = 1;
    else leaving[place] = 0;
  }
  return { before, tags, after, leaving, coming };
}

/** Lines that left a text and are back in it by a later change, as after a stash and its return, went nowhere else. */
export function strikeReturned(left: DiskStep, back: DiskStep): void {
  const returned = new Map<LineHash, number>();
  for (const [line, hash] of back.after.entries()) {
    if (back.coming[line] === 1) returned.set(hash, (returned.get(hash) ?? 0) + 1);
  }
  for (const [place, hash] of left.before.entries()) {
    const count = returned.get(hash) ?? 0;
    if (left.leaving[place] !== 1 || count === 0) continue;
    left.leaving[place] = 0;
    returned.set(hash, count - 1);
  }
}

/**
 * Finds what one text got from another: blocks of at least three equal lines that left the one and came to the other, as
 * when somebody moves a function to another file (DESIGN §2, rules 6 and 8).
 */
export function carriage(from: DiskStep, to: DiskStep, isBlank: (hash: LineHash) => boolean): Carriage {
  const tags: (Tag | undefined)[] = to.after.map(() => undefined);
  const places: number[] = [];
  followMoves(
    { hashes: from.before, isMover: from.leaving },
    { hashes: to.after, isMover: to.coming },
    isBlank,
    (line, place) => {
      tags[line] = from.tags[place];
      places.push(place);
    },
  );
  return { spans: spansOf(runsOf(tags)), places };
}
