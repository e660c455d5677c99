import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { surroundingsOf } from "../../../../src/agents/git/surroundings.ts";
import { Repository } from "./repository.ts";

const forever = new AbortController().signal;

describe("what a repository says around a file", () => {
  it("has the file's lines as HEAD has them, whatever they are by now", async () => {
    using repository = new Repository();
    repository.write("src/a.js", "one\r\ntwo\n");
    repository.commit("first");
    const path = repository.write("src/a.js", "three\n");
    assert.deepEqual((await surroundingsOf(path, [], forever))?.headLines, ["one", "two", ""]);
  });

  it("has no lines of a file that HEAD has not, nor before the first commit", async () => {
    using repository = new Repository();
    const path = repository.write("new.js", "one\n");
    assert.deepEqual((await surroundingsOf(path, [], forever))?.headLines, []);
    repository.write("old.js", "");
    repository.commit("first");
    assert.deepEqual((await surroundingsOf(repository.write("other.js", ""), [], forever))?.headLines, []);
  });

  it("finds names as whole words in any other file that git does not ignore", async () => {
    using repository = new Repository();
    repository.write("package.json", '{ "dependencies": { "left-pad": "1", "@scope/name": "2" } }');
    repository.write("src/used.js", "known(1); unknownTail(2); $dollar();\n");
    repository.write(".gitignore", "ignored.js\n");
    repository.write("ignored.js", "hidden();\n");
    repository.commit("first");
    repository.write("src/untracked.js", "fresh();\n");
    const path = repository.write("src/own.js", "mine(); known(); unknown(); hidden(); fresh();\n");
    const names = ["left-pad", "@scope/name", "known", "unknown", "hidden", "fresh", "mine", "$dollar", "a.b"];
    const found = await surroundingsOf(path, names, forever);
    assert.deepEqual([...(found?.newNames ?? [])], ["unknown", "hidden", "mine", "a.b"]);
  });

  it("takes all names for new where nothing is found, and none where there are none", async () => {
    using repository = new Repository();
    const path = repository.write("own.js", "mine();\n");
    assert.deepEqual([...((await surroundingsOf(path, ["mine"], forever))?.newNames ?? [])], ["mine"]);
    assert.deepEqual([...((await surroundingsOf(path, [], forever))?.newNames ?? [])], []);
  });

  it("says nothing of names when nobody waits any more, and nothing at all outside a repository", async () => {
    using repository = new Repository();
    const path = repository.write("own.js", "mine();\n");
    assert.equal(await surroundingsOf(path, ["mine"], AbortSignal.abort()), undefined);
    const folder = mkdtempSync(join(tmpdir(), "review-debt-none-"));
    try {
      assert.equal(await surroundingsOf(join(folder, "a.js"), ["mine"], forever), undefined);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
