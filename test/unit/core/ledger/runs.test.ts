import assert from "node:assert/strict";
import fc from "fast-check";
import { Runs } from "../../../../src/core/ledger/runs.ts";
import { runsOf, type Tag } from "../../../../src/core/ledger/tag.ts";
import { evidence, origin } from "./scene.ts";

const settled = evidence("marked", 1);
const tags: readonly (Tag | undefined)[] = [
  undefined,
  { origin: origin("A"), settled: undefined },
  { origin: origin("A"), settled },
  { origin: origin("B"), settled: undefined },
  { aiCharacters: 3 },
];
const tag = fc.constantFrom(...tags);
const replacement = fc.record({
  start: fc.nat(40),
  removed: fc.nat(12),
  inserted: fc.array(tag, { maxLength: 12 }),
});

describe("Runs", () => {
  it("does what an array with one tag a line does", () => {
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 40 }), fc.array(replacement, { maxLength: 30 }), (first, steps) => {
        const lines = [...first];
        const runs = new Runs(runsOf(lines));
        for (const { start: wanted, removed: wish, inserted } of steps) {
          const start = Math.min(wanted, lines.length);
          const removed = Math.min(wish, lines.length - start);
          runs.replace(start, removed, inserted.length, runsOf(inserted));
          lines.splice(start, removed, ...inserted);
          lines.forEach((expected, line) => assert.equal(runs.at(line), expected, `line ${line}`));
          assert.equal(runs.at(lines.length), undefined);
          assert.equal(runs.at(-1), undefined);
          assert.deepEqual(runs.all(), runsOf(lines));
          assert.equal(runs.size, runs.all().length);
          const end = start + inserted.length + 3;
          assert.deepEqual(runs.slice(start, end), runsOf(lines.slice(start, end)));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("merges equal neighbours, of equal marks that are different objects too", () => {
    const runs = new Runs([{ start: 0, end: 2, tag: { origin: origin("A"), settled } }]);
    runs.replace(2, 0, 2, [{ start: 0, end: 2, tag: { origin: origin("A"), settled } }]);
    assert.deepEqual(runs.all(), [{ start: 0, end: 4, tag: { origin: origin("A"), settled } }]);
    runs.replace(1, 1, 0, []);
    assert.equal(runs.size, 1);
    runs.replace(1, 0, 1, []);
    assert.deepEqual(
      runs.all().map(({ start, end }) => [start, end]),
      [
        [0, 1],
        [2, 4],
      ],
    );
    runs.replace(1, 1, 0, []);
    assert.equal(runs.size, 1);
  });

  it("holds many runs", () => {
    const runs = new Runs();
    const count = 5000;
    for (let i = 0; i < count; i++) runs.replace(0, 0, 2, [{ start: 0, end: 1, tag: tags[1]! }]);
    assert.equal(runs.size, count);
    assert.deepEqual(runs.all().at(-1), { start: 2 * count - 2, end: 2 * count - 1, tag: tags[1] });
  });
});
