import assert from "node:assert/strict";
import fc from "fast-check";
import { parsePatch } from "../../../../src/agents/text/applyPatch.ts";
import { lines } from "../expected.ts";
import { applied, hunksBetween, someLines, textOf } from "./diffing.ts";

function update(path: string, ...body: readonly string[]): string {
  return textOf(["*** Begin Patch", `*** Update File: ${path}`, ...body, "*** End Patch"]);
}

describe("a patch for apply_patch", () => {
  it("adds, deletes, updates and moves several files", () => {
    const patch = textOf([
      "*** Begin Patch",
      "*** Add File: a/new.ts",
      "+one",
      "+",
      "+three",
      "*** Delete File: a/old file.ts",
      "*** Update File: a/x.ts",
      "*** Move to: b/x.ts",
      "@@",
      " before",
      "-old",
      "+new",
      "*** End Patch",
    ]);
    assert.deepEqual(parsePatch(patch), [
      { kind: "add", path: "a/new.ts", text: "one\n\nthree\n" },
      { kind: "delete", path: "a/old file.ts" },
      { kind: "update", path: "a/x.ts", movedTo: "b/x.ts", pieces: [lines("before\nold\n", "before\nnew\n")] },
    ]);
  });

  it("has hunks apart at each @@, whose text is no context", () => {
    const patch = update("x", "@@ class A", "@@ method()", "-a", "+b", "@@", "-c", "*** End of File");
    assert.deepEqual(parsePatch(patch), [
      { kind: "update", path: "x", movedTo: undefined, pieces: [lines("a\n", "b\n"), lines("c\n", "")] },
    ]);
  });

  it("may begin its first hunk without @@, only put lines in, or only move", () => {
    const pieces = (patch: string): unknown => parsePatch(patch)?.map((file) => file.kind === "update" && file.pieces);
    assert.deepEqual(pieces(update("x", " a", "-b", "+c")), [[lines("a\nb\n", "a\nc\n")]]);
    assert.deepEqual(pieces(update("x", "@@ b", "+c")), [[lines("", "c\n")]]);
    assert.deepEqual(pieces(update("x", "*** Move to: y")), [[]]);
  });

  it("may have blank context without its space, blank lines between its files, and Windows line ends", () => {
    const patch = update("x", "@@", "", " a", "", "-b", "+c", "", "*** Add File: y", "+d").replaceAll("\n", "\r\n");
    assert.deepEqual(parsePatch(patch), [
      { kind: "update", path: "x", movedTo: undefined, pieces: [lines("\na\n\nb\n", "\na\n\nc\n")] },
      { kind: "add", path: "y", text: "d\n" },
    ]);
  });

  it("is found inside a shell's command, with or without its last line", () => {
    const wanted = [{ kind: "add", path: "y", text: "d\n" }];
    const bare = "*** Begin Patch\n*** Add File: y\n+d";
    for (const patch of [
      `apply_patch <<'EOF'\n${bare}\n*** End Patch\nEOF\n`,
      `cd sub && apply_patch <<"EOF"\n${bare}\nEOF`,
      `<<EOF\n${bare}\n*** End Patch\nEOF`,
      `Here it is:\n${bare}\n  *** End Patch  \n\n`,
      bare,
      "*** Add File: y\n+d\n*** End Patch",
    ]) {
      assert.deepEqual(parsePatch(patch), wanted, patch);
    }
  });

  it("takes what has a sign for content, whatever it says", () => {
    const patch = update("x", "@@", " *** End Patch", "-*** Add File: y", "+*** Delete File: z", "+@@");
    assert.deepEqual(parsePatch(patch), [
      {
        kind: "update",
        path: "x",
        movedTo: undefined,
        pieces: [lines("*** End Patch\n*** Add File: y\n", "*** End Patch\n*** Delete File: z\n@@\n")],
      },
    ]);
  });

  it("may have space before its markers where content has a sign", () => {
    const patch =
      " *** Begin Patch\n  *** Add File: y\n+d\n  *** Delete File: z\n *** Update File: x\n-a\n+b\n *** End Patch";
    assert.deepEqual(parsePatch(patch), [
      { kind: "add", path: "y", text: "d\n" },
      { kind: "delete", path: "z" },
      { kind: "update", path: "x", movedTo: undefined, pieces: [lines("a\n", "b\n")] },
    ]);
  });

  it("is none without a file", () => {
    for (const text of [
      "",
      "\n",
      "*** Begin Patch\n*** End Patch",
      "Use *** Begin Patch, then *** Add File: x",
      "{}",
    ]) {
      assert.equal(parsePatch(text), undefined, text);
    }
  });

  it("makes one text of the other when its pieces are applied", () => {
    fc.assert(
      fc.property(someLines, someLines, fc.nat(3), (olds, news, context) => {
        const hunks = hunksBetween(olds, news, context);
        const [file] = parsePatch(update("x", ...hunks.flatMap((hunk) => ["@@", ...hunk.lines]))) ?? [];
        assert.ok(file?.kind === "update");
        // The grammar has no line numbers, so they are those of the diff.
        const placed = file.pieces.map((piece, i) => {
          const { newStart, newLines } = hunks[i]!;
          return { ...piece, line: newLines === 0 ? newStart : newStart - 1 };
        });
        assert.equal(applied(olds, placed), textOf(news));
      }),
    );
  });

  it("of any text never throws", () => {
    const parts = fc.constantFrom(
      "*** Begin Patch",
      "*** Update File: x",
      "*** Move to: ",
      "@@",
      "+",
      "-",
      " ",
      "\n",
      "<<EOF",
      "EOF",
      "***",
    );
    fc.assert(fc.property(fc.array(parts), (all) => assert.doesNotThrow(() => parsePatch(all.join("\n")))));
  });
});
