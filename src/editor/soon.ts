/** Does one piece of work a little later, once for all who asked meanwhile. */
export class Soon {
  readonly #work: () => void;
  #timer: NodeJS.Timeout | undefined;
  #dueMs = Infinity;

  constructor(work: () => void) {
    this.#work = work;
  }

  /** Does the work after that time, or sooner if that is planned already. */
  within(ms: number): void {
    const dueMs = performance.now() + ms;
    if (dueMs >= this.#dueMs) return;
    clearTimeout(this.#timer);
    this.#dueMs = dueMs;
    this.#timer = setTimeout(() => {
      this.#dueMs = Infinity;
      this.#work();
    }, ms);
  }

  /** Leaves planned work undone. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#dueMs = Infinity;
  }

  dispose(): void {
    this.cancel();
  }
}
