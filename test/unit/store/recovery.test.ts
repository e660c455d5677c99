import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../../../src/store/problem.ts";
import { Handle, type StoreLoss } from "../../../src/store/handle.ts";
import { MIGRATIONS } from "../../../src/store/schema.ts";
import type { Sqlite } from "../../../src/store/sqlite.ts";
import { Store } from "../../../src/store/store.ts";
import { Place, problemOf, sqliteThat, sqliteWithoutWal, sqliteWithWal } from "./place.ts";
import { record } from "./samples.ts";

const batch = { files: [record("file:///a")], facts: [], atMs: 1 };
const now = (): number => Date.UTC(2026, 10, 22, 12, 34, 56);
const ASIDE = "review-debt.corrupt-20261122-123456.db";

/** The longest a call may keep the editor waiting for another window, in milliseconds. */
const PATIENCE_MS = 300;

describe("store, when something is wrong", () => {
  let place: Place;
  let losses: StoreLoss[];
  const store = (sqlite?: () => Sqlite): Store =>
    place.store({
      now,
      onLoss: (loss) => losses.push(loss),
      ...(sqlite === undefined ? {} : { sqlite }),
    });
  beforeEach(() => {
    place = new Place();
    losses = [];
  });
  afterEach(() => place.remove());

  describe("a damaged database", () => {
    const damages: readonly [what: string, damage: () => void][] = [
      ["is not a database", () => writeFileSync(place.database, "x".repeat(9000))],
      ["is cut off", () => truncateSync(place.database, 3 * 4096)],
      ["has pages of garbage", () => garble(place.database)],
      ["lacks a table", () => place.raw().exec("DROP TABLE day_fact")],
      ["is someone else's", () => place.raw().exec("PRAGMA user_version = 0")],
    ];
    for (const [what, damage] of damages) {
      it(`that ${what} is set aside at the opening, told once, and starts fresh`, () => {
        const first = store();
        first.write(batch);
        first.close();
        damage();
        const damaged = readFileSync(place.database);

        const next = store();
        assert.deepEqual(next.files(), []);
        assert.deepEqual(losses, [{ kind: "corrupt", setAside: ASIDE }]);
        assert.deepEqual(readFileSync(join(place.folder, ASIDE)), damaged);
        next.write(batch);
        assert.equal(next.files().length, 1);
        assert.equal(store().files().length, 1);
        assert.equal(losses.length, 1);
      });
    }

    it("found while running is set aside, and the call that met it succeeds", () => {
      const running = store();
      running.write(batch);
      garbleUnderneath(place);
      const next = { ...batch, files: [record("file:///b")] };
      running.write(next);
      assert.deepEqual(losses, [{ kind: "corrupt", setAside: ASIDE }]);
      assert.deepEqual(
        running.files().map((file) => file.uri),
        ["file:///b"],
      );
      assert.equal(statSync(join(place.folder, ASIDE)).size > 0, true);
    });

    it("found while reading answers empty", () => {
      const running = store();
      running.write(batch);
      garbleUnderneath(place);
      assert.equal(running.loadFile("file:///a"), undefined);
      assert.deepEqual(losses, [{ kind: "corrupt", setAside: ASIDE }]);
    });

    for (const [journal, sqlite] of [
      ["WAL", sqliteWithWal],
      ["a rollback journal", sqliteWithoutWal],
    ] as const) {
      for (const isFolded of [true, false]) {
        const where = isFolded ? "" : " and its journal not yet in it";
        it(`that was emptied while running, with ${journal}${where}, is told, so that what is in memory is written again`, () => {
          const running = store(sqlite);
          running.write(batch);
          if (isFolded) {
            const raw = place.raw();
            raw.exec("PRAGMA wal_checkpoint(TRUNCATE)");
            raw.close();
          }
          truncateSync(place.database, 0);
          running.write({ ...batch, files: [record("file:///b")] });
          assert.deepEqual(losses, [{ kind: "corrupt", setAside: ASIDE }]);
          const uris = store(sqlite)
            .files()
            .map((file) => file.uri);
          assert.ok(uris.includes("file:///b"), uris.join());
        });
      }
    }

    it("that another window has set aside already is not set aside twice", () => {
      const [one, other] = [store(), store()];
      one.write(batch);
      assert.equal(other.files().length, 1);
      garbleUnderneath(place);
      one.write(batch);
      assert.deepEqual(
        other.files().map((file) => file.uri),
        ["file:///a"],
      );
      assert.deepEqual(losses, [{ kind: "corrupt", setAside: ASIDE }, { kind: "replaced" }]);
    });

    it("that another window sets aside while this one opens it is not taken for the fresh one", () => {
      mkdirSync(place.folder);
      writeFileSync(place.database, "x".repeat(9000));
      const other = store();
      let opened = 0;
      const sqlite = sqliteThat((database) => {
        if (opened++ > 0) return;
        const close = database.close.bind(database);
        database.close = () => {
          close();
          other.write(batch);
        };
      });
      const one = store(sqlite);
      one.write({ ...batch, files: [record("file:///b")] });
      assert.deepEqual(losses, [{ kind: "corrupt", setAside: ASIDE }]);
      assert.equal(one.files().length, 2);
      assert.equal(other.files().length, 2);
    });

    it("is left to the window that is just setting it aside, unless that ended in the middle", () => {
      mkdirSync(place.folder);
      writeFileSync(place.database, "x".repeat(9000));
      const lock = join(place.folder, "review-debt.lock");
      writeFileSync(lock, "");
      utimesSync(lock, now() / 1000, now() / 1000);
      const waiting = store();
      assert.equal(problemOf(() => waiting.write(batch)).kind, "locked");
      assert.deepEqual(losses, []);
      utimesSync(lock, now() / 1000 - 60, now() / 1000 - 60);
      waiting.write(batch);
      assert.deepEqual(losses, [{ kind: "corrupt", setAside: ASIDE }]);
      assert.equal(existsSync(lock), false);
    });

    it("is told also where the fresh one has to wait", () => {
      mkdirSync(place.folder);
      writeFileSync(place.database, "x".repeat(9000));
      let opened = 0;
      const waiting = store(
        sqliteThat(() => {
          if (opened++ === 1) place.raw().exec("BEGIN EXCLUSIVE");
        }),
      );
      assert.equal(problemOf(() => waiting.write(batch)).kind, "locked");
      place.closeAll();
      waiting.write(batch);
      assert.deepEqual(losses, [{ kind: "corrupt", setAside: ASIDE }]);
    });

    it("that another window sets aside in the middle of a call is not taken for the fresh one", () => {
      store().write(batch);
      const handle = place.closing(new Handle(place.folder, { now, onLoss: (loss) => losses.push(loss) }));
      const other = place.store({ now });
      let runs = 0;
      const uris = handle.use(false, (db) => {
        if (runs++ === 0) {
          garbleUnderneath(place);
          other.write({ ...batch, files: [record("file:///fresh")] });
        }
        return db.rows("SELECT uri FROM file").map((row) => row["uri"]);
      });
      assert.deepEqual(uris, ["file:///fresh"]);
      assert.equal(runs, 2);
      assert.deepEqual(losses, [{ kind: "replaced" }]);
    });

    it("is kept in few copies, under names of their own", () => {
      for (let i = 0; i < 5; i++) {
        const next = store();
        next.write(batch);
        next.close();
        writeFileSync(place.database, `damage ${i} ${"x".repeat(9000)}`);
      }
      store().files();
      assert.equal(losses.length, 5);
      const kept = place.names().filter((name) => /^review-debt\.corrupt-.*\.db$/.test(name));
      assert.equal(kept.length, 3);
      const last = losses.at(-1);
      const name = last?.kind === "corrupt" ? last.setAside : "";
      assert.match(readFileSync(join(place.folder, name), "utf8"), /damage 4/);
    });
  });

  describe("a database another window holds", () => {
    for (const [journal, sqlite] of [
      ["WAL", sqliteWithWal],
      ["a rollback journal", sqliteWithoutWal],
    ] as const) {
      it(`with ${journal} refuses a write at once, and takes it when it is free`, () => {
        const waiting = store(sqlite);
        waiting.write(batch);
        const raw = place.raw();
        raw.exec("BEGIN IMMEDIATE");
        const problem = inTime(() => problemOf(() => waiting.write({ ...batch, files: [record("file:///b")] })));
        assert.equal(problem.kind, "locked");
        assert.equal(waiting.files().length, 1);
        raw.exec("COMMIT");
        waiting.write({ ...batch, files: [record("file:///b")] });
        assert.equal(waiting.files().length, 2);
      });
    }

    it("refuses an opening at once, and opens when it is free", () => {
      const first = store(sqliteWithoutWal);
      first.write(batch);
      first.close();
      const raw = place.raw();
      raw.exec("BEGIN EXCLUSIVE");
      const waiting = store(sqliteWithoutWal);
      assert.equal(inTime(() => problemOf(() => waiting.files())).kind, "locked");
      assert.equal(inTime(() => problemOf(() => waiting.write(batch))).kind, "locked");
      raw.exec("COMMIT");
      assert.equal(waiting.files().length, 1);
      assert.deepEqual(losses, []);
    });

    it("says that it is worth trying again", () => {
      store().write(batch);
      place.raw().exec("BEGIN IMMEDIATE");
      assert.throws(
        () => store().write(batch),
        (error) => error instanceof StoreError && error.retryable,
      );
    });
  });

  it("replaces a damaged key, and sets aside what it was for", () => {
    store().write(batch);
    writeFileSync(join(place.folder, "review-debt.key"), "short");
    const later = store();
    assert.equal(later.key().length, 16);
    assert.equal(losses.length, 1);
    assert.equal(losses[0]?.kind, "corrupt");
    later.write(batch);
    assert.deepEqual(later.loadFile(batch.files[0]?.uri ?? "")?.spans, batch.files[0]?.spans);
    assert.equal(place.names().includes(losses[0]?.kind === "corrupt" ? losses[0].setAside : ""), true);
  });

  it("replaces a damaged key that nothing was stored with, and says nothing", () => {
    mkdirSync(place.folder);
    writeFileSync(join(place.folder, "review-debt.key"), "short");
    store().write(batch);
    assert.deepEqual(losses, []);
  });

  it("keeps what it had when the disk is full, and goes on when there is room", () => {
    let opened: DatabaseSync | undefined;
    const small = store(
      sqliteThat((database) => {
        opened = database;
        database.exec("PRAGMA max_page_count = 40");
      }),
    );
    small.write(batch);
    const before = small.everything().tables;
    const lineHashes = new Float64Array(50_000);
    const facts = [{ day: "2026-11-22", workspace: "file:///w", kind: "landed", lines: 1 } as const];
    const large = { files: [record("file:///a", { lineHashes })], facts, atMs: 2 };
    assert.equal(problemOf(() => small.write(large)).kind, "full");
    assert.deepEqual(small.everything().tables, before);
    opened?.exec("PRAGMA max_page_count = 4000");
    small.write(large);
    assert.equal(small.loadFile("file:///a")?.lineHashes.length, 50_000);
    assert.deepEqual(small.days(), facts);
    assert.deepEqual(losses, []);
  });

  describe("a place that cannot be written", () => {
    it("is told when the folder cannot be made", () => {
      writeFileSync(join(place.root, "plain"), "");
      const nowhere = place.closing(new Store(join(place.root, "plain", "globalStorage")));
      assert.deepEqual(nowhere.files(), []);
      assert.equal(problemOf(() => nowhere.write(batch)).kind, "readOnly");
      assert.equal(problemOf(() => nowhere.key()).kind, "readOnly");
    });

    it("is told when a folder stands where the database should", () => {
      mkdirSync(place.database, { recursive: true });
      assert.equal(problemOf(() => store().write(batch)).kind, "readOnly");
    });

    it("still lets a database be read", () => {
      store().write(batch);
      class ReadOnly extends DatabaseSync {
        constructor(path: string) {
          super(path, { readOnly: true });
        }
      }
      const reader = store(() => ({ DatabaseSync: ReadOnly }));
      assert.equal(reader.files().length, 1);
      assert.equal(problemOf(() => reader.write(batch)).kind, "readOnly");
      assert.equal(reader.loadFile("file:///a")?.spans.length, 1);
    });
  });

  it("tells of a Node without SQLite only when a database is wanted", () => {
    const module = new URL("../../../src/store/store.ts", import.meta.url).href;
    const script = `
      import { Store } from ${JSON.stringify(module)};
      const store = new Store(${JSON.stringify(place.folder)});
      const told = [store.files().length, store.key().length];
      try { store.write({ files: [], facts: [{ day: "2026-11-22", workspace: "file:///w", kind: "read", lines: 1 }], atMs: 1 }); }
      catch (error) { told.push(error.name, error.problem.kind); }
      console.log(JSON.stringify(told));`;
    const flags = ["--no-experimental-sqlite", "--input-type=module", "--eval", script];
    const told: unknown = JSON.parse(execFileSync(process.execPath, flags, { encoding: "utf8" }));
    assert.deepEqual(told, [0, 16, "StoreError", "unavailable"]);
  });
});

function inTime<T>(call: () => T): T {
  const start = performance.now();
  const result = call();
  const tookMs = performance.now() - start;
  assert.ok(tookMs < PATIENCE_MS, `the call took ${tookMs} ms`);
  return result;
}

/** Overwrites all pages but the first, which says that this is a database. */
function garble(path: string): void {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xa5, 4096));
}

/** The same, while connections are open and believe that their copies of the pages are good until someone writes. */
function garbleUnderneath(place: Place): void {
  const raw = place.raw();
  raw.exec(`PRAGMA user_version = ${MIGRATIONS.length}; PRAGMA wal_checkpoint(TRUNCATE)`);
  raw.close();
  garble(place.database);
}
