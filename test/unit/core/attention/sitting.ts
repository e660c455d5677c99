import assert from "node:assert/strict";
import { Attention, type Progress, type Read } from "../../../../src/core/attention/attention.ts";
import type { Author } from "../../../../src/core/ledger/attribute.ts";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { type Engagement, type Evidence, type Span, stateOf } from "../../../../src/core/ledger/mark.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";
import type { LineRange } from "../../../../src/core/ledger/tagged-lines.ts";
import { isBlank } from "../../../../src/core/text/lines.ts";
import { change, evidence, origin } from "../ledger/scene.ts";

/** A file from lines: those that begin with "+" are AI's and unread, the others untracked. */
export function file(...lines: readonly string[]): Ledger {
  const spans: Span[] = lines.flatMap((line, i) =>
    line.startsWith("+") ? [{ start: i, end: i + 1, mark: { origin: origin("A"), settled: undefined } }] : [],
  );
  return new Ledger(
    lines.map((line) => line.replace(/^[+ ]/, "")),
    spans,
    new Moves(),
  );
}

/** A file of so many unread lines, all different, from a number on. */
export function unreadFile(lineCount: number, from = 0): Ledger {
  return file(...Array.from({ length: lineCount }, (_, i) => `+line ${from + i};`));
}

/** The lines of a range. */
export function lines(start: number, end: number): LineRange {
  return { start, end };
}

/** What was settled as read. */
export interface Settled {
  readonly file: Ledger;
  readonly line: number;
  readonly text: string;
  readonly evidence: Evidence;
}

/**
 * A person before the editor, and the editor telling attention about it as the editor room is to: settles what is read,
 * and has one timer that runs only when it is asked for.
 */
export class Sitting {
  readonly attention: Attention<Ledger>;
  readonly settled: Settled[] = [];
  nowMs = 1_000_000;
  view: { readonly file: Ledger; readonly ranges: readonly LineRange[]; readonly caretLine: number } | undefined;
  /** How often the timer ran out. */
  ticks = 0;
  #dueMs: number | undefined;

  constructor(paceLinesPerHour = 300) {
    this.attention = new Attention(paceLinesPerHour);
  }

  /** In the window, in a file of which these lines are on screen, and the first second and a half have passed. */
  static at(ledger: Ledger, ranges: readonly LineRange[], caretLine = 0, paceLinesPerHour = 300): Sitting {
    const sitting = new Sitting(paceLinesPerHour);
    sitting.window(true, true);
    sitting.look(ledger, ranges, caretLine);
    sitting.input();
    sitting.wait(1500);
    return sitting;
  }

  /** Whether the timer runs. */
  get hasTimer(): boolean {
    return this.#dueMs !== undefined;
  }

  /** Nothing is done for some time, and the timer goes on. */
  wait(ms: number): void {
    const untilMs = this.nowMs + ms;
    while (this.#dueMs !== undefined && this.#dueMs <= untilMs) {
      this.nowMs = this.#dueMs;
      this.#dueMs = undefined;
      this.ticks++;
      this.#tell(this.attention.tick(this.nowMs));
    }
    this.nowMs = untilMs;
  }

  /** The clock shows another time, and the timer is as late or early as it was. */
  setClock(byMs: number): void {
    this.nowMs += byMs;
    if (this.#dueMs !== undefined) this.#dueMs += byMs;
  }

  /** The machine sleeps: time passes, and no timer runs out. */
  sleep(ms: number): void {
    this.nowMs += ms;
    if (this.#dueMs !== undefined) this.#dueMs = Math.max(this.#dueMs, this.nowMs);
  }

  /** Waits and keeps giving some sign of life that says nothing about where the person is. */
  stay(ms: number): void {
    for (let left = ms; left > 0; left -= 20_000) {
      this.input();
      this.wait(Math.min(left, 20_000));
    }
  }

  window(focused: boolean, active: boolean): void {
    this.#tell(this.attention.window(this.nowMs, { focused, active }));
  }

  input(): void {
    this.attention.input(this.nowMs);
    this.#schedule();
  }

  look(ledger: Ledger, ranges: readonly LineRange[], caretLine = this.view?.caretLine ?? 0): void {
    this.view = { file: ledger, ranges, caretLine };
    this.#tell(this.attention.look(this.nowMs, this.view));
  }

  lookAway(): void {
    this.view = undefined;
    this.#tell(this.attention.look(this.nowMs, undefined));
  }

  /** The person scrolls the file in view, so that these lines are on screen. */
  scroll(...ranges: readonly LineRange[]): void {
    if (this.view === undefined) return;
    this.input();
    this.look(this.view.file, ranges);
  }

  /** The person puts the caret somewhere. */
  put(line: number, selection = lines(line, line + 1)): void {
    if (this.view === undefined) return;
    this.view = { ...this.view, caretLine: line };
    this.attention.put(this.nowMs, this.view.file, { line, selection });
    this.#schedule();
  }

  engage(line: number, how: Exclude<Engagement, "caret" | "selection"> = "hover"): void {
    if (this.view !== undefined) this.#tell(this.attention.engage(this.nowMs, this.view.file, line, how));
  }

  /** Lines of a file become others. */
  replace(ledger: Ledger, author: Author, start: number, end: number, text: string): void {
    ledger.apply([change(start, 0, end, 0, text)], author);
    this.#changed(ledger);
  }

  ai(ledger: Ledger, start: number, end: number, text: string, name = "B"): void {
    this.replace(ledger, { kind: "ai", origin: origin(name, this.nowMs) }, start, end, text);
  }

  person(ledger: Ledger, start: number, end: number, text: string): void {
    this.replace(ledger, { kind: "person", atMs: this.nowMs }, start, end, text);
  }

  mark(ledger: Ledger, range: LineRange): void {
    ledger.settle(range, evidence("marked", this.nowMs));
    this.#changed(ledger);
  }

  reopen(ledger: Ledger, range: LineRange): void {
    ledger.reopen(range);
    this.attention.forget(ledger, range);
    this.#changed(ledger);
  }

  /** The lines that are read now, by number. */
  read(ledger: Ledger | undefined = this.view?.file): number[] {
    this.flush();
    return [...(ledger?.lines.keys() ?? [])].filter((line) => {
      const mark = ledger?.markAt(line);
      return mark !== undefined && stateOf(mark) === "read" && !isBlank(ledger?.lines[line] ?? "");
    });
  }

  /** For how many seconds a line was attended. */
  attended(line: number, ledger: Ledger | undefined = this.view?.file): number {
    return this.progress(line, ledger)!.attendedMs / 1000;
  }

  /** How far a line is now. */
  progress(line: number, ledger: Ledger | undefined = this.view?.file): Progress | undefined {
    this.flush();
    return ledger && this.attention.progress(ledger, line);
  }

  /** The timer happens to run out just now. */
  flush(): void {
    this.#tell(this.attention.tick(this.nowMs));
  }

  #changed(ledger: Ledger): void {
    this.attention.changed(ledger);
    this.#schedule();
  }

  #tell(read: readonly Read<Ledger>[]): void {
    for (const { file: ledger, range, evidence: shown } of read) {
      for (let line = range.start; line < range.end; line++) {
        assert.equal(stateOf(ledger.markAt(line)!), "unread");
        this.settled.push({ file: ledger, line, text: ledger.lines[line]!, evidence: shown });
      }
      ledger.settle(range, shown);
      this.attention.changed(ledger);
    }
    this.#schedule();
  }

  /** As `Soon` does: one timer, which is not put off. */
  #schedule(): void {
    const ms = this.attention.nextTickMs;
    if (ms === undefined) this.#dueMs = undefined;
    else this.#dueMs ??= this.nowMs + ms;
  }
}
