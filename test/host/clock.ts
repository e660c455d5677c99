import { productPath } from "./product.ts";

/** The product counts reading time with a timer of this length (`src/core/attention/attention.ts`). */
const tickMs = 1000;

/** The latest time that any clock showed: the next one goes on from there. */
let furthestMs = 0;

/**
 * A clock for the product, which lives in this same process: time passes for it only when the test says so. Its timers of a
 * second wait for the test; all others go on as they are.
 */
export class Clock {
  readonly #realNow = Date.now;
  readonly #realSet = globalThis.setTimeout;
  readonly #realClear = globalThis.clearTimeout;
  readonly #held = new Map<unknown, { readonly dueMs: number; readonly work: () => void }>();
  #nowMs = Math.max(Date.now(), furthestMs);

  private constructor() {
    Date.now = () => this.#nowMs;
    const heldSet = (work: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): NodeJS.Timeout =>
      ms === tickMs && isOfProduct() ? this.#hold(() => work(...args)) : this.#realSet(work, ms, ...args);
    globalThis.setTimeout = heldSet as typeof globalThis.setTimeout;
    globalThis.clearTimeout = (timer) => {
      if (!this.#held.delete(timer)) this.#realClear(timer);
    };
  }

  /** Holds the clock until `release`. */
  static hold(): Clock {
    return new Clock();
  }

  /** How many timers of a second wait. */
  get pending(): number {
    return this.#held.size;
  }

  /** So many seconds pass, and the timers that are due meanwhile run out. */
  pass(seconds: number): void {
    const untilMs = this.#nowMs + seconds * 1000;
    for (;;) {
      const [next] = [...this.#held].toSorted(([, a], [, b]) => a.dueMs - b.dueMs);
      if (next === undefined || next[1].dueMs > untilMs) break;
      this.#held.delete(next[0]);
      this.#nowMs = Math.max(this.#nowMs, next[1].dueMs);
      next[1].work();
    }
    this.#nowMs = untilMs;
  }

  /** Gives the real clock back, and the timers that wait run out by it. */
  release(): void {
    furthestMs = this.#nowMs;
    Date.now = this.#realNow;
    globalThis.setTimeout = this.#realSet;
    globalThis.clearTimeout = this.#realClear;
    for (const { work } of this.#held.values()) work();
    this.#held.clear();
  }

  #hold(work: () => void): NodeJS.Timeout {
    // Only its identity matters: who gets it can do nothing but clear it.
    const timer = this.#realSet(() => undefined, 0);
    this.#held.set(timer, { dueMs: this.#nowMs + tickMs, work });
    return timer;
  }
}

function isOfProduct(): boolean {
  return String(new Error("who asks").stack).includes(productPath());
}
