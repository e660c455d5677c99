import type { Calls, Session } from "../format.ts";

/** More requests than this do not wait for results at once. */
const callLimit = 500;
/** A request so many bytes behind without a result will have none. Also bounds the text that waits. */
const callReach = 8 * 1024 * 1024;
/** No edit is told by more lines. */
const lineLimit = 64;

/** A line, without its end, and the working folder that was named before it. */
export interface LineSpan {
  readonly at: number;
  readonly end: number;
  readonly cwd: string | undefined;
}

/** The open requests of one record, and which lines they come from. */
class OpenCalls implements Calls {
  readonly #requests = new Map<string, { readonly request: unknown; readonly lines: readonly LineSpan[] }>();
  #line: LineSpan = { at: 0, end: 0, cwd: undefined };
  /** The lines that what is known in this one comes from, itself the last. */
  #lines: readonly LineSpan[] = [];

  set(id: string, request: unknown): void {
    this.#requests.delete(id);
    this.#requests.set(id, { request, lines: this.#lines });
    this.#forgetOld();
  }

  take(id: string): unknown {
    const found = this.#requests.get(id);
    if (found === undefined) return undefined;
    this.#requests.delete(id);
    this.#lines = [...found.lines, ...this.#lines].slice(-lineLimit);
    return found.request;
  }

  begin(line: LineSpan): void {
    this.#line = line;
    this.#lines = [line];
  }

  /** The lines that tell what this line tells, itself the last. */
  get lines(): readonly LineSpan[] {
    return this.#lines;
  }

  /** The first line of the oldest request that still waits; `undefined` when none does. */
  get oldest(): LineSpan | undefined {
    this.#forgetOld();
    for (const { lines } of this.#requests.values()) return lines[0];
    return undefined;
  }

  #forgetOld(): void {
    for (const [id, { lines }] of this.#requests) {
      const reach = this.#line.at - (lines[0]?.at ?? 0);
      if (this.#requests.size <= callLimit && reach <= callReach) return;
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

  /** A line comes next; one that was read before, with the folder that was named before it. */
  begin(line: { readonly at: number; readonly end: number; readonly cwd?: string | undefined }): void {
    this.cwd = line.cwd ?? this.cwd;
    this.calls.begin({ at: line.at, end: line.end, cwd: this.cwd });
  }

  /** Where a reader who knows nothing has to start to know all that is known before the line at that byte. */
  resumeFrom(at: number): LineSpan {
    const line = { at, end: at, cwd: this.cwd };
    this.calls.begin(line);
    return this.calls.oldest ?? line;
  }
}
