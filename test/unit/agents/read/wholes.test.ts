import assert from "node:assert/strict";
import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { databaseFormat, documentFormat, nowMs, Place, RecordReader } from "./records.ts";

describe("reading a document", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  const started = (content: string): { file: string; reader: RecordReader } => {
    const file = place.record("a.json", content);
    return { file, reader: new RecordReader(documentFormat(place.agent), file) };
  };

  it("reads it again when it has changed, and only then", async () => {
    const { file, reader } = started('[{"did":"a"}]');
    assert.deepEqual(await reader.look(), ["a"]);
    assert.deepEqual(await reader.look(true), []);
    writeFileSync(file, '[{"did":"a"},{"did":"b"}]');
    assert.deepEqual(await reader.look(), ["a", "b"]);
  });

  it("does not take one that is half-written for read", async () => {
    const { file, reader } = started('[{"did":"a"},{"di');
    assert.deepEqual(await reader.look(), []);
    assert.deepEqual([reader.last?.cursor, reader.odd, reader.last?.skipped], [undefined, 0, 0]);
    writeFileSync(file, '\ufeff[{"did":"a"},{"did":"b"}]\r\n');
    assert.deepEqual(await reader.look(), ["a", "b"]);
  });

  it("does not parse one that holds nothing wanted, and counts one that its format fails at", async () => {
    const { file, reader } = started('{"talk":"CANARY-document-talk" and no JSON');
    assert.deepEqual(await reader.look(), []);
    assert.notEqual(reader.last?.cursor, undefined);
    writeFileSync(file, '{"did":"not a list"}');
    await reader.look();
    assert.equal(reader.odd, 1);
  });

  it("passes over one that is too large, once", async () => {
    const { reader } = started(`[{"did":"a"}]${" ".repeat(33 * 1024 * 1024)}`);
    assert.deepEqual(await reader.look(), []);
    assert.equal(reader.last?.skipped, 1);
    await reader.look();
    assert.equal(reader.last?.skipped, 0);
  });
});

describe("reading a database", () => {
  let place: Place;
  let open: DatabaseSync[];
  beforeEach(() => {
    place = new Place();
    open = [];
  });
  afterEach(() => {
    for (const database of open) if (database.isOpen) database.close();
    place.remove();
  });

  /** The agent's own connection. */
  const written = (journal = "wal"): { agent: DatabaseSync; file: string; reader: RecordReader } => {
    const file = place.record("a.db", "");
    const agent = new DatabaseSync(file);
    open.push(agent);
    agent.exec(`PRAGMA journal_mode = ${journal}; CREATE TABLE edit (id TEXT, changed_ms INTEGER, path TEXT)`);
    return { agent, file, reader: new RecordReader(databaseFormat(place.agent), file) };
  };
  const insert = (agent: DatabaseSync, ...ids: string[]): void => {
    for (const id of ids) agent.prepare("INSERT INTO edit VALUES (?, ?, ?)").run(id, nowMs, `/w/${id}`);
  };
  const contents = (): [string, Buffer | string][] => readdirSync(place.agent).map((name) => [name, ""]);

  for (const journal of ["wal", "delete"]) {
    it(`reads what has changed while the agent has it open (${journal})`, async () => {
      const { agent, reader } = written(journal);
      insert(agent, "a", "b");
      assert.deepEqual(await reader.look(), ["a", "b"]);
      agent.prepare("INSERT INTO edit VALUES (?, ?, ?)").run("c", nowMs + 1, "/w/c");
      assert.deepEqual(await reader.look(), ["a", "b", "c"], "rows of the last moment come again");
      assert.deepEqual(await reader.look(), ["c"]);
    });
  }

  it("reads on past rows with numbers that JavaScript cannot hold, or of no moment", async () => {
    const { agent, reader } = written();
    agent.exec("INSERT INTO edit VALUES ('far', 9223372036854775807, '/w/far'), ('none', 'soon', '/w/none')");
    agent.exec("INSERT INTO edit VALUES ('9007199254740993', 5, '/w/odd')");
    insert(agent, "a");
    assert.deepEqual(await reader.look(), ["9007199254740993", "a", "far", "none"]);
    insert(agent, "b");
    assert.deepEqual(await reader.look(), ["a", "b", "far", "none"]);
  });

  it("leaves nothing behind beside one that nobody has open", async () => {
    const { agent, file, reader } = written();
    insert(agent, "a");
    agent.close();
    chmodSync(file, 0o444);
    const before = contents();
    assert.deepEqual(
      before.map(([name]) => name),
      ["a.db"],
    );
    assert.deepEqual(await reader.look(), ["a"]);
    assert.deepEqual(contents(), before);
  });

  it("reads all rows of one moment, however many there are", async () => {
    const { agent, reader } = written();
    const ids = Array.from({ length: 3333 }, (_, i) => `e${String(i).padStart(4, "0")}`);
    agent.exec("BEGIN");
    insert(agent, ...ids);
    agent.exec("COMMIT");
    await reader.look();
    assert.deepEqual([...new Set(reader.ids)], ids);
  });

  it("counts one that is locked, and reads it later", async () => {
    const { agent, reader } = written("delete");
    insert(agent, "a");
    agent.exec("BEGIN EXCLUSIVE");
    assert.deepEqual(await reader.look(), []);
    assert.deepEqual([reader.last?.skipped, reader.last?.cursor], [1, undefined]);
    agent.exec("COMMIT");
    assert.deepEqual(await reader.look(), ["a"]);
  });

  it("counts one of another shape, and what is no database", async () => {
    const { agent, file, reader } = written("delete");
    agent.exec("DROP TABLE edit");
    await reader.look();
    assert.equal(reader.last?.skipped, 1);
    agent.close();
    for (const content of ["", "no database", "SQLite format 3\0".padEnd(5000, "x")]) {
      writeFileSync(file, content);
      await reader.look();
      assert.equal(reader.last?.skipped, 1);
    }
  });

  it("does without where this Node has no SQLite", async () => {
    const { agent, reader } = written();
    insert(agent, "a");
    const original = process.getBuiltinModule.bind(process);
    process.getBuiltinModule = () => undefined;
    try {
      assert.deepEqual(await reader.look(), []);
      assert.equal(reader.last?.skipped, 1);
    } finally {
      process.getBuiltinModule = original;
    }
  });
});
