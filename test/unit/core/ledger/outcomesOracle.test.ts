import assert from "node:assert/strict";
import fc from "fast-check";
import type { Author } from "../../../../src/core/ledger/attribute.ts";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import type { State } from "../../../../src/core/ledger/mark.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";
import type { TextChange } from "../../../../src/core/text/change.ts";
import { dayOf } from "../../../../src/core/week/facts.ts";
import { change, evidence, origin, sumsBy, wholeChange } from "./scene.ts";

const dayMs = 86_400_000;

/** A line as it is between two events, as plainly as can be. One that an event rewrites becomes another object. */
interface Line {
  readonly text: string;
  /** `undefined` for a line of a person's. */
  state: State | undefined;
  committedMs: number | undefined;
}

/** What the recount says: day, state and author of a change, and how many lines. */
interface Counted {
  readonly key: string;
  readonly lines: number;
}

interface Event {
  readonly before: readonly Line[];
  readonly after: readonly Line[];
  readonly counted: readonly Counted[];
}

const operations = [
  "type",
  "type",
  "replace",
  "replaceLine",
  "enter",
  "addLines",
  "delete",
  "cut",
  "paste",
  "paste",
  "moveUp",
  "indent",
  "format",
  "aiLines",
  "aiLines",
  "aiRewrites",
  "aiInside",
  "aiDeletes",
  "acceptLate",
  "agentOnDisk",
  "disk",
  "settle",
  "settle",
  "reopen",
  "commit",
  "commit",
  "days",
  "undo",
  "undo",
  "redo",
] as const;
type Step = readonly [operation: (typeof operations)[number], a: number, b: number, c: number];

/** A ledger beside a list of events, of which the outcomes are counted again from their beginning. */
class Recount {
  readonly #ledger: Ledger;
  #file: readonly Line[];
  readonly #done: Event[] = [];
  #undone: Event[] = [];
  #next = 0x4e00;
  #nowMs = Date.UTC(2026, 2, 20);
  #inFlight: { readonly lines: readonly Line[]; readonly counted: readonly Counted[]; age: number } | undefined;
  #counted: Counted[] = [];

  constructor() {
    this.#file = [this.#own(), this.#own(), this.#own()];
    this.#ledger = new Ledger(this.#texts(), [], new Moves());
  }

  step([operation, a, b, c]: Step): void {
    this.#nowMs += 60_000;
    if (this.#inFlight !== undefined && this.#inFlight.age++ > 10) this.#inFlight = undefined;
    const file = this.#file;
    const at = a % file.length;
    const line = file[at]!;
    const end = Math.min(file.length, at + 1 + (b % 3));
    const { length } = line.text;
    const column = c % (length + 1);
    const person: Author = { kind: "person", atMs: this.#nowMs };
    switch (operation) {
      case "type":
        return this.#edit(change(at, column, at, column, this.#fresh(1)), person, "person");
      case "replace":
        return this.#edit(change(at, Math.min(column, length - 1), at, length, this.#fresh(2)), person, "person");
      case "replaceLine":
        return this.#edit(change(at, 0, at, length, this.#fresh(4)), person, "person");
      case "enter":
        if (line.text.slice(0, column).trim() === "" || column === length) return;
        return this.#event(
          [
            ...file.slice(0, at),
            { ...line, text: line.text.slice(0, column) },
            { ...line, text: line.text.slice(column) },
            ...file.slice(at + 1),
          ],
          [],
          () => this.#ledger.apply([change(at, column, at, column, "\n")], person),
        );
      case "addLines":
        return this.#insert(at, [this.#own(), this.#own()], person);
      case "delete":
        return this.#remove(at, end, person, "person");
      case "cut": {
        const lines = file.slice(at, end);
        if (lines.length === file.length || lines.some(({ text }) => text.trim().length < 2)) return;
        const counted = this.#counting(lines, "person");
        this.#remove(at, end, person, "person");
        this.#inFlight = { lines, counted, age: 0 };
        return;
      }
      case "paste": {
        if (this.#inFlight === undefined) return;
        const { lines, counted } = this.#inFlight;
        this.#inFlight = undefined;
        const back = counted.map(({ key }) => ({ key, lines: -1 }));
        return this.#insert(
          at,
          lines.map((one) => ({ ...one })),
          person,
          back,
        );
      }
      case "moveUp": {
        if (at === 0 || [line, file[at - 1]!].some(({ text }) => text.trim().length < 2)) return;
        const above = file[at - 1]!;
        const changes = [
          change(at - 1, above.text.length, at, length, ""),
          change(at - 1, 0, at - 1, 0, `${line.text}\n`),
        ];
        return this.#event([...file.slice(0, at - 1), { ...line }, { ...above }, ...file.slice(at + 1)], [], () =>
          this.#ledger.apply(changes, person),
        );
      }
      case "indent": {
        const author = [person, { kind: "tool" as const, atMs: this.#nowMs }, this.#ai()][b % 3]!;
        return this.#event(this.#with(at, { ...line, text: `  ${line.text}` }), [], () =>
          this.#ledger.apply([change(at, 0, at, 0, "  ")], author),
        );
      }
      case "format":
        return this.#event(this.#with(at, { ...line, text: `${line.text};` }), [], () =>
          this.#ledger.apply([change(at, length, at, length, ";")], { kind: "tool", atMs: this.#nowMs }),
        );
      case "aiLines":
        return this.#insert(at, [this.#ais(), this.#ais()], this.#ai());
      case "aiRewrites":
        return this.#rewrite(at, end, (changes) => this.#ledger.apply(changes, this.#ai()));
      case "aiInside":
        if (line.state === undefined) return;
        return this.#edit(change(at, column, at, column, this.#fresh(1)), this.#ai(), "agent");
      case "aiDeletes":
        return this.#remove(at, end, this.#ai(), "agent");
      case "acceptLate":
        return this.#rewrite(at, end, (changes) => {
          const id = this.#ledger.apply(changes, person);
          this.#ledger.reattribute(id, this.#ai());
        });
      case "agentOnDisk":
        return this.#rewrite(at, end, (_, lines) => {
          const id = this.#ledger.replaceText(lines, { kind: "disk", atMs: this.#nowMs });
          this.#ledger.reattribute(id, this.#ai());
        });
      case "disk":
        return b % 2 === 0
          ? this.#remove(at, end, { kind: "disk", atMs: this.#nowMs }, undefined)
          : this.#insert(at, [this.#own()], { kind: "disk", atMs: this.#nowMs });
      case "settle": {
        const settled = evidence((["read", "marked", "dismissed"] as const)[c % 3]!, this.#nowMs);
        for (const one of file.slice(at, end)) if (one.state === "unread") one.state = settled.kind;
        this.#ledger.settle({ start: at, end }, settled);
        return;
      }
      case "reopen":
        for (const one of file.slice(at, end)) if (one.state !== undefined) one.state = "unread";
        this.#ledger.reopen({ start: at, end });
        return;
      case "commit": {
        const inHead = file.map((_, i) => i < at || b % 2 === 0);
        file.forEach((one, i) => {
          if (inHead[i] === true && one.state !== undefined) one.committedMs ??= this.#nowMs;
        });
        this.#ledger.noteHead(inHead, () => this.#nowMs);
        return;
      }
      case "days":
        this.#nowMs += (b % 12) * dayMs;
        return;
      case "undo":
      case "redo":
        return this.#rewind(operation);
    }
  }

  agree(): void {
    assert.deepEqual(
      this.#ledger.lines,
      this.#file.map(({ text }) => text),
    );
    for (const fact of this.#ledger.takeFacts()) {
      if (fact.kind !== "outcome") continue;
      this.#counted.push({ key: `${fact.day} ${fact.state} ${fact.by}`, lines: fact.lines });
    }
    const recounted = this.#done.flatMap(({ counted }) => counted);
    assert.deepEqual(
      sumsBy(this.#counted, ({ key }) => key),
      sumsBy(recounted, ({ key }) => key),
    );
  }

  // ---- texts and authors

  #fresh(count: number): string {
    return Array.from({ length: count }, () => String.fromCharCode(this.#next++)).join("");
  }

  #own(): Line {
    return { text: this.#fresh(4), state: undefined, committedMs: undefined };
  }

  #ais(): Line {
    return { text: this.#fresh(4), state: "unread", committedMs: undefined };
  }

  #ai(): Author {
    return { kind: "ai", origin: origin(`act ${this.#nowMs}`, this.#nowMs) };
  }

  #texts(): string[] {
    return this.#file.map(({ text }) => text);
  }

  #with(at: number, line: Line): Line[] {
    return this.#file.with(at, line);
  }

  // ---- events

  /** What the rule says of lines that change: AI's, in a commit for 14 days at most. */
  #counting(lines: readonly Line[], by: "person" | "agent"): Counted[] {
    return lines.flatMap(({ state, committedMs }) =>
      state === undefined || committedMs === undefined || this.#nowMs - committedMs > 14 * dayMs
        ? []
        : [{ key: `${dayOf(this.#nowMs)} ${state} ${by}`, lines: 1 }],
    );
  }

  #event(after: readonly Line[], counted: readonly Counted[], tell: () => unknown): void {
    this.#done.push({ before: this.#file, after, counted });
    this.#undone = [];
    this.#file = after;
    tell();
  }

  /** A change inside one line. */
  #edit(edit: TextChange, author: Author, by: "person" | "agent"): void {
    const at = edit.startLine;
    const line = this.#file[at]!;
    const text = line.text.slice(0, edit.startCharacter) + edit.text + line.text.slice(edit.endCharacter);
    const state = line.state && (by === "person" ? "edited" : "unread");
    this.#event(this.#with(at, { text, state, committedMs: undefined }), this.#counting([line], by), () =>
      this.#ledger.apply([edit], author),
    );
  }

  #insert(at: number, lines: readonly Line[], author: Author, counted: readonly Counted[] = []): void {
    const after = [...this.#file.slice(0, at), ...lines, ...this.#file.slice(at)];
    const text = lines.map((line) => `${line.text}\n`).join("");
    this.#event(after, counted, () => this.#ledger.apply([change(at, 0, at, 0, text)], author));
  }

  #remove(start: number, end: number, author: Author, by: "person" | "agent" | undefined): void {
    const file = this.#file;
    if (end - start === file.length) return;
    const removal =
      end < file.length
        ? change(start, 0, end, 0, "")
        : change(start - 1, file[start - 1]!.text.length, end - 1, file[end - 1]!.text.length, "");
    const counted = by === undefined ? [] : this.#counting(file.slice(start, end), by);
    this.#event([...file.slice(0, start), ...file.slice(end)], counted, () => this.#ledger.apply([removal], author));
  }

  /** AI puts one line in the place of some, however that is told. */
  #rewrite(
    start: number,
    end: number,
    tell: (changes: readonly TextChange[], lines: readonly string[]) => unknown,
  ): void {
    const file = this.#file;
    const line = this.#ais();
    const after = [...file.slice(0, start), line, ...file.slice(end)];
    const edit = change(start, 0, end - 1, file[end - 1]!.text.length, line.text);
    this.#event(after, this.#counting(file.slice(start, end), "agent"), () =>
      tell(
        [edit],
        after.map(({ text }) => text),
      ),
    );
  }

  #rewind(direction: "undo" | "redo"): void {
    const [from, to] = direction === "undo" ? [this.#done, this.#undone] : [this.#undone, this.#done];
    const event = from.pop();
    if (event === undefined) return;
    to.push(event);
    this.#file = direction === "undo" ? event.before : event.after;
    this.#inFlight = undefined;
    this.#ledger.rewind([wholeChange(this.#ledger.lines, this.#texts().join("\n"))], direction, this.#nowMs);
  }
}

describe("outcomes and a recount of all events", () => {
  it("agree after every operation", () => {
    const number = fc.nat(1000);
    const step = fc.tuple(fc.constantFrom(...operations), number, number, number);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50, size: "max" }), (steps: readonly Step[]) => {
        const recount = new Recount();
        for (const one of steps) {
          recount.step(one);
          recount.agree();
        }
      }),
      { numRuns: Number(process.env["REVIEW_DEBT_RUNS"] ?? 2000), seed: 20_261_127 },
    );
  }).timeout(600_000);
});
