import assert from "node:assert/strict";
import { changesOfMessage, isEditMessage } from "../../../../src/agents/text/toolMessage.ts";
import { lines, pieces, whole } from "../expected.ts";

describe("messages that show an edit", () => {
  it("are those of tools that change files", () => {
    assert.ok(isEditMessage({ tool: "editedExistingFile" }));
    assert.ok(!isEditMessage({ tool: "readFile" }));
    assert.ok(!isEditMessage(undefined));
  });

  it("tell a new file by its text or by a diff against none", () => {
    for (const content of [
      "one();\n",
      "--- /dev/null\n+++ b/a.ts\n@@ -0,0 +1,1 @@\n+one();\n",
      "@@ -0,0 +1 @@\n+one();\n",
    ]) {
      assert.deepEqual(changesOfMessage({ tool: "newFileCreated", path: "a.ts", content }), [
        { path: "a.ts", change: whole("one();\n", "") },
      ]);
    }
  });

  it("take the unified diff before the blocks, whichever key has it", () => {
    const diff = "@@ -3,1 +3,1 @@\n-a\n+b\n";
    const blocks = "<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE";
    const change = pieces(lines("a\n", "b\n", 2));
    for (const message of [
      { content: diff, diff: blocks },
      { content: blocks, diff },
    ]) {
      assert.deepEqual(changesOfMessage({ tool: "appliedDiff", path: "a.ts", ...message }), [{ path: "a.ts", change }]);
    }
  });

  it("may hold a patch, which names its own files", () => {
    const content = "*** Begin Patch\n*** Add File: b.ts\n+b\n*** End Patch";
    assert.deepEqual(changesOfMessage({ tool: "editedExistingFile", content }), [
      { path: "b.ts", change: whole("b\n", "") },
    ]);
  });

  it("are not understood where they hold nothing of these", () => {
    assert.equal(changesOfMessage({ tool: "appliedDiff", path: "a.ts", diff: "+line" }), undefined);
    assert.equal(changesOfMessage({ tool: "editedExistingFile", path: "a.ts" }), undefined);
    assert.equal(changesOfMessage({ tool: "editedExistingFile", content: "text" }), undefined);
  });
});
