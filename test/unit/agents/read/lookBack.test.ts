import assert from "node:assert/strict";
import { rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { zstdCompressSync } from "node:zlib";
import { join } from "node:path";
import { lookBack, type LookBack } from "../../../../src/agents/read/lookBack.ts";
import { databaseFormat, documentFormat, edit, line, lineFormat, nowMs, Place, type Said, Told } from "./records.ts";

describe("looking back", () => {
  let place: Place;
  let told: Told;
  beforeEach(() => {
    place = new Place();
    told = new Told();
  });
  afterEach(() => place.remove());

  const dayMs = 86_400_000;
  const run = (options: Partial<LookBack> = {}): Promise<void> =>
    lookBack({
      git: [],
      formats: [lineFormat(place.agent), documentFormat(place.agent), databaseFormat(place.agent)],
      surroundings: { home: "/", platform: "linux", env: {}, userFolder: undefined, workspaceStorage: undefined },
      scope: { folders: [place.workspace] },
      sinceMs: nowMs - dayMs,
      tell: told.tell,
      room: () => Promise.resolve(),
      isCancelled: () => false,
      ...options,
    });
  const did = (id: string, said: Said = {}): string => line({ did: id, path: join(place.workspace, id), ...said });
  const shares = (): number[] => told.messages.flatMap((message) => (message.kind === "progress" ? message.share : []));

  it("tells the edits of all records since a moment, each once, and of files in scope only", async () => {
    place.record("a.jsonl", did("a") + did("old", { atMs: nowMs - 2 * dayMs }) + did("b"));
    place.record("b.jsonl", did("a") + did("out", { path: join(place.root, "CANARY-out") }));
    symlinkSync(join(place.agent, "a.jsonl"), join(place.agent, "c.jsonl"));
    place.record("d.json", `[${did("d")}]`);
    const database = new DatabaseSync(join(place.agent, "e.db"));
    database.exec("CREATE TABLE edit (id TEXT, changed_ms INTEGER, path TEXT)");
    const insert = database.prepare("INSERT INTO edit VALUES (?, ?, ?)");
    insert.run("e", nowMs, join(place.workspace, "e"));
    insert.run("f", nowMs - 2 * dayMs, join(place.workspace, "f"));
    database.close();
    await run();
    assert.deepEqual(told.ids.toSorted(), ["a", "b", "d", "e"]);
    assert.doesNotMatch(JSON.stringify(told.messages), /CANARY/);
    assert.deepEqual(told.messages.at(-1), { kind: "lookBackEnd", isComplete: true });
  });

  it("opens no record that has not changed since", async () => {
    const old = place.record("old.jsonl", did("a"));
    utimesSync(old, nowMs / 1000 - 100_000, nowMs / 1000 - 100_000);
    await run();
    assert.deepEqual(told.ids, []);
  });

  it("says how far it is", async () => {
    const filler = line({ talk: "x".repeat(1024 * 1024) });
    for (const name of ["a", "b", "c"]) place.record(`${name}.jsonl`, filler.repeat(3) + did(name));
    await run();
    assert.deepEqual(
      shares(),
      shares().toSorted((a, b) => a - b),
    );
    assert.ok(shares().length >= 9, `${shares().length} steps`);
    assert.ok((shares().at(-1) ?? 0) > 0.98);
  });

  it("stops when it is told to, and says that it is not complete", async () => {
    const filler = line({ talk: "x".repeat(1024 * 1024) });
    place.record("a.jsonl", did("a") + filler.repeat(20) + did("b"));
    await run({ isCancelled: () => shares().length > 3 });
    assert.deepEqual(told.messages.at(-1), { kind: "lookBackEnd", isComplete: false });
    assert.equal(told.ids.includes("b"), false);
  });

  it("tells the edits of one file after the other, in the order they were made in, and where a file ends", async () => {
    const of = (name: string, id: string, atMs: number): string =>
      did(id, { path: join(place.workspace, name), atMs: nowMs + atMs });
    place.record("a.jsonl", of("x", "b", 2) + of("y", "c", 1) + of("x", "d", 4));
    place.record("b.jsonl", of("x", "e", 1) + of("y", "f", 3) + of("x", "g", 3));
    await run();
    const parts = told.messages.flatMap((message) =>
      message.kind === "lookBackEdits" ? [[message.endsFile, ...message.edits.map(({ id }) => id)]] : [],
    );
    assert.deepEqual(parts.toSorted(), [
      [true, "c", "f"],
      [true, "e", "b", "g", "d"],
    ]);
  });

  it("tells what a request and its result say together, however far apart they stand", async () => {
    const far = line({ talk: "x".repeat(1024 * 1024) });
    const other = line({ cwd: "/elsewhere" });
    place.record(
      "a.jsonl",
      line({ cwd: place.workspace }) +
        line({ asks: "a" }) +
        line({ asks: "b" }) +
        far.repeat(3) +
        line({ got: "b" }) +
        line({ got: "b" }) +
        other +
        line({ asks: "c" }) +
        line({ got: "c" }) +
        line({ cwd: place.workspace }) +
        line({ got: "a" }),
    );
    place.record(
      "b.jsonl.zst",
      zstdCompressSync(line({ cwd: place.workspace }) + line({ asks: "d" }) + line({ got: "d" })),
    );
    await run();
    assert.deepEqual(
      told.edits.map(({ path }) => path).toSorted(),
      ["a", "b", "d"].map((name) => join(place.workspace, name)),
    );
    assert.deepEqual(told.edits.find(({ id }) => id === "a")?.change, edit("a").change);
  });

  it("tells nothing of a record that is gone or written anew when it is to be read once more", async () => {
    const gone = place.record("a.jsonl", did("a"));
    const anew = place.record("b.jsonl", did("b"));
    place.record("c.jsonl", did("c"));
    place.record("d.json", "[]");
    const document = {
      ...documentFormat(place.agent),
      wanted: ["["],
      // The last record that is read for the first time.
      parse: () => {
        rmSync(gone);
        writeFileSync(anew, did("d") + did("e"));
        return { edits: [], odd: 0 };
      },
    };
    await run({ formats: [lineFormat(place.agent), document] });
    assert.deepEqual(told.ids, ["c"]);
    assert.deepEqual(told.messages.at(-1), { kind: "lookBackEnd", isComplete: true });
  });

  it("tells many edits in parts of at most 200 edits and half a megabyte", async () => {
    place.record(
      "a.jsonl",
      Array.from({ length: 1234 }, (_, i) => did(`e${i}`, { path: join(place.workspace, "one") })).join(""),
    );
    await run();
    const parts = told.messages.flatMap((message) => (message.kind === "lookBackEdits" ? message.edits.length : []));
    assert.equal(
      parts.reduce((sum, count) => sum + count),
      1234,
    );
    assert.ok(parts.every((count) => count <= 200));
    const ends = told.messages.flatMap((message) => (message.kind === "lookBackEdits" ? message.endsFile : []));
    assert.deepEqual(ends, [false, false, false, false, false, false, true]);
  });

  it("ends, too, where there is nothing", async () => {
    await run({ formats: [lineFormat(join(place.root, "nowhere"))] });
    assert.deepEqual(told.messages, [{ kind: "lookBackEnd", isComplete: true }]);
  });
});
