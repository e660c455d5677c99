import { diffLines } from "../text/diff.ts";
import type { Hasher, LineHash } from "../text/hash.ts";
import { runsOf, spansOf, type Tag, tagsOf } from "./tag.ts";
import type { Span } from "./mark.ts";

/**
 * The spans of a text that became another one out of sight (DESIGN §2, rule 7): lines that are equal, white
 * space aside, keep everything; lines that are new are nobody's, since nothing says that AI wrote them.
 */
export function reanchor(
  oldHashes: ArrayLike<LineHash>,
  oldSpans: readonly Span[],
  newHashes: readonly LineHash[],
  hasher: Hasher,
): Span[] {
  const oldTags = tagsOf(
    oldSpans.map(({ start, end, mark }) => ({ start, end, tag: mark })),
    oldHashes.length,
  );
  const newTags: (Tag | undefined)[] = [];
  let oldLine = 0;
  for (const hunk of diffLines(Array.from(oldHashes), newHashes)) {
    while (newTags.length < hunk.newStart) newTags.push(oldTags[oldLine++]);
    while (newTags.length < hunk.newEnd) newTags.push(undefined);
    oldLine = hunk.oldEnd;
  }
  while (newTags.length < newHashes.length) newTags.push(oldTags[oldLine++]);
  return spansOf(runsOf(newTags)).flatMap((span) => trimmed(span, newHashes, hasher) ?? []);
}

/** A span without blank lines at its edges; `undefined` when nothing else is in it. */
function trimmed(span: Span, hashes: readonly LineHash[], hasher: Hasher): Span | undefined {
  let { start, end } = span;
  while (start < end && hasher.isBlank(hashes[start] ?? -1)) start++;
  while (start < end && hasher.isBlank(hashes[end - 1] ?? -1)) end--;
  return start < end ? { start, end, mark: span.mark } : undefined;
}
