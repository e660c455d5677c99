import type { Calls, Session } from "../format.ts";

/** More requests than this do not wait for results at once. */
const callLimit = 500;
/** A request so many bytes behind without a result will have none. Also bounds the text that waits. */
const callReach = 8 * 1024 * 1024;

/** The start of a line, and the working folder that was named before it. */
export interface LineStart {
  readonly at: number;
  readonly cwd: string | undefined;
}

/** The open requests of one record, and where the oldest of them stands. */
class OpenCalls implements Calls {
  readonly #requests = new Map<string, { readonly request: unknown; readonly start: LineStart }>();
  /** The line that is being parsed. */
  line: LineStart = { at: 0, cwd: undefined };

  set(id: string, request: unknown): void {
    this.#requests.delete(id);
    this.#requests.set(id, { request, start: this.line });
    this.#forgetOld();
  }

  take(id: string): unknown {
    const found = this.#requests.get(id)?.request;
    this.#requests.delete(id);
    return found;
  }

  /** The line of the oldest request that still waits; `undefined` when none does. */
  get oldest(): LineStart | undefined {
    this.#forgetOld();
    for (const { start } of this.#requests.values()) return start;
    return undefined;
  }

  #forgetOld(): void {
    for (const [id, { start }] of this.#requests) {
      if (this.#requests.size <= callLimit && this.line.at - start.at <= callReach) return;
      this.#requests.delete(id);
    }
  }
}

/** What is known of one record at its start, or where a cursor left it. */
export class RecordSession implements Session {
  cwd: string | undefined;
  writtenMs = 0;
  readonly calls = new OpenCalls();

  constructor(cwd: string | undefined) {
    this.cwd = cwd;
  }

  /** The line at that byte comes next. */
  begin(at: number): void {
    this.calls.line = { at, cwd: this.cwd };
  }

  /** Where a reader who knows nothing has to start to know all that is known before the line at that byte. */
  resumeFrom(at: number): LineStart {
    this.begin(at);
    return this.calls.oldest ?? this.calls.line;
  }
}
