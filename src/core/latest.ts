/** What was last noted of some things: of the latest few, all others are forgotten. */
export class Latest<K, V> {
  readonly #limit: number;
  readonly #values = new Map<K, V>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** What was noted of a thing, if that is not forgotten. */
  get(key: K): V | undefined {
    return this.#values.get(key);
  }

  /** Notes something of a thing, which is the latest then. */
  set(key: K, value: V): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.#limit) return;
    for (const oldest of this.#values.keys()) {
      this.#values.delete(oldest);
      return;
    }
  }
}
