import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { join, relative } from "node:path";
import { OpenedRecord } from "../../../../src/agents/read/opened.ts";
import { findRecords } from "../../../../src/agents/read/records.ts";
import { line, lineFormat, Place, RecordReader } from "./records.ts";

describe("finding records", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  const scope = { folders: [] };
  const found = (root = place.agent): { names: string[]; skipped: number } => {
    const { records, skipped } = findRecords(lineFormat(root), root, scope);
    return { names: records.map(({ path }) => relative(place.agent, path)), skipped };
  };

  it("finds the records of a format, the newest first, and no other file", () => {
    const old = place.record("a/old.jsonl", "");
    place.record("a/b/new.jsonl", "");
    place.record("a/other.txt", "");
    place.record("forbidden/x.jsonl", "");
    utimesSync(old, 1000, 1000);
    assert.deepEqual(found(), { names: ["a/b/new.jsonl", "a/old.jsonl"], skipped: 0 });
  });

  it("finds nothing where there is no root", () => {
    assert.deepEqual(found(join(place.root, "nowhere")), { names: [], skipped: 0 });
  });

  it("follows a root that is a link, and links between its records, each record once", () => {
    place.record("a.jsonl", "");
    symlinkSync(join(place.agent, "a.jsonl"), join(place.agent, "b.jsonl"));
    symlinkSync(place.agent, join(place.root, "linked"));
    assert.deepEqual(found(join(place.root, "linked")), { names: ["a.jsonl"], skipped: 0 });
  });

  it("does not leave its root by a link to a file, and counts it; links to folders it does not follow", () => {
    const secret = join(place.workspace, "secret.jsonl");
    place.record("../workspace/secret.jsonl", line({ did: "CANARY-secret" }));
    symlinkSync(secret, join(place.agent, "out.jsonl"));
    symlinkSync(place.workspace, join(place.agent, "folder"));
    symlinkSync(join(place.agent, "loop.jsonl"), join(place.agent, "loop.jsonl"));
    symlinkSync(place.agent, join(place.agent, "round"));
    assert.deepEqual(found(), { names: [], skipped: 2 });
  });

  it("passes over pipes and folders by the name of a record, and never waits for them", async () => {
    const pipe = join(place.agent, "pipe.jsonl");
    execFileSync("env", ["mkfifo", pipe]);
    mkdirSync(join(place.agent, "folder.jsonl"));
    assert.deepEqual(found(), { names: [], skipped: 1 });
    for (const path of [pipe, join(place.agent, "folder.jsonl"), join(place.agent, "gone.jsonl"), "/dev/zero"]) {
      const reader = new RecordReader(lineFormat(place.agent), path);
      await reader.look();
      assert.deepEqual([reader.last?.skipped, reader.last?.cursor], [1, undefined], path);
    }
  });

  it("opens no record through a link that was put there since it was found", () => {
    const path = place.record("a/a.jsonl", "");
    place.record("../workspace/a.jsonl", "");
    assert.notEqual(open(path), undefined);
    rmSync(join(place.agent, "a"), { recursive: true });
    symlinkSync(place.workspace, join(place.agent, "a"));
    assert.equal(open(path), undefined, "a folder");
    symlinkSync(join(place.workspace, "a.jsonl"), join(place.agent, "b.jsonl"));
    assert.equal(open(join(place.agent, "b.jsonl")), undefined, "a file");
  });

  it("prefers the plain one of two records that hold the same", () => {
    place.record("a.jsonl", "");
    place.record("a.jsonl.zst", "");
    place.record("b.jsonl.zst", "");
    assert.deepEqual(found().names.toSorted(), ["a.jsonl", "b.jsonl.zst"]);
  });

  it("does not go down for ever", () => {
    const deep = Array.from({ length: 30 }, (_, i) => String(i)).join("/");
    place.record(`${deep}/a.jsonl`, "");
    place.record("0/1/2/b.jsonl", "");
    assert.deepEqual(found().names, ["0/1/2/b.jsonl"]);
  });

  it("counts a folder it cannot list", () => {
    const { skipped } = findRecords(lineFormat(place.agent), place.record("file", ""), scope);
    assert.equal(skipped, 1);
  });

  it("reads a record with several names", async () => {
    const path = place.record("a.jsonl", line({ did: "a" }));
    linkSync(path, join(place.agent, "b.jsonl"));
    assert.deepEqual(await new RecordReader(lineFormat(place.agent), join(place.agent, "b.jsonl")).look(), ["a"]);
  });

  function open(path: string): OpenedRecord | undefined {
    using record = OpenedRecord.open(path);
    return record;
  }
});
