import assert from "node:assert/strict";
import { blocksAround, holding } from "../../../../src/core/text/blocks.ts";
import { type Gap, Pairs } from "../../../../src/core/text/pairs.ts";

/** Blocks around the unique characters of two texts. */
function blocks(old: string, next: string): { readonly found: string[]; readonly held: string[] } {
  const numbers = (text: string): Int32Array => Int32Array.from(text, (character) => character.charCodeAt(0));
  const [olds, news] = [numbers(old), numbers(next)];
  const gap: Gap = { oldStart: 0, oldEnd: old.length, newStart: 0, newEnd: next.length };
  const all = blocksAround(new Pairs(olds, news, 128).unique(gap), gap, olds, news);
  const text = ({ oldStart, length }: { readonly oldStart: number; readonly length: number }): string =>
    old.slice(oldStart, oldStart + length);
  return { found: all.map(text), held: holding(all, gap).map(text) };
}

describe("blocksAround", () => {
  it("takes the equal lines around those that stand once on each side", () => {
    assert.deepEqual(blocks("--a-+b+", "+-a--b+").found, ["-a-", "b+"]);
  });

  it("prefers a block of many lines to one of more unique lines", () => {
    assert.deepEqual(blocks("A-+-+-+Bxyz", "xyzA-+-+-+B").found, ["A-+-+-+B"]);
    assert.deepEqual(blocks("xyzA-+-+-+B", "A-+-+-+Bxyz").found, ["A-+-+-+B"]);
  });

  it("counts no line twice", () => {
    // With the two lines between them A and B would stand for three each.
    assert.deepEqual(blocks("A--Bvwxyz", "vwxyzA--B").found, ["vwxyz"]);
  });
});

describe("holding", () => {
  it("drops a block that tears more lines than it has", () => {
    assert.deepEqual(blocks("A----", "----A"), { found: ["A"], held: [] });
    assert.deepEqual(blocks("----A", "A----"), { found: ["A"], held: [] });
    assert.deepEqual(blocks("Ax---", "---Ax"), { found: ["Ax"], held: [] });
    assert.deepEqual(blocks("Ax--", "--Ax"), { found: ["Ax"], held: ["Ax"] });
  });

  it("keeps those that have lines on one side only", () => {
    assert.deepEqual(blocks("A+B----C", "AB-C").held, ["A", "B-", "C"]);
  });
});
