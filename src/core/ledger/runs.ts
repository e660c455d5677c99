import { sameTag, type Tag, type TagRun } from "./tag.ts";

/**
 * The tagged lines of one file, kept true while lines come and go: sorted, disjoint runs, neighbours with
 * equal tags merged. Positions lie in two flat integer arrays, so that a new line in front of thousands of
 * runs is a short sweep over numbers, and a lookup is a binary search.
 */
export class Runs {
  #starts = new Int32Array(16);
  #ends = new Int32Array(16);
  #tags: Tag[] = [];
  #changes = 0;

  constructor(runs: readonly TagRun[] = []) {
    this.replace(0, 0, 0, runs);
  }

  /** How often the tags of any lines were decided anew, other than by moving up or down with the text. */
  get changes(): number {
    return this.#changes;
  }

  /** How many runs there are. */
  get size(): number {
    return this.#tags.length;
  }

  /** The tag of a line. */
  at(line: number): Tag | undefined {
    const index = this.#firstEndingAfter(line);
    return index < this.size && at(this.#starts, index) <= line ? this.#tags[index] : undefined;
  }

  /** Whether none of the lines `[start, end)` has a tag. */
  isFree(start: number, end: number): boolean {
    const index = this.#firstEndingAfter(start);
    return index >= this.size || at(this.#starts, index) >= end;
  }

  /** The runs that touch lines `[start, end)`, cut to them, with lines counted from `start`. */
  slice(start: number, end: number): TagRun[] {
    const runs: TagRun[] = [];
    for (let i = this.#firstEndingAfter(start); i < this.size; i++) {
      const from = at(this.#starts, i);
      if (from >= end) break;
      const tag = this.#tags[i];
      if (tag === undefined) break;
      runs.push({
        start: Math.max(from, start) - start,
        end: Math.min(at(this.#ends, i), end) - start,
        tag,
      });
    }
    return runs;
  }

  /** All runs, in order. */
  all(): TagRun[] {
    return this.#tags.map((tag, i) => ({
      start: at(this.#starts, i),
      end: at(this.#ends, i),
      tag,
    }));
  }

  /**
   * Lines `[start, start + removed)` become `inserted` lines tagged with `runs` (counted from `start`).
   * Everything below moves.
   */
  replace(start: number, removed: number, inserted: number, runs: readonly TagRun[]): void {
    const end = start + removed;
    const delta = inserted - removed;
    let low = this.#firstEndingAfter(start);
    let high = low;
    while (high < this.size && at(this.#starts, high) < end) high++;
    // A run that spans the place is cut in two even where nothing is removed.
    if (high === low && low < this.size && at(this.#starts, low) < start) high++;

    if (high > low || runs.length > 0) this.#changes++;
    const pieces: { start: number; end: number; tag: Tag }[] = [];
    const push = (from: number, to: number, tag: Tag): void => {
      if (from >= to) return;
      const last = pieces.at(-1);
      if (last !== undefined && last.end === from && sameTag(last.tag, tag)) last.end = to;
      else pieces.push({ start: from, end: to, tag });
    };
    // One neighbour on each side takes part, so that equal tags grow together.
    if (low > 0 && at(this.#ends, low - 1) === start) low--;
    const last = high < this.size && at(this.#starts, high) === end ? high + 1 : high;
    for (let i = low; i < high; i++) {
      const tag = this.#tags[i];
      if (tag !== undefined) push(at(this.#starts, i), Math.min(at(this.#ends, i), start), tag);
    }
    for (const run of runs) push(run.start + start, run.end + start, run.tag);
    for (let i = low; i < last; i++) {
      const tag = this.#tags[i];
      if (tag !== undefined) {
        push(Math.max(at(this.#starts, i), end) + delta, at(this.#ends, i) + delta, tag);
      }
    }
    this.#splice(low, last, pieces, delta);
  }

  /** Index of the first run whose end lies behind `line`. */
  #firstEndingAfter(line: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (at(this.#ends, middle) <= line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #splice(low: number, high: number, pieces: readonly TagRun[], delta: number): void {
    const size = this.size;
    const grown = size + pieces.length - (high - low);
    if (grown > this.#starts.length) {
      this.#starts = widened(this.#starts, grown * 2);
      this.#ends = widened(this.#ends, grown * 2);
    }
    const behind = low + pieces.length;
    if (behind !== high) {
      this.#starts.copyWithin(behind, high, size);
      this.#ends.copyWithin(behind, high, size);
      const tags = pieces.map((piece) => piece.tag);
      if (tags.length < 1000) this.#tags.splice(low, high - low, ...tags);
      else this.#tags = [...this.#tags.slice(0, low), ...tags, ...this.#tags.slice(high)];
    }
    let index = low;
    for (const piece of pieces) {
      this.#starts[index] = piece.start;
      this.#ends[index] = piece.end;
      this.#tags[index] = piece.tag;
      index++;
    }
    if (delta === 0) return;
    const starts = this.#starts;
    const ends = this.#ends;
    for (let i = behind; i < grown; i++) {
      starts[i] = at(starts, i) + delta;
      ends[i] = at(ends, i) + delta;
    }
  }
}

/** An element that the caller knows to be there. */
function at(array: Int32Array, index: number): number {
  return array[index] ?? 0;
}

function widened(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const wide = new Int32Array(length);
  wide.set(array);
  return wide;
}
