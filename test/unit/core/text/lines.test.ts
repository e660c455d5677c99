import assert from "node:assert/strict";
import { LineBuffer } from "../../../../src/core/text/buffer.ts";
import { applyChange, changedLines, lineEdit, rearrangement } from "../../../../src/core/text/change.ts";
import { hasWord, isBlank, splitLines, stripped, words } from "../../../../src/core/text/lines.ts";

type Place = [startLine: number, startCharacter: number, endLine: number, endCharacter: number, text: string];

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
    assert.ok(hasWord("});é") && hasWord("—0") && !hasWord("— …") && !hasWord("") && !hasWord("\t@[`{/:"));
    assert.ok(["A", "Z", "a", "z", "0", "9"].every(hasWord));
    assert.equal(words("call('é', _x1);"), "callé_x1");
  });
});

describe("changes of lines", () => {
  const change = { startLine: 0, startCharacter: 1, endLine: 1, endCharacter: 2, text: "X\r\nY" };

  it("gives the whole lines that a change makes", () => {
    assert.deepEqual(changedLines(new LineBuffer(["abc", "def"]), change), ["aX", "Yf"]);
    assert.throws(() => changedLines(new LineBuffer(["abc"]), change), RangeError);
  });

  it("leaves out a line at the edge of a change that stays as it is", () => {
    const edit = (lines: readonly string[], ...[startLine, startCharacter, endLine, endCharacter, text]: Place) =>
      lineEdit(new LineBuffer(lines), { startLine, startCharacter, endLine, endCharacter, text });
    const four = ["ab", "cd", "ab", "ef"];
    assert.deepEqual(edit(four, 0, 0, 2, 0, ""), { start: 0, count: 2, newLines: [] });
    assert.deepEqual(edit(four, 0, 2, 2, 2, ""), { start: 1, count: 2, newLines: [] });
    assert.deepEqual(edit(four, 1, 0, 1, 0, "x\r\ny\n"), { start: 1, count: 0, newLines: ["x", "y"] });
    assert.deepEqual(edit(four, 1, 2, 1, 2, "\nx"), { start: 2, count: 0, newLines: ["x"] });
    assert.deepEqual(edit(four, 1, 2, 2, 1, "\nx"), { start: 2, count: 1, newLines: ["xb"] });
    assert.deepEqual(edit(four, 0, 0, 2, 0, "x"), { start: 0, count: 3, newLines: ["xab"] });
    assert.deepEqual(edit(four, 0, 1, 2, 0, ""), { start: 0, count: 3, newLines: ["aab"] });
    assert.deepEqual(edit(["", ""], 0, 0, 0, 0, ""), { start: 0, count: 0, newLines: [] });
    assert.throws(() => edit(four, 3, 0, 4, 0, ""), RangeError);
  });

  it("makes a change to a text", () => {
    const text = new LineBuffer(["0", "abc", "def", "3"]);
    applyChange(text, { ...change, startLine: 1, endLine: 2 });
    assert.deepEqual(text.all(), ["0", "aX", "Yf", "3"]);
  });

  it("takes changes of one event for a rearrangement only when lines leave and come, from the end to the start", () => {
    const lines = new LineBuffer(["a", "b", "c", "d"]);
    const out = { startLine: 1, startCharacter: 1, endLine: 2, endCharacter: 1, text: "" };
    const into = { startLine: 0, startCharacter: 0, endLine: 0, endCharacter: 0, text: "c\n" };
    assert.deepEqual(rearrangement(lines, [out, into]), { start: 0, end: 3, newLines: ["c", "a", "b"] });
    assert.equal(rearrangement(lines, [into, out]), undefined);
    assert.equal(rearrangement(lines, [out]), undefined);
    assert.equal(rearrangement(lines, [out, { ...into, text: "x" }]), undefined);
    assert.equal(rearrangement(lines, [into, { ...into, startLine: 0 }]), undefined);
    assert.equal(rearrangement(new LineBuffer(lines.slice(0, 2)), [out, into]), undefined);
  });
});
