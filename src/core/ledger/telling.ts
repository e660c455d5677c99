import { LineBuffer } from "../text/buffer.ts";
import type { Author } from "./attribute.ts";

/** Whole lines that one author replaced: `count` lines from line `start` became `newLines`. */
export interface Step {
  readonly start: number;
  readonly count: number;
  readonly newLines: readonly string[];
  readonly author: Author;
}

/** How a text came about: what it was before, and what each author did to it, one after the other. */
export interface Telling {
  readonly before: readonly string[];
  readonly steps: readonly Step[];
}

/** The text at the end of a telling. */
export function textAfter({ before, steps }: Telling): LineBuffer {
  const text = new LineBuffer(before);
  for (const { start, count, newLines } of steps) text.splice(start, count, newLines);
  return text;
}
