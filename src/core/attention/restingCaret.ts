import type { LineRange } from "../ledger/tagged-lines.ts";
import type { Caret } from "./readable.ts";

/** A caret that rests for less long only passes through. In milliseconds of counted time. */
const restMs = 1_000;

/**
 * Whether the caret stays where the person put it. Where it was when they came to the file, and where programs put it, says
 * nothing about them.
 */
export class RestingCaret {
  #caret: Caret | undefined;
  #restedMs = 0;
  #takenFor: number | undefined;

  /** The line it was put on, `undefined` while it is where nobody put it. */
  get line(): number | undefined {
    return this.#caret?.line;
  }

  /** The person put it somewhere. */
  put(caret: Caret | undefined): void {
    this.#caret = caret;
    this.#restedMs = 0;
    this.#takenFor = undefined;
  }

  /** Time counted while it was on screen. */
  rest(countedMs: number): void {
    this.#restedMs += countedMs;
  }

  /** The text changed under it: it has to rest once more. */
  stir(): void {
    this.#restedMs = 0;
  }

  /**
   * Where the person is when it has rested for long enough, once for each state of the marks: a selection of several lines
   * is at all of them, wherever in it the caret is.
   */
  take(marksRevision: number): { readonly at: LineRange; readonly engagement: "caret" | "selection" } | undefined {
    if (this.#caret === undefined || this.#restedMs < restMs || this.#takenFor === marksRevision) return undefined;
    this.#takenFor = marksRevision;
    const { line, selection } = this.#caret;
    return selection.end - selection.start > 1
      ? { at: selection, engagement: "selection" }
      : { at: { start: line, end: line + 1 }, engagement: "caret" };
  }
}
