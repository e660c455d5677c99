import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import type { StoredChecklist } from "../../../src/store/checklists.ts";
import type { Store } from "../../../src/store/store.ts";
import { Place } from "./place.ts";
import { checklist, record } from "./samples.ts";

const dayMs = 86_400_000;
const uri = "file:///a";

describe("store, checklists", () => {
  let place: Place;
  let store: Store;
  beforeEach(() => {
    place = new Place();
    store = place.store();
    store.write({ files: [record(uri), record("file:///b")], facts: [], atMs: 1 });
  });
  afterEach(() => place.remove());

  const notes = (): (string | undefined)[] =>
    place
      .store()
      .checklists()
      .map(({ note }) => note);
  const rowsOf = (table: string): number => store.everything().tables[table]?.length ?? 0;
  const tamper = (sql: string): void => {
    const raw = place.raw();
    raw.exec("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF");
    raw.exec(sql);
  };
  const onlyOne = (): StoredChecklist => {
    const [found, ...others] = store.checklists();
    assert.ok(found !== undefined && others.length === 0);
    return found;
  };

  it("gives back what was answered, also to the next window, the latest first", () => {
    const first = checklist(uri, { atMs: Date.now() - 5, note: "Jörg asked why" });
    const second = checklist("file:///b", { lineHashes: new Float64Array(), answers: new Map() });
    const third = checklist(uri, { atMs: first.atMs });
    for (const each of [first, second, third]) assert.equal(store.writeChecklist(each, undefined), true);
    const found = place.store().checklists();
    const [a, b, c] = found.map(({ id }) => id);
    assert.deepEqual(found, [
      { ...second, id: a },
      { ...third, id: b },
      { ...first, id: c },
    ]);
    assert.equal(new Set([a, b, c]).size, 3);
  });

  it("stores nothing where the file is not stored, and creates nothing", () => {
    store.writeChecklist(checklist(uri), undefined);
    const before = onlyOne();
    assert.equal(store.writeChecklist(checklist("file:///unknown"), before), false);
    assert.deepEqual(store.checklists(), [before]);
    store.deleteEverything();
    assert.equal(store.writeChecklist(checklist(uri), undefined), false);
    assert.deepEqual(store.checklists(), []);
    assert.equal(existsSync(place.database), false);
  });

  it("replaces the older one with all its answers", () => {
    store.writeChecklist(checklist(uri, { note: "older" }), undefined);
    const newer = checklist(uri, { note: "newer", atMs: Date.now() + 1, answers: new Map([["core.fit", "holds"]]) });
    assert.equal(store.writeChecklist(newer, onlyOne()), true);
    assert.deepEqual(onlyOne(), { ...newer, id: onlyOne().id });
    assert.equal(rowsOf("checklist_answer"), 1);
  });

  it("leaves alone one that has the number of the older one, which another window removed", () => {
    store.writeChecklist(checklist(uri, { note: "older", atMs: Date.now() - 5 }), undefined);
    const older = onlyOne();
    place.store().writeChecklist(checklist("file:///b", { note: "of the other window" }), older);
    assert.equal(store.writeChecklist(checklist(uri, { note: "newer", atMs: Date.now() + 5 }), older), true);
    assert.deepEqual(notes(), ["newer", "of the other window"]);
  });

  it("replaces it or leaves everything as it was", () => {
    store.writeChecklist(checklist(uri), undefined);
    const before = onlyOne();
    const impossible = checklist(uri, { answers: new Map([["core.fit", "perhaps" as "unsure"]]) });
    assert.throws(() => store.writeChecklist(impossible, before), /CHECK/);
    assert.deepEqual(onlyOne(), before);
  });

  it("forgets them with their file, and keeps those of others", () => {
    store.writeChecklist(checklist(uri, { note: "of a" }), undefined);
    store.writeChecklist(checklist("file:///b", { note: "of b" }), undefined);
    store.forget(uri);
    assert.deepEqual(notes(), ["of b"]);
    assert.equal(rowsOf("checklist_answer"), 3);
  });

  it("keeps them when the file is written again, and under its new name", () => {
    store.writeChecklist(checklist(uri, { note: "of a" }), undefined);
    store.writeChecklist(checklist("file:///b", { note: "in the way" }), undefined);
    store.write({ files: [record(uri, { textHash: "another text", spans: [] })], facts: [], atMs: 2 });
    store.renameFile(uri, "file:///b");
    assert.equal(onlyOne().note, "of a");
    assert.equal(onlyOne().uri, "file:///b");
  });

  it("forgets them 90 days later, at the first write of a window", () => {
    store.writeChecklist(checklist(uri, { note: "old", atMs: Date.now() - 90 * dayMs - 1000 }), undefined);
    store.writeChecklist(checklist(uri, { note: "not yet", atMs: Date.now() - 90 * dayMs + 60_000 }), undefined);
    assert.deepEqual(notes(), ["not yet", "old"]);
    place.store().markPresence(uri, true, undefined, 2);
    assert.deepEqual(notes(), ["not yet"]);
    assert.equal(rowsOf("checklist_answer"), 3);
  });

  it("shows them readable", () => {
    store.writeChecklist(checklist(uri, { note: "Jörg asked why", atMs: 1_790_000_000_000 }), undefined);
    const { tables } = store.everything();
    const [row] = tables["checklist"] ?? [];
    assert.equal(row?.["at_ms"], "2026-09-21T14:13:20.000Z");
    assert.equal(row["line_hashes"], "2 keyed line hashes");
    assert.equal(row["note"], "Jörg asked why");
    assert.deepEqual(
      tables["checklist_answer"]?.map(({ question, verdict }) => [question, verdict]),
      [
        ["core.breakage", "unsure"],
        ["core.intent", "holds"],
        ["team:a", "doesNotApply"],
      ],
    );
  });

  const odd: readonly [what: string, sql: string][] = [
    ["a moment no number holds", "UPDATE checklist SET at_ms = 9223372036854775807"],
    ["hashes that are not one a line", "UPDATE checklist SET line_hashes = x'00'"],
    ["fewer than no lines", "UPDATE checklist SET line_count = -2"],
    ["a file that is not there", "UPDATE checklist SET file_id = 999"],
  ];
  for (const [what, sql] of odd) {
    it(`skips one with ${what}, and keeps the rest`, () => {
      store.writeChecklist(checklist(uri), undefined);
      tamper(sql);
      store.writeChecklist(checklist(uri, { note: "sound" }), undefined);
      assert.equal(onlyOne().note, "sound");
    });
  }

  it("stores one though somebody left answers under its number, and takes none of them for its own", () => {
    const store = place.store();
    store.write({ files: [record(uri)], facts: [], atMs: 1 });
    const raw = place.raw();
    raw.exec(
      "PRAGMA foreign_keys = OFF; INSERT INTO checklist_answer VALUES (1, 'core.intent', 'unsure'), (1, 'x', 'holds')",
    );
    const answered = checklist(uri);
    assert.ok(store.writeChecklist(answered, undefined));
    assert.deepEqual(store.checklists()[0]?.answers, answered.answers);
  });

  it("skips answers it does not know: such a question is unsure", () => {
    store.writeChecklist(checklist(uri), undefined);
    tamper("UPDATE checklist_answer SET verdict = 'toString' WHERE question = 'core.intent'");
    tamper("INSERT INTO checklist_answer VALUES (999, 'core.fit', 'holds')");
    assert.deepEqual([...onlyOne().answers.keys()], ["core.breakage", "team:a"]);
  });
});
