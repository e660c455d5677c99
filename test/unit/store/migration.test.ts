import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Evidence } from "../../../src/core/ledger/mark.ts";
import type { Connection } from "../../../src/store/connection.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { StoreError } from "../../../src/store/problem.ts";
import { MIGRATIONS, TABLES } from "../../../src/store/schema.ts";
import { Place, sqliteThat } from "./place.ts";
import { claude, unnamed } from "./samples.ts";

/** A step that a later version could take. */
const LATER = "ALTER TABLE file ADD COLUMN note TEXT; UPDATE file SET note = 'from ' || uri";

/** How the read line of the older versions reads now: they did not note the engagement. */
const read: Evidence = { kind: "read", atMs: 1_790_000_200_000, attendedMs: 12_345.5, engagement: "caret" };

const fixtures = ["v1.sql", "v2.sql", "v3.sql", "v4.sql", "v5.sql"].map((name) =>
  readFileSync(new URL(name, import.meta.url), "utf8"),
);

describe("store, versions of the database", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
    mkdirSync(place.folder);
  });
  afterEach(() => place.remove());

  const open = (migrations: readonly string[]): Connection =>
    place.closing(openDatabase(place.folder, { DatabaseSync }, migrations));
  const make = (version: number): void => {
    const raw = place.raw();
    raw.exec(fixtures[version - 1] ?? "");
    raw.close();
  };
  const makeVersion1 = (): void => make(1);

  it("reads what version 1 wrote", () => {
    makeVersion1();
    const store = place.store({ onLoss: () => assert.fail("nothing is wrong with it") });
    assert.deepEqual(
      store.files().map(({ uri, unreadLines }) => [uri, unreadLines]),
      [["file:///w/a.ts", 2]],
    );
    assert.deepEqual(store.loadFile("file:///w/a.ts")?.spans, [
      { start: 0, end: 2, mark: { origin: claude, settled: undefined } },
      { start: 2, end: 3, mark: { origin: unnamed, settled: read } },
    ]);
    assert.deepEqual(store.snapshotOf("file:///w/a.ts", "before")?.lineHashes, new Float64Array([1]));
    assert.deepEqual(store.days(), [{ day: "2026-11-22", workspace: "", kind: "landed", lines: 3 }]);
  });

  it("brings version 1 to the present one, with a copy of what it was", () => {
    makeVersion1();
    const store = place.store({ onLoss: () => assert.fail("nothing is wrong with it") });
    assert.deepEqual(store.agentCursors("w"), []);
    store.writeAgentProgress("w", { cursors: [], acts: ["call 1"], atMs: 9 });
    assert.deepEqual(store.knownActs(["call 1"]), new Set(["call 1"]));
    assert.equal(store.files().length, 1);
    assert.equal(place.raw().prepare("PRAGMA user_version").get()?.["user_version"], MIGRATIONS.length);
    const backup = place.raw(join(place.folder, "review-debt.backup-v1.db"));
    assert.equal(backup.prepare("PRAGMA user_version").get()?.["user_version"], 1);
    assert.throws(() => backup.prepare("SELECT * FROM act"), /no such table/);
  });

  it("brings version 2 to the present one: which texts were left was not noted yet, and is from now on", () => {
    make(2);
    const store = place.store({ onLoss: () => assert.fail("nothing is wrong with it") });
    const uri = "file:///w/a.ts";
    assert.deepEqual(
      store.formersOf(uri).map(({ textHash }) => textHash),
      ["before"],
    );
    const [present, left] = [store.loadFile(uri), store.snapshotOf(uri, "before")];
    assert.ok(present !== undefined && left !== undefined);
    store.write({ files: [{ ...present, left: [left] }], facts: [], atMs: 9 });
    assert.equal(place.raw().prepare("SELECT COUNT(*) AS n FROM left_text").get()?.["n"], 1);
  });

  it("brings version 3 to the present one: nothing was seen in a commit yet, and what is from now on is kept", () => {
    make(3);
    const store = place.store({ onLoss: () => assert.fail("nothing is wrong with it") });
    assert.deepEqual(store.agentCursors("w")[0]?.offset, 300);
    assert.deepEqual(store.knownActs(["claudeCode:call 1"]), new Set(["claudeCode:call 1"]));
    const before = store.loadFile("file:///w/a.ts");
    assert.deepEqual(before?.spans, [
      { start: 0, end: 2, mark: { origin: claude, settled: undefined } },
      { start: 2, end: 3, mark: { origin: unnamed, settled: read } },
    ]);
    const spans = before.spans.map(({ start, end, mark }) => ({
      start,
      end,
      mark: { ...mark, committed: { sinceMs: 1_790_000_400_000 + start, isInHead: start === 0 } },
    }));
    store.write({ files: [{ ...before, spans }], facts: [], atMs: 9 });
    assert.deepEqual(place.store().loadFile("file:///w/a.ts")?.spans, spans);
    const backup = place.raw(join(place.folder, "review-debt.backup-v3.db"));
    assert.equal(backup.prepare("PRAGMA user_version").get()?.["user_version"], 3);
    assert.throws(() => backup.prepare("SELECT committed FROM span"), /no such column/);
  });

  it("brings version 4 to the present one: lines were read at the caret, and checklists can be answered", () => {
    make(4);
    const store = place.store({ onLoss: () => assert.fail("nothing is wrong with it") });
    const uri = "file:///w/a.ts";
    const before = store.loadFile(uri);
    const committed = { sinceMs: 1_790_000_300_000, isInHead: true };
    assert.deepEqual(before?.spans, [
      { start: 0, end: 2, mark: { origin: claude, settled: undefined, committed } },
      { start: 2, end: 3, mark: { origin: unnamed, settled: read } },
    ]);
    assert.deepEqual(store.checklists(), []);
    const spans = before.spans.map((span) => ({
      ...span,
      mark: { ...span.mark, settled: { ...read, engagement: "hover" as const } },
    }));
    store.write({ files: [{ ...before, spans }], facts: [], atMs: 9 });
    const lineHashes = before.lineHashes.subarray(0, 2);
    const answers = new Map([["core.intent", "holds"]] as const);
    assert.equal(
      store.writeChecklist({ uri, lineHashes, atMs: Date.now(), note: undefined, answers }, undefined),
      true,
    );
    assert.deepEqual(place.store().loadFile(uri)?.spans, spans);
    assert.equal(place.store().checklists().length, 1);
    const backup = place.raw(join(place.folder, "review-debt.backup-v4.db"));
    assert.equal(backup.prepare("PRAGMA user_version").get()?.["user_version"], 4);
    assert.throws(() => backup.prepare("SELECT * FROM checklist"), /no such table/);
  });

  it("brings version 5 to the present one: counts were of no workspace folder, and weeks can be answered", () => {
    make(5);
    const store = place.store({ onLoss: () => assert.fail("nothing is wrong with it") });
    const landed = { day: "2026-11-22", workspace: "", kind: "landed", lines: 3 } as const;
    const read = { day: "2026-11-22", workspace: "", kind: "read", lines: 1 } as const;
    assert.deepEqual(store.days(), [landed, read]);
    assert.deepEqual([store.outcomes(), store.weekAnswers()], [[], []]);
    assert.equal(store.checklists()[0]?.answers.get("core.intent"), "holds");
    const outcome = { ...landed, kind: "outcome", state: "read", by: "person" } as const;
    const facts = [{ ...landed, workspace: "file:///w" }, { ...read, attendedMs: 900 }, outcome];
    store.write({ files: [], facts, atMs: 9 });
    store.writeWeekAnswer({ week: "2026-11-16", question: "surprise", text: "it was short", atMs: 9 });
    const again = place.store();
    assert.deepEqual(again.days(), [landed, { ...read, lines: 2, attendedMs: 900 }, facts[0]]);
    assert.deepEqual(again.outcomes(), [outcome]);
    assert.equal(again.weekAnswers().length, 1);
    const backup = place.raw(join(place.folder, "review-debt.backup-v5.db"));
    assert.equal(backup.prepare("PRAGMA user_version").get()?.["user_version"], 5);
    assert.throws(() => backup.prepare("SELECT workspace FROM day_fact"), /no such column/);
  });

  it("keeps the copy that another window made, when that takes the steps first", () => {
    make(3);
    const sqlite = sqliteThat((database) => {
      const prepare = database.prepare.bind(database);
      database.prepare = (sql) => {
        if (sql.startsWith("VACUUM")) open(MIGRATIONS);
        return prepare(sql);
      };
    });
    assert.equal(place.store({ sqlite }).files().length, 1);
    const backup = place.raw(join(place.folder, "review-debt.backup-v3.db"));
    assert.equal(backup.prepare("PRAGMA user_version").get()?.["user_version"], 3);
  });

  fixtures.forEach((fixture, i) => {
    it(`never changes a step that was released: version ${i + 1}`, () => {
      const schema = (database: DatabaseSync): unknown[] =>
        database.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY name").all();
      const made = place.raw(join(place.root, "made.db"));
      for (const step of MIGRATIONS.slice(0, i + 1)) made.exec(step);
      const found = place.raw(join(place.root, "found.db"));
      found.exec(fixture);
      assert.deepEqual(schema(made), schema(found));
    });
  });

  it("knows all its tables", () => {
    const names = open(MIGRATIONS)
      .rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .map((row) => row["name"]);
    assert.deepEqual(names.toSorted(), [...TABLES].toSorted());
  });

  it("keeps a copy of the older database, then takes the missing steps", () => {
    makeVersion1();
    writeFileSync(join(place.folder, "review-debt.backup-v0.db"), "an older backup");
    const migrated = open([...MIGRATIONS, LATER]);
    assert.equal(migrated.value("PRAGMA user_version"), BigInt(MIGRATIONS.length + 1));
    assert.equal(migrated.value("SELECT note FROM file"), "from file:///w/a.ts");
    const backups = place.names().filter((name) => name.includes("backup") || name.includes("partial"));
    assert.deepEqual(backups, ["review-debt.backup-v1.db"]);
    const path = join(place.folder, "review-debt.backup-v1.db");
    const backup = place.raw(path);
    assert.equal(backup.prepare("PRAGMA user_version").get()?.["user_version"], 1);
    assert.equal(backup.prepare("SELECT uri FROM file").get()?.["uri"], "file:///w/a.ts");
    assert.equal(statSync(path).mode & 0o077, process.platform === "win32" ? 0o066 : 0);
  });

  it("makes no copy of a fresh database, nor of one that is up to date", () => {
    open(MIGRATIONS).close();
    open(MIGRATIONS).close();
    const names = place.names().filter((name) => !name.endsWith("-journal")); // stays, empty, where there is no WAL
    assert.deepEqual(names, ["review-debt.db"]);
  });

  it("takes all steps or none", () => {
    makeVersion1();
    assert.throws(() => open([...MIGRATIONS, LATER, "ALTER TABLE nowhere ADD COLUMN x"]), /nowhere/);
    const raw = place.raw();
    assert.equal(raw.prepare("PRAGMA user_version").get()?.["user_version"], 1);
    assert.throws(() => raw.exec("SELECT note FROM file"), /no such column/);
  });

  it("does not go back", () => {
    open([...MIGRATIONS, LATER]).close();
    assert.throws(
      () => open(MIGRATIONS),
      (error) => error instanceof StoreError && error.problem.kind === "newer",
    );
  });
});
