import assert from "node:assert/strict";
import fc from "fast-check";
import { diffLines, type Hunk, placesIn } from "../../../../src/core/text/diff.ts";
import { random } from "../../../bench/random.ts";
import { codeLike, edited, moved, shuffled } from "../../../bench/edits.ts";

const keys = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 });
const seeds = fc.integer();
/** For bounds that are measured, not proven: the same texts every time. */
const measured = { seed: 20_261_126 };

function applied<Key>(old: readonly Key[], next: readonly Key[], hunks: readonly Hunk[]): Key[] {
  const result: Key[] = [];
  let at = 0;
  for (const { oldStart, oldEnd, newStart, newEnd } of hunks) {
    result.push(...old.slice(at, oldStart), ...next.slice(newStart, newEnd));
    at = oldEnd;
  }
  return [...result, ...old.slice(at)];
}

/** Hunks are in order and not empty, equal lines of equal number lie between them, and none could be trimmed. */
function assertSound<Key>(old: readonly Key[], next: readonly Key[], hunks: readonly Hunk[]): void {
  let [oldAt, newAt] = [0, 0];
  for (const { oldStart, oldEnd, newStart, newEnd } of hunks) {
    assert.ok(oldEnd > oldStart || newEnd > newStart);
    assert.ok(oldStart >= oldAt && newStart >= newAt && oldEnd >= oldStart && newEnd >= newStart);
    assert.deepEqual(old.slice(oldAt, oldStart), next.slice(newAt, newStart));
    if (oldEnd > oldStart && newEnd > newStart) {
      assert.notEqual(old[oldStart], next[newStart]);
      assert.notEqual(old[oldEnd - 1], next[newEnd - 1]);
    }
    [oldAt, newAt] = [oldEnd, newEnd];
  }
  assert.deepEqual(old.slice(oldAt), next.slice(newAt));
}

/** How many lines two texts have in common, in order: the table of the textbook. */
function commonLines<Key>(a: readonly Key[], b: readonly Key[]): number {
  let row = new Int32Array(b.length + 1);
  let next = new Int32Array(b.length + 1);
  for (const key of a) {
    for (let j = 0; j < b.length; j++) {
      next[j + 1] = key === b[j] ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!);
    }
    [row, next] = [next, row];
  }
  return row[b.length]!;
}

/** How many lines the hunks keep. Fails where they are not sound. */
function keptLines<Key extends string | number>(old: readonly Key[], next: readonly Key[]): number {
  const hunks = diffLines(old, next);
  assertSound(old, next, hunks);
  return old.length - hunks.reduce((sum, hunk) => sum + hunk.oldEnd - hunk.oldStart, 0);
}

describe("diffLines", () => {
  it("gives hunks that make the new lines of the old ones", () => {
    fc.assert(
      fc.property(keys, keys, (old, next) => assert.deepEqual(applied(old, next, diffLines(old, next)), next)),
      { numRuns: 3000 },
    );
  });

  it("gives sorted hunks that are not empty and cannot be trimmed, with equal lines between them", () => {
    fc.assert(
      fc.property(keys, keys, (old, next) => assertSound(old, next, diffLines(old, next))),
      { numRuns: 3000 },
    );
  });

  it("keeps as many lines as can be kept of texts that share up to 64 lines each", () => {
    const lines = fc
      .integer({ min: 1, max: 40 })
      .chain((different) => fc.array(fc.integer({ min: 1, max: different }), { maxLength: 64 }));
    fc.assert(
      fc.property(fc.oneof(keys, lines), fc.oneof(keys, lines), (old, next) => {
        assert.equal(keptLines<string | number>(old, next), commonLines<string | number>(old, next));
      }),
      { numRuns: 1500 },
    );
  });

  it("finds nothing in equal lines and everything in lines that share none", () => {
    assert.deepEqual(diffLines(["a", "b"], ["a", "b"]), []);
    assert.deepEqual(diffLines([], []), []);
    assert.deepEqual(diffLines(["a"], ["b", "c"]), [{ oldStart: 0, oldEnd: 1, newStart: 0, newEnd: 2 }]);
    assert.deepEqual(diffLines([1, 2, 3], [1, 3]), [{ oldStart: 1, oldEnd: 2, newStart: 1, newEnd: 1 }]);
  });

  it("compares texts and numbers as `===` does", () => {
    const old = [...Array(30).keys(), 0, 2 ** 53 - 1, 2 ** 32, 2 ** 33, Number.NaN, "0", "", ...Array(30).keys()];
    const next = [-1, 2 ** 32, 2 ** 53 - 1, 2 ** 53 - 2, 2 ** 33, -0, Number.NaN, 0.5, "", "0", ...Array(30).keys()];
    assert.equal(keptLines(old.slice(0, -30), next.slice(0, -30)), commonLines(old.slice(0, -30), next.slice(0, -30)));
    assert.equal(keptLines(old, next), commonLines(old, next));
  });

  it("keeps all that can be kept when lines are changed, removed and added in a text of mostly unique lines", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 6 }), (seed, tenths) => {
        const next = random(seed);
        const old = codeLike(500, 0.1, next);
        const now = edited(old, old.length * 0.1 * tenths, next);
        assert.equal(keptLines(old, now), commonLines(old, now));
      }),
      { ...measured, numRuns: 60 },
    );
  });

  it("keeps 999 of 1000 lines that can be kept, 95 of 100 at worst, in code with many equal lines and moved blocks", () => {
    let kept = 0;
    let possible = 0;
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 3 }), (seed, tenths, moves) => {
        const next = random(seed);
        const old = codeLike(500, 0.4, next);
        const now = moved(edited(old, old.length * 0.1 * tenths, next), moves, next);
        const [ours, most] = [keptLines(old, now), commonLines(old, now)];
        assert.ok(ours >= most * 0.95, `${ours} of ${most}`);
        kept += ours;
        possible += most;
      }),
      { ...measured, numRuns: 150 },
    );
    assert.ok(kept >= possible * 0.999, `${kept} of ${possible}`);
  });

  it("lets no lone bracket tear a block that moved", () => {
    const block = Array.from({ length: 400 }, (_, i) => ["{", "}", "", "return;", "else"][(i * i) % 5]!);
    assert.equal(keptLines(["});", ...block], [...block, "});"]), block.length);
    assert.equal(keptLines([...block, "});"], ["});", ...block]), block.length);
  });

  it("keeps most of a text that repeats itself", () => {
    const next = random(1);
    const page = codeLike(1000, 0.3, next);
    const old = Array.from({ length: 10 }, () => page).flat();
    const now = edited(old, 3000, next);
    // 3000 edits touch a third each by changing and removing it: 8000 lines are as they were.
    assert.ok(keptLines(old, now) > 0.85 * 8000);
  });

  it("comes to an end with whatever became of many lines", () => {
    const next = random(2);
    const count = 20_000;
    const old = codeLike(count, 0.3, next);
    const few = (): string[] => Array.from({ length: count }, () => `line ${Math.floor(next() * 50)}`);
    const nested = Array.from({ length: count }, (_, i) => (i >> 1) + (i & 1) * 2);
    for (const [before, after] of [
      [old, codeLike(count, 0.3, next)],
      [old, old.toReversed()],
      [old, shuffled(old, next)],
      [few(), few()],
      [nested, [-1, ...nested.toReversed()]],
      [nested, edited(nested.map(String), 5000, next).map(Number)],
    ]) {
      assertSound<string | number>(before!, after!, diffLines<string | number>(before!, after!));
    }
  });
});

describe("placesIn", () => {
  it("says of every kept line where it was, in order, and nothing of a new one", () => {
    fc.assert(
      fc.property(keys, keys, (old, next) => {
        const places = placesIn(old, next);
        assert.equal(places.length, next.length);
        const kept = places.filter((place) => place !== undefined);
        assert.deepEqual(
          kept,
          kept.toSorted((a, b) => a - b),
        );
        assert.equal(new Set(kept).size, commonLines(old, next));
        places.forEach((place, i) => assert.ok(place === undefined || old[place] === next[i]));
      }),
      { numRuns: 1000 },
    );
  });

  it("takes the lower one of equal lines for the one that was put in or taken out", () => {
    const one = ["f {", "  a", "}", "end"];
    const two = ["f {", "  a", "}", "g {", "  b", "}", "end"];
    assert.deepEqual(diffLines(one, two), [{ oldStart: 3, oldEnd: 3, newStart: 3, newEnd: 6 }]);
    assert.deepEqual(diffLines(two, one), [{ oldStart: 3, oldEnd: 6, newStart: 3, newEnd: 3 }]);
    assert.deepEqual(diffLines(["a", "a"], ["a"]), [{ oldStart: 1, oldEnd: 2, newStart: 1, newEnd: 1 }]);
  });
});
