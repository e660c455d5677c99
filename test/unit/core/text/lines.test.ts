import assert from "node:assert/strict";
import { changedLines, rearrangement, spliceLines } from "../../../../src/core/text/change.ts";
import { hasWord, isBlank, splitLines, stripped, words } from "../../../../src/core/text/lines.ts";

describe("lines", () => {
  it("splits at every line end that the editor knows, and at no other", () => {
    assert.deepEqual(splitLines("a\r\nb\rc\nd"), ["a", "b", "c", "d"]);
    assert.deepEqual(splitLines(""), [""]);
    assert.deepEqual(splitLines("\n"), ["", ""]);
    assert.deepEqual(splitLines("a\u2028b\u0085c\vd"), ["a\u2028b\u0085c\vd"]);
  });

  it("strips white space, finds blank lines, words and brackets", () => {
    assert.equal(stripped("\t a b\u00a0c "), "abc");
    assert.ok(isBlank("") && isBlank(" \t\u3000") && !isBlank(" x"));
    assert.ok(hasWord("_") && hasWord("é") && hasWord("界") && hasWord("7") && !hasWord("});"));
    assert.equal(words("call('é', _x1);"), "callé_x1");
  });
});

describe("changes of lines", () => {
  const change = { startLine: 0, startCharacter: 1, endLine: 1, endCharacter: 2, text: "X\r\nY" };

  it("gives the whole lines that a change makes", () => {
    assert.deepEqual(changedLines(["abc", "def"], change), ["aX", "Yf"]);
    assert.throws(() => changedLines(["abc"], change), RangeError);
  });

  it("splices few and many lines", () => {
    for (const count of [0, 1, 2, 999, 1000, 150_000]) {
      const lines = ["a", "b", "c", "d"];
      const inserted = Array.from({ length: count }, (_, i) => `n${i}`);
      spliceLines(lines, 1, 2, inserted);
      assert.equal(lines.length, count + 2);
      assert.deepEqual([lines[0], lines.at(-1), lines[1]], ["a", "d", count === 0 ? "d" : "n0"]);
    }
  });

  it("takes changes of one event for a rearrangement only when lines leave and come, from the end to the start", () => {
    const lines = ["a", "b", "c", "d"];
    const out = { startLine: 1, startCharacter: 1, endLine: 2, endCharacter: 1, text: "" };
    const into = { startLine: 0, startCharacter: 0, endLine: 0, endCharacter: 0, text: "c\n" };
    assert.deepEqual(rearrangement(lines, [out, into]), { start: 0, end: 3, newLines: ["c", "a", "b"] });
    assert.equal(rearrangement(lines, [into, out]), undefined);
    assert.equal(rearrangement(lines, [out]), undefined);
    assert.equal(rearrangement(lines, [out, { ...into, text: "x" }]), undefined);
    assert.equal(rearrangement(lines, [into, { ...into, startLine: 0 }]), undefined);
    assert.equal(rearrangement(lines.slice(0, 2), [out, into]), undefined);
  });
});
