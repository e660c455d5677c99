import type { LineHash } from "../text/hash.ts";

/** The text of a notebook's cell under the name that it has, or had. */
export interface CellText {
  readonly key: string;
  readonly textHash: string;
  readonly lineHashes: ArrayLike<LineHash>;
}

/**
 * Which cells that are known the cells of a notebook are: cell's key → known key. The editor numbers cells anew whenever it
 * opens a notebook, so they are known by their texts: the same one first, otherwise by most of their lines; the same key
 * decides between equals. A cell may be none of them, and each is one cell at most.
 */
export function matchCells(known: readonly CellText[], cells: readonly CellText[]): Map<string, string> {
  const found = new Map<string, string>();
  const free = new Map(known.map((text) => [text.key, text]));
  const take = (cell: CellText, choose: (candidates: CellText[]) => CellText | undefined): void => {
    if (found.has(cell.key)) return;
    const chosen = choose([...free.values()]);
    if (chosen === undefined) return;
    found.set(cell.key, chosen.key);
    free.delete(chosen.key);
  };
  const isSame = (cell: CellText) => (other: CellText) => other.textHash === cell.textHash;
  for (const cell of cells) {
    take(cell, (candidates) => candidates.find((other) => other.key === cell.key && isSame(cell)(other)));
  }
  for (const cell of cells) take(cell, (candidates) => candidates.find(isSame(cell)));
  for (const cell of cells) take(cell, (candidates) => mostLike(cell, candidates));
  return found;
}

function mostLike(cell: CellText, candidates: readonly CellText[]): CellText | undefined {
  let best: CellText | undefined;
  let bestShare = 0.5;
  for (const other of candidates) {
    const share = sharedLines(cell, other) / Math.max(cell.lineHashes.length, other.lineHashes.length);
    if (share > bestShare || (share === bestShare && best !== undefined && other.key === cell.key)) {
      best = other;
      bestShare = share;
    }
  }
  return best;
}

/** How many lines two texts have in common, in whatever order. */
function sharedLines(a: CellText, b: CellText): number {
  const counts = new Map<LineHash, number>();
  for (const hash of Array.from(a.lineHashes)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  let shared = 0;
  for (const hash of Array.from(b.lineHashes)) {
    const left = counts.get(hash) ?? 0;
    if (left === 0) continue;
    counts.set(hash, left - 1);
    shared++;
  }
  return shared;
}
