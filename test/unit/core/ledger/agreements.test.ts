import assert from "node:assert/strict";
import { Agreements } from "../../../../src/core/ledger/agreements.ts";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { type Mark, type Span, stateOf } from "../../../../src/core/ledger/mark.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";
import { origin } from "./scene.ts";

const unread: Mark = { origin: origin("A"), settled: undefined };
const marked: Mark = { origin: origin("A"), settled: { kind: "marked", atMs: 1, scope: "hunk" } };
const whole = { start: 0, end: 2 };

describe("agreements of windows", () => {
  let agreements: Agreements;
  let ledger: Ledger;
  beforeEach(() => {
    agreements = new Agreements();
    ledger = new Ledger(["one();", "two();"], [{ ...whole, mark: unread }], new Moves());
    agreements.note(ledger, stored(1, { ...whole, mark: unread }));
  });

  function stored(seenAtMs: number, ...spans: Span[]) {
    return { textHash: "text", spans, seenAtMs };
  }

  function states(): (string | undefined)[] {
    return [0, 1].map((line) => ledger.markAt(line)).map((mark) => mark && stateOf(mark));
  }

  it("take over what the other window knows anew", () => {
    assert.equal(agreements.isNews(ledger, 2), true);
    const others = stored(2, { start: 0, end: 1, mark: marked }, { start: 1, end: 2, mark: unread });
    assert.equal(agreements.takeOver(ledger, others), true);
    assert.deepEqual(states(), ["marked", "unread"]);
    assert.equal(agreements.isNews(ledger, 2), false);
  });

  it("let lines go that the other window's person said are theirs", () => {
    assert.equal(agreements.takeOver(ledger, stored(2)), true);
    assert.deepEqual(states(), [undefined, undefined]);
  });

  it("do not bring back what the person said is theirs, when the other window wrote down what both knew", () => {
    ledger.declareMine(whole);
    assert.equal(agreements.takeOver(ledger, stored(2, { ...whole, mark: { ...unread } })), false);
    assert.deepEqual(states(), [undefined, undefined]);
    assert.equal(agreements.isNews(ledger, 2), false);
  });

  it("keep what was decided here where both know something new", () => {
    ledger.settle({ start: 0, end: 1 }, { kind: "marked", atMs: 2, scope: "selection" });
    const others = stored(2, { start: 0, end: 1, mark: unread }, { start: 1, end: 2, mark: marked });
    agreements.takeOver(ledger, others);
    assert.equal(states()[0], "marked");
  });
});
