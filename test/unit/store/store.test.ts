import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import * as fc from "fast-check";
import type { Span } from "../../../src/core/ledger/mark.ts";
import { LEFT_TEXTS_KEPT, SNAPSHOTS_KEPT } from "../../../src/store/files.ts";
import { Place } from "./place.ts";
import { claude, record, settlements, span, unnamed, unread } from "./samples.ts";

const nowMs = Date.now();

describe("store", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  it("gives back a file exactly as it was written, also to the next window", () => {
    const spans = [span(0, 1), ...settlements.map((settled, i) => span(i + 1, i + 2, { origin: unnamed, settled }))];
    const written = record("file:///w/a.ts", { spans });
    place.store().write({ files: [written], facts: [], atMs: 7 });
    assert.deepEqual(place.store().loadFile("file:///w/a.ts"), { ...written, seenAtMs: 7 });
  });

  it("gives back any spans", () => {
    const store = place.store();
    const mark = fc.record(
      {
        origin: fc.constantFrom(claude, unnamed),
        settled: fc.constantFrom(undefined, ...settlements),
        committed: fc.constantFrom({ sinceMs: 7, isInHead: true }, { sinceMs: 8, isInHead: false }),
      },
      { noNullPrototype: true, requiredKeys: ["origin", "settled"] },
    );
    const pieces = fc.array(fc.record({ gap: fc.nat(3), length: fc.integer({ min: 1, max: 9 }), mark }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(pieces, (drawn) => {
        let line = 0;
        const spans: Span[] = drawn.map((piece) => {
          const start = line + piece.gap;
          line = start + piece.length;
          return { start, end: line, mark: piece.mark };
        });
        const lineHashes = Float64Array.from({ length: line }, (_, i) => i);
        store.write({ files: [record("file:///x", { spans, lineHashes })], facts: [], atMs: 1 });
        assert.deepEqual(store.loadFile("file:///x")?.spans, spans);
      }),
      { numRuns: 60 },
    );
  });

  it("makes equal marks one object", () => {
    const mark = { origin: claude, settled: settlements[1] };
    const copy = { origin: { ...claude }, settled: { ...settlements[1] } } as typeof mark;
    const inHead = { ...mark, committed: { sinceMs: 7, isInHead: true } };
    const spans = [span(0, 1, mark), span(2, 3, copy), span(4, 5), span(5, 6, inHead)];
    const store = place.store();
    store.write({ files: [record("file:///a", { spans })], facts: [], atMs: 1 });
    const marks = store.loadFile("file:///a")?.spans.map((stored) => stored.mark) ?? [];
    assert.equal(marks.length, 4);
    assert.equal(marks[0], marks[1]);
    assert.equal(marks[0]?.origin, marks[2]?.origin);
    assert.notEqual(marks[1], marks[2]);
    assert.deepEqual(marks[3], inHead);
  });

  it("creates nothing by reading, nor by a file that has nothing to tell", () => {
    const store = place.store();
    assert.equal(store.loadFile("file:///a"), undefined);
    assert.equal(store.snapshotOf("file:///a", "h"), undefined);
    assert.deepEqual(store.files(), []);
    assert.deepEqual(store.days(), []);
    assert.equal(store.changedElsewhere(), false);
    store.renameFile("file:///a", "file:///b");
    store.markPresence("file:///a", false, undefined, 1);
    store.forget("file:///a");
    store.write({ files: [record("file:///a", { spans: [] })], facts: [], atMs: 1 });
    assert.deepEqual(store.everything().onDisk, []);
    assert.equal(existsSync(place.folder), false);
  });

  it("keeps a file whose last span is gone, and none that never had one", () => {
    const store = place.store();
    store.write({ files: [record("file:///a")], facts: [], atMs: 1 });
    const empty = { spans: [], unreadLines: 0, unreadCostTenths: 0 };
    const files = [record("file:///a", empty), record("file:///b", empty)];
    store.write({ files, facts: [], atMs: 2 });
    const summary = { uri: "file:///a", lineCount: 10, unreadLines: 0, unreadCostTenths: 0 };
    assert.deepEqual(store.files(), [{ ...summary, present: true }]);
  });

  it("brings back the ledger of a text seen before", () => {
    const store = place.store();
    const onMain = record("file:///a", { textHash: "main", spans: [span(0, 3)] });
    const onBranch = record("file:///a", { textHash: "branch", spans: [span(5, 6)] });
    store.write({ files: [onMain], facts: [], atMs: 1 });
    store.write({ files: [onBranch], facts: [], atMs: 2 });
    assert.deepEqual(store.loadFile("file:///a")?.spans, [span(5, 6)]);
    assert.deepEqual(store.snapshotOf("file:///a", "main")?.spans, [span(0, 3)]);
    assert.equal(store.snapshotOf("file:///other", "main"), undefined);
  });

  it("remembers a limited number of texts, the latest used ones and always the present one", () => {
    const store = place.store();
    const write = (textHash: string, atMs: number): void =>
      store.write({ files: [record("file:///a", { textHash })], facts: [], atMs });
    for (let i = 0; i < SNAPSHOTS_KEPT; i++) {
      write(`text ${i}`, 100 + i);
    }
    write("text 0", 200); // used again, so it outlives the others
    write("a clock put back", 1);
    const kept = Array.from({ length: SNAPSHOTS_KEPT }, (_, i) => `text ${i}`).filter(
      (hash) => store.snapshotOf("file:///a", hash) !== undefined,
    );
    assert.equal(kept.length, SNAPSHOTS_KEPT - 1);
    assert.equal(kept[0], "text 0");
    assert.equal(kept.includes("text 1"), false);
    assert.equal(store.loadFile("file:///a")?.textHash, "a clock put back");
  });

  it("keeps texts that a change on disk left apart from those that were typed over, and the latest of them", () => {
    const store = place.store();
    const text = (textHash: string) => ({ ...record("file:///a"), textHash });
    const left = Array.from({ length: LEFT_TEXTS_KEPT + 2 }, (_, i) => text(`left ${i}`));
    left.forEach((former, i) => {
      store.write({ files: [{ ...text("now"), left: [former] }], facts: [], atMs: nowMs + i });
    });
    for (let i = 0; i < 2 * SNAPSHOTS_KEPT; i++) {
      store.write({ files: [text(`typed ${i}`)], facts: [], atMs: nowMs + 1000 + i });
    }
    const formers = store.formersOf("file:///a").map(({ textHash }) => textHash);
    assert.deepEqual(
      formers.filter((hash) => hash.startsWith("left")),
      left
        .slice(2)
        .map(({ textHash }) => textHash)
        .toReversed(),
    );
    assert.equal(formers.filter((hash) => hash.startsWith("typed")).length, SNAPSHOTS_KEPT - 1);
    assert.equal(formers.includes(store.loadFile("file:///a")?.textHash ?? ""), false);
    assert.deepEqual(store.snapshotOf("file:///a", "left 9")?.spans, record("file:///a").spans);
  });

  it("forgets texts that were not used for months, but never the present one", () => {
    const store = place.store();
    const oldMs = nowMs - 200 * 24 * 60 * 60_000;
    store.write({ files: [record("file:///a", { textHash: "old" })], facts: [], atMs: oldMs });
    store.write({ files: [record("file:///a", { textHash: "older than today" })], facts: [], atMs: oldMs });
    const later = place.store();
    later.write({ files: [record("file:///b")], facts: [], atMs: nowMs });
    assert.deepEqual(later.formersOf("file:///a"), []);
    assert.equal(later.loadFile("file:///a")?.textHash, "older than today");
  });

  it("forgets files that have been gone for months, and no others", () => {
    const store = place.store();
    const oldMs = nowMs - 200 * 24 * 60 * 60_000;
    store.write({ files: ["a", "b", "c"].map((name) => record(`file:///${name}`)), facts: [], atMs: oldMs });
    store.markPresence("file:///b", false, undefined, oldMs);
    store.markPresence("file:///c", false, undefined, nowMs);
    const later = place.store();
    later.write({ files: [record("file:///d")], facts: [], atMs: nowMs });
    assert.deepEqual(
      later.files().map(({ uri }) => uri),
      ["file:///a", "file:///c", "file:///d"],
    );
  });

  it("finds the files that have a text now, of those with tracked lines", () => {
    const store = place.store();
    const files = [record("file:///b"), record("file:///a"), record("file:///c", { textHash: "other" })];
    store.write({ files, facts: [], atMs: 1 });
    assert.deepEqual(store.filesWithText(record("file:///a").textHash), ["file:///a", "file:///b"]);
    store.write({ files: [{ ...record("file:///a"), spans: [] }], facts: [], atMs: 2 });
    assert.deepEqual(store.filesWithText(record("file:///a").textHash), ["file:///b"]);
    assert.deepEqual(store.filesWithText("nobody's"), []);
  });

  it("writes the same file again without a change", () => {
    const store = place.store();
    const batch = { files: [record("file:///a"), record("file:///b")], facts: [], atMs: 1 };
    store.write(batch);
    const before = store.everything().tables;
    store.write(batch);
    assert.deepEqual(store.everything().tables, before);
  });

  it("adds up the facts of a day", () => {
    const store = place.store();
    const landed = { day: "2026-11-22", workspace: "file:///w", kind: "landed", lines: 5 } as const;
    store.write({ files: [], facts: [landed, { ...landed, kind: "read" }], atMs: 1 });
    store.write({ files: [], facts: [{ ...landed, lines: -2 }], atMs: 2 });
    assert.deepEqual(store.days(), [
      { ...landed, lines: 3 },
      { ...landed, kind: "read" },
    ]);
  });

  it("stores ledger and facts together or not at all", () => {
    const store = place.store();
    store.write({ files: [record("file:///a")], facts: [], atMs: 1 });
    const before = store.everything().tables;
    const facts = [{ day: "2026-11-22", workspace: "file:///w", kind: "landed", lines: 5 } as const];
    const impossible = record("file:///b", { spans: [span(4, 4)] });
    const changed = record("file:///a", { spans: [span(0, 9, unread(unnamed))] });
    assert.throws(() => store.write({ files: [changed, impossible], facts, atMs: 2 }), /CHECK/);
    const noDay = [...facts, { day: "today", workspace: "", kind: "landed", lines: 1 } as const];
    assert.throws(() => store.write({ files: [changed], facts: noDay, atMs: 2 }), /CHECK/);
    assert.deepEqual(store.everything().tables, before);
    store.write({ files: [changed], facts, atMs: 2 });
    assert.deepEqual(store.days(), facts);
  });

  it("moves a file with all it has, over what was stored there", () => {
    const store = place.store();
    const old = record("file:///old", { textHash: "old text" });
    const inTheWay = record("file:///new", { textHash: "gone", spans: [span(0, 1)] });
    store.write({ files: [old, inTheWay], facts: [], atMs: 1 });
    store.renameFile("file:///old", "file:///new");
    assert.deepEqual(store.loadFile("file:///new"), { ...old, uri: "file:///new", seenAtMs: 1 });
    assert.equal(store.loadFile("file:///old"), undefined);
    assert.equal(store.snapshotOf("file:///new", "gone"), undefined);
    store.renameFile("file:///unknown", "file:///new");
    store.renameFile("file:///new", "file:///new");
    assert.equal(store.files().length, 1);
  });

  it("notes that a file is gone, and that it is back", () => {
    const store = place.store();
    const written = record("file:///a");
    store.write({ files: [written], facts: [], atMs: 1 });
    store.markPresence("file:///a", false, undefined, 5);
    const gone = { ...written, present: false, disk: undefined, seenAtMs: 5 };
    assert.deepEqual(store.loadFile("file:///a"), gone);
    const disk = { mtimeMs: 9, size: 10 };
    store.markPresence("file:///a", true, disk, 6);
    assert.deepEqual(store.loadFile("file:///a"), { ...written, disk, seenAtMs: 6 });
  });

  it("forgets a file with its texts, spans and origins", () => {
    const store = place.store();
    const kept = record("file:///b", { spans: [span(0, 1, unread(unnamed))] });
    const facts = [{ day: "2026-11-22", workspace: "file:///w", kind: "landed", lines: 5 } as const];
    store.write({ files: [record("file:///a"), kept], facts, atMs: 1 });
    store.forget("file:///a");
    const { tables } = store.everything();
    assert.deepEqual(
      tables["file"]?.map((row) => row["uri"]),
      ["file:///b"],
    );
    assert.deepEqual(
      tables["origin"]?.map((row) => row["id"]),
      [unnamed.id],
    );
    assert.equal(tables["span"]?.length, 1);
    assert.equal(tables["snapshot"]?.length, 1);
    assert.deepEqual(store.days(), facts);
  });

  it("sweeps up origins without spans at the first write of a window", () => {
    place.store().write({ files: [record("file:///a")], facts: [], atMs: 1 });
    const store = place.store();
    const files = [record("file:///a", { spans: [span(0, 1, unread(unnamed))] })];
    store.write({ files, facts: [], atMs: 2 });
    assert.equal(store.everything().tables["origin"]?.length, 2);
    const next = place.store();
    next.write({ files, facts: [], atMs: 3 });
    assert.equal(next.everything().tables["origin"]?.length, 1);
  });

  it("sweeps in a time that grows with the files, not with their square", () => {
    const files = Array.from({ length: 3000 }, (_, i) => record(`file:///w/${i}.ts`));
    place.store().write({ files, facts: [], atMs: 1 });
    const startMs = performance.now();
    place.store().markPresence("file:///w/0.ts", true, undefined, 2);
    const tookMs = performance.now() - startMs;
    assert.ok(tookMs < 500, `the first write took ${tookMs} ms`);
  });

  it("shows all it holds, without a full hash", () => {
    const store = place.store();
    store.key();
    const facts = [{ day: "2026-11-22", workspace: "file:///w", kind: "landed", lines: 5 } as const];
    const committed = { sinceMs: claude.atMs, isInHead: true };
    const spans = [span(2, 4, { ...unread(claude), committed })];
    store.write({ files: [record("file:///a", { spans })], facts, atMs: 1 });
    const { tables, onDisk } = store.everything();
    assert.equal(tables["file"]?.[0]?.["uri"], "file:///a");
    assert.equal(tables["file"]?.[0]?.["text_hash"], "abababab");
    assert.equal(tables["snapshot"]?.[0]?.["line_hashes"], "10 keyed line hashes");
    assert.equal(tables["span"]?.[0]?.["start_line"], 2);
    assert.equal(tables["span"]?.[0]?.["committed"], 1);
    assert.equal(tables["span"]?.[0]?.["committed_at_ms"], "2026-09-21T14:13:20.000Z");
    assert.equal(tables["origin"]?.[0]?.["tool"], "Claude Code");
    assert.deepEqual({ ...tables["day_fact"]?.[0] }, { ...facts[0], attended_ms: 0 });
    assert.deepEqual(tables["lease"], []);
    const sizes = new Map(onDisk.map(({ name, bytes }) => [name, bytes]));
    assert.equal(sizes.get("review-debt.key"), 16);
    assert.equal(sizes.get("review-debt.db"), statSync(place.database).size);
  });
});
