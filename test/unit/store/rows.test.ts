import assert from "node:assert/strict";
import type { Mark } from "../../../src/core/ledger/mark.ts";
import { Place } from "./place.ts";
import { claude, record, settlements, span, unnamed, unread } from "./samples.ts";

/** What someone, or a bug, could leave in a span or its origin, and what is left of lines 2 to 4 then. */
const odd: readonly [what: string, sql: string, left: "nothing" | "unread"][] = [
  ["an unknown channel", "UPDATE origin SET channel = 'telepathy'", "nothing"],
  ["a channel by the name of an object's own", "UPDATE origin SET channel = 'toString'", "nothing"],
  ["an unknown confidence", "UPDATE origin SET confidence = 'sure'", "nothing"],
  ["an origin without a number we can hold", "UPDATE origin SET at_ms = 9223372036854775807", "nothing"],
  ["an origin in no year of ours", "UPDATE origin SET at_ms = 253370764800000", "nothing"],
  ["an origin that is not there", "UPDATE span SET origin = 999", "nothing"],
  ["an end before the start", "UPDATE span SET end_line = 1", "nothing"],
  ["a start before the file", "UPDATE span SET start_line = -1", "nothing"],
  ["an end behind the file", "UPDATE span SET end_line = 11", "nothing"],
  ["an end no number holds", "UPDATE span SET end_line = 9223372036854775807", "nothing"],
  ["an unknown state", "UPDATE span SET state = 'understood'", "unread"],
  ["a settled state without a time", "UPDATE span SET settled_at_ms = NULL", "unread"],
  ["an unknown scope", "UPDATE span SET scope = 'repository'", "unread"],
  ["a read without attention", "UPDATE span SET state = 'read'", "unread"],
  ["less attention than none", "UPDATE span SET state = 'read', attended_ms = -1, scope = NULL", "unread"],
  ["a settlement in no year of ours", "UPDATE span SET settled_at_ms = 8640000000000000", "unread"],
  ["a settlement before all records", "UPDATE span SET settled_at_ms = -1", "unread"],
  ["a dismissal without a reason", "UPDATE span SET state = 'dismissed'", "unread"],
];

describe("store, rows it did not write", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
    const mark = { origin: claude, settled: settlements[2] };
    const files = [record("file:///a", { spans: [span(2, 4, mark)] })];
    place.store().write({ files, facts: [], atMs: 1 });
  });
  afterEach(() => place.remove());

  const tamper = (sql: string): void => {
    const raw = place.raw();
    raw.exec("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF");
    raw.exec(sql);
  };

  for (const [what, sql, left] of odd) {
    it(`leaves ${left} of a span with ${what}, and keeps the rest`, () => {
      const store = place.store({ onLoss: () => assert.fail("one odd row is not damage") });
      assert.deepEqual(store.loadFile("file:///a")?.spans[0]?.mark.settled, settlements[2]);
      tamper(sql);
      const again = place.store({ onLoss: () => assert.fail("one odd row is not damage") });
      const expected = left === "nothing" ? [] : [span(2, 4)];
      assert.deepEqual(again.loadFile("file:///a")?.spans, expected);
      const files = [record("file:///b", { spans: [span(0, 1, unread(unnamed))] })];
      again.write({ files, facts: [], atMs: 2 });
      assert.equal(again.loadFile("file:///b")?.spans.length, 1);
    });
  }

  const oddCommits: readonly [what: string, sql: string, left: Mark["committed"]][] = [
    ["no moment", "UPDATE span SET committed = 1", undefined],
    ["a moment no number holds", "UPDATE span SET committed = 1, committed_at_ms = 9223372036854775807", undefined],
    ["a moment and no word of HEAD", "UPDATE span SET committed_at_ms = 5", { sinceMs: 5, isInHead: false }],
    ["an odd word of HEAD", "UPDATE span SET committed = 2, committed_at_ms = 5", { sinceMs: 5, isInHead: false }],
  ];
  for (const [what, sql, left] of oddCommits) {
    it(`keeps lines with a commit of ${what}, as far as it is known`, () => {
      tamper(sql);
      const [found] =
        place.store({ onLoss: () => assert.fail("one odd row is not damage") }).loadFile("file:///a")?.spans ?? [];
      assert.deepEqual(found?.mark.settled, settlements[2]);
      assert.deepEqual(found?.mark.committed, left);
    });
  }

  const oddReads: readonly [engagement: string, left: Mark["settled"]][] = [
    ["NULL", { kind: "read", atMs: 7, attendedMs: 12_000, engagement: "caret" }],
    ["'definition'", { kind: "read", atMs: 7, attendedMs: 12_000, engagement: "definition" }],
    ["'telepathy'", undefined],
    ["'toString'", undefined],
  ];
  for (const [engagement, left] of oddReads) {
    it(`takes lines read with an engagement of ${engagement} for ${left === undefined ? "unread" : "read"}`, () => {
      tamper(
        `UPDATE span SET state = 'read', settled_at_ms = 7, attended_ms = 12000, scope = NULL, engagement = ${engagement}`,
      );
      const [found] = place.store().loadFile("file:///a")?.spans ?? [];
      assert.deepEqual(found?.mark.settled, left);
    });
  }

  it("takes the first of two spans that overlap", () => {
    tamper(
      "INSERT INTO span SELECT snapshot_id, 3, 6, origin, 'unread', NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM span",
    );
    const spans = place.store().loadFile("file:///a")?.spans ?? [];
    assert.deepEqual(
      spans.map(({ start, end }) => [start, end]),
      [[2, 4]],
    );
  });

  it("does not believe a text whose hashes are not one a line", () => {
    tamper("UPDATE snapshot SET line_hashes = x'00'");
    assert.equal(place.store().loadFile("file:///a"), undefined);
  });

  it("does not list a file with impossible counts", () => {
    tamper("UPDATE file SET unread_lines = -1");
    assert.deepEqual(place.store().files(), []);
  });

  it("skips days and facts it does not know", () => {
    const fact = { day: "2026-11-22", workspace: "file:///w", kind: "landed", lines: 5 } as const;
    place.store().write({ files: [], facts: [fact], atMs: 1 });
    const outcome = { ...fact, kind: "outcome", state: "read", by: "agent" } as const;
    place.store().write({ files: [], facts: [outcome], atMs: 1 });
    tamper("INSERT INTO day_fact VALUES ('2026-11-22', '', 'tokens', 9, 0), ('someday', '', 'landed', 9, 0)");
    tamper(
      "INSERT INTO outcome VALUES ('2026-11-22', '', 'read', 'git', 9), ('2026-11-22', '', 'toString', 'agent', 9)",
    );
    assert.deepEqual(place.store().days(), [fact]);
    assert.deepEqual(place.store().outcomes(), [outcome]);
  });

  it("skips days that no calendar has", () => {
    const days = ["2026-02-30", "2026-13-01", "0000-01-01", "9999-12-31"];
    tamper(`INSERT INTO day_fact VALUES ${days.map((day) => `('${day}', '', 'landed', 1, 0)`).join(", ")}`);
    tamper(`INSERT INTO week_answer VALUES ${days.map((day) => `('${day}', 'q', 'x', 1)`).join(", ")}`);
    assert.deepEqual(place.store().days(), []);
    assert.deepEqual(place.store().weekAnswers(), []);
  });

  it("counts on where a count is none", () => {
    const fact = { day: "2026-11-22", workspace: "file:///w", kind: "read", lines: 5, attendedMs: 7 } as const;
    const landed = { ...fact, kind: "landed", attendedMs: 0 } as const;
    const outcome = { ...fact, kind: "outcome", state: "read", by: "agent" } as const;
    place.store().write({ files: [], facts: [fact, landed, outcome], atMs: 1 });
    tamper("UPDATE day_fact SET lines = 9223372036854775807, attended_ms = 9223372036854775807");
    tamper("UPDATE outcome SET lines = -9223372036854775808");
    place.store().write({ files: [], facts: [fact, landed, outcome], atMs: 1 });
    assert.deepEqual(
      place
        .store()
        .days()
        .map(({ kind, lines, attendedMs }) => [kind, lines, attendedMs]),
      [
        ["landed", 5, undefined],
        ["read", 5, 7],
      ],
    );
    assert.deepEqual(
      place
        .store()
        .outcomes()
        .map(({ lines }) => lines),
      [5],
    );
  });

  it("stores on where a text has more lines than there are numbers, and forgets no other for it", () => {
    const other = record("file:///b", { textHash: "cd".repeat(16) });
    place.store().write({ files: [other], facts: [], atMs: 1 });
    place.store().write({ files: [record("file:///b")], facts: [], atMs: Date.now() });
    tamper("UPDATE snapshot SET line_count = 4611686018427387899, used_at_ms = 9007199254740991 WHERE file_id = 1");
    tamper(`UPDATE snapshot SET used_at_ms = ${Date.now()} WHERE file_id = 2`);
    place.store().write({ files: [record("file:///c")], facts: [], atMs: Date.now() });
    assert.equal(place.store().formersOf("file:///b").length, 1);
    assert.equal(place.store().loadFile("file:///c")?.spans.length, 1);
  });

  it("skips answers to no week, and of no moment", () => {
    const answer = { week: "2026-11-16", question: "surprise", text: "it was short", atMs: 7 };
    place.store().writeWeekAnswer(answer);
    tamper("INSERT INTO week_answer VALUES ('last', 'q', 'x', 1), ('2026-11-09', 'q', 'x', 9223372036854775807)");
    assert.deepEqual(place.store().weekAnswers(), [answer]);
  });

  it("counts no line twice where spans overlap", () => {
    tamper(
      "INSERT INTO span SELECT snapshot_id, 3, 6, origin, 'unread', NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM span",
    );
    assert.deepEqual(
      place.store().treeStates(() => false),
      [{ uri: "file:///a", state: "marked", lines: 2 }],
    );
  });

  it("takes lines of an unknown state for unread, and none outside the file, when it counts the tree", () => {
    tamper("UPDATE span SET state = 'understood'");
    tamper(
      "INSERT INTO span SELECT snapshot_id, 9, 99, origin, 'edited', 1, NULL, NULL, NULL, NULL, NULL, NULL FROM span",
    );
    assert.deepEqual(
      place.store().treeStates(() => false),
      [
        { uri: "file:///a", state: "edited", lines: 1 },
        { uri: "file:///a", state: "unread", lines: 2 },
      ],
    );
  });
});
