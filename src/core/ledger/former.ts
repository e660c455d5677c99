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
  return placesIn(lines, became).map((line) => (line === undefined ? undefined : tags[line]));
}

/** For each line of a text, which line of a former one it was; `undefined` for a new one. White space makes no difference. */
export function placesIn(former: readonly string[], became: readonly string[]): (number | undefined)[] {
  const places: (number | undefined)[] = [];
  let line = 0;
  for (const { oldEnd, newStart, newEnd } of diffLines(former.map(stripped), became.map(stripped))) {
    while (places.length < newStart) places.push(line++);
    while (places.length < newEnd) places.push(undefined);
    line = oldEnd;
  }
  while (places.length < became.length) places.push(line++);
  return places;
}
