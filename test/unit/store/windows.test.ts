import assert from "node:assert/strict";
import { openDatabase, walIsSafe } from "../../../src/store/database.ts";
import type { StoreLoss } from "../../../src/store/handle.ts";
import { StoreError } from "../../../src/store/problem.ts";
import { loadSqlite } from "../../../src/store/sqlite.ts";
import { Place, problemOf, sqliteThat, sqliteWithoutWal, sqliteWithWal } from "./place.ts";
import { record } from "./samples.ts";

describe("store, several windows", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  const journalMode = (): unknown => place.raw().prepare("PRAGMA journal_mode").get()?.["journal_mode"];

  it("takes a database that another window makes at the same moment for what it is", () => {
    const losses: StoreLoss[] = [];
    const other = place.store();
    const storedByOther = (): boolean => {
      try {
        other.write({ files: [record("file:///b")], facts: [], atMs: 1 });
        return true;
      } catch (error) {
        assert.ok(error instanceof StoreError && error.retryable);
        return false;
      }
    };
    let stored: boolean | undefined;
    const sqlite = sqliteThat((database) => {
      const prepare = database.prepare.bind(database);
      database.prepare = (sql) => {
        if (sql.includes("FROM sqlite_schema")) stored ??= storedByOther();
        return prepare(sql);
      };
    });
    const one = place.store({ sqlite, onLoss: (loss) => losses.push(loss) });
    one.write({ files: [record("file:///a")], facts: [], atMs: 1 });
    assert.ok(stored === true || storedByOther());
    assert.deepEqual(losses, []);
    assert.deepEqual(
      one.files().map(({ uri }) => uri),
      ["file:///a", "file:///b"],
    );
  });

  it("has the right to write from the beginning of a transaction", () => {
    place.store().write({ files: [record("file:///a")], facts: [], atMs: 1 });
    const connection = openDatabase(place.folder, loadSqlite());
    place.closing(connection).transaction("write", () => {
      assert.throws(() => place.raw().exec("BEGIN IMMEDIATE"), /locked/);
    });
    place.raw().exec("BEGIN IMMEDIATE");
  });

  it("notices what another window wrote, once, and not what it wrote itself", () => {
    const [one, other] = [place.store(), place.store()];
    one.write({ files: [record("file:///a")], facts: [], atMs: 1 });
    assert.equal(one.changedElsewhere(), false);
    assert.equal(other.files().length, 1);
    other.write({ files: [record("file:///b")], facts: [], atMs: 2 });
    assert.equal(one.changedElsewhere(), true);
    assert.equal(one.changedElsewhere(), false);
    assert.equal(other.changedElsewhere(), false);
  });

  it("does not bring back what another window deleted", () => {
    const losses: StoreLoss[] = [];
    const one = place.store();
    const other = place.store({ onLoss: (loss) => losses.push(loss) });
    const oldKey = other.key();
    const batch = { files: [record("file:///a")], facts: [], atMs: 1 };
    other.write(batch);
    one.deleteEverything();
    assert.equal(problemOf(() => other.write(batch)).kind, "deleted");
    assert.deepEqual(losses, [{ kind: "deleted" }]);
    assert.deepEqual(place.names(), []);
    assert.notDeepEqual(other.key(), oldKey);
    other.write(batch);
    assert.equal(one.files().length, 1);
    assert.deepEqual(one.key(), other.key());
    assert.equal(losses.length, 1);
  });

  it("notices a deletion before its own first write, and when it only looks", () => {
    const losses: StoreLoss[] = [];
    const other = place.store({ onLoss: (loss) => losses.push(loss) });
    const batch = { files: [record("file:///a")], facts: [], atMs: 1 };
    other.key();
    place.store().deleteEverything();
    assert.equal(problemOf(() => other.write(batch)).kind, "deleted");
    other.key();
    other.write(batch);
    place.store().deleteEverything();
    assert.equal(other.changedElsewhere(), true);
    assert.deepEqual(other.files(), []);
    assert.deepEqual(losses, [{ kind: "deleted" }, { kind: "deleted" }]);
  });

  it("gives a lease to one window, until it ends or is given back", () => {
    const [one, other] = [place.store(), place.store()];
    assert.equal(one.takeLease("ingest", "one", 1000, 2000), true);
    assert.equal(other.takeLease("ingest", "other", 1500, 2500), false);
    assert.equal(one.takeLease("ingest", "one", 1500, 2500), true);
    assert.equal(other.takeLease("ingest", "other", 2500, 3500), true);
    assert.equal(one.takeLease("ingest", "one", 2600, 3600), false);
    one.releaseLease("ingest", "one");
    assert.equal(one.takeLease("ingest", "one", 2600, 3600), false);
    other.releaseLease("ingest", "other");
    assert.equal(one.takeLease("ingest", "one", 2600, 3600), true);
  });

  it("takes a lease over when the clock was put back far behind it", () => {
    const store = place.store();
    store.takeLease("ingest", "gone", 900_000, 901_000);
    assert.equal(store.takeLease("ingest", "here", 1000, 2000), true);
  });

  describe("journal", () => {
    const batch = { files: [record("file:///a")], facts: [], atMs: 1 };

    it("is a WAL only from the version that cannot damage it", () => {
      const versions = ["3.50.4", "3.51.2", "3.51.3", "3.52.0", "4.0.0", "3.9.99"];
      assert.deepEqual(versions.map(walIsSafe), [false, false, true, true, true, false]);
    });

    it("changes with the version that opens the database, and keeps the rows", () => {
      for (const [sqlite, expected] of [
        [sqliteWithWal, "wal"],
        [sqliteWithoutWal, "delete"], // what another connection says of TRUNCATE, which is not kept in the file
        [sqliteWithWal, "wal"],
      ] as const) {
        const store = place.store({ sqlite });
        store.write(batch);
        assert.equal(store.files().length, 1);
        assert.equal(journalMode(), expected);
        store.close();
        place.closeAll();
      }
    });

    it("waits for the others to leave an unsafe WAL", () => {
      const newer = place.store({ sqlite: sqliteWithWal });
      newer.write(batch);
      const older = place.store({ sqlite: sqliteWithoutWal });
      assert.equal(problemOf(() => older.files()).kind, "locked");
      newer.close();
      assert.equal(older.files().length, 1);
    });

    it("stays without a WAL while another window needs it so", () => {
      const older = place.store({ sqlite: sqliteWithoutWal });
      older.write(batch);
      const raw = place.raw();
      raw.exec("BEGIN; SELECT * FROM file");
      const newer = place.store({ sqlite: sqliteWithWal });
      assert.equal(newer.files().length, 1);
      raw.exec("COMMIT");
      newer.write(batch);
      assert.equal(older.files().length, 1);
    });
  });
});
