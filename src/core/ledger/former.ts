import { diffLines } from "../text/diff.ts";
import { stripped } from "../text/lines.ts";
import type { Tag } from "./tag.ts";

/** A text that a file had, with one tag a line. */
export interface Former {
  readonly lines: readonly string[];
  readonly tags: readonly (Tag | undefined)[];
}

/** The tags of lines as far as they stood in a former text, in the same order; white space makes no difference. */
export function tagsFrom({ lines, tags }: Former, became: readonly string[]): (Tag | undefined)[] {
  const found: (Tag | undefined)[] = [];
  let line = 0;
  for (const { oldEnd, newStart, newEnd } of diffLines(lines.map(stripped), became.map(stripped))) {
    while (found.length < newStart) found.push(tags[line++]);
    while (found.length < newEnd) found.push(undefined);
    line = oldEnd;
  }
  while (found.length < became.length) found.push(tags[line++]);
  return found;
}
