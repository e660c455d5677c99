import type { Hunk } from "./diff.ts";

/**
 * The same differences with every hunk that only takes lines out, or only puts some in, as far down as it goes: of equal
 * lines above and below it, as brackets are, the upper one stays. So what was put in ends with its own bracket.
 */
export function slidDown<Key extends string | number>(
  hunks: readonly Hunk[],
  oldKeys: ArrayLike<Key>,
  newKeys: ArrayLike<Key>,
): Hunk[] {
  const slid: Hunk[] = [];
  for (const { oldStart, oldEnd, newStart, newEnd } of hunks.toReversed()) {
    const below = slid.at(-1);
    const room = Math.min((below?.oldStart ?? oldKeys.length) - oldEnd, (below?.newStart ?? newKeys.length) - newEnd);
    let by = 0;
    if (newStart === newEnd) while (by < room && oldKeys[oldStart + by] === oldKeys[oldEnd + by]) by++;
    else if (oldStart === oldEnd) while (by < room && newKeys[newStart + by] === newKeys[newEnd + by]) by++;
    slid.push({ oldStart: oldStart + by, oldEnd: oldEnd + by, newStart: newStart + by, newEnd: newEnd + by });
  }
  return slid.toReversed();
}
