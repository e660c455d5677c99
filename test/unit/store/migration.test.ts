import assert from "node:assert/strict";
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Fact } from "../../../src/core/week/facts.ts";
import type { Connection } from "../../../src/store/connection.ts";
import { openDatabase } from "../../../src/store/database.ts";
import type { StoreLoss } from "../../../src/store/handle.ts";
import { MIGRATIONS, TABLES } from "../../../src/store/schema.ts";
import { dump } from "./fixtures/dump.ts";
import { memoryFrom, memoryOf, tell } from "./fixtures/story.ts";
import { Place, problemOf, sqliteThat } from "./place.ts";

/** A step that a later version could take. */
const LATER = "ALTER TABLE file ADD COLUMN note TEXT; UPDATE file SET note = 'from ' || uri";

/** The story as each version stored it, written by the extension of that time. */
const fixtures = globSync("schema-*.sql", { cwd: new URL("fixtures/", import.meta.url) })
  .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }))
  .map((name) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8"));

function sum(facts: readonly Fact[]): number {
  return facts.reduce((lines, fact) => lines + fact.lines, 0);
}

function schema(database: DatabaseSync): unknown[] {
  return database.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY name").all();
}

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
    raw.exec(`BEGIN; ${fixtures[version - 1]} COMMIT`);
    raw.close();
  };
  const makeVersion1 = (): void => make(1);

  for (const [i, fixture] of fixtures.entries()) {
    const version = i + 1;

    it(`reads what version ${version} wrote, all of it`, () => {
      make(version);
      const store = place.store({ onLoss: () => assert.fail("nothing is wrong with it") });
      assert.deepEqual(memoryOf(store), memoryFrom(version));
      assert.deepEqual(memoryOf(place.store()), memoryFrom(version), "as the next window does");
    });

    it(`keeps a copy of version ${version} as it was, and writes all there is now`, () => {
      make(version);
      const store = place.store({ onLoss: () => assert.fail("nothing is wrong with it") });
      const before = memoryOf(store);
      const copies = version === MIGRATIONS.length ? [] : [`review-debt.backup-v${version}.db`];
      assert.deepEqual(
        place.names().filter((name) => /backup|partial/.test(name)),
        copies,
      );
      for (const copy of copies) assert.equal(dump(place.raw(join(place.folder, copy))), fixture);
      tell(store);
      const told = memoryFrom(MIGRATIONS.length);
      const now = memoryOf(place.store());
      const { days, outcomes, checklists } = now;
      assert.deepEqual(now, { ...told, days, outcomes, checklists });
      assert.equal(sum(days), sum(before.days) + sum(told.days));
      assert.equal(sum(outcomes), sum(before.outcomes) + sum(told.outcomes));
      assert.equal(checklists.length, before.checklists.length + told.checklists.length);
      assert.equal(place.raw().prepare("PRAGMA user_version").get()?.["user_version"], MIGRATIONS.length);
    });

    it(`never changes a step that was released: version ${version}`, () => {
      const made = place.raw(join(place.root, "made.db"));
      for (const step of MIGRATIONS.slice(0, version)) made.exec(step);
      make(version);
      assert.deepEqual(schema(made), schema(place.raw()));
    });
  }

  // A step that is not released yet has no fixture; RENEW_GOLDENS=1 makes it, and from then on the step stays.
  it("has a database of every version", () => {
    const name = new URL(`fixtures/schema-${MIGRATIONS.length}.sql`, import.meta.url);
    if (process.env["RENEW_GOLDENS"] !== undefined && !existsSync(name)) {
      tell(place.store());
      writeFileSync(name, dump(place.raw()));
    }
    assert.ok(existsSync(name), `${name.pathname} is missing: RENEW_GOLDENS=1 makes it`);
    assert.equal(fixtures.length, MIGRATIONS.length);
  });

  it("writes the present version as its fixture says", () => {
    tell(place.store());
    assert.equal(dump(place.raw()), fixtures.at(-1));
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
    assert.deepEqual(memoryOf(place.store({ sqlite })), memoryFrom(3));
    const backup = place.raw(join(place.folder, "review-debt.backup-v3.db"));
    assert.equal(backup.prepare("PRAGMA user_version").get()?.["user_version"], 3);
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
    assert.equal(open(MIGRATIONS).refusal?.kind, "newer");
  });

  for (const [i] of fixtures.slice(0, -1).entries()) {
    const version = i + 1;

    it(`leaves version ${version} as it was where the disk is full in the middle of the steps, and takes them later`, () => {
      make(version);
      const full = sqliteThat((database) => {
        const pages = Number(database.prepare("PRAGMA page_count").get()?.["page_count"]);
        database.exec(`PRAGMA max_page_count = ${pages}`);
      });
      const losses: StoreLoss[] = [];
      const store = place.store({ sqlite: full, onLoss: (loss) => losses.push(loss) });
      assert.equal(problemOf(() => store.files()).kind, "full");
      assert.equal(problemOf(() => tell(store)).kind, "full");
      store.close();
      assert.equal(dump(place.raw()), fixtures[i]);
      place.closeAll();
      assert.deepEqual(memoryOf(place.store()), memoryFrom(version));
      assert.deepEqual(losses, []);
    });

    it(`sets a version ${version} aside that lacks a table: its steps would fail for ever`, () => {
      make(version);
      place.raw().exec("DROP TABLE day_fact");
      const losses: StoreLoss[] = [];
      const store = place.store({ onLoss: (loss) => losses.push(loss) });
      tell(store);
      assert.deepEqual(memoryOf(store), memoryFrom(MIGRATIONS.length));
      assert.deepEqual(
        losses.map(({ kind }) => kind),
        ["corrupt"],
      );
    });
  }
});
