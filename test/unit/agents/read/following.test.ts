import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Format } from "../../../../src/agents/format.ts";
import type { Cursor, SourceStatus } from "../../../../src/agents/messages.ts";
import { Follower, type FollowerOptions } from "../../../../src/agents/read/follower.ts";
import { documentFormat, line, lineFormat, Place, type Said, Told } from "./records.ts";

describe("following records", () => {
  let place: Place;
  let told: Told;
  let followers: Follower[];
  beforeEach(() => {
    place = new Place();
    told = new Told();
    followers = [];
  });
  afterEach(() => {
    for (const follower of followers) follower[Symbol.dispose]();
    place.remove();
  });

  /** A follower as a worker has it, of two made-up sources. */
  const follower = (options: Partial<FollowerOptions> = {}): Follower => {
    const formats: readonly Format[] = [lineFormat(place.agent), documentFormat(place.agent)];
    const made = new Follower({
      kind: "start",
      formats,
      surroundings: { home: "/", platform: "linux", env: {}, userFolder: undefined, workspaceStorage: undefined },
      scope: { folders: [place.workspace] },
      off: [],
      git: [],
      since: {},
      othersSinceMs: Date.now(),
      cursors: [],
      tell: told.tell,
      room: () => Promise.resolve(),
      ...options,
    });
    followers.push(made);
    return made;
  };
  /** A line with an edit of a file in the workspace, done now. */
  const did = (id: string, said: Said = {}): string =>
    line({ did: id, path: join(place.workspace, id), atMs: Date.now(), ...said });
  const sources = (): readonly SourceStatus[] =>
    told.messages.findLast((message) => message.kind === "status")?.sources ?? [];
  const source = (name: string): SourceStatus | undefined => sources().find((status) => status.source === name);
  const cursors = (): Cursor[] => {
    const all = told.messages.flatMap((message) => (message.kind === "cursors" ? message.cursors : []));
    return [...new Map(all.map((cursor) => [cursor.file, cursor])).values()];
  };
  const isTold = (...ids: string[]): Promise<void> => told.until(() => ids.every((id) => told.ids.includes(id)));
  /** Makes a record as old as one of last year. */
  const age = (path: string): void => utimesSync(path, 1_700_000_000, 1_700_000_000);

  it("tells what is written from now on, and nothing from before", async () => {
    const old = place.record("old.jsonl", did("before", { atMs: Date.now() - 60_000 }));
    age(old);
    const lively = place.record("lively.jsonl", did("early", { atMs: Date.now() - 60_000 }));
    await follower().start();
    assert.deepEqual(told.ids, []);
    appendFileSync(old, did("a"));
    appendFileSync(lively, did("b"));
    await isTold("a", "b");
    assert.deepEqual(told.ids.toSorted(), ["a", "b"]);
  });

  it("tells what was written while it was still loaded", async () => {
    const windowBeganMs = Date.now() - 5000;
    place.record("a.jsonl", did("before", { atMs: windowBeganMs - 1 }) + did("meanwhile", { atMs: windowBeganMs }));
    await follower({ othersSinceMs: windowBeganMs }).start();
    assert.deepEqual(told.ids, ["meanwhile"]);
  });

  it("tells an edit within a second, in old and new records and folders", async () => {
    const old = place.record("deep/old.jsonl", did("before"));
    age(old);
    await follower().start();
    const timed = async (id: string, write: () => void): Promise<void> => {
      const startedMs = performance.now();
      write();
      await isTold(id);
      const tookMs = performance.now() - startedMs;
      assert.ok(tookMs < 1000, `${id} took ${tookMs} ms`);
    };
    await timed("a", () => appendFileSync(old, did("a")));
    await timed("b", () => place.record("deep/new.jsonl", did("b")));
    await timed("c", () => place.record("made/deeper/new.jsonl", did("c")));
    await timed("d", () => place.record("whole.json", `[${did("d")}]`));
    await timed("e", () => appendFileSync(join(place.agent, "made/deeper/new.jsonl"), did("e")));
  });

  it("finds the agent's folder when that is made", async () => {
    rmSync(place.agent, { recursive: true });
    await follower().start();
    assert.deepEqual(source("lines")?.roots, []);
    mkdirSync(place.agent);
    place.record("a.jsonl", did("a"));
    await isTold("a");
    assert.deepEqual(source("lines")?.roots, [place.agent]);
  });

  it("tells an act once, in however many records it stands", async () => {
    const act = did("a");
    place.record("one.jsonl", act + act);
    place.record("two.jsonl", act + did("b"));
    await follower({ since: { lines: 1 } }).start();
    assert.deepEqual(told.ids.toSorted(), ["a", "b"]);
  });

  it("keeps to itself what is not in scope", async () => {
    place.record("a.jsonl", did("CANARY-elsewhere", { path: join(place.root, "CANARY-path") }) + did("a"));
    await follower({ since: { lines: 1 } }).start();
    assert.deepEqual(told.ids, ["a"]);
    assert.doesNotMatch(JSON.stringify(told.messages), /CANARY/);
    assert.equal(source("lines")?.edits, 1);
  });

  it("does not say in which other folders agents worked", async () => {
    place.record("a.jsonl", line({ cwd: "/CANARY-folder" }));
    place.record("b.jsonl", line({ cwd: place.root }));
    await follower({ since: { lines: 1 } }).start();
    const cwds = cursors().map(({ cwd }) => cwd);
    assert.deepEqual(cwds.toSorted(), ["/.elsewhere", place.root]);
  });

  it("goes on where a follower before it stopped", async () => {
    const file = place.record("a.jsonl", did("a") + line({ cwd: place.workspace }));
    const first = follower({ since: { lines: 1 } });
    await first.start();
    first[Symbol.dispose]();
    const known = cursors();
    told = new Told();
    // What agents did while nobody was there.
    appendFileSync(file, line({ did: "b", atMs: Date.now() }));
    place.record("b.jsonl", did("c"));
    await follower({ since: { lines: 1 }, cursors: known }).start();
    assert.deepEqual(told.ids.toSorted(), ["b", "c"]);
    assert.equal(told.edits.find(({ id }) => id === "b")?.path, join(place.workspace, "b"));
  });

  it("joins a record at its end with the request that waits there and the folder it was made in", async () => {
    const file = place.record("a.jsonl", line({ cwd: place.workspace }) + line({ asks: "a" }));
    age(file);
    await follower().start();
    appendFileSync(file, line({ got: "a", atMs: Date.now() }));
    await isTold("a");
    assert.equal(told.edits[0]?.path, join(place.workspace, "a"));
  });

  it("begins again with a record that is written anew", async () => {
    const file = place.record("a.jsonl", did("a") + did("b"));
    await follower({ since: { lines: 1 } }).start();
    writeFileSync(file, did("c"));
    await isTold("c");
    rmSync(file);
    place.record("a.jsonl", did("d") + did("c"));
    await isTold("d");
    assert.deepEqual(told.ids, ["a", "b", "c", "d"]);
  });

  it("reads a half-written document when it is whole", async () => {
    const file = place.record("a.json", `[${did("a")}`);
    await follower({ since: { documents: 1 } }).start();
    assert.deepEqual(told.ids, []);
    appendFileSync(file, "]");
    await isTold("a");
  });

  it("leaves sources alone that are off, and says so", async () => {
    place.record("a.jsonl", did("a"));
    place.record("b.json", `[${did("b")}]`);
    await follower({ since: { lines: 1, documents: 1 }, off: ["lines"] }).start();
    assert.deepEqual(told.ids, ["b"]);
    assert.deepEqual([source("lines")?.isOn, source("documents")?.isOn], [false, true]);
    assert.deepEqual(source("lines")?.roots, []);
  });

  it("says of a source where it reads, when, how much it gave, and what it did not understand", async () => {
    place.record("a.jsonl", did("a") + line({ got: "nobody asked" }));
    place.record("folder.jsonl/b.jsonl", did("b") + `{"did":"${"x".repeat(9 * 1024 * 1024)}"}\n`);
    const startedMs = Date.now();
    await follower({ since: { lines: 1 } }).start();
    const { readAtMs, ...rest } = source("lines") ?? assert.fail();
    assert.deepEqual(rest, {
      source: "lines",
      tool: "Liner",
      isOn: true,
      sinceMs: 1,
      roots: [place.agent],
      edits: 2,
      odd: 1,
      skipped: 1,
    });
    assert.ok(readAtMs !== undefined && readAtMs >= startedMs);
  });

  it("goes on with other formats when one of them fails", async () => {
    const fail = (): never => {
      throw new Error("broken");
    };
    const broken = { ...lineFormat(place.agent), source: "broken", isRecord: fail, roots: () => [place.agent] };
    const worse = { ...documentFormat(place.agent), source: "worse", parse: fail, workingFolder: fail };
    place.record("a.jsonl", did("a"));
    place.record("b.json", `[${did("b")}]`);
    await follower({ formats: [broken, worse, lineFormat(place.agent)], since: { lines: 1, worse: 1 } }).start();
    assert.deepEqual(told.ids, ["a"]);
    assert.deepEqual([source("broken")?.skipped, source("worse")?.odd], [1, 1]);
  });

  it("has no timer while nobody looks, and still hears of what is written", async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const file = place.record("a.jsonl", did("a"));
    await new Promise((resolve) => setImmediate(resolve)); // mocha has set its own
    const before = timers();
    const followed = follower();
    await followed.start();
    assert.ok(timers() > before);
    followed.setAttention(false);
    assert.equal(timers(), before);
    appendFileSync(file, did("b"));
    await isTold("b");
    followed.setAttention(true);
    while (timers() === before) await new Promise((resolve) => setImmediate(resolve));
  });

  it("waits for room when it has much to tell", async () => {
    const many = Array.from({ length: 50 }, (_, i) => did(`e${i}`, { talk: "x".repeat(100_000) })).join("");
    place.record("a.jsonl", many);
    place.record("b.jsonl", many.replaceAll('"e', '"f'));
    const door = Promise.withResolvers<void>();
    const start = follower({ since: { lines: 1 }, room: () => door.promise }).start();
    await told.until(() => true);
    const early = told.ids.length;
    door.resolve();
    await start;
    assert.ok(early < 50, `${early} edits before there was room`);
    assert.equal(told.ids.length, 100);
  });
});
