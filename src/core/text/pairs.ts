/** Lines `[oldStart, oldEnd)` against lines `[newStart, newEnd)`. */
export interface Gap {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** An old line and the new line that it may be. */
export interface Pair {
  readonly old: number;
  readonly new: number;
}

/** Pairs up equal lines of two texts without comparing every line with every other. Lines are numbers. */
export class Pairs {
  readonly #olds: Int32Array;
  readonly #news: Int32Array;
  /** By a line's number, the first place in the gap where it stands; -1 for none and between two calls. */
  readonly #oldFirst: Int32Array;
  readonly #newFirst: Int32Array;
  /** By a place in the gap, the next one where the same line stands; -1 for none. */
  readonly #oldNext: Int32Array;
  readonly #newNext: Int32Array;

  /** All numbers are below `differentLines`. */
  constructor(olds: Int32Array, news: Int32Array, differentLines: number) {
    this.#olds = olds;
    this.#news = news;
    this.#oldFirst = new Int32Array(differentLines).fill(-1);
    this.#newFirst = new Int32Array(differentLines).fill(-1);
    this.#oldNext = new Int32Array(olds.length);
    this.#newNext = new Int32Array(news.length);
  }

  /** Lines that stand in a gap once on each side, in the order of the new ones. */
  unique(gap: Gap): Pair[] {
    return this.#pairs(gap, (line, number) => {
      const old = this.#oldFirst[number] ?? -1;
      const isUnique = old >= 0 && this.#oldNext[old] === -1 && this.#newNext[line] === -1;
      return isUnique && this.#newFirst[number] === line ? old : -1;
    });
  }

  /** Equal lines of a gap by count, in the order of the new ones: the first is taken for the first, the second for the second. */
  counted(gap: Gap): Pair[] {
    return this.#pairs(gap, (_, number) => {
      const old = this.#oldFirst[number] ?? -1;
      if (old >= 0) this.#oldFirst[number] = this.#oldNext[old] ?? -1;
      return old;
    });
  }

  /** Asks for each new line which old one it is, -1 for none, while the chains of the gap's lines stand. */
  #pairs({ oldStart, oldEnd, newStart, newEnd }: Gap, oldOf: (line: number, number: number) => number): Pair[] {
    chain(this.#olds, oldStart, oldEnd, this.#oldFirst, this.#oldNext);
    chain(this.#news, newStart, newEnd, this.#newFirst, this.#newNext);
    const pairs: Pair[] = [];
    for (let line = newStart; line < newEnd; line++) {
      const old = oldOf(line, this.#news[line] ?? 0);
      if (old >= 0) pairs.push({ old, new: line });
    }
    for (let line = oldStart; line < oldEnd; line++) this.#oldFirst[this.#olds[line] ?? 0] = -1;
    for (let line = newStart; line < newEnd; line++) this.#newFirst[this.#news[line] ?? 0] = -1;
    return pairs;
  }
}

/** Chains the places of equal lines in `[start, end)`. */
function chain(lines: Int32Array, start: number, end: number, first: Int32Array, next: Int32Array): void {
  for (let line = end - 1; line >= start; line--) {
    const number = lines[line] ?? 0;
    next[line] = first[number] ?? -1;
    first[number] = line;
  }
}
