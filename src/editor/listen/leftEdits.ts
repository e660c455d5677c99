import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import { Soon } from "../soon.ts";
import { longestMs } from "./attributions.ts";

/** What another window is to apply is looked at again this soon. */
const lookMs = 3000;
/** So many edits are left to other windows at once. */
const limit = 5000;

/** Edits that are for another window to apply. It may have died with them, so they are kept until it is known to have told them. */
export class LeftEdits implements Disposable {
  readonly #onLook: (edits: readonly AiEdit[]) => void;
  readonly #looked = new Soon(() => this.#look());
  /** Since when each of them is left, milliseconds since the epoch. */
  readonly #leftAtMs = new WeakMap<AiEdit, number>();
  #edits: AiEdit[] = [];

  /** @param onLook takes what is left, a while later; it is left no longer unless it is left again */
  constructor(onLook: (edits: readonly AiEdit[]) => void) {
    this.#onLook = onLook;
  }

  /** Whether nothing is left. */
  get isEmpty(): boolean {
    return this.#edits.length === 0;
  }

  /** Leaves edits to another window. */
  leave(edits: readonly AiEdit[]): void {
    for (const edit of edits) if (!this.#leftAtMs.has(edit)) this.#leftAtMs.set(edit, Date.now());
    this.#edits = [...this.#edits, ...edits].slice(-limit);
    this.#looked.within(lookMs);
  }

  /** Forgets what is left. */
  clear(): void {
    this.#edits = [];
  }

  [Symbol.dispose](): void {
    this.#looked.dispose();
  }

  #look(): void {
    // Another window has as long to find what an edit wrote as this one would have.
    const sinceMs = Date.now() - longestMs;
    this.#onLook(this.#edits.splice(0).filter((edit) => (this.#leftAtMs.get(edit) ?? 0) > sinceMs));
  }
}
