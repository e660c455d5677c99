import assert from "node:assert/strict";
import { linesBefore, nowhereElse } from "../../../../src/core/review/replaced.ts";

describe("what stood in the place of a hunk", () => {
  const older = ["a", "old one", "old two", "b", "c"];

  it("is the lines that became it", () => {
    assert.deepEqual(linesBefore(older, ["a", "new", "b", "c"], { start: 1, end: 2 }), ["old one", "old two"]);
  });

  it("is nothing where lines only came, or stayed", () => {
    assert.deepEqual(linesBefore(older, [...older, "new"], { start: 5, end: 6 }), []);
    assert.deepEqual(linesBefore(older, older, { start: 0, end: 5 }), []);
    assert.deepEqual(linesBefore([], ["new"], { start: 0, end: 1 }), []);
  });

  it("leaves out what became lines elsewhere, and sees through indentation", () => {
    const newer = ["a", "new", "b", "  c", "d"];
    assert.deepEqual(linesBefore(older, newer, { start: 4, end: 5 }), []);
    assert.deepEqual(linesBefore(older, newer, { start: 1, end: 2 }), ["old one", "old two"]);
  });
});

describe("names that nothing else in a file has", () => {
  const lines = ['import { pad } from "left-pad";', "known(pad(1));", "fresh(known(2));"];

  it("are those that stand in the hunk alone, as whole words", () => {
    assert.deepEqual(nowhereElse(["known", "fresh", "now"], lines, { start: 2, end: 3 }), ["fresh", "now"]);
  });

  it("are packages of which a part stands nowhere else", () => {
    assert.deepEqual(nowhereElse(["left-pad", "left-pod"], lines, { start: 1, end: 3 }), ["left-pod"]);
  });
});
