import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { editsFromGit } from "../../../../src/agents/git/edits.ts";
import { readHeads, type HeadFile } from "../../../../src/agents/git/heads.ts";
import { runGit } from "../../../../src/agents/git/run.ts";
import { surroundingsOf } from "../../../../src/agents/git/surroundings.ts";
import { hintFor, type Hint } from "../../../../src/agents/git/trailers.ts";
import { isInside } from "../../../../src/agents/read/paths.ts";
import type { AiEdit } from "../../../../src/core/attribution/aiEdit.ts";
import { Hasher } from "../../../../src/core/text/hash.ts";
import { Repository } from "./repository.ts";

/** Everything that is ever asked of git about a file. */
interface Asked {
  readonly hint: Hint | undefined;
  readonly edits: readonly AiEdit[];
  readonly heads: readonly HeadFile[];
  readonly headLines: readonly string[] | undefined;
  readonly newNames: ReadonlySet<string> | undefined;
}

const { signal } = new AbortController();

async function askAll(folder: string, path = "a.ts", names: readonly string[] = ["onlyOutside"]): Promise<Asked> {
  const file = join(folder, path);
  const heads: HeadFile[] = [];
  const asked = [{ path: file, isNotebook: false, knownOf: undefined, isKnownIgnored: false }];
  await readHeads(asked, new Hasher(new Uint8Array(16)), signal, (told) => void heads.push(...told));
  const around = await surroundingsOf(file, names, signal);
  return {
    hint: await hintFor(file, 0),
    edits: await editsFromGit({ folders: [folder] }, 0, ["gitNote", "agentTrace"]),
    heads,
    headLines: around?.headLines,
    newNames: around?.newNames,
  };
}

/** A repository with one committed and noted file, and a program beside it that leaves a mark when it is started. */
class Trapped extends Repository {
  readonly mark = join(this.root, "started");
  readonly trap: string;
  readonly file = this.write("a.ts", "const a = 1;\n");

  constructor() {
    super();
    this.trap = this.write("trap.sh", `#!/bin/sh\necho "$0 $@" >> '${this.mark}'\ncat\n`);
    chmodSync(this.trap, 0o755);
    const commit = this.commit("Add a\n\nCo-Authored-By: Claude <noreply@anthropic.com>");
    this.note(commit, "a.ts\n  s_0123456789abcd::t_0123456789abcd 1\n---\n{}");
  }

  /** Settings that each name the trap for something that git starts, or lead to others that do. */
  settings(): Record<string, string> {
    const names =
      "core.fsmonitor core.pager core.editor core.askPass core.sshCommand core.gitProxy diff.external diff.evil.textconv " +
      "diff.evil.command filter.evil.clean filter.evil.smudge filter.evil.process gpg.program gpg.ssh.program " +
      "gpg.x509.program credential.helper sequence.editor interactive.diffFilter pager.log pager.blame pager.grep " +
      "pager.config merge.evil.driver remote.origin.uploadpack remote.origin.receivepack trailer.evil.command " +
      "trailer.evil.cmd uploadpack.packObjectsHook core.alternateRefsCommand browser.evil.cmd man.evil.cmd";
    const all = Object.fromEntries(names.split(" ").map((name) => [name, this.trap]));
    const aliases = ["blame", "log", "grep", "config", "rev-parse", "cat-file", "notes", "rev-list", "check-ignore"];
    for (const name of aliases) all[`alias.${name}`] = `!${this.trap}`;
    return {
      ...all,
      "filter.evil.required": "true",
      "log.showSignature": "true",
      "core.hooksPath": join(this.root, "hooks"),
      "core.untrackedCache": "true",
      "submodule.recurse": "false",
    };
  }

  assertQuiet(): void {
    assert.equal(existsSync(this.mark) ? readFileSync(this.mark, "utf8") : "", "");
  }

  /** Makes the file look changed, so that git compares it by its filters. */
  touch(): void {
    this.write("a.ts", "const a = 1; \n");
    this.write("a.ts", "const a = 1;\n");
  }
}

function assertAnswered({ hint, edits, heads, headLines }: Asked): void {
  assert.equal(hint?.tool, "Claude Code");
  assert.deepEqual(
    edits.map(({ channel }) => channel),
    ["gitNote"],
  );
  assert.equal(heads[0]?.text?.kind, "hashes");
  assert.deepEqual(headLines, ["const a = 1;", ""]);
}

describe("a hostile repository", () => {
  it("starts nothing by its settings, hooks and attributes, wherever they stand, and is read all the same", async () => {
    using repository = new Trapped();
    const { root, trap } = repository;
    const asConfig = Object.entries(repository.settings())
      .map(([name, value]) => {
        const [, section, subsection, key] = /^([^.]+)(?:\.(.+))?\.([^.]+)$/.exec(name) ?? [];
        return `[${section}${subsection === undefined ? "" : ` "${subsection}"`}]\n\t${key} = ${JSON.stringify(value)}\n`;
      })
      .join("");
    repository.write(".git/info/attributes", "* filter=evil diff=evil merge=evil\n");
    repository.write(".gitattributes", "* filter=evil diff=evil merge=evil\n");
    const hooks = "post-index-change fsmonitor-watchman pre-auto-gc reference-transaction post-checkout".split(" ");
    for (const folder of ["hooks", ".git/hooks"]) {
      for (const hook of hooks) {
        chmodSync(repository.write(`${folder}/${hook}`, `#!/bin/sh\necho ${hook} >> '${repository.mark}'\n`), 0o755);
      }
    }
    const config = join(root, ".git", "config");
    const plain = readFileSync(config, "utf8");
    repository.write("included.cfg", asConfig);
    const ways: Readonly<Record<string, () => void>> = {
      "in its own settings": () => appendFileSync(config, asConfig),
      "in a file they include": () => appendFileSync(config, `[include]\n\tpath = ../included.cfg\n`),
      "in one included for this folder": () =>
        appendFileSync(config, `[includeIf "gitdir:${root}/"]\n\tpath = ../included.cfg\n`),
      "in those of its work tree": () => {
        appendFileSync(config, "[extensions]\n\tworktreeConfig = true\n");
        repository.write(".git/config.worktree", asConfig);
      },
    };
    for (const [way, set] of Object.entries(ways)) {
      writeFileSync(config, plain);
      set();
      repository.touch();
      assertAnswered(await askAll(root));
      assert.ok(
        !existsSync(repository.mark),
        `${way}: ${existsSync(repository.mark) ? readFileSync(repository.mark, "utf8") : ""}`,
      );
    }
    // The trap works: git by itself walks into it.
    writeFileSync(config, plain);
    repository.touch();
    execFileSync("git", ["-C", root, "-c", `filter.evil.clean=${trap}`, "blame", "a.ts"], { stdio: "ignore" });
    assert.ok(existsSync(repository.mark));
  });

  it("starts nothing as a bare one inside a work tree, and tells nothing", async () => {
    using repository = new Trapped();
    const bare = join(repository.root, "docs", "bare");
    cpSync(join(repository.root, ".git"), bare, { recursive: true });
    writeFileSync(join(bare, "a.ts"), "const a = 1;\n");
    const bareConfig = join(bare, "config");
    writeFileSync(bareConfig, `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ${bare}\n`);
    for (const [name, value] of Object.entries(repository.settings())) {
      execFileSync("git", ["config", "--file", bareConfig, name, value]);
    }
    mkdirSync(join(bare, "info"), { recursive: true });
    writeFileSync(join(bare, "info", "attributes"), "* filter=evil diff=evil\n");
    const { hint, edits, headLines } = await askAll(bare);
    repository.assertQuiet();
    assert.equal(hint, undefined);
    assert.deepEqual(edits, []);
    assert.deepEqual(headLines ?? [], []);
  });

  it("that is bare is read from the work trees it has", async () => {
    using repository = new Trapped();
    const folder = mkdtempSync(join(realpathSync.native(tmpdir()), "review-debt-bare-"));
    try {
      execFileSync("git", ["clone", "--quiet", "--bare", repository.root, join(folder, "bare.git")]);
      const tree = join(folder, "tree");
      execFileSync("git", ["-C", join(folder, "bare.git"), "worktree", "add", "--quiet", tree]);
      const { hint, heads } = await askAll(tree);
      assert.equal(hint?.tool, "Claude Code");
      assert.equal(heads[0]?.text?.kind, "hashes");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is not read outside by a work tree that its settings name", async () => {
    using repository = new Trapped();
    using other = new Repository();
    other.write("b.ts", "const onlyOutside = 1;\n");
    const noted = other.commit("Add b");
    other.note(noted, "b.ts\n  s_0123456789abcd::t_0123456789abcd 1\n---\n{}");
    repository.git("config", "core.worktree", other.root);
    const { edits, heads, newNames, headLines } = await askAll(repository.root);
    for (const { path } of edits) assert.ok(isInside(path, repository.root), path);
    assert.equal(heads[0]?.text, undefined);
    // What another repository has is not even searched.
    assert.equal(newNames, undefined);
    assert.equal(headLines, undefined);
  });

  it("is searched for names in its own files only, whatever links lead out of it", async () => {
    using repository = new Trapped();
    using other = new Repository();
    other.write("b.ts", "const onlyOutside = 1;\n");
    symlinkSync(join(other.root, "b.ts"), join(repository.root, "link.ts"));
    symlinkSync(other.root, join(repository.root, "linked"));
    assert.deepEqual((await askAll(repository.root)).newNames, new Set(["onlyOutside"]));
    repository.git("add", "--all");
    repository.git("commit", "--quiet", "--message", "Add links");
    assert.deepEqual((await askAll(repository.root)).newNames, new Set(["onlyOutside"]));
    repository.write("c.ts", "onlyOutside();\n");
    assert.deepEqual((await askAll(repository.root)).newNames, new Set());
  });

  it("tells of a file behind a link what the repository there says, and writes nothing", async () => {
    using repository = new Trapped();
    using other = new Repository();
    other.write("b.ts", "theirs\n");
    other.commit("Add b");
    symlinkSync(other.root, join(repository.root, "linked"));
    const { heads } = await askAll(repository.root, "linked/b.ts");
    assert.equal(heads[0]?.gitFolder, join(other.root, ".git"));
    assert.equal(other.git("status", "--porcelain"), "");
  });

  it("has no say in which revisions blame passes over, from whatever file", async () => {
    using repository = new Trapped();
    repository.git("config", "blame.ignoreRevsFile", join(repository.root, "..", "not-there"));
    assertAnswered(await askAll(repository.root));
  });

  it("may lie elsewhere, as its `.git` file says; then that one's settings start nothing either", async () => {
    using repository = new Trapped();
    const elsewhere = mkdtempSync(join(realpathSync.native(tmpdir()), "review-debt-elsewhere-"));
    try {
      renameSync(join(repository.root, ".git"), join(elsewhere, "git"));
      writeFileSync(join(repository.root, ".git"), `gitdir: ${join(elsewhere, "git")}\n`);
      for (const [name, value] of Object.entries(repository.settings())) repository.git("config", name, value);
      writeFileSync(join(elsewhere, "git", "info", "attributes"), "* filter=evil diff=evil\n");
      repository.touch();
      assertAnswered(await askAll(repository.root));
      repository.assertQuiet();
      // No repository, or one that leads to itself.
      for (const target of [join(elsewhere, "nothing"), join(repository.root, ".git"), "\u0000", ""]) {
        writeFileSync(join(repository.root, ".git"), `gitdir: ${target}\n`);
        const { hint, edits, heads } = await askAll(repository.root);
        assert.deepEqual([hint, edits, heads[0]?.text], [undefined, [], undefined]);
      }
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  it("has submodules whose settings start nothing, and whose addresses nobody asks", async () => {
    using repository = new Trapped();
    using module = new Trapped();
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", module.root, "module");
    repository.git("commit", "--quiet", "--message", "Add module");
    const own = join(repository.root, ".git", "modules", "module", "config");
    for (const [name, value] of Object.entries(repository.settings())) {
      execFileSync("git", ["config", "--file", own, name, value]);
    }
    repository.git("config", "submodule.recurse", "true");
    repository.git("config", "submodule.module.update", `!${repository.trap}`);
    repository.write(
      ".gitmodules",
      `[submodule "module"]\n\tpath = module\n\turl = ext::${repository.trap}\n\tupdate = !${repository.trap}\n`,
    );
    writeFileSync(join(repository.root, ".git", "modules", "module", "info", "attributes"), "* filter=evil\n");
    writeFileSync(join(repository.root, "module", "a.ts"), "const a = 1; \n");
    const { heads } = await askAll(repository.root, "module/a.ts");
    assert.equal(heads[0]?.text?.kind, "hashes");
    await askAll(repository.root);
    repository.assertQuiet();
  });

  it("is asked for nothing over a network or by another program, whatever its promises lack", async () => {
    for (const url of ["ext::{trap} %S", "file:///{root}", "ssh://{root}", "{root}/../not-there"]) {
      using repository = new Trapped();
      const blob = repository.git("rev-parse", "HEAD:a.ts").trim();
      rmSync(join(repository.root, ".git", "objects", blob.slice(0, 2), blob.slice(2)));
      const settings = {
        ...repository.settings(),
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": url.replace("{trap}", repository.trap).replace("{root}", repository.root),
        "remote.origin.promisor": "true",
        "remote.origin.partialclonefilter": "blob:none",
        "protocol.allow": "always",
        "url.ext::.insteadOf": "https://",
      };
      for (const [name, value] of Object.entries(settings)) repository.git("config", name, value);
      const { heads, edits, headLines } = await askAll(repository.root);
      assert.deepEqual([heads[0]?.text, edits, headLines], [undefined, [], []], url);
      repository.assertQuiet();
    }
  });

  it("of odd names and notes leads nowhere outside", async () => {
    using repository = new Trapped();
    const names = [
      "-rf",
      "--output=x",
      ":(top)b",
      "$(touch started)",
      "`touch started`",
      "a;touch started",
      "a\nb",
      "\u202egnp.ts",
    ];
    for (const name of names) repository.write(name, "const odd = 1;\n");
    const commit = repository.commit("Add odd names");
    const outside = ["../../etc/passwd", "/etc/passwd", "..", "a/../../b", "C:\\x", "-rf", "$(touch started)"];
    repository.note(commit, `${outside.map((path) => `${path}\n  0123456789abcdef 1`).join("\n")}\n---\n{}`);
    for (const name of names) {
      const { heads, edits } = await askAll(repository.root, name);
      assert.equal(heads[0]?.path, join(repository.root, name));
      for (const { path } of edits) assert.ok(isInside(path, repository.root), path);
    }
    repository.assertQuiet();
  });

  it("is always asked in the same words, and its owner is for git to judge", async function () {
    const folder = mkdtempSync(join(realpathSync.native(tmpdir()), "review-debt-words-"));
    const said = join(folder, "said");
    const before = process.env["PATH"];
    try {
      const program = join(folder, process.platform === "win32" ? "git.cmd" : "git");
      writeFileSync(program, `#!/bin/sh\n{ for word do echo "$word"; done; env; } > '${said}'\n`);
      chmodSync(program, 0o755);
      process.env["PATH"] = `${folder}${delimiter}${before}`;
      await runGit({ folder, args: ["rev-parse", "HEAD"], paths: ["./a"] });
    } finally {
      process.env["PATH"] = before;
    }
    const words = readFileSync(said, "utf8").split("\n");
    rmSync(folder, { recursive: true });
    assert.equal(words[0], "--no-pager");
    const settings = words.filter((_, i) => words[i - 1] === "-c");
    assert.deepEqual(settings.toSorted(), [
      "core.attributesFile=/dev/null",
      "core.fsmonitor=false",
      "core.hooksPath=/dev/null",
      "diff.external=",
      "log.showSignature=false",
      "safe.bareRepository=explicit",
    ]);
    for (const wanted of [
      "GIT_TERMINAL_PROMPT=0",
      "GIT_NO_LAZY_FETCH=1",
      "GIT_ALLOW_PROTOCOL=none",
      "GIT_OPTIONAL_LOCKS=0",
    ]) {
      assert.ok(words.includes(wanted), wanted);
    }
    assert.ok(!words.some((word) => word.startsWith("safe.directory")));
  });
});
