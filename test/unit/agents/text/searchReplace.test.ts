import assert from "node:assert/strict";
import fc from "fast-check";
import { piecesOfBlocks } from "../../../../src/agents/text/searchReplace.ts";

describe("SEARCH/REPLACE blocks", () => {
  it("are none where no block begins", () => {
    assert.equal(piecesOfBlocks("const a = 1;\n=======\n"), undefined);
  });

  it("are understood in the spellings that models use", () => {
    for (const [open, close] of [
      ["<<<<<<< SEARCH", ">>>>>>> REPLACE"],
      ["------- SEARCH", "+++++++ REPLACE"],
      ["<<<<<<< SEARCH>", ">>>>>>> REPLACE"],
    ]) {
      assert.deepEqual(piecesOfBlocks(`${open}\r\nold\r\n=======\r\nnew\r\n${close}\r\n`), [
        { oldText: "old\n", newText: "new\n", wholeLines: true, everywhere: false, line: undefined },
      ]);
    }
  });

  it("may say at which line they begin", () => {
    const [piece] = piecesOfBlocks(
      "<<<<<<< SEARCH\n:start_line:12\n:end_line:13\n-------\nold\n=======\nnew\n>>>>>>> REPLACE",
    )!;
    assert.deepEqual([piece?.oldText, piece?.line], ["old\n", 11]);
  });

  it("that do not end are left out", () => {
    assert.deepEqual(piecesOfBlocks("<<<<<<< SEARCH\nold\n=======\nhalf of the new"), []);
  });

  it("come out as they were written", () => {
    const line = fc.stringMatching(/^[a-z ]{0,8}$/);
    const block = fc.record({ oldLines: fc.array(line), newLines: fc.array(line) });
    fc.assert(
      fc.property(fc.array(block, { minLength: 1 }), (blocks) => {
        const text = blocks
          .map(({ oldLines, newLines }) =>
            ["<<<<<<< SEARCH", ...oldLines, "=======", ...newLines, ">>>>>>> REPLACE", "and then"].join("\n"),
          )
          .join("\n");
        const end = (lines: readonly string[]): string => lines.map((each) => `${each}\n`).join("");
        assert.deepEqual(
          piecesOfBlocks(text)?.map(({ oldText, newText }) => [oldText, newText]),
          blocks.map(({ oldLines, newLines }) => [end(oldLines), end(newLines)]),
        );
      }),
    );
  });
});
