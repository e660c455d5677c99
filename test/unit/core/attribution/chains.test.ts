import assert from "node:assert/strict";
import fc from "fast-check";
import type { AiEdit } from "../../../../src/core/attribution/aiEdit.ts";
import { attributeText, claimsIn } from "../../../../src/core/attribution/attributor.ts";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { isMark } from "../../../../src/core/ledger/tag.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";
import { replace, write } from "./desk.ts";

/** A line of the model, with the act that wrote it, or nobody. */
interface Line {
  readonly text: string;
  readonly act: string | undefined;
}

/** One step of a random story: who does what at which place. All numbers are taken modulo what there is. */
interface Turn {
  readonly who: "agent" | "person";
  readonly how: "insert" | "replace" | "delete" | "write";
  readonly at: number;
  readonly lines: number;
  readonly context: number;
}

const turn: fc.Arbitrary<Turn> = fc.record({
  who: fc.constantFrom("agent", "agent", "person"),
  how: fc.constantFrom("insert", "insert", "replace", "delete", "write"),
  at: fc.nat(60),
  lines: fc.integer({ min: 1, max: 5 }),
  context: fc.nat(2),
});

/** Every line says something of its own, so that there is one right answer. */
class Story {
  lines: Line[] = Array.from({ length: 12 }, (_, i) => ({ text: word(1000 + i), act: undefined }));
  readonly edits: AiEdit[] = [];
  #count = 0;

  tell({ who, how, at, lines, context }: Turn): void {
    const act = who === "agent" ? `act${this.edits.length}` : undefined;
    const start = at % (this.lines.length + 1);
    const removed = how === "insert" ? 0 : Math.min(lines, this.lines.length - start);
    const added = how === "delete" ? [] : Array.from({ length: lines }, () => this.#line(act));
    const before = this.text;
    const from = Math.max(0, start - context);
    const to = Math.min(this.lines.length, start + removed + context);
    const textOf = (some: readonly Line[]): string => some.map(({ text }) => text).join("\n");
    const after = [...this.lines.slice(0, start), ...added, ...this.lines.slice(start + removed)];
    if (after.length === 0) return;
    if (act !== undefined) {
      const oldText = textOf(this.lines.slice(from, to));
      const newText = textOf(after.slice(from, to - removed + added.length));
      if (how === "write") this.edits.push(write(act, textOf(after), before));
      else this.edits.push(replace(act, oldText, newText, { wholeLines: true, line: from }));
    }
    this.lines = after;
  }

  get text(): string {
    return this.lines.map(({ text }) => text).join("\n");
  }

  /** Which lines are whose. */
  acts(): (string | undefined)[] {
    return this.lines.map(({ act }) => act);
  }

  #line(act: string | undefined): Line {
    return { text: `  ${word(this.#count++)}`, act };
  }
}

/** A text that has nothing in common with those of other numbers, so that a line of it was written as a whole. */
function word(n: number): string {
  let seed = n * 2_654_435_761 + 12_345;
  const letters = Array.from({ length: 14 }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return String.fromCharCode(97 + ((seed >>> 16) % 26));
  });
  return `${letters.join("")}${n}${letters.toReversed().join("")};`;
}

function actsOf(ledger: Ledger): (string | undefined)[] {
  return ledger.lines.map((_, line) => {
    const mark = ledger.markAt(line);
    return isMark(mark) ? mark.origin.id : undefined;
  });
}

describe("a chain of edits by agents and a person", () => {
  it("is told line by line when only its end was seen, and the text before it was known", () => {
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 12 }), (turns) => {
        const story = new Story();
        const ledger = new Ledger(story.text.split("\n"), [], new Moves());
        for (const each of turns) story.tell(each);
        const entry = ledger.replaceText(story.text.split("\n"), { kind: "disk", atMs: 0 });
        ledger.retell(entry, (before, after) => attributeText(after, story.edits, before)?.telling);
        agree(story, ledger, turns);
      }),
      { numRuns: 3000 },
    );
  });

  it("is told line by line when the file was never seen before", () => {
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 12 }), (turns) => {
        const story = new Story();
        for (const each of turns) story.tell(each);
        const ledger = new Ledger(story.text.split("\n"), [], new Moves());
        ledger.claim(claimsIn(ledger.lines, story.edits).spans);
        agree(story, ledger, turns);
      }),
      { numRuns: 3000 },
    );
  });

  it("gives the same when the evidence comes act by act, right after each change", () => {
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 12 }), (turns) => {
        const story = new Story();
        const ledger = new Ledger(story.text.split("\n"), [], new Moves());
        let told = 0;
        for (const each of turns) {
          story.tell(each);
          const entry = ledger.replaceText(story.text.split("\n"), { kind: "disk", atMs: 0 });
          const fresh = story.edits.slice(told);
          told = story.edits.length;
          ledger.retell(entry, (before, after) => attributeText(after, fresh, before)?.telling);
        }
        assert.deepEqual(actsOf(ledger), story.acts());
      }),
      { numRuns: 3000 },
    );
  });

  it("never calls a person's line AI's, whatever lines look like each other", () => {
    const few = fc.record({
      who: fc.constantFrom("agent", "person"),
      at: fc.nat(30),
      lines: fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(few, { minLength: 1, maxLength: 8 }), (turns) => {
        let lines = ["f0();", "f1();", "f2();"];
        const ledger = new Ledger(lines, [], new Moves());
        let written = 0;
        for (const [i, { who, at, lines: added }] of turns.entries()) {
          const start = at % (lines.length + 1);
          const news = added.map((n) => `f${n}();`);
          const above = lines.slice(Math.max(0, start - 1), start);
          const after = [...lines.slice(0, start), ...news, ...lines.slice(start)];
          const entry = ledger.replaceText(after, { kind: "disk", atMs: 0 });
          lines = after;
          if (who === "person") continue;
          written += news.length;
          const act = replace(`act${i}`, above.join("\n"), [...above, ...news].join("\n"), {
            wholeLines: true,
            line: start - above.length,
          });
          ledger.retell(entry, (b, a) => attributeText(a, [act], b)?.telling);
        }
        const tracked = actsOf(ledger).filter((act) => act !== undefined).length;
        assert.ok(tracked <= written, JSON.stringify([lines, actsOf(ledger)]));
      }),
      { numRuns: 3000 },
    );
  });
});

/** Lines an agent wrote and nobody touched since are known as its act's, unless nothing near them is left to find them by; no other line is. */
function agree(story: Story, ledger: Ledger, turns: readonly Turn[]): void {
  const acts = actsOf(ledger);
  story.acts().forEach((act, line) => {
    assert.equal(acts[line], act, `line ${line} "${ledger.lines[line]}" of ${JSON.stringify(turns)}`);
  });
}
