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

/** Pieces of work for later, none of which outlives its owner. */
export class Timers {
  readonly #pending = new Set<NodeJS.Timeout>();
  readonly #waiting: (() => void)[] = [];

  /** Does one piece of work after a time. */
  after(ms: number, work: () => void | Promise<void>): void {
    const timer = setTimeout(() => {
      const done = (): void => {
        this.#pending.delete(timer);
        if (this.#pending.size === 0) this.#tellWaiting();
      };
      const working = work();
      if (working === undefined) done();
      else void working.finally(done);
    }, ms);
    this.#pending.add(timer);
  }

  /** Settles when no work is left to do. */
  async done(): Promise<void> {
    if (this.#pending.size > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  dispose(): void {
    for (const timer of this.#pending) clearTimeout(timer);
    this.#pending.clear();
    this.#tellWaiting();
  }

  #tellWaiting(): void {
    for (const tell of this.#waiting.splice(0)) tell();
  }
}

/** So long work may hold the thread that everything in the editor waits for. */
const sliceMs = 6;

/** Does work piece by piece and lets others have the thread in between. */
export async function inSlices<T>(work: Generator<void, T>): Promise<T> {
  for (let startMs = performance.now(); ;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (performance.now() - startMs < sliceMs) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    startMs = performance.now();
  }
}
