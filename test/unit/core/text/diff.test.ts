import assert from "node:assert/strict";
import fc from "fast-check";
import { diffLines, type Hunk } from "../../../../src/core/text/diff.ts";

const keys = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 });

function applied(old: readonly string[], next: readonly string[], hunks: readonly Hunk[]): string[] {
  const result: string[] = [];
  let at = 0;
  for (const { oldStart, oldEnd, newStart, newEnd } of hunks) {
    result.push(...old.slice(at, oldStart), ...next.slice(newStart, newEnd));
    at = oldEnd;
  }
  return [...result, ...old.slice(at)];
}

/** How many lines two texts have in common, in order: the table of the textbook. */
function commonLines(a: readonly string[], b: readonly string[]): number {
  let row = b.map(() => 0);
  for (const key of a) {
    const next: number[] = [];
    b.forEach((other, j) => {
      next.push(key === other ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0));
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}

describe("diffLines", () => {
  it("gives hunks that make the new lines of the old ones", () => {
    fc.assert(
      fc.property(keys, keys, (old, next) => assert.deepEqual(applied(old, next, diffLines(old, next)), next)),
      { numRuns: 3000 },
    );
  });

  it("gives sorted hunks that are not empty, with equal lines of equal number between them", () => {
    fc.assert(
      fc.property(keys, keys, (old, next) => {
        let [oldAt, newAt] = [0, 0];
        for (const { oldStart, oldEnd, newStart, newEnd } of diffLines(old, next)) {
          assert.ok(oldEnd > oldStart || newEnd > newStart);
          assert.deepEqual(old.slice(oldAt, oldStart), next.slice(newAt, newStart));
          assert.ok(oldStart >= oldAt && newStart >= newAt && oldEnd >= oldStart && newEnd >= newStart);
          [oldAt, newAt] = [oldEnd, newEnd];
        }
        assert.deepEqual(old.slice(oldAt), next.slice(newAt));
      }),
      { numRuns: 3000 },
    );
  });

  it("keeps as many lines as can be kept", () => {
    fc.assert(
      fc.property(keys, keys, (old, next) => {
        const lost = diffLines(old, next).reduce((sum, hunk) => sum + hunk.oldEnd - hunk.oldStart, 0);
        assert.equal(old.length - lost, commonLines(old, next));
      }),
      { numRuns: 1000 },
    );
  });

  it("finds nothing in equal lines and everything in lines that share none", () => {
    assert.deepEqual(diffLines(["a", "b"], ["a", "b"]), []);
    assert.deepEqual(diffLines([], []), []);
    assert.deepEqual(diffLines(["a"], ["b", "c"]), [{ oldStart: 0, oldEnd: 1, newStart: 0, newEnd: 2 }]);
    assert.deepEqual(diffLines([1, 2, 3], [1, 3]), [{ oldStart: 1, oldEnd: 2, newStart: 1, newEnd: 1 }]);
  });

  it("gives one hunk for the middle of texts too long to search", () => {
    const old = Array.from({ length: 11_000 }, (_, i) => i);
    const next = old.toReversed();
    const around = (middle: number[]): number[] => [-1, ...middle, -2];
    assert.deepEqual(diffLines(around(old), around(next)), [
      { oldStart: 1, oldEnd: 11_001, newStart: 1, newEnd: 11_001 },
    ]);
  });

  it("takes the lower one of equal lines for the one that was put in or taken out", () => {
    const one = ["f {", "  a", "}", "end"];
    const two = ["f {", "  a", "}", "g {", "  b", "}", "end"];
    assert.deepEqual(diffLines(one, two), [{ oldStart: 3, oldEnd: 3, newStart: 3, newEnd: 6 }]);
    assert.deepEqual(diffLines(two, one), [{ oldStart: 3, oldEnd: 6, newStart: 3, newEnd: 3 }]);
    assert.deepEqual(diffLines(["a", "a"], ["a"]), [{ oldStart: 1, oldEnd: 2, newStart: 1, newEnd: 1 }]);
  });
});
