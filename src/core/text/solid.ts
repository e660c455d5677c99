import { stripped } from "./lines.ts";

/** A place between two characters of a text: 0-based line, UTF-16 character. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** A stretch of a text, `end` exclusive. */
export interface Stretch {
  readonly start: Place;
  readonly end: Place;
}

/**
 * A text without its white space, as one string, that knows where its characters lie in the lines. So a text is found
 * again whoever indented, wrapped or joined its lines.
 */
export class SolidText {
  readonly #lines: readonly string[];
  readonly #keys: readonly string[];
  readonly #starts: readonly number[];
  readonly #text: string;

  /** `keys` are the lines without white space. */
  constructor(lines: readonly string[], keys: readonly string[]) {
    this.#lines = lines;
    this.#keys = keys;
    const starts: number[] = [];
    let length = 0;
    for (const key of keys) {
      starts.push(length);
      length += key.length;
    }
    this.#starts = starts;
    this.#text = keys.join("");
  }

  /**
   * Every place, in order, where a text stands, white space aside; at most `limit`; they may overlap. With `wholeLines`
   * only from a line's start to a line's end.
   */
  find(text: string, wholeLines: boolean, limit: number): Stretch[] {
    const wanted = stripped(text);
    const found: Stretch[] = [];
    if (wanted === "") return found;
    for (let at = this.#text.indexOf(wanted); at >= 0 && found.length < limit;) {
      const first = this.#lineOf(at);
      const last = this.#lineOf(at + wanted.length - 1);
      const from = at - (this.#starts[first] ?? 0);
      const to = at + wanted.length - (this.#starts[last] ?? 0);
      const isWhole = from === 0 && to === (this.#keys[last]?.length ?? 0);
      if (isWhole || !wholeLines) {
        found.push({ start: this.#before(first, from), end: this.#behind(last, to) });
      }
      at = this.#text.indexOf(wanted, at + 1);
    }
    return found;
  }

  /** The last line that starts at or before a solid character. */
  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The place before the `count`-th solid character of a line; the line's very start for the first. */
  #before(line: number, count: number): Place {
    return { line, character: count === 0 ? 0 : this.#characters(line, count) };
  }

  /** The place behind `count` solid characters of a line; the line's very end for the last. */
  #behind(line: number, count: number): Place {
    const text = this.#lines[line] ?? "";
    const isAll = count === this.#keys[line]?.length;
    return { line, character: isAll ? text.length : this.#characters(line, count) };
  }

  /** How many characters the first `count` solid ones of a line take. */
  #characters(line: number, count: number): number {
    const text = this.#lines[line] ?? "";
    let solid = 0;
    for (let i = 0; i < text.length; i++) {
      if (solid === count) return i;
      if (/\S/.test(text[i] ?? "")) solid++;
    }
    return text.length;
  }
}
