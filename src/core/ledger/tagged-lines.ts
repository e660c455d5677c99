import { LineBuffer } from "../text/buffer.ts";
import { isBlank } from "../text/lines.ts";
import { settleBlankLines } from "./attribute.ts";
import { Runs } from "./runs.ts";
import { isMark, isUnread, runsOf, type Tag, type TagRun, tagsOf } from "./tag.ts";

/** A range of lines, 0-based, `end` exclusive. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** What takes a replacement of lines back: the `newCount` lines from `start` become `oldLines` again, tags included. */
export interface Replacement {
  readonly start: number;
  readonly newCount: number;
  readonly oldLines: readonly string[];
  readonly oldRuns: readonly TagRun[];
}

/** The text of one file and the tags of its lines, moving together. */
export class TaggedLines {
  readonly text: LineBuffer;
  readonly runs: Runs;

  /** `runs` are those of `lines`. */
  constructor(lines: readonly string[], runs: readonly TagRun[]) {
    this.text = new LineBuffer(lines);
    this.runs = new Runs(runs);
  }

  /** One tag for each line of a range. */
  tags({ start, end }: LineRange): (Tag | undefined)[] {
    return tagsOf(this.runs.slice(start, end), end - start);
  }

  /** Lines `[start, start + count)` become others, tagged with `newRuns`. Returns what takes it back. */
  replace(start: number, count: number, newLines: readonly string[], newRuns: readonly TagRun[]): Replacement {
    const oldLines = this.text.slice(start, start + count);
    const oldRuns = this.runs.slice(start, start + count);
    this.text.splice(start, count, newLines);
    this.runs.replace(start, count, newLines.length, newRuns);
    return { start, newCount: newLines.length, oldLines, oldRuns };
  }

  /** Gives the lines of a range other tags. Returns the former tags of the changed lines that are not blank. */
  retag(range: LineRange, decide: (tag: Tag | undefined) => Tag | undefined): (Tag | undefined)[] {
    const start = Math.max(0, range.start);
    const end = Math.min(this.text.length, range.end);
    const former: (Tag | undefined)[] = [];
    if (start >= end) return former;
    const tags = this.tags({ start, end }).map((tag, i) => {
      const next = decide(tag);
      if (next !== tag && !isBlank(this.text.at(start + i) ?? "")) former.push(tag);
      return next;
    });
    if (former.length === 0) return former;
    this.runs.replace(start, end - start, end - start, runsOf(tags));
    this.#followBlankLines({ start, end });
    return former;
  }

  /** The text of these lines is what it was when they were settled, so they still are if they are of the same act. */
  keepSettled({ start, end, tag }: TagRun): void {
    if (!isMark(tag) || tag.settled === undefined || tag.settled.kind === "edited") return;
    for (const run of this.runs.slice(start, end)) {
      if (!isUnread(run.tag) || !isMark(run.tag) || run.tag.origin.id !== tag.origin.id) continue;
      const length = run.end - run.start;
      this.runs.replace(start + run.start, length, length, [{ start: 0, end: length, tag }]);
    }
  }

  /** How many lines at both ends stay the same when `count` lines from `first` become others. */
  equalEnds(first: number, count: number, became: readonly string[]): { readonly head: number; readonly tail: number } {
    const { text } = this;
    const shorter = Math.min(count, became.length);
    let head = 0;
    while (head < shorter && text.at(first + head) === became[head]) head++;
    let tail = 0;
    while (tail < shorter - head && text.at(first + count - 1 - tail) === became[became.length - 1 - tail]) tail++;
    return { head, tail };
  }

  /** A range with the tracked blank lines around it, which stand for nothing without their neighbours. */
  withBlankLines(range: LineRange): LineRange {
    let { start, end } = range;
    if (this.runs.size > 0) {
      while (this.#isBlankTracked(start - 1)) start--;
      while (this.#isBlankTracked(end)) end++;
    }
    return { start, end };
  }

  /** Whether a tracked blank line is above or below a line. */
  isNextToBlankLine(line: number): boolean {
    return this.runs.size > 0 && (this.#isBlankTracked(line - 1) || this.#isBlankTracked(line + 1));
  }

  /** Rule 10 for all blank lines: an undo brings them back as they were, but the lines around may have been settled since. */
  followAllBlankLines(): void {
    for (const { start, end } of this.runs.all()) {
      if (isBlank(this.text.at(start) ?? "x")) this.#followBlankLines({ start, end: start + 1 });
      if (isBlank(this.text.at(end - 1) ?? "x")) this.#followBlankLines({ start: end - 1, end });
    }
  }

  /** Rule 10 for the blank lines in and next to lines whose tags changed. */
  #followBlankLines(range: LineRange): void {
    const wide = this.withBlankLines(range);
    const { start, end } = wide;
    const tags = this.tags(wide);
    settleBlankLines(this.text.slice(start, end), tags, this.runs.at(start - 1), this.runs.at(end));
    this.runs.replace(start, end - start, end - start, runsOf(tags));
  }

  #isBlankTracked(line: number): boolean {
    return this.runs.at(line) !== undefined && isBlank(this.text.at(line) ?? "x");
  }
}

/** How many of these lines are unread, blank ones not counted. */
export function unreadCount(lines: readonly string[], tags: readonly (Tag | undefined)[]): number {
  let count = 0;
  tags.forEach((tag, i) => {
    if (isUnread(tag) && !isBlank(lines[i] ?? "")) count++;
  });
  return count;
}
