import type { LineHash } from "../text/hash.ts";

/** A block of fewer solid lines may stand in two places by chance. */
const blockLines = 3;

/** The lines of a text that have a part in moves: those that left it, or that came to it. */
export interface Movers {
  readonly hashes: ArrayLike<LineHash>;
  /** 1 for each of them, one entry a line of the text. */
  readonly isMover: Uint8Array;
}

/**
 * Finds blocks of at least three equal lines, blank ones not counted, that left one place of a text and came to another:
 * around each line that stands once among what left and once among what came. Calls back with pairs of new and old lines,
 * each once at most.
 */
export function followMoves(
  left: Movers,
  came: Movers,
  isBlank: (hash: LineHash) => boolean,
  follow: (line: number, place: number) => void,
): void {
  const places = linesByHash(left);
  const lines = linesByHash(came);
  let done = -1;
  const taken = new Set<number>();
  for (const [hash, line] of lines) {
    const place = places.get(hash);
    if (place === undefined || place < 0 || line <= done || isBlank(hash)) continue;
    let above = 0;
    let solid = 0;
    const isEqual = (by: number): boolean =>
      came.isMover[line + by] === 1 &&
      left.isMover[place + by] === 1 &&
      came.hashes[line + by] === left.hashes[place + by] &&
      !taken.has(place + by) &&
      line + by > done;
    while (isEqual(above - 1)) above--;
    let below = above;
    for (; isEqual(below); below++) if (!isBlank(came.hashes[line + below] ?? -1)) solid++;
    if (solid < blockLines) continue;
    for (let by = above; by < below; by++) {
      follow(line + by, place + by);
      taken.add(place + by);
    }
    done = line + below - 1;
  }
}

/** Where each line stands that stands once; -1 for one that stands more often. */
function linesByHash({ hashes, isMover }: Movers): ReadonlyMap<LineHash, number> {
  const found = new Map<LineHash, number>();
  for (let line = 0; line < hashes.length; line++) {
    const hash = hashes[line];
    if (hash !== undefined && isMover[line] === 1) found.set(hash, found.has(hash) ? -1 : line);
  }
  return found;
}
