import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Hasher } from "../../../src/core/text/hash.ts";
import type { Fact, InWorkspace } from "../../../src/core/week/facts.ts";
import { Place, problemOf, sqliteThat } from "./place.ts";
import { claude, record, settlements, span, unnamed } from "./samples.ts";

const workspace = "file:///w";
const read = { day: "2026-11-22", workspace, kind: "read", lines: 2, attendedMs: 24_000 } as const;
const outcome = { day: "2026-11-22", workspace, kind: "outcome", state: "read", by: "person", lines: 2 } as const;
const answer = { week: "2026-11-16", question: "surprise", text: "it was short", atMs: 7 };

describe("store, what weeks are made from", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  const write = (...facts: InWorkspace<Fact>[]): void => place.store().write({ files: [], facts, atMs: 1 });

  it("adds up the facts of a day in each workspace folder, with the time that lines were attended", () => {
    write(read, { ...read, workspace: "" }, { ...read, workspace: "file:///other", kind: "landed", attendedMs: 0 });
    write({ ...read, lines: -1, attendedMs: -12_000 });
    assert.deepEqual(place.store().days(), [
      { ...read, workspace: "" },
      { day: read.day, workspace: "file:///other", kind: "landed", lines: 2 },
      { ...read, lines: 1, attendedMs: 12_000 },
    ]);
    assert.deepEqual(place.store().outcomes(), []);
  });

  it("adds up outcomes by day, workspace folder, state and who did it", () => {
    const others = [
      { ...outcome, day: "2026-11-23" },
      { ...outcome, workspace: "" },
      { ...outcome, state: "unread" },
      { ...outcome, by: "agent" },
    ] as const;
    write(outcome, ...others);
    write({ ...outcome, lines: 5 }, { ...others[3], lines: -2 });
    assert.deepEqual(place.store().outcomes(), [
      others[1],
      { ...others[3], lines: 0 },
      { ...outcome, lines: 7 },
      others[2],
      others[0],
    ]);
    assert.deepEqual(place.store().days(), []);
  });

  it("stores ledger, counts and outcomes together or not at all, and once when it is tried again", () => {
    const store = place.store();
    store.write({ files: [record("file:///w/a")], facts: [], atMs: 1 });
    const before = store.everything().tables;
    const changed = record("file:///w/a", { spans: [span(0, 9)] });
    const noState = { ...outcome, state: "understood" } as unknown as typeof outcome;
    assert.throws(() => store.write({ files: [changed], facts: [read, outcome, noState], atMs: 2 }), /CHECK/);
    assert.deepEqual(store.everything().tables, before);
    store.write({ files: [changed], facts: [read, outcome], atMs: 2 });
    assert.deepEqual([store.days(), store.outcomes()], [[read], [outcome]]);
  });

  it("has nothing of a batch whose last step failed, and one of it after the next attempt", () => {
    let failing = 0;
    const store = place.store({
      sqlite: sqliteThat((database) => {
        const exec = database.exec.bind(database);
        database.exec = (sql) => {
          if (sql === "COMMIT" && failing-- > 0) exec("SELECT no_such_function()");
          exec(sql);
        };
      }),
    });
    store.write({ files: [record("file:///w/a")], facts: [], atMs: 1 });
    const before = store.everything().tables;
    const batch = { files: [record("file:///w/a", { spans: [span(0, 9)] })], facts: [read, outcome], atMs: 2 };
    failing = 1;
    assert.throws(() => store.write(batch), /no_such_function/);
    assert.deepEqual(place.store().everything().tables, before);
    store.write(batch);
    assert.deepEqual([place.store().days(), place.store().outcomes()], [[read], [outcome]]);
  });

  it("counts once what had to wait for another window", () => {
    const store = place.store();
    store.write({ files: [record("file:///w/a")], facts: [], atMs: 1 });
    const other = place.raw();
    other.exec("BEGIN IMMEDIATE; UPDATE day_fact SET lines = lines");
    const batch = { files: [record("file:///w/a")], facts: [read, outcome], atMs: 2 };
    assert.equal(problemOf(() => store.write(batch)).kind, "locked");
    other.exec("COMMIT");
    store.write(batch);
    assert.deepEqual([store.days(), store.outcomes()], [[read], [outcome]]);
  });

  it("has nothing of a batch that a window was writing when it died", () => {
    place.store().write({ files: [record("file:///w/a")], facts: [outcome], atMs: 1 });
    place.closeAll();
    const dying = new DatabaseSync(place.database);
    dying.exec(
      "BEGIN IMMEDIATE; UPDATE outcome SET lines = 9; INSERT INTO day_fact VALUES ('2026-11-22', '', 'read', 9, 9)",
    );
    dying.close();
    assert.deepEqual([place.store().days(), place.store().outcomes()], [[], [outcome]]);
  });

  it("keeps answers to a week's questions whole, the last one to each question", () => {
    const store = place.store();
    assert.deepEqual(store.weekAnswers(), []);
    store.removeWeekAnswer(answer.week, answer.question);
    assert.deepEqual(store.everything().onDisk, [], "nothing is created to remove nothing");
    const long = `<b onclick="x">\u{1F41B}\u202E[a](command:b)\n\0'`.repeat(4000);
    store.writeWeekAnswer(answer);
    store.writeWeekAnswer({ ...answer, question: "checks", text: long, atMs: 8.4 });
    store.writeWeekAnswer({ ...answer, week: "2026-11-23" });
    store.writeWeekAnswer({ ...answer, text: "it was not", atMs: 9 });
    assert.deepEqual(place.store().weekAnswers(), [
      { ...answer, week: "2026-11-23" },
      { ...answer, question: "checks", text: long, atMs: 8 },
      { ...answer, text: "it was not", atMs: 9 },
    ]);
    store.removeWeekAnswer(answer.week, answer.question);
    assert.deepEqual(
      place
        .store()
        .weekAnswers()
        .map(({ week, question }) => [week, question]),
      [
        ["2026-11-23", "surprise"],
        ["2026-11-16", "checks"],
      ],
    );
    assert.throws(() => store.writeWeekAnswer({ ...answer, week: "this week" }), /CHECK/);
  });

  it("shows outcomes and answers with all it holds", () => {
    write(outcome);
    place.store().writeWeekAnswer(answer);
    const { tables } = place.store().everything();
    assert.deepEqual(
      tables["outcome"]?.map((row) => ({ ...row })),
      [{ day: outcome.day, workspace, state: "read", by_whom: "person", lines: 2 }],
    );
    assert.deepEqual(
      tables["week_answer"]?.map((row) => ({ ...row })),
      [{ week: answer.week, question: "surprise", text: answer.text, at_ms: "1970-01-01T00:00:00.007Z" }],
    );
  });

  it("leaves nothing of an answer that is removed", () => {
    const store = place.store();
    store.writeWeekAnswer({ ...answer, text: "a secret-plan" });
    store.removeWeekAnswer(answer.week, answer.question);
    store.close();
    assert.equal(place.bytes().includes("secret-plan"), false);
  });

  it("counts the lines of each state in the present texts of files that are there, blank ones aside", () => {
    const hasher = new Hasher(new Uint8Array(16).fill(7));
    const isBlank = (hash: number): boolean => hasher.isBlank(hash);
    const lines = ["a();", "", "b();", "  ", "", "c();", "d();", "e();", "f();", ""];
    const lineHashes = hasher.lines(lines);
    const [readMark, editedMark] = settlements.map((settled) => ({ origin: unnamed, settled }));
    const spans = [
      span(0, 3),
      span(3, 4, readMark),
      span(5, 7, readMark),
      span(7, 8, editedMark),
      span(8, 9, { origin: claude, settled: undefined, committed: { sinceMs: 5, isInHead: true } }),
    ];
    const store = place.store();
    assert.deepEqual(store.treeStates(isBlank), []);
    const files = [
      record("file:///w/b", { lineHashes, spans }),
      record("file:///w/a", { lineHashes, textHash: "before", spans: [span(0, 9)] }),
      record("file:///w/gone", { lineHashes, spans }),
      record("file:///w/none", { lineHashes, spans: [span(1, 2)] }),
    ];
    store.write({ files, facts: [], atMs: 1 });
    store.write({ files: [record("file:///w/a", { lineHashes, spans: [span(0, 1)] })], facts: [], atMs: 2 });
    store.markPresence("file:///w/gone", false, undefined, 2);
    assert.deepEqual(store.treeStates(isBlank), [
      { uri: "file:///w/a", state: "unread", lines: 1 },
      { uri: "file:///w/b", state: "edited", lines: 1 },
      { uri: "file:///w/b", state: "read", lines: 2 },
      { uri: "file:///w/b", state: "unread", lines: 3 },
    ]);
  });
});
