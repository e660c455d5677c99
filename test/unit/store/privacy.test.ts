import assert from "node:assert/strict";
import { closeSync, existsSync, fstatSync, openSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Place } from "./place.ts";
import { checklist, record } from "./samples.ts";

describe("store, privacy", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  it("keeps the key out of the database", () => {
    const store = place.store();
    const key = Buffer.from(store.key());
    store.write({ files: [record("file:///w/secret-plan.ts")], facts: [], atMs: 1 });
    const others = place.names().filter((name) => name !== "review-debt.key");
    const bytes = place.bytes(others);
    assert.ok(bytes.includes("secret-plan"), "the bytes looked at are the ones written");
    assert.equal(bytes.includes(key), false);
    assert.equal(bytes.includes(key.toString("hex")), false);
    assert.equal(bytes.includes(key.toString("base64")), false);
  });

  it("has no column that could hold code", () => {
    place.store().write({ files: [record("file:///a")], facts: [], atMs: 1 });
    const columns = place
      .raw()
      .prepare(
        `SELECT t.name || '.' || c.name AS name FROM sqlite_schema t, pragma_table_info(t.name) c
         WHERE t.type = 'table' AND c.type IN ('TEXT', 'BLOB', 'ANY', '') ORDER BY 1`,
      )
      .all()
      .map((row) => row["name"]);
    assert.deepEqual(columns, [
      "act.id",
      "agent_cursor.cwd",
      "agent_cursor.file",
      "agent_cursor.identity",
      "agent_cursor.scope",
      "agent_cursor.source",
      "checklist.line_hashes",
      "checklist.note",
      "checklist_answer.question",
      "checklist_answer.verdict",
      "day_fact.day",
      "day_fact.kind",
      "day_fact.workspace",
      "file.text_hash",
      "file.uri",
      "lease.holder",
      "lease.name",
      "origin.channel",
      "origin.confidence",
      "origin.id",
      "origin.tool",
      "outcome.by_whom",
      "outcome.day",
      "outcome.state",
      "outcome.workspace",
      "snapshot.line_hashes",
      "snapshot.text_hash",
      "span.engagement",
      "span.reason",
      "span.scope",
      "span.state",
      "week_answer.question",
      "week_answer.text",
      "week_answer.week",
    ]);
  });

  it("can be read by its owner only", () => {
    const store = place.store();
    store.key();
    store.write({ files: [record("file:///a")], facts: [], atMs: 1 });
    // Windows has no such bits; there the profile's folder is what keeps others out.
    const expected = process.platform === "win32" ? 0o666 : 0o600;
    const modes = place.names().map((name) => [name, statSync(join(place.folder, name)).mode & 0o777]);
    assert.ok(modes.length >= 2);
    assert.deepEqual(
      modes,
      place.names().map((name) => [name, expected]),
    );
  });

  it("leaves nothing of a forgotten file in the database", () => {
    const store = place.store();
    const files = [record("file:///w/secret-plan.ts"), record("file:///w/b.ts")];
    store.write({ files, facts: [], atMs: 1 });
    store.writeChecklist(checklist("file:///w/secret-plan.ts", { note: "of the secret-plan" }), undefined);
    store.forget("file:///w/secret-plan.ts");
    store.close();
    assert.ok(place.bytes().includes("b.ts"));
    assert.equal(place.bytes().includes("secret-plan"), false);
  });

  it("deletes every file of its own, and what was in it", () => {
    const store = place.store();
    store.key();
    store.write({ files: [record("file:///w/secret-plan.ts")], facts: [], atMs: 1 });
    const leftovers = ["backup-v1.db", "corrupt-20260101-000000.db", "corrupt-20260101-000000.db-wal"];
    for (const name of leftovers) {
      writeFileSync(join(place.folder, `review-debt.${name}`), "secret-plan");
    }
    writeFileSync(join(place.folder, "another-extension.json"), "{}");
    // Descriptors opened before show what is left on the disk once the names are gone. All but the -shm: it holds no
    // content and goes when the database is closed.
    const names = place.names().filter((name) => name.startsWith("review-debt.") && !name.endsWith("-shm"));
    assert.ok(names.length >= 2 + leftovers.length);
    const descriptors = names.map((name) => openSync(join(place.folder, name), "r"));
    try {
      store.deleteEverything();
      assert.deepEqual(place.names(), ["another-extension.json"]);
      assert.deepEqual(
        names.map((name, i) => [name, fstatSync(descriptors[i] ?? -1).size]),
        names.map((name) => [name, 0]),
      );
    } finally {
      descriptors.forEach((descriptor) => closeSync(descriptor));
    }
  });

  it("starts clean after a deletion, with another key", () => {
    const store = place.store({ onLoss: () => assert.fail("it did that itself") });
    const key = store.key();
    const batch = { files: [record("file:///a")], facts: [], atMs: 1 };
    store.write(batch);
    store.deleteEverything();
    assert.deepEqual(store.files(), []);
    assert.deepEqual(place.names(), []);
    assert.notDeepEqual(store.key(), key);
    store.write(batch);
    assert.equal(store.files().length, 1);
  });

  it("has nothing to delete where nothing was stored", () => {
    place.store().deleteEverything();
    assert.equal(existsSync(place.folder), false);
  });
});
