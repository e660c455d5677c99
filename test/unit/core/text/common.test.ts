import assert from "node:assert/strict";
import fc from "fast-check";
import { commonIn } from "../../../../src/core/text/common.ts";

const texts = (before: string, after: string, head = 0, tail = 0): string[] =>
  commonIn(before, after, head, tail).map(({ start, end }) => after.slice(start, end));

describe("commonIn", () => {
  it("finds what stayed between several changes, in order", () => {
    assert.deepEqual(texts("**Early**", "##Early"), ["Early"]);
    assert.deepEqual(texts("one1;two2;three3;", "0one1;,two2;.three3!"), ["one1;", "two2;", "three3"]);
  });

  it("finds the longest first, so what changed its place is only found once", () => {
    assert.deepEqual(texts("left+longest", "longest+left"), ["longest"]);
  });

  it("passes over texts so short that they stand anywhere", () => {
    assert.deepEqual(texts("a();b();", "c();d();"), []);
  });

  it("leaves head and tail alone", () => {
    assert.deepEqual(commonIn("headXsomeYtail", "headQsomeRtail", 4, 4), [{ start: 5, end: 9, shift: 0 }]);
  });

  it("does not look into texts that are too long", () => {
    assert.deepEqual(texts(`a${"same".repeat(500)}`, `b${"same".repeat(500)}`), []);
  });

  it("never gives a character twice, and only characters that are the same", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 60 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        let newEnd = 0;
        let oldEnd = 0;
        for (const { start, end, shift } of commonIn(before, after, 0, 0)) {
          assert.ok(start >= newEnd && start + shift >= oldEnd && end - start >= 4);
          assert.equal(before.slice(start + shift, end + shift), after.slice(start, end));
          newEnd = end;
          oldEnd = end + shift;
        }
      }),
      { numRuns: 3000 },
    );
  });
});
