import assert from "node:assert/strict";
import { hookInboxes } from "../../../../src/agents/formats/hookInbox.ts";
import { requestedChanges } from "../../../../src/agents/text/request.ts";
import { piecesOfBlocks } from "../../../../src/agents/text/searchReplace.ts";
import { firstChangedLine, piecesOfStructuredPatch } from "../../../../src/agents/text/structuredPatch.ts";
import { piecesOfDiff } from "../../../../src/agents/text/unifiedDiff.ts";
import { newSession } from "../reading.ts";

/** Numbers that JSON can hold and no line can have. */
const noLines = [-41, 1.5, 5e-324, 1e308, 2 ** 53];

describe("a line number that no line has", () => {
  it("makes a structured patch none", () => {
    for (const newStart of noLines) {
      const patch = [{ oldStart: 1, oldLines: 1, newStart, newLines: 0, lines: ["-gone"] }];
      assert.equal(piecesOfStructuredPatch(patch), undefined, `${newStart}`);
      assert.equal(firstChangedLine(patch), undefined, `${newStart}`);
    }
  });

  it("ends a unified diff", () => {
    assert.deepEqual(piecesOfDiff("@@ -20 +9007199254740993,0 @@\n-gone\n"), []);
  });

  it("is no hint in SEARCH/REPLACE blocks", () => {
    const text = `<<<<<<< SEARCH\n:start_line:${"9".repeat(30)}\n-------\na\n=======\nb\n>>>>>>> REPLACE\n`;
    assert.deepEqual(
      piecesOfBlocks(text)?.map(({ line }) => line),
      [undefined],
    );
  });

  it("is no place to insert at", () => {
    for (const insert_line of [1e308, 2 ** 53]) {
      const [file] = requestedChanges({ path: "/a", insert_line, new_str: "x" }) ?? [];
      assert.ok(file?.change.kind === "pieces");
      assert.equal(file.change.pieces[0]?.line, undefined, `${insert_line}`);
    }
  });

  it("is no hint in what a hook told", () => {
    for (const line of noLines) {
      const change = { kind: "pieces", pieces: [{ oldText: "a", newText: "b", line }] };
      const told = JSON.stringify({ reviewDebtHook: 1, atMs: 1_795_000_000_000, path: "/w/a.ts", change });
      const [edit] = hookInboxes[0]!.parse(told, newSession()).edits;
      assert.ok(edit?.change.kind === "pieces");
      assert.equal(edit.change.pieces[0]?.line, undefined, `${line}`);
    }
  });
});
