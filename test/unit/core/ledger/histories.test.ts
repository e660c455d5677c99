import assert from "node:assert/strict";
import fc from "fast-check";
import { attributeText } from "../../../../src/core/attribution/attributor.ts";
import type { AiEdit } from "../../../../src/core/attribution/aiEdit.ts";
import type { Author } from "../../../../src/core/ledger/attribute.ts";
import { comeBack } from "../../../../src/core/ledger/comeback.ts";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";
import { Hasher } from "../../../../src/core/text/hash.ts";
import { AllTexts } from "./allTexts.ts";

const hasher = new Hasher(new Uint8Array(16));
/** Few different lines, so that the same text stands in several places all the time. */
const words = ["alpha()", "beta()", "gamma()", "delta()", "return", "}", "", "omega()"];

/** What happens to the file; numbers are taken modulo what there is. */
type Op =
  | { readonly kind: "type" | "agent" | "disk"; readonly at: number; readonly count: number; readonly lines: number[] }
  | { readonly kind: "format"; readonly at: number; readonly indent: number }
  | { readonly kind: "mark" | "reopen"; readonly at: number; readonly count: number }
  | { readonly kind: "undo" | "redo" }
  | { readonly kind: "branch"; readonly to: number }
  | { readonly kind: "merge"; readonly to: number; readonly at: number; readonly lines: number[] }
  | { readonly kind: "move"; readonly at: number; readonly count: number; readonly to: number };

const number = fc.nat(30);
const lines = fc.array(fc.nat(words.length - 1), { maxLength: 5 });
const op: fc.Arbitrary<Op> = fc.oneof(
  fc.record({ kind: fc.constantFrom("type", "agent", "disk"), at: number, count: fc.nat(3), lines }),
  fc.record({ kind: fc.constant("format" as const), at: number, indent: fc.nat(4) }),
  fc.record({ kind: fc.constantFrom("mark", "reopen"), at: number, count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constantFrom("undo", "redo") }),
  fc.record({ kind: fc.constant("branch" as const), to: number }),
  fc.record({ kind: fc.constant("merge" as const), to: number, at: number, lines }),
  fc.record({ kind: fc.constant("move" as const), at: number, count: fc.integer({ min: 1, max: 5 }), to: number }),
);

/**
 * A file that people, agents, formatters and git work on. The oracle knows nothing of places: it only remembers what every
 * act wrote and what of it was settled, line by line.
 */
class Story {
  readonly ledger = new Ledger(["alpha()", "beta()", "}"], [], new Moves());
  readonly #formers = new AllTexts();
  /** Texts the file had on disk, as branches and stashes keep them. */
  readonly #texts: (readonly string[])[] = [["alpha()", "beta()", "}"]];
  /** What was ever AI's, and what of it was ever marked: act and text without white space. */
  readonly #written = new Set<string>();
  readonly #marked = new Set<string>();
  #undoable: (readonly string[])[] = [];
  #redoable: (readonly string[])[] = [];
  #clockMs = 0;

  do(op: Op): void {
    const { ledger } = this;
    const at = "at" in op ? op.at % (ledger.lineCount + 1) : 0;
    switch (op.kind) {
      case "type":
        this.#edit(this.#spliced(at, op.count, op.lines), { kind: "person", atMs: ++this.#clockMs });
        break;
      case "format":
        this.#edit(
          ledger.lines.map((line, i) => (i < at || line === "" ? line : " ".repeat(op.indent) + line.trim())),
          { kind: "tool", atMs: ++this.#clockMs },
        );
        break;
      case "agent":
        this.#agent(this.#spliced(at, op.count, op.lines));
        break;
      case "disk":
        this.#onDisk(this.#spliced(at, op.count, op.lines));
        break;
      case "branch":
        this.#onDisk(this.#texts[op.to % this.#texts.length] ?? []);
        break;
      case "merge": {
        const text = this.#texts[op.to % this.#texts.length] ?? [];
        const place = op.at % (text.length + 1);
        this.#onDisk([...text.slice(0, place), ...op.lines.map((i) => words[i] ?? ""), ...text.slice(place)]);
        break;
      }
      case "move": {
        const rest = [...ledger.lines];
        const block = rest.splice(at, op.count);
        rest.splice(op.to % (rest.length + 1), 0, ...block);
        this.#onDisk(rest);
        break;
      }
      case "mark":
        this.#noteMarked(at, at + op.count);
        ledger.settle({ start: at, end: at + op.count }, { kind: "marked", atMs: 1, scope: "selection" });
        break;
      case "reopen":
        ledger.reopen({ start: at, end: at + op.count });
        break;
      case "undo":
        this.#travel(this.#undoable, this.#redoable, "undo");
        break;
      case "redo":
        this.#travel(this.#redoable, this.#undoable, "redo");
        break;
    }
    this.#judge(op);
  }

  #spliced(at: number, count: number, indices: readonly number[]): string[] {
    const text = [...this.ledger.lines];
    text.splice(at, count, ...indices.map((i) => words[i] ?? ""));
    return text.length === 0 ? [""] : text;
  }

  #edit(text: readonly string[], author: Author): number {
    this.#undoable.push(this.ledger.lines);
    this.#redoable = [];
    return this.ledger.replaceText(text, author);
  }

  #onDisk(text: readonly string[]): number {
    this.#texts.push(this.ledger.lines);
    const entry = this.#edit(text.length === 0 ? [""] : text, { kind: "disk", atMs: ++this.#clockMs });
    comeBack(this.ledger, entry, this.#formers, hasher, this.#clockMs);
    return entry;
  }

  #agent(text: readonly string[]): void {
    const before = this.ledger.lines.join("\n");
    const entry = this.#onDisk(text);
    const atMs = ++this.#clockMs;
    const edit: AiEdit = {
      id: `act ${atMs}`,
      tool: "Agent",
      channel: "agentSession",
      confidence: "reported",
      atMs,
      path: "/w/a.ts",
      change: { kind: "whole", before, text: text.join("\n") },
    };
    this.ledger.retell(entry, (old, now) => attributeText(now, [edit], old)?.telling);
    this.#each((line, id) => this.#written.add(`${id} ${line}`), edit.id);
  }

  #travel(from: (readonly string[])[], to: (readonly string[])[], direction: "undo" | "redo"): void {
    const target = from.pop();
    if (target === undefined) return;
    to.push(this.ledger.lines);
    const { lineCount, lines: old } = this.ledger;
    const change = {
      startLine: 0,
      startCharacter: 0,
      endLine: lineCount - 1,
      endCharacter: old.at(-1)?.length ?? 0,
      text: target.join("\n"),
    };
    this.ledger.rewind([change], direction, ++this.#clockMs);
  }

  #noteMarked(start: number, end: number): void {
    for (let line = start; line < Math.min(end, this.ledger.lineCount); line++) {
      const mark = this.ledger.markAt(line);
      if (mark !== undefined) this.#marked.add(`${mark.origin.id} ${(this.ledger.lines[line] ?? "").trim()}`);
    }
  }

  /** Calls back for each tracked line that says something, of one act or of all. */
  #each(use: (line: string, id: string, state: string | undefined) => void, only?: string): void {
    this.ledger.lines.forEach((text, i) => {
      const mark = this.ledger.markAt(i);
      const line = text.trim();
      if (mark === undefined || line === "" || (only !== undefined && mark.origin.id !== only)) return;
      use(line, mark.origin.id, mark.settled?.kind);
    });
  }

  #judge(op: Op): void {
    this.#each((line, id, state) => {
      if (state === "marked") {
        assert.ok(this.#marked.has(`${id} ${line}`), `${op.kind}: "${line}" of ${id} is marked, but never was`);
      }
      // A person's edit makes a line another one, which then is that act's as well.
      if (state === "edited") this.#written.add(`${id} ${line}`);
      else assert.ok(this.#written.has(`${id} ${line}`), `${op.kind}: "${line}" of ${id} was never written by it`);
    });
  }
}

describe("any history of a file", () => {
  it("ends without a settled line that says anything else than what was settled", function () {
    this.timeout(300_000);
    fc.assert(
      fc.property(fc.array(op, { minLength: 2, maxLength: 14 }), (ops) => {
        const story = new Story();
        for (const each of ops) story.do(each);
      }),
      { numRuns: Number(process.env["REVIEW_DEBT_RUNS"] ?? 20_000) },
    );
  });
});
