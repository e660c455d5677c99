import assert from "node:assert/strict";
import { glanceAt, type Glance } from "../../../../src/core/review/hunkText.ts";

const glance = (languageId: string, lines: readonly string[], path = "a"): Glance =>
  glanceAt({ path, languageId, lines, isNewFile: false });

describe("a glance at a hunk", () => {
  it("tells code, data and prose", () => {
    const kinds = ["typescript", "", "json", "github-actions-workflow", "markdown", "plaintext"].map(
      (id) => glance(id, ["a"]).kind,
    );
    assert.deepEqual(kinds, ["code", "code", "data", "data", "prose", "prose"]);
  });

  it("does not look at prose", () => {
    const { code, bare } = glance("markdown", ["eval(a)"]);
    assert.deepEqual([code, bare], ["", ""]);
  });

  it("looks for SQL in strings, but in SQL at none", () => {
    assert.equal(glance("python", ['run("drop")']).code, 'run("drop")\n');
    assert.equal(glance("sql", ["select 'drop'"]).code, "select ''\n");
  });

  it("looks at 200 lines of 400 characters, and at 20 000 characters in all", () => {
    assert.equal(glance("typescript", Array<string>(300).fill("a")).code, "a\n".repeat(200));
    assert.equal(glance("typescript", ["a".repeat(500), "b"]).code, `${"a".repeat(400)}\nb\n`);
    const { code } = glance("typescript", [...Array<string>(66).fill("a".repeat(300)), "b".repeat(300), "c"]);
    assert.equal(code, `${`${"a".repeat(300)}\n`.repeat(66)}${"b".repeat(200)}\n`);
  });

  it("keeps the end of a long path", () => {
    const { path } = glance("typescript", [], `${"a/".repeat(1000)}b.test.ts`);
    assert.equal(path.length, 1000);
    assert.ok(path.endsWith("/b.test.ts"));
  });
});
