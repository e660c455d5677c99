import { placesIn } from "../text/diff.ts";
import type { Hasher, LineHash } from "../text/hash.ts";
import { runsOf, spansOf, tagsOf } from "./tag.ts";
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
  const places = placesIn(Array.from(oldHashes), newHashes);
  const newTags = places.map((line) => (line === undefined ? undefined : oldTags[line]));
  return spansOf(runsOf(newTags)).flatMap((span) => trimmed(span, newHashes, hasher) ?? []);
}

/** A span without blank lines at its edges; `undefined` when nothing else is in it. */
function trimmed(span: Span, hashes: readonly LineHash[], hasher: Hasher): Span | undefined {
  let { start, end } = span;
  while (start < end && hasher.isBlank(hashes[start] ?? -1)) start++;
  while (start < end && hasher.isBlank(hashes[end - 1] ?? -1)) end--;
  return start < end ? { start, end, mark: span.mark } : undefined;
}
