import assert from "node:assert/strict";
import fc from "fast-check";
import type { Mark } from "../../../../src/core/ledger/mark.ts";
import { addDebt, costOf, debtOfSpans, minutesOf, noDebt } from "../../../../src/core/review/debt.ts";
import { evidence, origin } from "../ledger/scene.ts";

const unread: Mark = { origin: origin("A"), settled: undefined };
const marked: Mark = { origin: origin("A"), settled: evidence("marked", 0) };

describe("debt", () => {
  it("costs a line ten tenths, one of punctuation one, a blank one none", () => {
    assert.deepEqual(
      ["const a = 1;", "  _", "界", "}", " });", "---", "", " \t"].map(costOf),
      [10, 10, 10, 1, 1, 1, 0, 0],
    );
  });

  it("costs every line what its characters say, whatever they are", () => {
    const unit = fc.oneof(
      fc.constantFrom(...Array.from(" \t\v\u0000\u007f\u00a0\u3000;@[`{/:_azAZ09é界")),
      fc.string({ maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 6 }), (line) => {
        assert.equal(costOf(line), !/\S/.test(line) ? 0 : /[\p{L}\p{N}_]/u.test(line) ? 10 : 1);
      }),
      { numRuns: 2000 },
    );
  });

  it("sums the unread lines of spans, and only those", () => {
    const lines = ["a", "", "}", "b", "c", "d"];
    const spans = [
      { start: 0, end: 3, mark: unread },
      { start: 3, end: 4, mark: marked },
      { start: 5, end: 6, mark: unread },
    ];
    assert.deepEqual(debtOfSpans(lines, spans), { lines: 3, costTenths: 21 });
    assert.deepEqual(debtOfSpans(lines, []), noDebt);
    assert.deepEqual(addDebt({ lines: 3, costTenths: 21 }, { lines: 1, costTenths: 1 }), { lines: 4, costTenths: 22 });
  });

  it("is told in whole minutes at a pace, 0 only for nothing", () => {
    assert.equal(minutesOf(0, 300), 0);
    assert.equal(minutesOf(1, 1000), 1);
    assert.equal(minutesOf(10, 300), 1);
    assert.equal(minutesOf(50, 300), 1);
    assert.equal(minutesOf(3000, 300), 60);
    assert.equal(minutesOf(3000, 100), 180);
    assert.equal(minutesOf(3000, 1000), 18);
    assert.equal(minutesOf(74, 300), 1);
    assert.equal(minutesOf(75, 300), 2);
    assert.equal(minutesOf(-5, 300), 0);
  });
});
