import assert from "node:assert/strict";
import fc from "fast-check";
import { piecesOfDiff } from "../../../../src/agents/text/unifiedDiff.ts";
import { lines } from "../expected.ts";
import { applied, hunksBetween, someLines, textOf } from "./diffing.ts";

describe("a unified diff", () => {
  it("gives for each hunk its context with the removed, and with the added lines, and where it begins", () => {
    const diff = "--- a/x.ts\n+++ b/x.ts\n@@ -2,3 +2,3 @@ class X {\n a\n-b\n+c\n d\n@@ -9 +9,2 @@\n-e\n+f\n+g\n";
    assert.deepEqual(piecesOfDiff(diff), [lines("a\nb\nd\n", "a\nc\nd\n", 1), lines("e\n", "f\ng\n", 8)]);
  });

  it("has Git's header lines passed over, and a rename without hunks gives nothing", () => {
    const header = "diff --git a/x b/y\nsimilarity index 90%\nrename from x\nrename to y\nindex 1..2 100644\n";
    assert.deepEqual(piecesOfDiff(`${header}--- a/x\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n`), [lines("a\n", "b\n", 0)]);
    assert.deepEqual(piecesOfDiff(header), []);
    assert.deepEqual(piecesOfDiff(""), []);
  });

  it("of a new file puts lines in, of a deleted one takes them out", () => {
    const added = "diff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1,2 @@\n+a\n+b\n";
    assert.deepEqual(piecesOfDiff(added), [lines("", "a\nb\n", 0)]);
    assert.deepEqual(piecesOfDiff("--- a/n\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n"), [lines("a\nb\n", "", 0)]);
  });

  it("without context that only takes lines out names the place behind the line above", () => {
    assert.deepEqual(piecesOfDiff("@@ -5,2 +4,0 @@\n-a\n-b\n"), [lines("a\nb\n", "", 4)]);
  });

  it("ends lines where it says that there is no line feed", () => {
    const none = "\\ No newline at end of file\n";
    assert.deepEqual(piecesOfDiff(`@@ -1 +1 @@\n-a\n${none}+b\n`), [lines("a", "b\n", 0)]);
    assert.deepEqual(piecesOfDiff(`@@ -1 +1 @@\n-a\n+b\n${none}`), [lines("a\n", "b", 0)]);
    assert.deepEqual(piecesOfDiff(`@@ -1,2 +1,2 @@\n-a\n+b\n c\n${none}`), [lines("a\nc", "b\nc", 0)]);
  });

  it("may have Windows line ends", () => {
    assert.deepEqual(piecesOfDiff("@@ -1,2 +1,2 @@\r\n a\r\n-b\r\n+c\r\n"), [lines("a\nb\n", "a\nc\n", 0)]);
  });

  it("may have blank context without its space, and lose it at its end", () => {
    assert.deepEqual(piecesOfDiff("@@ -1,3 +1,3 @@\n\n-a\n+b\n\n"), [lines("\na\n\n", "\nb\n\n", 0)]);
    assert.deepEqual(piecesOfDiff("@@ -1,4 +1,4 @@\n x\n-a\n+b"), [lines("x\na\n", "x\nb\n", 0)]);
  });

  it("gives what stands before a hunk that is cut off or not understood", () => {
    const good = "@@ -1 +1 @@\n-a\n+b\n";
    assert.deepEqual(piecesOfDiff(`${good}@@ -5,2 +5,2 @@\n-c\n`), [lines("a\n", "b\n", 0)]);
    assert.deepEqual(piecesOfDiff(`${good}@@ -5,2 +5,2 @@\n?c\n d\n@@ -9 +9 @@\n-e\n+f\n`), [lines("a\n", "b\n", 0)]);
  });

  it("ends with its file", () => {
    const other = "diff --git a/y b/y\n--- a/y\n+++ b/y\n@@ -1 +1 @@\n-c\n+d\n";
    assert.deepEqual(piecesOfDiff(`@@ -1 +1 @@\n-a\n+b\n${other}`), [lines("a\n", "b\n", 0)]);
    assert.deepEqual(piecesOfDiff(`@@ -1 +1 @@\n-a\n+b\n--- a/y\n+++ b/y\n@@ -1 +1 @@\n-c\n+d\n`).length, 1);
  });

  it("takes lines that look like headers for what they are", () => {
    const diff = "@@ -1,2 +1,2 @@\n--- a\n+++ b\n @@ -1 +1 @@\n";
    assert.deepEqual(piecesOfDiff(diff), [lines("-- a\n@@ -1 +1 @@\n", "++ b\n@@ -1 +1 @@\n", 0)]);
  });

  it("makes one text of the other when its pieces are applied in order", () => {
    fc.assert(
      fc.property(someLines, someLines, fc.nat(3), (olds, news, context) => {
        const diff = hunksBetween(olds, news, context)
          .map((hunk) => {
            const head = `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`;
            return textOf([head, ...hunk.lines]);
          })
          .join("");
        assert.equal(applied(olds, piecesOfDiff(diff)), textOf(news));
      }),
    );
  });

  it("of any text never throws", () => {
    const parts = fc.constantFrom(
      "@@ -1 +1 @@",
      "@@ -0,0 +1,99 @@",
      "-",
      "+",
      " ",
      "\n",
      "\r\n",
      "\\",
      "x",
      "--- a",
      "+++ b",
    );
    fc.assert(fc.property(fc.array(parts), (all) => assert.ok(Array.isArray(piecesOfDiff(all.join(""))))));
  });
});
