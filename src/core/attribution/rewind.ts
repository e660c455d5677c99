import type { Author } from "../ledger/attribute.ts";
import type { Step, Telling } from "../ledger/telling.ts";
import { diffLines, type Hunk } from "../text/diff.ts";
import { hasWord, stripped } from "../text/lines.ts";
import { SolidText } from "../text/solid.ts";
import type { Alignment } from "./alignment.ts";

/** Lines that an edit put in the place of others, and which of them it changed. */
export interface Fragment {
  readonly oldLines: readonly string[];
  readonly newLines: readonly string[];
  /** In order; everything else is equal. */
  readonly hunks: readonly Hunk[];
}

/** A fragment whose changed lines are those that differ, white space aside. */
export function fragmentOf(oldLines: readonly string[], newLines: readonly string[]): Fragment {
  return { oldLines, newLines, hunks: diffLines(oldLines.map(stripped), newLines.map(stripped)) };
}

/** How many of an edit's changes were found: all there are that put lines in, and those found as they were made. */
export interface Finding {
  readonly all: number;
  readonly whole: number;
  /** Changes of which at least something was found. */
  readonly some: number;
}

/** A text that is taken back, edit by edit, the latest first, to what it was before them. */
export class Rewind {
  readonly #lines: string[];
  readonly #keys: string[];
  /** Which lines came in since the text that the file is known to have had. */
  readonly #fresh: boolean[];
  readonly #steps: Step[] = [];
  #solid: SolidText | undefined;

  /** `before` is the text that the file had until now, if that is known: only what differs from it can be new. */
  constructor(after: readonly string[], before: readonly string[] | undefined) {
    this.#lines = [...after];
    this.#keys = after.map(stripped);
    this.#fresh = after.map(() => before === undefined);
    if (before === undefined) return;
    for (const { newStart, newEnd } of diffLines(before.map(stripped), this.#keys)) {
      this.#fresh.fill(true, newStart, newEnd);
    }
  }

  /** The text as far as it was taken back. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The lines without white space. */
  get keys(): readonly string[] {
    return this.#keys;
  }

  /** To search the text in. */
  get solid(): SolidText {
    this.#solid ??= new SolidText(this.#lines, this.#keys);
    return this.#solid;
  }

  /** Whether any of the lines `[start, end)` came in since the known text. */
  isFresh(start: number, end: number): boolean {
    for (let line = start; line < end; line++) if (this.#fresh[line] === true) return true;
    return false;
  }

  /** Takes back what of a fragment is there and new. */
  takeBack(fragment: Fragment, { starts, ends }: Alignment, author: Author): Finding {
    let all = 0;
    let whole = 0;
    let some = 0;
    const at = (line: number): number => starts[line] ?? -1;
    for (const { oldStart, oldEnd, newStart, newEnd } of fragment.hunks.toReversed()) {
      const olds = fragment.oldLines.slice(oldStart, oldEnd);
      if (newStart === newEnd) {
        const above = newStart > 0 ? (ends[newStart - 1] ?? -1) : -1;
        const place = above >= 0 ? above : at(newStart);
        if (place >= 0) this.#splice(place, place, olds, author);
        continue;
      }
      all++;
      let found = false;
      for (let end = newEnd; end > newStart;) {
        let start = end - 1;
        while (start > newStart && at(start) >= 0 && ends[start - 1] === at(start)) start--;
        const from = at(start);
        const to = ends[end - 1] ?? -1;
        if (start === newStart && end === newEnd && this.#isNew(from, to)) {
          this.#splice(from, to, olds, author);
          found = true;
          whole++;
        } else if (from >= 0 && this.#takeBackFresh(from, to, author)) found = true;
        end = start;
      }
      if (found) some++;
    }
    return { all, whole, some };
  }

  /**
   * Whether all lines `[start, end)` came in since the known text. Where equal lines stand beside each other, as brackets
   * do, the diff may take the ones above or below for those that came in.
   */
  #isNew(start: number, end: number): boolean {
    let head = start;
    let tail = end;
    while (head < end && this.#fresh[head] !== true) head++;
    while (tail > start && this.#fresh[tail - 1] !== true) tail--;
    return head < tail && (this.#isNewMovedBy(head - start, start, end) || this.#isNewMovedBy(tail - end, start, end));
  }

  /** Whether taking out the lines so far below (above, if negative) is the same as taking out these, and those came in. */
  #isNewMovedBy(by: number, start: number, end: number): boolean {
    for (let line = start + by; line < end + by; line++) if (this.#fresh[line] !== true) return false;
    const from = Math.min(start, start + by);
    for (let line = from; line < from + Math.abs(by); line++) {
      if (this.#keys[line] !== this.#keys[line + end - start]) return false;
    }
    return true;
  }

  /** Takes back what came in since the known text of lines that only a part of a change is left of. */
  #takeBackFresh(start: number, end: number, author: Author): boolean {
    let found = false;
    for (let last = end; last > start;) {
      let first = last - 1;
      while (first > start && this.#fresh[first - 1] === this.#fresh[last - 1]) first--;
      // A bracket or a blank line alone is found beside anything.
      if (this.#fresh[first] === true && this.#lines.slice(first, last).some(hasWord)) {
        this.#splice(first, last, [], author);
        found = true;
      }
      last = first;
    }
    return found;
  }

  /** What the text was before, and how it became what it is. */
  telling(): Telling {
    return { before: this.#lines, steps: this.#steps.toReversed() };
  }

  #splice(start: number, end: number, lines: readonly string[], author: Author): void {
    const newLines = this.#lines.slice(start, end);
    this.#steps.push({ start, count: lines.length, newLines, author });
    const count = end - start;
    this.#lines.splice(start, count, ...lines);
    this.#keys.splice(start, count, ...lines.map(stripped));
    this.#fresh.splice(start, count, ...lines.map(() => true));
    this.#solid = undefined;
  }
}
