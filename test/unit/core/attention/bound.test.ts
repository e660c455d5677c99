import assert from "node:assert/strict";
import fc from "fast-check";
import { costMs } from "../../../../src/core/attention/cost.ts";
import { hunksOf } from "../../../../src/core/ledger/hunks.ts";
import type { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { file, lines, Sitting } from "./sitting.ts";

/** One thing that happens, and two numbers that say where and how much. */
type Step = readonly [what: What, a: number, b: number];

const whats = [
  "wait",
  "wait",
  "wait",
  "wait",
  "scroll",
  "put",
  "put",
  "select",
  "otherFile",
  "otherEditor",
  "away",
  "focus",
  "inactive",
  "unfocus",
  "input",
  "input",
  "hover",
  "aiWrites",
  "aiWrites",
  "aiRepeats",
  "personWrites",
  "deletes",
  "wholeText",
  "mark",
  "reopen",
  "sleep",
  "clock",
] as const;
type What = (typeof whats)[number];

const edits: ReadonlySet<What> = new Set(["aiWrites", "aiRepeats", "personWrites", "deletes", "wholeText"]);

const step = (from: readonly What[]): fc.Arbitrary<Step> =>
  fc.tuple(fc.constantFrom(...from), fc.nat(30), fc.oneof(fc.nat(60), fc.nat(3)));

const traces = (from: readonly What[] = whats): fc.Arbitrary<readonly Step[]> =>
  fc.array(step(from), { minLength: 20, maxLength: 150 });

/** A sitting over two files, with a plain account of the time in which somebody may have been reading. */
class Account {
  readonly sitting: Sitting;
  readonly files: readonly Ledger[];
  readonly paceLinesPerHour: number;
  /** The time while the window was focused and active, with input in the last 60 s, and each file's part of it. */
  wallMs = 0;
  readonly wallMsOf = new Map<Ledger, number>();
  /** Lines of hunks in which the person was ever, by their texts. */
  readonly touched = new Set<string>();
  #isHere = true;
  #inputMs = -Infinity;
  #file = 0;

  constructor(paceLinesPerHour: number) {
    this.paceLinesPerHour = paceLinesPerHour;
    this.sitting = new Sitting(paceLinesPerHour);
    this.files = [0, 1].map((n) =>
      file("+{", `+a${n};`, `+b${n};`, "+", "+}", "mine", "", "", "+{", `+c${n};`, "+}", "mine", "+", `+d${n};`),
    );
    this.sitting.window(true, true);
    this.sitting.look(this.files[0]!, [lines(0, 8)], 0);
  }

  /** Does one step and watches over what follows from it. */
  do([what, a, b]: Step, i: number): void {
    const { sitting } = this;
    const ledger = this.files[this.#file]!;
    const line = Math.min(a, ledger.lineCount - 1);
    const end = Math.min(ledger.lineCount - 1, line + (b % 4));
    const top = Math.min(a, 12);
    switch (what) {
      case "wait":
        return this.#pass(b * b * 10, () => sitting.wait(b * b * 10));
      case "sleep":
        return this.#pass(b * 1000, () => sitting.sleep(b * 1000));
      case "clock":
        // What a clock gains that is set forward is no time that anybody had, but a small step cannot be told from one.
        if (b > 0) this.#pass(b * 100, () => sitting.setClock(b * 100));
        else sitting.setClock(-a * 1000);
        return;
      case "scroll":
        this.#input();
        return sitting.scroll(lines(top, top + 3), lines(top + 4, top + 4 + b));
      case "put":
        this.#input();
        this.#touch(ledger, line);
        return sitting.put(line);
      case "select":
        this.#input();
        this.#touch(ledger, line);
        return sitting.put(line, lines(line, end + 1));
      case "otherFile":
        this.#file = 1 - this.#file;
        return sitting.look(this.files[this.#file]!, [lines(top, top + b)], a);
      case "otherEditor":
        return sitting.look(ledger, [lines(top, top + 20)], a);
      case "away":
        return sitting.lookAway();
      case "focus":
      case "inactive":
      case "unfocus":
        this.#isHere = what === "focus";
        return sitting.window(what !== "unfocus", what !== "inactive");
      case "input":
        this.#input();
        return sitting.input();
      case "hover":
        this.#touch(ledger, line);
        return sitting.engage(line);
      case "aiWrites":
        return sitting.ai(ledger, line, end, `ai ${i};\n}\n`, `O${i}`);
      case "aiRepeats":
        return sitting.ai(ledger, line, line, `${ledger.lines[b % ledger.lineCount]}\n`, "A");
      case "personWrites":
        return sitting.person(ledger, line, end, `person ${i};\n`);
      case "deletes":
        return sitting.person(ledger, line, end, "");
      case "wholeText": {
        const all = ledger.lines.map((text, n) => (n % 5 === b % 5 ? `  ${text}` : text));
        all.splice(line, b % 3, `new ${i};`);
        ledger.replaceText(all, { kind: "disk", atMs: sitting.nowMs });
        return sitting.attention.changed(ledger);
      }
      case "mark":
        return sitting.mark(ledger, lines(line, end + 1));
      case "reopen":
        return sitting.reopen(ledger, lines(line, end + 1));
    }
  }

  /** What all lines that were read cost, of one file or both. */
  readMs(of?: Ledger): number {
    return this.sitting.settled
      .filter((settled) => of === undefined || settled.file === of)
      .reduce((sum, { text }) => sum + costMs(text, this.paceLinesPerHour), 0);
  }

  /** For how long all lines that are still unread were attended. */
  earnedMs(ledger: Ledger): number {
    let sum = 0;
    for (const line of ledger.lines.keys()) {
      const progress = this.sitting.attention.progress(ledger, line);
      if (progress === undefined) continue;
      assert.ok(progress.attendedMs <= progress.neededMs);
      sum += progress.attendedMs;
    }
    return sum;
  }

  #pass(ms: number, wait: () => void): void {
    const fromMs = this.sitting.nowMs;
    const counted = this.#isHere ? Math.max(0, Math.min(fromMs + ms, this.#inputMs + 60_000) - fromMs) : 0;
    this.wallMs += counted;
    const inView = this.sitting.view?.file;
    if (inView !== undefined) this.wallMsOf.set(inView, (this.wallMsOf.get(inView) ?? 0) + counted);
    wait();
  }

  #input(): void {
    this.#inputMs = this.sitting.nowMs;
  }

  #touch(ledger: Ledger, line: number): void {
    const hunk = hunksOf(ledger.spans()).find(({ start, end }) => start <= line && line < end);
    for (let at = hunk?.start ?? 0; at < (hunk?.end ?? 0); at++) this.touched.add(ledger.lines[at]!.trim());
  }
}

const paces = fc.constantFrom(100, 300, 700, 1000);

describe("attention: the bound", () => {
  it("settled lines × cost ≤ attended seconds ≤ time focused, active and within 60 s of input, of all and each file", () => {
    let read = 0;
    fc.assert(
      fc.property(traces(), paces, (trace, pace) => {
        const account = new Account(pace);
        trace.forEach((what, i) => {
          account.do(what, i);
          const earned = account.files.map((ledger) => account.readMs(ledger) + account.earnedMs(ledger));
          assert.ok(
            account.readMs() <= account.sitting.settled.reduce((sum, { evidence }) => sum + attended(evidence), 0),
          );
          assert.ok(earned[0]! + earned[1]! <= account.wallMs);
          account.files.forEach((ledger, n) => assert.ok(earned[n]! <= (account.wallMsOf.get(ledger) ?? 0)));
        });
        read += account.sitting.settled.length;
      }),
      { numRuns: 1500 },
    );
    assert.ok(read > 100, `only ${read} lines were read`);
  });

  it("holds for each step alone, so that time is never saved up", () => {
    fc.assert(
      fc.property(traces(), paces, (trace, pace) => {
        const account = new Account(pace);
        const { sitting } = account;
        const spent = (): number =>
          account.readMs() + account.files.reduce((sum, ledger) => sum + account.earnedMs(ledger), 0);
        trace.forEach((what, i) => {
          sitting.flush();
          const [earnedMs, wallMs] = [spent(), account.wallMs];
          account.do(what, i);
          sitting.flush();
          assert.ok(spent() - earnedMs <= account.wallMs - wallMs);
        });
      }),
      { numRuns: 500 },
    );
  });

  it("holds when nothing but reading and editing happens, and much is read", () => {
    let read = 0;
    const busy = whats.filter((what) => !["unfocus", "inactive", "away", "sleep", "clock", "otherFile"].includes(what));
    fc.assert(
      fc.property(traces(busy), (trace) => {
        const account = new Account(1000);
        trace.forEach((what, i) => account.do(what, i));
        assert.ok(account.readMs() <= account.wallMs);
        read += account.sitting.settled.length;
      }),
      { numRuns: 300 },
    );
    assert.ok(read > 300, `only ${read} lines were read`);
  });

  it("no line is read in whose hunk the person never was", () => {
    const still = whats.filter((what) => !edits.has(what));
    fc.assert(
      fc.property(traces(still), paces, (trace, pace) => {
        const account = new Account(pace);
        trace.forEach((what, i) => account.do(what, i));
        for (const { text } of account.sitting.settled) assert.ok(account.touched.has(text.trim()), text);
      }),
      { numRuns: 500 },
    );
  });

  it("no line is read that is not unread, and each is unread until then", () => {
    fc.assert(
      fc.property(traces(), (trace) => {
        const account = new Account(1000);
        for (const [i, what] of trace.entries()) {
          account.do(what, i);
          for (const ledger of account.files) ledger.takeFacts();
          const { settled } = account.sitting;
          const known = settled.length;
          account.sitting.flush();
          const facts = account.files.flatMap((ledger) => ledger.takeFacts());
          const counted = facts.filter(({ kind }) => kind === "read").reduce((sum, fact) => sum + fact.lines, 0);
          assert.equal(counted, settled.length - known);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("no timer runs out of focus, out of all files, without input or without anything unread on screen", () => {
    fc.assert(
      fc.property(traces(), (trace) => {
        const account = new Account(300);
        const { sitting } = account;
        for (const [i, what] of trace.entries()) {
          account.do(what, i);
          // Once for what happened, once more for what was read by then.
          sitting.flush();
          sitting.flush();
          const { view } = sitting;
          const owes = view?.ranges.some(({ start, end }) =>
            [...Array(end - start).keys()].some(
              (line) => sitting.attention.progress(view.file, start + line) !== undefined,
            ),
          );
          if (owes !== true) assert.equal(sitting.hasTimer, false);
          if (what[0] === "unfocus" || what[0] === "inactive") assert.equal(sitting.hasTimer, false);
        }
        sitting.wait(62_000);
        assert.equal(sitting.hasTimer, false);
      }),
      { numRuns: 300 },
    );
  });
});

function attended(evidence: { readonly kind: string; readonly attendedMs?: number }): number {
  assert.equal(evidence.kind, "read");
  return evidence.attendedMs!;
}
