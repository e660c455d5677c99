import assert from "node:assert/strict";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  append,
  consumed,
  empty,
  inboxBytes,
  inboxFile,
  keptMs,
  setPaused,
  tidy,
} from "../../../../src/agents/hooks/inbox.ts";
import { lineOf } from "../../../../src/agents/hooks/record.ts";
import { Program } from "./program.ts";

function line(path: string, atMs: number, text = "x"): string {
  return lineOf({ atMs, by: "agent", path, change: { kind: "whole", before: "", text } });
}

/** The paths that the lines of an inbox name, in order. */
function pathsIn(file: string): string[] {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return text
    .split("\n")
    .filter((found) => found !== "")
    .map((found) => (JSON.parse(found) as { path: string }).path);
}

/** Takes what is there now out of an inbox, as the reader does. */
function takeAll(file: string): string[] {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf("\n") + 1;
  const found = bytes.subarray(0, end).toString("utf8").split("\n").slice(0, -1);
  consumed(file, { inode: stat.ino, bytes: end }, () => true);
  return found.map((text) => (JSON.parse(text) as { path: string }).path);
}

describe("an inbox of hooks", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "review-debt-inbox-"));
    file = inboxFile(folder, "cursor");
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("loses what was read and keeps what came after", () => {
    append(folder, "cursor", [line("/a", 1000), line("/b", 1000)], 1000);
    const read = { inode: statSync(file).ino, bytes: readFileSync(file).indexOf("\n") + 1 };
    append(folder, "cursor", [line("/c", 1000)], 1000);
    consumed(file, read, () => true);
    assert.deepEqual(pathsIn(file), ["/b", "/c"]);
    consumed(file, { inode: statSync(file).ino, bytes: statSync(file).size }, () => true);
    assert.deepEqual(readdirSync(folder), [], "no text is left");
    consumed(file, read, () => true);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("loses nothing by what was read of an older file", () => {
    append(folder, "cursor", [line("/a", 1000)], 1000);
    const { ino, size } = statSync(file);
    renameSync(file, `${file}.kept`);
    append(folder, "cursor", [line("/b", 1000)], 1000);
    consumed(file, { inode: ino, bytes: size }, () => true);
    assert.deepEqual(pathsIn(file), ["/b"]);
  });

  it("keeps for other windows what is in their folders", () => {
    append(folder, "cursor", [line("/theirs/a", 1000), line("/ours/b", 1000), line("/theirs/c", 1000)], 1000);
    const isOurs = (path: string): boolean => path.startsWith("/ours/");
    const readAll = (): { inode: number; bytes: number } => ({ inode: statSync(file).ino, bytes: statSync(file).size });
    const first = readAll();
    append(folder, "cursor", [line("/ours/d", 1000)], 1000);
    consumed(file, first, isOurs);
    assert.deepEqual(pathsIn(file), ["/theirs/a", "/theirs/c", "/ours/d"]);
    consumed(file, readAll(), isOurs);
    assert.deepEqual(pathsIn(file), ["/theirs/a", "/theirs/c"]);
    const { inode } = readAll();
    consumed(file, readAll(), isOurs);
    assert.equal(readAll().inode, inode, "without anything of ours it is not written anew");
  });

  it("gets nothing while paused, and can be emptied", () => {
    append(folder, "cursor", [line("/a", 1000)], 1000);
    setPaused(folder, true);
    empty(folder);
    append(folder, "cursor", [line("/b", 1000)], 1000);
    assert.deepEqual(readdirSync(folder), ["paused"]);
    setPaused(folder, false);
    append(folder, "cursor", [line("/c", 1000)], 1000);
    assert.deepEqual(pathsIn(file), ["/c"]);
  });

  it("drops the oldest lines when there are too many, and those of yesterday", () => {
    const text = "y".repeat(100_000);
    for (let n = 0; n < 25; n += 1) append(folder, "cursor", [line(`/${n}`, 1000 + n, text)], 1000 + n);
    assert.ok(statSync(file).size <= inboxBytes);
    const left = pathsIn(file);
    assert.deepEqual(
      left,
      Array.from({ length: left.length }, (_, n) => `/${25 - left.length + n}`),
    );
    assert.ok(left.length >= 5);
    append(folder, "cursor", [line("/new", 1024 + keptMs)], 1024 + keptMs);
    assert.deepEqual(pathsIn(file), ["/24", "/new"]);
    tidy(file, 1025 + 2 * keptMs);
    assert.deepEqual(readdirSync(folder), []);
    append(folder, "cursor", [line("/huge", 1, "z".repeat(inboxBytes))], 1);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("loses no line to one before it that was never ended, as when the disk was full", () => {
    const whole = line("/a", 1000);
    const half = line("/lost", 1000).slice(0, 40);
    writeFileSync(file, `${whole}\n${half}`);
    append(folder, "cursor", [line("/b", 1000)], 1000);
    append(folder, "cursor", [line("/c", 1000)], 1000);
    assert.deepEqual(readFileSync(file, "utf8").split("\n"), [whole, half, line("/b", 1000), line("/c", 1000), ""]);
  });

  it("gets back what a process took that died", () => {
    const nowMs = Date.now();
    append(folder, "cursor", [line("/a", nowMs)], nowMs);
    renameSync(file, `${file}.0a1b2c.taken`);
    append(folder, "cursor", [line("/b", nowMs)], nowMs);
    assert.deepEqual(pathsIn(file), ["/b"], "it may still be at work");
    append(folder, "cursor", [line("/c", nowMs + 60_000)], nowMs + 60_000);
    assert.deepEqual(pathsIn(file), ["/b", "/c", "/a"]);
    assert.deepEqual(readdirSync(folder), ["cursor.jsonl"]);
  });

  it("loses no line while many hooks write and a reader takes", async () => {
    const program = new Program();
    try {
      await program.bundle();
      const wanted = Array.from({ length: 60 }, (_, n) => `/w/${n}.ts`);
      const queue = [...wanted];
      let running = 4;
      const write = async (): Promise<void> => {
        for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
          const edits = [{ old_string: "", new_string: "y".repeat(20_000) }];
          const input = JSON.stringify({ hook_event_name: "afterFileEdit", file_path: path, edits });
          await program.run("cursor", folder, input);
        }
        running -= 1;
      };
      const isWriting = (): boolean => running > 0;
      const seen = new Set<string>();
      const read = async (): Promise<void> => {
        while (isWriting()) {
          for (const path of takeAll(file)) seen.add(path);
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      await Promise.all([write(), write(), write(), write(), read()]);
      for (const path of takeAll(file)) seen.add(path);
      assert.deepEqual([...seen].toSorted(), wanted.toSorted());
      assert.deepEqual(readdirSync(folder), []);
    } finally {
      program.remove();
    }
  });
});
