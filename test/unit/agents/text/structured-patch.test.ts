import assert from "node:assert/strict";
import fc from "fast-check";
import { firstChangedLine, piecesOfStructuredPatch, textBefore } from "../../../../src/agents/text/structuredPatch.ts";
import { lines } from "../expected.ts";
import { applied, hunksBetween, someLines, textOf } from "./diffing.ts";

const patch = [{ oldStart: 2, oldLines: 2, newStart: 2, newLines: 3, lines: ["   a", "-  b", "+  c", "+  d"] }];

describe("a structured patch", () => {
  it("gives pieces of whole lines, and where the first change is", () => {
    assert.deepEqual(piecesOfStructuredPatch(patch), [lines("  a\n  b\n", "  a\n  c\n  d\n", 1)]);
    assert.equal(firstChangedLine(patch), 2);
  });

  it("with tabs shown as spaces is taken back with the tabs of what did not change", () => {
    assert.equal(textBefore(patch, "x\n\ta\n\tc\n\td\ny\n"), "x\n\ta\n  b\ny\n");
  });

  it("that does not fit the text gives no text before", () => {
    assert.equal(textBefore(patch, "x\n\ta\n\tc\n\tother\ny\n"), undefined);
    assert.equal(textBefore(patch, "x"), undefined);
    assert.equal(textBefore([{ ...patch[0], oldLines: 9 }], "x\n\ta\n\tc\n\td\ny\n"), undefined);
  });

  it("is none when it is empty, cut or something else", () => {
    const cut = [{ ...patch[0], lines: ["no sign"] }];
    for (const other of [
      undefined,
      null,
      [],
      {},
      "x",
      [null],
      [{ lines: [] }],
      cut,
      [{ ...patch[0], newStart: "2" }],
    ]) {
      assert.equal(piecesOfStructuredPatch(other), undefined);
      assert.equal(textBefore(other, "x"), undefined);
      assert.equal(firstChangedLine(other), undefined);
    }
  });

  it("makes one text of the other, and takes it back", () => {
    fc.assert(
      fc.property(someLines, someLines, fc.nat(3), (olds, news, context) => {
        const hunks = hunksBetween(olds, news, context);
        if (hunks.length === 0) return;
        assert.equal(applied(olds, piecesOfStructuredPatch(hunks) ?? []), textOf(news));
        assert.equal(textBefore(hunks, textOf(news)), textOf(olds));
      }),
    );
  });
});
