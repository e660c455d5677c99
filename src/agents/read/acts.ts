/** So many acts are remembered. */
const actLimit = 100_000;

/** Which acts were told, so that a copy of a record tells nothing twice. Forgets the oldest when there are too many. */
export class Acts {
  readonly #ids = new Set<string>();
  readonly #limit: number;

  constructor(limit = actLimit) {
    this.#limit = limit;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string): void {
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > this.#limit && oldest !== undefined) this.#ids.delete(oldest);
  }
}
