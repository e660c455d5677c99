import assert from "node:assert/strict";
import fc from "fast-check";
import { hunksOf } from "../../../../src/core/ledger/hunks.ts";
import type { Span } from "../../../../src/core/ledger/mark.ts";
import { origin } from "./scene.ts";

const marks = ["A", "B"].map((name) => ({ origin: origin(name), settled: undefined }));
const span = (start: number, end: number, mark = marks[0]!): Span => ({ start, end, mark });
const ranges = (spans: readonly Span[]): number[][] => hunksOf(spans).map(({ start, end }) => [start, end]);

const spans = fc
  .array(
    fc.record({
      gap: fc.nat(5),
      lines: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 700 })),
      mark: fc.constantFrom(...marks),
    }),
    { maxLength: 30 },
  )
  .map((pieces) => {
    let at = 0;
    return pieces.map(({ gap, lines, mark }) => {
      const start = at + gap;
      at = start + lines;
      return { start, end: at, mark };
    });
  });

describe("hunksOf", () => {
  it("joins spans with at most two untracked lines between them", () => {
    assert.deepEqual(ranges([span(0, 2), span(4, 5), span(5, 7, marks[1]), span(10, 12)]), [
      [0, 7],
      [10, 12],
    ]);
    assert.deepEqual(hunksOf([span(0, 2), span(4, 5)])[0]?.spans, [span(0, 2), span(4, 5)]);
  });

  it("cuts at 200 lines, from the start of the hunk", () => {
    assert.deepEqual(ranges([span(10, 210)]), [[10, 210]]);
    assert.deepEqual(ranges([span(10, 211)]), [
      [10, 210],
      [210, 211],
    ]);
    assert.deepEqual(ranges([span(0, 100), span(102, 650)]), [
      [0, 200],
      [200, 400],
      [400, 600],
      [600, 650],
    ]);
    assert.deepEqual(ranges([span(0, 199), span(201, 205)]), [
      [0, 199],
      [201, 205],
    ]);
  });

  it("has nothing of nothing", () => assert.deepEqual(hunksOf([]), []));

  it("covers every tracked line exactly once, with its mark, in hunks of at most 200 lines that are as large as allowed", () => {
    fc.assert(
      fc.property(spans, (given) => {
        const hunks = hunksOf(given);
        const covered = hunks.flatMap((hunk) => {
          assert.equal(hunk.start, hunk.spans[0]?.start);
          assert.equal(hunk.end, hunk.spans.at(-1)?.end);
          assert.ok(hunk.end - hunk.start <= 200 && hunk.end > hunk.start);
          hunk.spans.forEach((one, i) => assert.ok(i === 0 || one.start - hunk.spans[i - 1]!.end <= 2));
          return hunk.spans.flatMap(({ start, end, mark }) =>
            Array.from({ length: end - start }, (_, i) => [start + i, mark.origin.id]),
          );
        });
        const tracked = given.flatMap(({ start, end, mark }) =>
          Array.from({ length: end - start }, (_, i) => [start + i, mark.origin.id]),
        );
        assert.deepEqual(covered, tracked);
        hunks.slice(1).forEach((hunk, i) => {
          const before = hunks[i]!;
          assert.ok(hunk.start - before.end > 2 || hunk.start + 1 - before.start > 200, "two hunks that are one");
        });
      }),
      { numRuns: 1000 },
    );
  });
});
