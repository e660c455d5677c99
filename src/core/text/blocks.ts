import type { Gap, Pair } from "./pairs.ts";
import { heaviestRise } from "./rise.ts";

/** Lines that follow each other on both sides, one by one equal. */
export interface Block {
  readonly oldStart: number;
  readonly newStart: number;
  readonly length: number;
}

/**
 * As many lines as possible that are in the same order on both sides of a gap, as blocks around some of its pairs,
 * which are in the order of their new lines.
 */
export function blocksAround(pairs: readonly Pair[], gap: Gap, olds: Int32Array, news: Int32Array): Block[] {
  const { oldStart, oldEnd, newStart, newEnd } = gap;
  const equalAbove = ({ old, new: line }: Pair, most: number): number => {
    let count = 0;
    while (count < most && olds[old - count - 1] === news[line - count - 1]) count++;
    return count;
  };
  const equalBelow = ({ old, new: line }: Pair, most: number): number => {
    let count = 0;
    while (count < most && olds[old + count + 1] === news[line + count + 1]) count++;
    return count;
  };
  // How many lines each pair stands for: itself and the equal ones around it, none counted for two pairs.
  const weights = pairs.map((pair, i) => {
    const { old, new: line } = pair;
    const above = pairs[i - 1];
    const aboveNew = above === undefined ? newStart - 1 : above.new;
    const up = equalAbove(pair, Math.min(old - oldStart, line - aboveNew - 1));
    const down = equalBelow(pair, Math.min(oldEnd - old, (pairs[i + 1]?.new ?? newEnd) - line) - 1);
    // Lines between two pairs of one block are the upper one's.
    const isJoined = above !== undefined && above.new === line - up - 1 && above.old === old - up - 1;
    return 1 + (isJoined ? 0 : up) + down;
  });
  const oldLines = pairs.map(({ old }) => old - oldStart);
  const blocks: Block[] = [];
  let oldFree = oldStart;
  let newFree = newStart;
  for (const index of heaviestRise(oldLines, weights, oldEnd - oldStart)) {
    const pair = pairs[index];
    if (pair === undefined || pair.old < oldFree || pair.new < newFree) continue;
    const up = equalAbove(pair, Math.min(pair.old - oldFree, pair.new - newFree));
    const down = equalBelow(pair, Math.min(oldEnd - pair.old, newEnd - pair.new) - 1);
    blocks.push({ oldStart: pair.old - up, newStart: pair.new - up, length: up + 1 + down });
    oldFree = pair.old + 1 + down;
    newFree = pair.new + 1 + down;
  }
  return blocks;
}

/**
 * Those of a gap's blocks that surely hold: no more lines could belong together across one than are in it. A bracket
 * that happens to stand only once must not tear a hundred lines that moved past it.
 */
export function holding(blocks: readonly Block[], gap: Gap): Block[] {
  const held: Block[] = [];
  let oldFree = gap.oldStart;
  let newFree = gap.newStart;
  blocks.forEach((block, i) => {
    const { oldStart, newStart, length } = block;
    const next = blocks[i + 1] ?? { oldStart: gap.oldEnd, newStart: gap.newEnd };
    const downwards = Math.min(oldStart - oldFree, next.newStart - newStart - length);
    const upwards = Math.min(next.oldStart - oldStart - length, newStart - newFree);
    if (downwards > length || upwards > length) return;
    held.push(block);
    oldFree = oldStart + length;
    newFree = newStart + length;
  });
  return held;
}
