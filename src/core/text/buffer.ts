/** New chunks have at most this many lines; one that has grown to twice as many is cut. */
const chunkLines = 512;

/** Keeps a text in less memory than it takes. What it returns gives the text as it was. */
export type Packing = (text: string) => () => string;

/**
 * The lines of a text that changes often: kept in chunks, so that a new line in the middle of 50 000 moves a few
 * hundred of them and not all.
 */
export class LineBuffer {
  #chunks: string[][];
  /** The number of the first line of each chunk. */
  readonly #starts: number[] = [];
  #length: number;
  /** The characters of all lines together: texts with different numbers of them need no comparing. */
  #characters: number;
  #flat: readonly string[] | undefined;
  /** At rest all lines, packed, with a line feed between two, which no line has; there are no chunks then. */
  #resting: (() => string) | undefined;
  #restingLines: WeakRef<readonly string[]> | undefined;

  constructor(lines: readonly string[]) {
    this.#chunks = chunksOf(lines);
    this.#length = lines.length;
    this.#characters = charactersOf(lines);
    this.#number(0);
  }

  /** How many lines there are. */
  get length(): number {
    return this.#length;
  }

  /** A line, `undefined` outside the text. */
  at(line: number): string | undefined {
    if (this.#resting !== undefined) return this.all()[line];
    const index = this.#chunkOf(line);
    return this.#chunks[index]?.[line - (this.#starts[index] ?? 0)];
  }

  /** All lines. The same array as long as nothing changes, at rest as long as somebody has it. */
  all(): readonly string[] {
    if (this.#resting !== undefined) {
      let lines = this.#restingLines?.deref();
      if (lines === undefined) {
        lines = this.#resting().split("\n");
        this.#restingLines = new WeakRef(lines);
      }
      return lines;
    }
    this.#flat ??= this.#chunks.flat();
    return this.#flat;
  }

  /** Whether another text has the same lines. */
  equals(other: LineBuffer): boolean {
    if (this.#length !== other.#length || this.#characters !== other.#characters) return false;
    const lines = other.all();
    return this.all().every((line, i) => line === lines[i]);
  }

  /** The lines `[start, end)`, as far as there are any. */
  slice(start: number, end: number): string[] {
    if (this.#resting !== undefined) return this.all().slice(Math.max(0, start), Math.max(0, end));
    const lines: string[] = [];
    for (let index = this.#chunkOf(start); index < this.#chunks.length; index++) {
      const first = this.#starts[index] ?? 0;
      if (first >= end) break;
      const chunk = this.#chunks[index] ?? [];
      for (let i = Math.max(0, start - first); i < Math.min(chunk.length, end - first); i++) {
        lines.push(chunk[i] ?? "");
      }
    }
    return lines;
  }

  /**
   * Nothing is expected to change for long: keeps the text packed, until something does. Reading goes on, a little slower.
   * Returns whether it was awake.
   */
  rest(packing: Packing): boolean {
    if (this.#resting !== undefined || this.#length === 0) return false;
    this.#resting = packing(this.all().join("\n"));
    this.#chunks = [];
    this.#starts.length = 0;
    this.#flat = undefined;
    return true;
  }

  /** Another text for one line that is there. */
  set(line: number, text: string): void {
    this.#wake();
    const index = this.#chunkOf(line);
    const chunk = this.#chunks[index];
    if (chunk === undefined) return;
    const i = line - (this.#starts[index] ?? 0);
    this.#characters += text.length - (chunk[i]?.length ?? 0);
    chunk[i] = text;
    this.#flat = undefined;
  }

  /** Lines `[start, start + removed)`, which are there, become `inserted`. */
  splice(start: number, removed: number, inserted: readonly string[]): void {
    this.#wake();
    const first = this.#chunkOf(start);
    const last = removed > 1 ? this.#chunkOf(start + removed - 1) : first;
    const chunk = this.#chunks[first] ?? [];
    const from = start - (this.#starts[first] ?? 0);
    if (first === last && chunk.length + inserted.length <= 2 * chunkLines) {
      this.#characters -= charactersOf(chunk.splice(from, removed, ...inserted));
    } else {
      const lines = this.#chunks.slice(first, last + 1).flat();
      this.#characters -= charactersOf(lines.slice(from, from + removed));
      const whole = [...lines.slice(0, from), ...inserted, ...lines.slice(from + removed)];
      this.#chunks.splice(first, last - first + 1, ...chunksOf(whole));
    }
    this.#flat = undefined;
    this.#characters += charactersOf(inserted);
    this.#length += inserted.length - removed;
    if (inserted.length !== removed) this.#number(first);
  }

  #wake(): void {
    if (this.#resting === undefined) return;
    this.#chunks = chunksOf(this.all());
    this.#resting = undefined;
    this.#restingLines = undefined;
    this.#number(0);
  }

  /** Numbers the chunks from `first` on anew. */
  #number(first: number): void {
    let line = this.#starts[first] ?? 0;
    this.#starts.length = this.#chunks.length;
    for (let i = first; i < this.#chunks.length; i++) {
      this.#starts[i] = line;
      line += this.#chunks[i]?.length ?? 0;
    }
  }

  /** The last chunk that starts at or before a line. */
  #chunkOf(line: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) <= line) low = middle;
      else high = middle;
    }
    return low;
  }
}

function chunksOf(lines: readonly string[]): string[][] {
  const chunks: string[][] = [];
  for (let start = 0; start < lines.length || start === 0; start += chunkLines) {
    chunks.push(lines.slice(start, start + chunkLines));
  }
  return chunks;
}

function charactersOf(lines: readonly string[]): number {
  let sum = 0;
  for (const line of lines) sum += line.length;
  return sum;
}
