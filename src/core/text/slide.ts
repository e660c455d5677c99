import type { Hunk } from "./diff.ts";

/**
 * The same differences with every hunk that only takes lines out, or only puts some in, as far down as it goes: of equal
 * lines above and below it, as brackets are, the upper one stays. So what was put in ends with its own bracket.
 */
export function slidDown<Key extends string | number>(
  hunks: readonly Hunk[],
  oldKeys: ArrayLike<Key>,
  newKeys: ArrayLike<Key>,
): readonly Hunk[] {
  let slid: Hunk[] | undefined;
  for (let i = hunks.length - 1; i >= 0; i--) {
    const hunk = hunks[i];
    const below = (slid ?? hunks)[i + 1];
    const by = hunk === undefined ? 0 : slideOf(hunk, below, oldKeys, newKeys);
    if (hunk === undefined || by === 0) continue;
    slid ??= [...hunks];
    slid[i] = {
      oldStart: hunk.oldStart + by,
      oldEnd: hunk.oldEnd + by,
      newStart: hunk.newStart + by,
      newEnd: hunk.newEnd + by,
    };
  }
  return slid ?? hunks;
}

/** How many lines further down a hunk says the same. */
function slideOf<Key>(
  { oldStart, oldEnd, newStart, newEnd }: Hunk,
  below: Hunk | undefined,
  oldKeys: ArrayLike<Key>,
  newKeys: ArrayLike<Key>,
): number {
  const isRemoval = newStart === newEnd;
  if (!isRemoval && oldStart !== oldEnd) return 0;
  const [keys, start, end] = isRemoval ? [oldKeys, oldStart, oldEnd] : [newKeys, newStart, newEnd];
  const room = Math.min((below?.oldStart ?? oldKeys.length) - oldEnd, (below?.newStart ?? newKeys.length) - newEnd);
  let by = 0;
  while (by < room && keys[start + by] === keys[end + by]) by++;
  return by;
}
