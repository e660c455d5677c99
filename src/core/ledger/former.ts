import { placesIn } from "../text/diff.ts";
import { stripped } from "../text/lines.ts";
import type { Tag } from "./tag.ts";

/** A text that a file had, with one tag a line. */
export interface Former {
  readonly lines: readonly string[];
  readonly tags: readonly (Tag | undefined)[];
}

/** The tags of lines as far as they stood in a former text, in the same order; white space makes no difference. */
export function tagsFrom({ lines, tags }: Former, became: readonly string[]): (Tag | undefined)[] {
  return placesIn(lines.map(stripped), became.map(stripped)).map((line) =>
    line === undefined ? undefined : tags[line],
  );
}
