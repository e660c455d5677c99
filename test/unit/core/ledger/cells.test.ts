import assert from "node:assert/strict";
import fc from "fast-check";
import { type CellText, matchCells } from "../../../../src/core/ledger/cells.ts";
import { Hasher } from "../../../../src/core/text/hash.ts";

const hasher = new Hasher(new Uint8Array(16).fill(5));

function cell(key: string, text: string): CellText {
  const lineHashes = hasher.lines(text.split("\n"));
  return { key, lineHashes, textHash: hasher.text(lineHashes) };
}

/** Which known cell each cell is, as `cell=known`. */
function match(known: Record<string, string>, cells: Record<string, string>): string[] {
  const texts = (all: Record<string, string>): CellText[] => Object.entries(all).map(([key, text]) => cell(key, text));
  return [...matchCells(texts(known), texts(cells))].map(([now, before]) => `${now}=${before}`).toSorted();
}

describe("matchCells", () => {
  it("finds cells by their texts, wherever they are by now", () => {
    assert.deepEqual(match({ 0: "a", 1: "b", 2: "c" }, { 0: "c", 1: "a", 2: "b" }), ["0=2", "1=0", "2=1"]);
  });

  it("leaves a cell its name where several say the same", () => {
    assert.deepEqual(match({ 0: "", 1: "", 2: "a" }, { 0: "a", 1: "", 2: "" }), ["0=2", "1=1", "2=0"]);
  });

  it("finds a cell that changed by most of its lines, the likest one first", () => {
    assert.deepEqual(match({ 0: "a\nb\nx", 1: "a\nb\nc\nd" }, { 0: "a\nb\nc\ne" }), ["0=1"]);
    assert.deepEqual(match({ 0: "a\nb\nc" }, { 1: "a\nx\ny" }), []);
    assert.deepEqual(match({ 0: "a\na\nb" }, { 1: "a\nx\ny" }), []);
  });

  it("finds nothing for cells of which nothing is known, and each cell once", () => {
    assert.deepEqual(match({}, { 0: "a" }), []);
    assert.deepEqual(match({ 0: "a" }, { 0: "b", 1: "a", 2: "a" }), ["1=0"]);
  });

  it("never takes a cell twice, and never misses the same text", () => {
    const texts = fc.array(fc.constantFrom("", "a", "b", "a\nb", "a\nb\nc", "b\nc"), { maxLength: 8 });
    fc.assert(
      fc.property(texts, texts, (olds, news) => {
        const known = olds.map((text, i) => cell(`old ${i}`, text));
        const cells = news.map((text, i) => cell(`new ${i}`, text));
        const found = matchCells(known, cells);
        assert.equal(new Set(found.values()).size, found.size);
        const left = new Set(known.map(({ key }) => key));
        for (const key of found.values()) left.delete(key);
        for (const { key, textHash } of cells) {
          if (found.has(key)) continue;
          assert.ok(!known.some((other) => left.has(other.key) && other.textHash === textHash));
        }
      }),
    );
  });
});
