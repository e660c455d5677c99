import { placesIn } from "../text/diff.ts";
import type { LineHash } from "../text/hash.ts";
import type { Mark, Span } from "./mark.ts";

/** Which lines of a text are in the text that HEAD holds of its file, one entry a line. */
export function linesInHead(headHashes: readonly LineHash[], hashes: readonly LineHash[]): boolean[] {
  return placesIn(headHashes, hashes).map((place) => place !== undefined);
}

/** Whether HEAD holds every line of some spans. */
export function areInHead(spans: readonly Span[]): boolean {
  return spans.every(({ mark }) => mark.committed?.isInHead === true);
}

/** The mark of a line whose text changed: it has its way into a commit still before it. */
export function withoutCommit(mark: Mark): Mark {
  return mark.committed === undefined ? mark : { origin: mark.origin, settled: mark.settled };
}

/**
 * The mark of a line of which it is known now whether HEAD holds it: itself when that is no news. `sinceMs` is for a line
 * that was in no commit before. A line that HEAD no longer holds keeps the moment: HEAD also leaves for another branch
 * and comes back.
 */
export function markInHead(mark: Mark, isInHead: boolean, sinceMs: number): Mark {
  const { committed } = mark;
  if ((committed?.isInHead ?? false) === isInHead) return mark;
  return { ...mark, committed: { sinceMs: committed?.sinceMs ?? sinceMs, isInHead } };
}
