import { placesIn } from "../text/diff.ts";
import type { LineHash } from "../text/hash.ts";
import { followMoves } from "./followMoves.ts";
import type { Span } from "./mark.ts";
import type { KnownText } from "./reanchor.ts";
import { runsOf, spansOf, type Tag, tagsOf } from "./tag.ts";

/** How one change on disk left a text: what it was, with its marks, and the keyed hash of each line that it has now. */
export interface DiskStep {
  readonly before: KnownText;
  readonly after: readonly LineHash[];
}

/** What one text got from another: its spans, and the lines that they were there, none of which can go anywhere else. */
export interface Carriage {
  readonly spans: readonly Span[];
  readonly places: ReadonlySet<number>;
}

/**
 * Finds what one text got from another: blocks of at least three equal lines that left the one and came to the other, as
 * when somebody moves a function to another file (DESIGN §2, rules 6 and 8).
 */
export function carriage(from: DiskStep, to: DiskStep, isBlank: (hash: LineHash) => boolean): Carriage {
  const known = tagsOf(
    from.before.spans.map(({ start, end, mark }) => ({ start, end, tag: mark })),
    from.before.lineHashes.length,
  );
  const tags: (Tag | undefined)[] = to.after.map(() => undefined);
  const places = new Set<number>();
  followMoves(
    { hashes: from.before.lineHashes, isMover: leavingLines(from) },
    { hashes: to.after, isMover: comingLines(to) },
    isBlank,
    (line, place) => {
      tags[line] = known[place];
      places.add(place);
    },
  );
  return { spans: spansOf(runsOf(tags)), places };
}

/** 1 for each line of the text before that is not there after. */
function leavingLines({ before, after }: DiskStep): Uint8Array {
  const leaving = new Uint8Array(before.lineHashes.length).fill(1);
  for (const place of placesIn(before.lineHashes, after)) if (place !== undefined) leaving[place] = 0;
  return leaving;
}

/** 1 for each line of the text after that was not there before. */
function comingLines({ before, after }: DiskStep): Uint8Array {
  return Uint8Array.from(placesIn(before.lineHashes, after), (place) => (place === undefined ? 1 : 0));
}
