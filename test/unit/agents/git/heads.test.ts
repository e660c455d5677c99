import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AskedFile, type HeadFile, readHeads } from "../../../../src/agents/git/heads.ts";
import { HeadReader } from "../../../../src/agents/headReader.ts";
import { Hasher } from "../../../../src/core/text/hash.ts";
import { Repository } from "./repository.ts";

const key = new Uint8Array(16).fill(7);
const hasher = new Hasher(key);

/** What is told of these files, in their order. */
async function heads(...files: readonly (string | AskedFile)[]): Promise<(HeadFile | undefined)[]> {
  const asked = files.map((file) =>
    typeof file === "string" ? { path: file, isNotebook: false, knownOf: undefined, isKnownIgnored: false } : file,
  );
  const told = new Map<string, HeadFile>();
  await readHeads(asked, hasher, new AbortController().signal, (some) => {
    for (const file of some) told.set(file.path, file);
  });
  return asked.map(({ path }) => told.get(path));
}

/** Which of some lines HEAD holds of a file, whatever their order; `undefined` when it does not hold the file. */
async function held(path: string, ...lines: readonly string[]): Promise<string[] | undefined> {
  const [file] = await heads(path);
  if (file?.text === undefined) return undefined;
  assert.equal(file.text.kind, "hashes");
  const hashes = new Set(file.text.kind === "hashes" ? file.text.hashes : []);
  return lines.filter((line) => hashes.has(hasher.line(line)));
}

describe("what HEAD holds", () => {
  let repository: Repository;
  let file: string;
  beforeEach(() => {
    repository = new Repository();
    file = repository.write("src/a.ts", "one\ntwo\n");
  });
  afterEach(() => repository[Symbol.dispose]());

  it("is nothing before the first commit, nor of a file that is not in it", async () => {
    const nothing = {
      path: file,
      isNotebook: false,
      gitFolder: join(repository.root, ".git"),
      commit: undefined,
      isIgnored: false,
      text: undefined,
    };
    assert.deepEqual(await heads(file), [nothing]);
    repository.write(".gitignore", "ignored.ts\n");
    const commit = repository.commit("Add a");
    const others = [repository.write("new.ts", "one\n"), repository.write("ignored.ts", "one\n")];
    assert.deepEqual(
      await heads(...others),
      others.map((path) => ({ ...nothing, path, commit, isIgnored: path.endsWith("ignored.ts") })),
    );
  });

  it("is the text of the last commit, by the keyed hash of each line", async () => {
    const commit = repository.commit("Add a");
    repository.write("src/a.ts", "one\nthree\n");
    const [found] = await heads(file);
    assert.equal(found?.commit, commit);
    assert.deepEqual(found?.text, { kind: "hashes", hashes: Float64Array.from(hasher.lines(["one", "two", ""])) });
    repository.git("add", "--all");
    assert.deepEqual(await held(file, "one", "two", "three"), ["one", "two"], "staged is not committed");
  });

  it("is the lines of a notebook's cells, one after the other, where those are asked for", async () => {
    const cells = [{ source: ["one\n", "two"] }, { source: "three\nfour" }, { source: 5 }, "odd"];
    const path = repository.write("book.ipynb", JSON.stringify({ cells }));
    const broken = repository.write("broken.ipynb", "{");
    repository.commit("Add notebooks");
    const asked = [path, broken].map((each) => ({
      path: each,
      isNotebook: true,
      knownOf: undefined,
      isKnownIgnored: false,
    }));
    const [found, odd] = await heads(...asked);
    const lines = ["one", "two", "three", "four", "", ""];
    assert.deepEqual(found?.text, { kind: "hashes", hashes: Float64Array.from(hasher.lines(lines)) });
    assert.deepEqual(odd?.text, { kind: "hashes", hashes: new Float64Array() });
  });

  it("goes with HEAD: amended, reset, detached, on another branch", async () => {
    repository.commit("Add a");
    repository.write("src/a.ts", "one\ntwo\nthree\n");
    repository.commit("Add three");
    repository.write("src/a.ts", "one\ntwo\nfour\n");
    repository.git("commit", "--all", "--amend", "--quiet", "--message", "Add four");
    assert.deepEqual(await held(file, "three", "four"), ["four"]);
    repository.git("reset", "--soft", "HEAD~1");
    assert.deepEqual(await held(file, "two", "four"), ["two"]);
    repository.git("reset", "--quiet", "--hard", "ORIG_HEAD");
    repository.git("checkout", "--quiet", "--detach", "HEAD~1");
    assert.deepEqual(await held(file, "two", "four"), ["two"]);
    repository.git("checkout", "--quiet", "main");
    assert.deepEqual(await held(file, "two", "four"), ["two", "four"]);
    repository.git("checkout", "--quiet", "--orphan", "fresh");
    assert.equal(await held(file, "two"), undefined);
  });

  it("is not told again while HEAD stays, and told of a file that is new", async () => {
    const commit = repository.commit("Add a");
    const fresh = repository.write("b.ts", "b\n");
    const known = { path: file, isNotebook: false, knownOf: commit, isKnownIgnored: false };
    assert.deepEqual(
      (await heads(known, fresh)).map((told) => told?.commit),
      [undefined, commit],
    );
    const moved = repository.commit("Add b");
    assert.equal((await heads(known))[0]?.commit, moved);
  });

  it("is told with whether git ignores the file, and again when that is another", async () => {
    const commit = repository.commit("Add a");
    const known = (path: string, isKnownIgnored: boolean): AskedFile => ({
      path,
      isNotebook: false,
      knownOf: commit,
      isKnownIgnored,
    });
    const plain = repository.write("out/plain.ts", "one\n");
    const odd = [":(top)a.ts", "-dash.ts", "'quo\"te ä.ts"].map((name) => repository.write(`out/${name}`, "one\n"));
    const found = async (isKnownIgnored: boolean): Promise<(boolean | undefined)[]> =>
      (await heads(...[file, plain, ...odd].map((path) => known(path, isKnownIgnored)))).map((told) => told?.isIgnored);
    assert.deepEqual(await found(false), Array(5).fill(undefined));
    repository.write(".gitignore", "out/\nsrc/\n");
    assert.deepEqual(await found(false), [undefined, true, true, true, true], "what git tracks it does not ignore");
    assert.deepEqual(await found(true), [false, undefined, undefined, undefined, undefined]);
    repository.git("add", "--force", plain);
    assert.deepEqual(await found(false), [undefined, undefined, true, true, true]);
    repository.write(".gitignore", "");
    repository.write(".git/info/exclude", "plain.ts\n-dash.ts\n");
    assert.deepEqual(await found(false), [undefined, undefined, undefined, true, undefined]);
  });

  it("is that of the innermost repository: nested, a submodule, a work tree of its own", async () => {
    using outside = new Repository();
    outside.write("a.ts", "theirs\n");
    outside.commit("Add a");
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", outside.root, "module");
    repository.commit("Add a");
    const nested = join(repository.root, "nested");
    mkdirSync(join(nested, "deep"), { recursive: true });
    execFileSync("git", ["init", "--quiet", nested]);
    writeFileSync(join(nested, "deep/a.ts"), "nested\n");
    const tree = join(outside.root, "tree");
    repository.git("worktree", "add", "--quiet", "-b", "side", tree);
    repository.git("-C", tree, "rm", "--quiet", "src/a.ts");
    writeFileSync(join(tree, "b.ts"), "side\n");
    repository.git("-C", tree, "add", "b.ts");
    repository.git("-C", tree, "commit", "--quiet", "--message", "Side");
    const git = join(repository.root, ".git");
    const paths = [file, join(nested, "deep/a.ts"), join(repository.root, "module/a.ts"), join(tree, "b.ts")];
    const found = await heads(...paths);
    assert.deepEqual(
      found.map((told) => [told?.gitFolder, told?.text?.kind]),
      [
        [git, "hashes"],
        [join(nested, ".git"), undefined],
        [join(git, "modules/module"), "hashes"],
        [join(git, "worktrees/tree"), "hashes"],
      ],
    );
    assert.deepEqual(await held(join(repository.root, "module/a.ts"), "theirs"), ["theirs"]);
    assert.deepEqual(await held(join(tree, "b.ts"), "side"), ["side"]);
    assert.equal(await held(join(tree, "src/a.ts")), undefined);
  });

  it("is found through links, and under names of any kind", async () => {
    const odd = ["sp ace/ä ö.ts", "-dash.ts", ":(top)a.ts", "'quo\"te.ts", "[a].ts"];
    for (const path of odd) repository.write(path, `${path}\n`);
    repository.commit("Add odd names");
    for (const path of odd) assert.deepEqual(await held(join(repository.root, path), path), [path]);
    const link = `${repository.root}-link`;
    symlinkSync(repository.root, link);
    try {
      assert.deepEqual(await held(join(link, "src/a.ts"), "one"), ["one"]);
    } finally {
      rmSync(link);
    }
  });

  it("is nowhere outside all repositories, and where git cannot tell", async () => {
    const folder = realpathSync.native(
      mkdirSync(join(repository.root, "../review-debt-no-git/deep"), { recursive: true })!,
    );
    const nowhere = (path: string): HeadFile => ({
      path,
      isNotebook: false,
      gitFolder: undefined,
      commit: undefined,
      isIgnored: false,
      text: undefined,
    });
    try {
      const path = join(folder, "a.ts");
      assert.deepEqual(await heads(path), [nowhere(path)]);
      writeFileSync(join(folder, ".git"), "gitdir: /nowhere/at/all\n");
      assert.deepEqual(await heads(path), [nowhere(path)]);
    } finally {
      rmSync(folder, { recursive: true });
    }
    repository.commit("Add a");
    rmSync(join(repository.root, ".git"), { recursive: true });
    assert.deepEqual(await heads(file), [nowhere(file)]);
    rmSync(repository.root, { recursive: true });
    assert.deepEqual(await heads(file), [nowhere(file)]);
  });

  it("needs no index, and no HEAD that makes sense", async () => {
    const commit = repository.commit("Add a");
    repository.write(".git/index", "damaged");
    assert.deepEqual(await held(file, "one"), ["one"]);
    repository.write(".git/HEAD", "ref: refs/heads/gone\n");
    assert.deepEqual(await heads(file), [
      {
        path: file,
        isNotebook: false,
        gitFolder: join(repository.root, ".git"),
        commit: undefined,
        isIgnored: false,
        text: undefined,
      },
    ]);
    repository.write(".git/HEAD", `${commit}\n`);
    assert.deepEqual(await held(file, "one"), ["one"]);
  });

  it("comes as bytes where they are no UTF-8, and not at all where there are too many", async () => {
    const latin = repository.write("latin.txt", Buffer.from("caf\u00e9\n", "latin1"));
    const wide = repository.write("wide.txt", Buffer.from("\uFEFFone\n", "utf16le"));
    const marked = repository.write("marked.txt", "\uFEFFone\r\ntwo\r\n");
    const huge = repository.write("huge.txt", "x\n".repeat(1_100_000));
    repository.git("config", "core.autocrlf", "false");
    repository.commit("Add texts");
    const [first, second, , last] = await heads(latin, wide, marked, huge);
    assert.deepEqual(first?.text, { kind: "bytes", bytes: Uint8Array.from(Buffer.from("caf\u00e9\n", "latin1")) });
    assert.equal(second?.text?.kind, "bytes");
    assert.deepEqual(await held(marked, "one", "two"), ["one", "two"]);
    assert.equal(last?.text, undefined);
  });

  it("is told in a thread of its own, that ends, of many files", async () => {
    const files = Array.from({ length: 60 }, (_, i) => repository.write(`many/${i}.ts`, `line ${i}\n`));
    repository.commit("Add many");
    using reader = new HeadReader(fileURLToPath(new URL("../../../../src/agents/headworker.ts", import.meta.url)));
    const told: HeadFile[] = [];
    const asked = files.map((path) => ({ path, isNotebook: false, knownOf: undefined, isKnownIgnored: false }));
    await reader.read({ files: asked, key, timeoutMs: 20_000 }, (some) => told.push(...some));
    assert.deepEqual(
      told.map(({ path, text }) => [path, text?.kind === "hashes" ? text.hashes[0] : undefined]),
      files.map((path, i) => [path, hasher.line(`line ${i}`)]),
    );
    const late: HeadFile[] = [];
    await assert.rejects(
      reader.read({ files: asked, key, timeoutMs: 0 }, (some) => late.push(...some)),
      /took too long/,
    );
    assert.deepEqual(late, [], "nobody waits for it");
    using broken = new HeadReader(repository.write("broken.mjs", "throw new Error('broken');"));
    await assert.rejects(
      broken.read({ files: [], key, timeoutMs: 1 }, () => assert.fail()),
      /broken/,
    );
  });
});
