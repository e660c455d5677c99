import type { Calls, Session } from "../format.ts";

/** More requests than this do not wait for results at once. */
const callLimit = 500;
/** A request so many bytes behind without a result will have none. Also bounds the text that waits. */
const callReach = 8 * 1024 * 1024;

/** The open requests of one record, and where the oldest of them stands. */
export class OpenCalls implements Calls {
  readonly #requests = new Map<string, { readonly request: unknown; readonly at: number }>();
  /** The byte where the line that is being parsed starts. */
  at = 0;

  set(id: string, request: unknown): void {
    this.#requests.delete(id);
    this.#requests.set(id, { request, at: this.at });
    this.#forgetOld();
  }

  take(id: string): unknown {
    const found = this.#requests.get(id)?.request;
    this.#requests.delete(id);
    return found;
  }

  /** Where a reader who knows no request has to start to know all that wait at byte `at`; `undefined` when none does. */
  oldestAt(at: number): number | undefined {
    this.at = at;
    this.#forgetOld();
    for (const { at: start } of this.#requests.values()) return start;
    return undefined;
  }

  #forgetOld(): void {
    for (const [id, { at }] of this.#requests) {
      if (this.#requests.size <= callLimit && this.at - at <= callReach) return;
      this.#requests.delete(id);
    }
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
