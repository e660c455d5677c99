import assert from "node:assert/strict";
import { chmodSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readHeads } from "../../../../src/agents/git/heads.ts";
import { editsFromNotes } from "../../../../src/agents/git/notes.ts";
import { runGit } from "../../../../src/agents/git/run.ts";
import { hintFor } from "../../../../src/agents/git/trailers.ts";
import { Hasher } from "../../../../src/core/text/hash.ts";
import { Repository } from "./repository.ts";

/** Of how many of these files HEAD tells the text. */
async function headsRead(...paths: readonly string[]): Promise<number> {
  let count = 0;
  const asked = paths.map((path) => ({ path, isNotebook: false, knownOf: undefined, isKnownIgnored: false }));
  await readHeads(asked, new Hasher(new Uint8Array(16)), new AbortController().signal, (files) => {
    count += files.filter(({ text }) => text !== undefined).length;
  });
  return count;
}

describe("calls of git", () => {
  it("answer with what git says", async () => {
    using repository = new Repository();
    const commit = repository.commit("Begin");
    const output = await runGit({ folder: repository.root, args: ["rev-parse", "HEAD"] });
    assert.equal(output?.toString(), `${commit}\n`);
  });

  it("answer with nothing where git fails, or says more than 32 MB", async () => {
    using repository = new Repository();
    assert.equal(await runGit({ folder: repository.root, args: ["rev-parse", "--verify", "HEAD"] }), undefined);
    assert.equal(await runGit({ folder: join(repository.root, "nowhere"), args: ["rev-parse", "HEAD"] }), undefined);
    repository.write("large.txt", "x".repeat(33 * 1024 * 1024));
    repository.commit("Add much");
    const args = ["cat-file", "blob", "HEAD:large.txt"];
    assert.equal(await runGit({ folder: repository.root, args }), undefined);
  });

  it("are not made of a path like an option, a relative folder or a NUL", async () => {
    using repository = new Repository();
    repository.write("-p", "x\n");
    repository.commit("Add a file named like an option");
    const { root: folder } = repository;
    const args = ["ls-files"];
    assert.equal(await runGit({ folder, args, paths: ["-p"] }), undefined);
    assert.equal(await runGit({ folder, args, paths: ["a\0b"] }), undefined);
    assert.equal(await runGit({ folder: ".", args }), undefined);
    assert.equal(await runGit({ folder, args, emptied: ["filter.a=b.clean"] }), undefined);
    assert.equal((await runGit({ folder, args, paths: ["./-p"] }))?.toString(), "-p\n");
  });

  it("stay in their folder, wherever the environment leads", async () => {
    using repository = new Repository();
    using other = new Repository();
    const commit = repository.commit("Begin");
    other.commit("Begin elsewhere");
    process.env["GIT_DIR"] = join(other.root, ".git");
    try {
      const output = await runGit({ folder: repository.root, args: ["rev-parse", "HEAD"] });
      assert.equal(output?.toString(), `${commit}\n`);
    } finally {
      delete process.env["GIT_DIR"];
    }
  });

  it("start no program that a repository names", async () => {
    using repository = new Repository();
    const trap = join(repository.root, "trap");
    const script = repository.write("trap.sh", `#!/bin/sh\necho ran >> '${trap}'\ncat\n`);
    chmodSync(script, 0o755);
    repository.write("a.ts", "const a = 1;\n");
    repository.write(".gitattributes", "*.ts filter=evil diff=evil\n");
    const commit = repository.commit("Add a\n\nCo-Authored-By: Claude <noreply@anthropic.com>");
    repository.note(commit, "a.ts\n  s_0123456789abcd::t_0123456789abcd 1\n---\n{}");
    const settings = {
      "core.fsmonitor": script,
      "core.pager": script,
      "core.hooksPath": repository.root,
      "diff.external": script,
      "diff.evil.textconv": script,
      "diff.evil.command": script,
      "filter.evil.clean": script,
      "filter.evil.smudge": script,
      "filter.evil.process": script,
      "filter.evil.required": "true",
      "gpg.program": script,
      "log.showSignature": "true",
    };
    for (const [name, value] of Object.entries(settings)) repository.git("config", name, value);
    repository.write("a.ts", "const a = 1; \n");
    repository.write("a.ts", "const a = 1;\n");
    assert.deepEqual(await hintFor(join(repository.root, "a.ts"), 0), { tool: "Claude Code", day: "2026-05-03" });
    assert.equal((await editsFromNotes(repository.root, 0)).length, 1);
    assert.equal(await headsRead(join(repository.root, "a.ts")), 1);
    assert.equal(existsSync(trap), false);
    // The trap works: git by itself walks into it.
    repository.git("config", "--unset", "filter.evil.process");
    repository.git("blame", "a.ts");
    assert.equal(existsSync(trap), true);
  });

  it("fetch nothing that a repository lacks", async () => {
    using repository = new Repository();
    const trap = join(repository.root, "trap");
    const script = repository.write("trap.sh", `#!/bin/sh\necho ran >> '${trap}'\n`);
    chmodSync(script, 0o755);
    repository.write("lost.ts", "const lost = 1;\n");
    repository.write("a.ts", "const a = 1;\n");
    const commit = repository.commit("Add two");
    repository.note(commit, "lost.ts\n  0123456789abcdef 1\na.ts\n  0123456789abcdef 1\n---\n{}");
    const lost = repository.git("rev-parse", "HEAD:lost.ts").trim();
    rmSync(join(repository.root, ".git", "objects", lost.slice(0, 2), lost.slice(2)));
    const settings = {
      "core.repositoryFormatVersion": "1",
      "extensions.partialClone": "origin",
      "remote.origin.url": `ext::${script} %S`,
      "remote.origin.promisor": "true",
      "remote.origin.partialclonefilter": "blob:none",
      "protocol.ext.allow": "always",
      "core.sshCommand": script,
      "credential.helper": script,
    };
    for (const [name, value] of Object.entries(settings)) repository.git("config", name, value);
    const edits = await editsFromNotes(repository.root, 0);
    assert.deepEqual(
      edits.map(({ path }) => path),
      [join(repository.root, "a.ts")],
    );
    assert.equal(await headsRead(join(repository.root, "lost.ts")), 0);
    assert.equal(existsSync(trap), false);
    // The trap works: git by itself goes and fetches.
    assert.throws(() => repository.git("cat-file", "-p", lost));
    assert.equal(existsSync(trap), true);
  });

  it("end when nobody waits for them", async () => {
    using repository = new Repository();
    repository.write("a.ts", "const a = 1;\n");
    repository.note(repository.commit("Add a"), "a.ts\n  0123456789abcdef 1\n---\n{}");
    assert.equal((await editsFromNotes(repository.root, 0, new AbortController().signal)).length, 1);
    assert.deepEqual(await editsFromNotes(repository.root, 0, AbortSignal.abort()), []);
    const controller = new AbortController();
    const asked = editsFromNotes(repository.root, 0, controller.signal);
    controller.abort();
    assert.deepEqual(await asked, []);
  });
});
