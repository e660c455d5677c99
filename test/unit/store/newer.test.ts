import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import type { StoreLoss } from "../../../src/store/handle.ts";
import { MIGRATIONS } from "../../../src/store/schema.ts";
import type { Sqlite } from "../../../src/store/sqlite.ts";
import type { Store } from "../../../src/store/store.ts";
import { memoryFrom, memoryOf, tell } from "./fixtures/story.ts";
import { Place, problemOf, sqliteWithoutWal, sqliteWithWal } from "./place.ts";
import { checklist, record } from "./samples.ts";

const present = MIGRATIONS.length;
const story = memoryFrom(present);
const batch = { files: [record("file:///w/a.ts")], facts: [], atMs: 1 };

/** What a later version may do: more tables and columns, and states that nobody knows here. */
const LATER = `
  ALTER TABLE file ADD COLUMN note TEXT;
  ALTER TABLE span ADD COLUMN weight REAL NOT NULL DEFAULT 1;
  CREATE TABLE tomorrow (x ANY) STRICT;
  PRAGMA user_version = ${present + 1};
`;

/** Every way to write into a store. */
const writes: readonly ((store: Store) => unknown)[] = [
  (store) => store.write(batch),
  (store) => store.writeChecklist(checklist("file:///w/a.ts"), undefined),
  (store) => store.writeWeekAnswer({ week: "2100-01-04", question: "surprise", text: "no", atMs: 1 }),
  (store) => store.removeWeekAnswer("2100-01-04", "surprise"),
  (store) => store.renameFile("file:///w/a.ts", "file:///w/c.ts"),
  (store) => store.markPresence("file:///w/a.ts", false, undefined, 1),
  (store) => store.forget("file:///w/a.ts"),
  (store) => store.takeLease("ingest", "me", 1, 2),
  (store) => store.releaseLease("ingest", "a window"),
  (store) => store.writeAgentProgress("file:///w", { cursors: [], acts: ["a"], atMs: 1 }),
];

describe("store, a database of a newer version", () => {
  let place: Place;
  let losses: StoreLoss[];
  const store = (sqlite?: () => Sqlite): Store =>
    place.store({ onLoss: (loss) => losses.push(loss), ...(sqlite && { sqlite }) });
  beforeEach(() => {
    place = new Place();
    losses = [];
  });
  afterEach(() => {
    place.remove();
    assert.deepEqual(losses, []);
  });

  /** Lets a newer version have told the story and done this to the database, and nobody have it open. */
  function make(sqlite: () => Sqlite, later: string): void {
    tell(place.store({ sqlite }));
    place.closeAll();
    place.raw().exec(later);
    place.closeAll();
  }

  for (const [journal, sqlite] of [
    ["a WAL", sqliteWithWal],
    ["a rollback journal", sqliteWithoutWal],
  ] as const) {
    it(`with ${journal} is shown, and not a byte of it is changed`, () => {
      make(sqlite, LATER);
      const [names, bytes] = [place.names(), place.bytes()];
      const older = store(sqlite);
      assert.deepEqual(memoryOf(older), story);
      assert.equal(older.refusal?.kind, "newer");
      for (const write of writes) {
        const { message: _, ...problem } = problemOf(() => write(older)) as { message: string };
        assert.deepEqual(problem, { kind: "newer", found: present + 1, supported: present });
      }
      assert.equal(older.changedElsewhere(), false);
      assert.deepEqual(memoryOf(older), story);
      older.close();
      assert.deepEqual(place.names(), names);
      assert.deepEqual(place.bytes(), bytes);
    });

    it(`with ${journal} that another window makes of the present one takes nothing more from this one`, () => {
      const running = store(sqlite);
      tell(running);
      const newer = place.raw();
      newer.exec(LATER);
      const rows = newer.prepare("SELECT count(*) AS n FROM span").get();
      assert.equal(problemOf(() => running.write(batch)).kind, "newer");
      assert.deepEqual(memoryOf(running), story);
      assert.deepEqual(newer.prepare("SELECT count(*) AS n FROM span").get(), rows);
      assert.equal(problemOf(() => running.forget("file:///w/a.ts")).kind, "newer");
    });
  }

  it("shows what is as it was, and nothing that means something else now", () => {
    make(
      sqliteWithoutWal,
      `${LATER} PRAGMA ignore_check_constraints = ON; UPDATE span SET state = 'skimmed' WHERE state = 'read'`,
    );
    const spans = store().loadFile("file:///w/a.ts")?.spans ?? [];
    const expected = story.files[0]!.spans.map(({ mark }) =>
      mark.settled?.kind === "read" ? undefined : mark.settled,
    );
    assert.deepEqual(
      spans.map(({ mark }) => mark.settled),
      expected,
    );
  });

  for (const [what, later] of [
    ["a table", `${LATER} DROP TABLE week_answer`],
    ["a column", `${LATER} ALTER TABLE file RENAME COLUMN present TO was_there`],
  ] as const) {
    it(`that lacks ${what} of ours is neither shown nor touched`, () => {
      make(sqliteWithoutWal, later);
      const bytes = place.bytes();
      const older = store();
      assert.equal(problemOf(() => older.files()).kind, "newer");
      assert.equal(problemOf(() => older.write(batch)).kind, "newer");
      older.close();
      assert.deepEqual(place.bytes(), bytes);
    });
  }

  it("is left alone also where it is damaged", () => {
    make(sqliteWithoutWal, LATER);
    const bytes = readFileSync(place.database);
    writeFileSync(place.database, bytes.fill(0xa5, 16 * 4096));
    const older = store();
    const kinds = [() => older.loadFile("file:///w/a.ts"), () => older.checklists(), () => older.write(batch)].map(
      (call) => problemOf(call).kind,
    );
    assert.deepEqual(new Set(kinds), new Set(["newer"]));
    older.close();
    assert.deepEqual(readFileSync(place.database), bytes);
  });

  it("can be deleted", () => {
    make(sqliteWithoutWal, LATER);
    const older = store();
    assert.deepEqual(memoryOf(older), story);
    older.deleteEverything();
    assert.deepEqual(place.names(), []);
    older.write(batch);
    assert.equal(older.refusal, undefined);
    assert.equal(older.files().length, 1);
  });
});
