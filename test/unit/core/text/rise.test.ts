import assert from "node:assert/strict";
import fc from "fast-check";
import { heaviestRise } from "../../../../src/core/text/rise.ts";

interface Thing {
  readonly value: number;
  readonly weight: number;
}

const things: fc.Arbitrary<Thing[]> = fc.array(
  fc.record({ value: fc.integer({ min: 0, max: 9 }), weight: fc.integer({ min: 1, max: 5 }) }),
  { maxLength: 12 },
);

const rise = (row: readonly Thing[]): Thing[] =>
  heaviestRise(
    row.map(({ value }) => value),
    row.map(({ weight }) => weight),
    10,
  ).map((index) => row[index]!);

const sum = (row: readonly Thing[]): number => row.reduce((total, { weight }) => total + weight, 0);

/** The weight of the heaviest rise above a value, by trying everything. */
function heaviest(row: readonly Thing[], above = -1): number {
  const [first, ...rest] = row;
  if (first === undefined) return 0;
  const without = heaviest(rest, above);
  return first.value > above ? Math.max(without, first.weight + heaviest(rest, first.value)) : without;
}

describe("heaviestRise", () => {
  it("finds the heaviest of all selections that rise", () => {
    fc.assert(
      fc.property(things, (row) => {
        const found = rise(row);
        found.forEach(({ value }, i) => assert.ok(i === 0 || value > found[i - 1]!.value));
        assert.equal(sum(found), heaviest(row));
      }),
      { numRuns: 2000 },
    );
  });

  it("gives indices in order", () => {
    assert.deepEqual(heaviestRise([3, 0, 1, 4, 2], [1, 1, 1, 1, 1], 5), [1, 2, 3]);
    assert.deepEqual(heaviestRise([3, 0, 1, 4, 2], [9, 1, 1, 1, 1], 5), [0, 3]);
    assert.deepEqual(heaviestRise([], [], 0), []);
  });
});
