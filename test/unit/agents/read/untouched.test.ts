import assert from "node:assert/strict";
import { globSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { zstdCompressSync } from "node:zlib";
import { lookBack } from "../../../../src/agents/read/lookBack.ts";
import { databaseFormat, documentFormat, line, lineFormat, nowMs, Place, Told } from "./records.ts";

describe("agents' records", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  /** All there is in the agent's folder. Whoever writes, renames, locks by a file or changes rights leaves another one. */
  const everything = (): readonly unknown[] =>
    globSync("**/*", { cwd: place.agent })
      .toSorted()
      .map((name) => {
        const path = join(place.agent, name);
        const { ino, mode, nlink, size, mtimeNs, ctimeNs } = lstatSync(path, { bigint: true });
        const bytes = lstatSync(path).isFile() ? readFileSync(path).toString("base64") : "";
        return { name, ino, mode, nlink, size, mtimeNs, ctimeNs, bytes };
      });

  it("are as they were after they were read, and nothing is beside them", async () => {
    const did = (id: string): string => line({ did: id, path: join(place.workspace, id) });
    place.record("a.jsonl", did("a"));
    place.record("deep/b.jsonl.zst", zstdCompressSync(did("b")));
    place.record("c.json", `[${did("c")}]`);
    for (const journal of ["delete", "wal"]) {
      const database = new DatabaseSync(join(place.agent, `${journal}.db`));
      database.exec(`PRAGMA journal_mode = ${journal}; CREATE TABLE edit (id TEXT, changed_ms INTEGER, path TEXT)`);
      database.prepare("INSERT INTO edit VALUES (?, ?, ?)").run(journal, nowMs, join(place.workspace, journal));
      database.close();
    }
    const before = everything();
    const told = new Told();
    await lookBack({
      git: [],
      formats: [lineFormat(place.agent), documentFormat(place.agent), databaseFormat(place.agent)],
      surroundings: { home: "/", platform: "linux", env: {}, userFolder: undefined, workspaceStorage: undefined },
      scope: { folders: [place.workspace] },
      sinceMs: nowMs - 1,
      tell: told.tell,
      room: () => Promise.resolve(),
      isCancelled: () => false,
    });
    assert.deepEqual(told.ids.toSorted(), ["a", "b", "c", "delete", "wal"], "all were read");
    assert.deepEqual(everything(), before);
  });
});
