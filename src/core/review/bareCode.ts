import type { Block, CommentStyle } from "./comments.ts";

/** Lines without what is not code. */
export interface BareCode {
  /** The lines without comments. */
  readonly code: string;
  /** The same with nothing in its strings. */
  readonly bare: string;
}

/** Takes comments out of lines that may begin anywhere in a file, each ended by a line feed. In time in proportion to them. */
export function bareCodeOf(lines: readonly string[], style: CommentStyle): BareCode {
  const scan = new Scan(style);
  for (const line of lines) scan.line(line);
  return scan;
}

class Scan {
  code = "";
  bare = "";
  readonly #style: CommentStyle;
  /** What of several lines the next line begins in. */
  #open: { readonly end: string; readonly isComment: boolean } | undefined;

  constructor(style: CommentStyle) {
    this.#style = style;
  }

  line(line: string): void {
    const { continues, quotes, stops } = this.#style;
    let at = this.#open === undefined && continues?.test(line) ? line.length : 0;
    // Quotes with no other of their kind to come. Each is looked for once.
    let unpaired = "";
    while (at < line.length) {
      if (this.#open !== undefined) {
        at = this.#toEnd(line, at, this.#open);
        continue;
      }
      stops.lastIndex = at;
      const stop = stops.exec(line)?.index ?? line.length;
      this.#keep(line.slice(at, stop));
      at = stop;
      if (at === line.length || this.#isLineComment(line, at)) break;
      const character = line.charAt(at);
      const block = this.#style.blocks.find(({ start }) => line.startsWith(start, at));
      if (block !== undefined) {
        this.#begin(block, line.slice(0, at).trim() === "");
        at += block.start.length;
      } else if (quotes.includes(character) && !unpaired.includes(character)) {
        const end = endOfString(line, at);
        if (end === undefined) unpaired += character;
        else {
          this.code += line.slice(at, end);
          this.bare += character + character;
          at = end;
        }
      } else {
        this.#keep(character);
        at++;
      }
    }
    this.#keep("\n");
  }

  #keep(text: string): void {
    this.code += text;
    this.bare += text;
  }

  #begin({ start, end, kind }: Block, standsAlone: boolean): void {
    const isComment = kind === "comment" || standsAlone;
    if (!isComment) this.#keep(start);
    this.#open = { end, isComment };
  }

  /** Goes to behind the end of what is open, or to the end of the line. */
  #toEnd(line: string, at: number, { end, isComment }: { readonly end: string; readonly isComment: boolean }): number {
    const found = line.indexOf(end, at);
    const next = found < 0 ? line.length : found + end.length;
    if (!isComment) this.code += line.slice(at, next);
    if (found >= 0) this.#open = undefined;
    return next;
  }

  /** Not in the middle of a word, as in `$#` or `a#b`, or of an address, as in `https://`. */
  #isLineComment(line: string, at: number): boolean {
    const before = line.charAt(at - 1);
    return this.#style.line.some(
      (start) => line.startsWith(start, at) && (start === "#" ? /^\s?$/.test(before) : before !== ":"),
    );
  }
}

/** Behind the quote that ends the string which begins there; `undefined` where it does not end. */
function endOfString(line: string, start: number): number | undefined {
  const quote = line.charAt(start);
  for (let at = start + 1; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === "\\") at++;
    else if (character === quote) return at + 1;
  }
  return undefined;
}
