/** A store that refused is asked again as soon as this, each time after twice as long, and at last every few seconds. */
const firstMs = 300;
const longestMs = 5000;

/** After what time a store that refuses is asked again. */
export class Retries {
  #ms = firstMs;

  /** The time until the next one, milliseconds. */
  get ms(): number {
    return this.#ms;
  }

  /** One more was made. */
  made(): void {
    this.#ms = Math.min(2 * this.#ms, longestMs);
  }

  /** The store answered. */
  ended(): void {
    this.#ms = firstMs;
  }
}
