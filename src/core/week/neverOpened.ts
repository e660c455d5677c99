import { compareHunks, type WalkHunk } from "../review/walk.ts";

/** The hunks that the page names. */
export interface NeverOpened {
  /** The one with the line that waits longest. */
  readonly oldest: WalkHunk | undefined;
  /** The one that calls for the heaviest pack; of several the one that the walk comes to first. */
  readonly riskiest: WalkHunk | undefined;
}

/** Of the hunks with unread lines the oldest and the riskiest. */
export function neverOpened(hunks: readonly WalkHunk[]): NeverOpened {
  const open = hunks.filter(({ unreadLines }) => unreadLines > 0).toSorted(compareHunks);
  const risky = open.filter(({ risk }) => (risk?.weight ?? 0) > 0);
  return {
    oldest: open.toSorted((a, b) => a.oldestUnreadMs - b.oldestUnreadMs)[0],
    riskiest: risky.toSorted((a, b) => (b.risk?.weight ?? 0) - (a.risk?.weight ?? 0))[0],
  };
}
