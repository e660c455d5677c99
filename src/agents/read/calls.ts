import type { Calls, Session } from "../format.ts";

/** More requests than this do not wait for results at once. */
const callLimit = 1000;

/** The open requests of one record, and where the oldest of them stands. */
export class OpenCalls implements Calls {
  readonly #requests = new Map<string, { readonly request: unknown; readonly at: number }>();
  /** The byte where the line that is being parsed starts. */
  at = 0;

  set(id: string, request: unknown): void {
    this.#requests.delete(id);
    this.#requests.set(id, { request, at: this.at });
    const [oldest] = this.#requests.keys();
    if (this.#requests.size > callLimit && oldest !== undefined) this.#requests.delete(oldest);
  }

  take(id: string): unknown {
    const found = this.#requests.get(id)?.request;
    this.#requests.delete(id);
    return found;
  }

  /** Where a reader who knows no request has to start to know them all. */
  get oldestAt(): number | undefined {
    for (const { at } of this.#requests.values()) return at;
    return undefined;
  }
}

/** What is known of one record at its start, or where a cursor left it. */
export class RecordSession implements Session {
  cwd: string | undefined;
  readonly calls = new OpenCalls();

  constructor(cwd: string | undefined) {
    this.cwd = cwd;
  }
}
