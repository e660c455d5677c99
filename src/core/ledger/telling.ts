import type { Author } from "./attribute.ts";

/** Whole lines that one author replaced: `count` lines from line `start` became `newLines`. */
export interface Step {
  readonly start: number;
  readonly count: number;
  readonly newLines: readonly string[];
  readonly author: Author;
}

/** How a text came about: what it was before, and what each author did to it, one after the other. Its end is that text. */
export interface Telling {
  readonly before: readonly string[];
  readonly steps: readonly Step[];
}
