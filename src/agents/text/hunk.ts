import type { Piece } from "../../core/attribution/aiEdit.ts";

/** Gathers the lines of one hunk: context stands in both texts, and every line ends with a line feed unless it is told that it has none. */
export class Hunk {
  readonly #old: string[] = [];
  readonly #new: string[] = [];
  #last: readonly string[][] = [];

  /** The number of lines in the old text. */
  get oldCount(): number {
    return this.#old.length;
  }

  /** The number of lines in the new text. */
  get newCount(): number {
    return this.#new.length;
  }

  /** A line that stayed. */
  context(line: string): void {
    this.#add(line, [this.#old, this.#new]);
  }

  /** A line that went. */
  removed(line: string): void {
    this.#add(line, [this.#old]);
  }

  /** A line that came. */
  added(line: string): void {
    this.#add(line, [this.#new]);
  }

  /** The line told last has no line feed. */
  endsWithoutLineFeed(): void {
    for (const side of this.#last) side.push((side.pop() ?? "").slice(0, -1));
    this.#last = [];
  }

  /** The piece, or `undefined` for a hunk that changes nothing. `line` is where its new text begins, 0-based. */
  piece(line: number | undefined): Piece | undefined {
    const oldText = this.#old.join("");
    const newText = this.#new.join("");
    return oldText === newText ? undefined : { oldText, newText, wholeLines: true, everywhere: false, line };
  }

  #add(line: string, sides: readonly string[][]): void {
    for (const side of sides) side.push(`${line}\n`);
    this.#last = sides;
  }
}
