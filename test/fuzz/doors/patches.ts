import assert from "node:assert/strict";
import fc from "fast-check";
import { parsePatch } from "../../../src/agents/text/applyPatch.ts";
import { isAbsolutePath, resolvePath } from "../../../src/agents/text/paths.ts";
import { requestedChanges } from "../../../src/agents/text/request.ts";
import { piecesOfBlocks } from "../../../src/agents/text/searchReplace.ts";
import { firstChangedLine, piecesOfStructuredPatch, textBefore } from "../../../src/agents/text/structuredPatch.ts";
import { changesOfMessage } from "../../../src/agents/text/toolMessage.ts";
import { answerOf, saysFailure } from "../../../src/agents/text/toolResult.ts";
import { piecesOfDiff } from "../../../src/agents/text/unifiedDiff.ts";
import type { FileChange } from "../../../src/agents/text/act.ts";
import { door, type Door } from "../door.ts";
import { hostileText, hostileValue } from "../hostile.ts";
import { mutatedText, mutatedValue } from "../mutation.ts";
import { assertChange, assertPath, assertPieces } from "../wellFormed.ts";

const diffs: readonly string[] = [
  "--- a/x.ts\n+++ b/x.ts\n@@ -1,4 +1,5 @@ function x\n a\n-b\n+c\n+d\n e\n f\n@@ -20 +21,0 @@\n-gone\n",
  "@@ -0,0 +1,2 @@\n+new\n+file\n\\ No newline at end of file\n",
  "@@ -1,2 +1,2 @@\r\n-a\r\n+b\r\n c\r\n",
];

const patches: readonly string[] = [
  "*** Begin Patch\n*** Update File: src/a.ts\n*** Move to: src/b.ts\n@@ class A\n x\n-y\n+z\n@@\n q\n+r\n*** End of File\n*** Add File: n.ts\n+one\n+two\n*** Delete File: d.ts\n*** End Patch",
  "bash -lc \"apply_patch <<'EOF'\n*** Begin Patch\n*** Add File: /w/a\n+x\nEOF\"",
];

const blocks: readonly string[] = [
  "------- SEARCH\nold\nlines\n=======\nnew\n+++++++ REPLACE\n\n<<<<<<< SEARCH\n:start_line:12\n:end_line:14\n-------\na\n=======\nb\n>>>>>>> REPLACE\n",
];

const structured: readonly unknown[] = [
  [
    { oldStart: 1, oldLines: 3, newStart: 1, newLines: 4, lines: [" a", "-b", "+c", "+d", " e", "\\ No newline"] },
    { oldStart: 40, oldLines: 1, newStart: 41, newLines: 0, lines: ["-gone"] },
  ],
];

const requests: readonly unknown[] = [
  { file_path: "/w/a.ts", old_string: "a", new_string: "b", replace_all: true, expected_replacements: 3 },
  { path: "a.ts", command: "str_replace", old_str: "a", new_str: "b" },
  { path: "a.ts", command: "insert", insert_line: 3, new_str: "x" },
  {
    filePath: "a.ts",
    edits: [
      { oldText: "a", newText: "b" },
      { path: "c", old_string: "", new_string: "x" },
    ],
  },
  { path: "a", content: "whole" },
  { input: patches[0] },
];

const messages: readonly unknown[] = [
  { tool: "editedExistingFile", path: "a.ts", diff: blocks[0], content: diffs[0] },
  { tool: "newFileCreated", path: "b.ts", content: "one\ntwo\n" },
  {
    tool: "appliedDiff",
    batchDiffs: [
      { path: "a", diffs: [{ content: diffs[0] }] },
      { path: "b", content: diffs[1] },
    ],
  },
  { tool: "fileDeleted", path: "c.ts", content: patches[0] },
];

function assertChanges(changes: readonly FileChange[] | undefined): void {
  for (const { path, change } of changes ?? []) {
    assert.equal(typeof path, "string");
    // Where a file came from is a path as the record has it, up to here.
    if (change.kind === "move") assert.equal(typeof change.from, "string");
    else assertChange(change);
  }
}

/** What tools write changes in. */
export const patchDoors: readonly Door[] = [
  door(
    "unified diffs",
    20,
    () => mutatedText(diffs),
    (diff) => assertPieces(piecesOfDiff(diff)),
  ),
  door(
    "patches in the apply_patch grammar",
    20,
    () => mutatedText(patches),
    (patch) => {
      for (const file of parsePatch(patch) ?? []) {
        assert.ok(typeof file.path === "string" && file.path !== "");
        if (file.kind === "add") assert.equal(typeof file.text, "string");
        if (file.kind === "update") assertPieces(file.pieces);
      }
    },
  ),
  door(
    "SEARCH/REPLACE blocks",
    20,
    () => mutatedText(blocks),
    (text) => assertPieces(piecesOfBlocks(text) ?? []),
  ),
  door(
    "structured patches",
    20,
    () => fc.tuple(mutatedValue(structured), mutatedText(["a\nc\nd\ne\nf\n", diffs[0] ?? ""])),
    ([patch, text]) => {
      assertPieces(piecesOfStructuredPatch(patch) ?? []);
      const before = textBefore(patch, text);
      assert.ok(before === undefined || typeof before === "string");
      const line = firstChangedLine(patch);
      assert.ok(line === undefined || (Number.isSafeInteger(line) && line >= 0), `line ${line}`);
    },
  ),
  door(
    "requests to editing tools",
    20,
    () => fc.oneof(mutatedValue(requests), hostileValue),
    (input) => assertChanges(requestedChanges(input)),
  ),
  door(
    "messages that show a change",
    20,
    () => fc.oneof(mutatedValue(messages), hostileValue),
    (message) => assertChanges(changesOfMessage(message)),
  ),
  door(
    "answers of tools",
    5,
    () =>
      fc.oneof(
        mutatedValue(["Error: no", [{ type: "text", text: '{"success":false}' }], { results: [{ error: "x" }] }]),
        hostileText,
      ),
    (content) => {
      const answer = answerOf(content);
      assert.equal(typeof answer, "string");
      assert.equal(typeof saysFailure(answer), "boolean");
    },
  ),
  door(
    "paths in records",
    20,
    () =>
      fc.tuple(
        fc.oneof(mutatedText(["/w/a.ts", "file:///w/a%20b.ts", "/c:/w/a", "C:\\w\\a", "a/../../b"]), hostileValue),
        fc.option(hostileText, { nil: undefined }),
      ),
    ([path, cwd]) => {
      const absolute = resolvePath(path, cwd);
      if (absolute !== undefined) assertPath(absolute);
      if (typeof path === "string") assert.equal(typeof isAbsolutePath(path), "boolean");
    },
  ),
];
