import assert from "node:assert/strict";
import fc from "fast-check";
import { surePlaces } from "../../../../src/core/attention/surePlaces.ts";
import { stripped } from "../../../../src/core/text/lines.ts";

function places(before: string, after: string): Record<string, number> {
  const lines = before.split("\n");
  return Object.fromEntries(surePlaces(lines, after.split("\n"), lines.keys()));
}

describe("surePlaces", () => {
  it("finds the lines above and below a change", () => {
    assert.deepEqual(places("a\nb\nc", "a\nx\ny\nc"), { 0: 0, 2: 3 });
    assert.deepEqual(places("a\nb\nc", "a\nc"), { 0: 0, 2: 1 });
    assert.deepEqual(places("a\nb", "a\nb"), { 0: 0, 1: 1 });
  });

  it("finds the only lines of their kind between two changes, moved or with other white space", () => {
    assert.deepEqual(places("a\nb\nc\nd\ne", "x\n b\nd\nc\ny"), { 1: 1, 2: 3, 3: 2 });
  });

  it("doubts lines when others like them come or go", () => {
    assert.deepEqual(places("a\nx\na\ny", "a\ny"), { 3: 1 });
    assert.deepEqual(places("a\nb", "a\na\nb"), { 1: 2 });
    assert.deepEqual(places("1\na\nb\na\n2", "3\na\nb\na\n4"), { 2: 2 });
    assert.deepEqual(places("a\na", "a"), {});
  });

  it("finds for each line at most one that says the same, and for no two the same", () => {
    const text = fc.array(fc.constantFrom("a", " a", "b", "c", "}", ""), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const found = [...surePlaces(before, after, before.keys())];
        for (const [from, to] of found) assert.equal(stripped(before[from]!), stripped(after[to]!));
        assert.equal(new Set(found.map(([, to]) => to)).size, found.length);
      }),
    );
  });

  it("never takes one line for another like it, whatever one edit does", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(text, text, fc.nat(8), fc.nat(4), (before, newLines, at, count) => {
        const start = Math.min(at, before.length);
        const end = Math.min(before.length, start + count);
        const after = [...before.slice(0, start), ...newLines, ...before.slice(end)];
        for (const [from, to] of surePlaces(before, after, before.keys())) {
          if (from < start) assert.equal(to, from);
          else if (from >= end) assert.equal(to, from + newLines.length - (end - start));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
