import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { Place, problemOf } from "./place.ts";

const day = 86_400_000;
const now = 1_790_000_000_000;
const cursor = {
  source: "claudeCode",
  file: "/home/jörg/.claude/projects/-w/1.jsonl",
  identity: "1:2:3",
  offset: 4096,
  cwd: "/w",
};

describe("store, progress with agents' records", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  it("gives back how far each record was read, also to the next window, and to no other folders", () => {
    const cursors = [cursor, { ...cursor, file: "/z.jsonl", cwd: undefined, offset: 2 ** 40 }];
    place.store().writeAgentProgress("w", { cursors, acts: [], atMs: now });
    const store = place.store();
    assert.deepEqual(store.agentCursors("w"), cursors);
    assert.deepEqual(store.agentCursors("other"), []);
  });

  it("replaces what it is told again and keeps the rest", () => {
    const store = place.store();
    const other = { ...cursor, file: "/other.jsonl" };
    store.writeAgentProgress("w", { cursors: [cursor, other], acts: [], atMs: now });
    const further = { ...cursor, identity: "7:8:9", offset: 5000, cwd: "/w/sub" };
    store.writeAgentProgress("w", { cursors: [further], acts: [], atMs: now + 1 });
    store.writeAgentProgress("elsewhere", { cursors: [cursor], acts: [], atMs: now + 1 });
    assert.deepEqual(store.agentCursors("w"), [further, other]);
  });

  it("knows the acts that were told, whichever folders they were told for", () => {
    const store = place.store();
    assert.deepEqual(store.knownActs(["a"]), new Set());
    store.writeAgentProgress("w", { cursors: [], acts: ["a", "a", "it's 😀"], atMs: now });
    store.writeAgentProgress("other", { cursors: [], acts: ["a", "b"], atMs: now });
    assert.deepEqual(store.knownActs(["x", "b", "a", "it's 😀"]), new Set(["b", "a", "it's 😀"]));
    const many = Array.from({ length: 3000 }, (_, i) => `act ${i}`);
    store.writeAgentProgress("w", { cursors: [], acts: many, atMs: now });
    assert.equal(store.knownActs(many).size, 3000);
  });

  it("counts what each source gave and when it was last read", () => {
    const store = place.store();
    const acts = ["claudeCode:1", "claudeCode:2:/w/a.ts", "codex:1"];
    store.writeAgentProgress("w", { cursors: [cursor], acts, atMs: now });
    assert.deepEqual(
      store.sourceTotals(),
      new Map([
        ["claudeCode", { acts: 2, readAtMs: now }],
        ["codex", { acts: 1, readAtMs: undefined }],
      ]),
    );
  });

  it("lets go of acts, and of cursors nobody renewed, after 40 days and no earlier", () => {
    const store = place.store();
    const renewed = { ...cursor, file: "/renewed.jsonl" };
    store.writeAgentProgress("w", { cursors: [cursor, renewed], acts: ["old"], atMs: now });
    const later = now + 40 * day;
    store.writeAgentProgress("w", { cursors: [renewed], acts: ["new"], atMs: later });
    assert.equal(store.agentCursors("w").length, 2);
    store.writeAgentProgress("other", { cursors: [], acts: ["newer"], atMs: later + 1 });
    assert.deepEqual(store.agentCursors("w"), [renewed]);
    assert.deepEqual(store.knownActs(["old", "new"]), new Set(["new"]));
  });

  it("stores cursors and acts together or not at all", () => {
    const store = place.store();
    const unlikely = { ...cursor, file: "/b", offset: -1 };
    assert.throws(
      () => store.writeAgentProgress("w", { cursors: [cursor, unlikely], acts: ["a"], atMs: now }),
      /CHECK constraint/,
    );
    assert.deepEqual(store.agentCursors("w"), []);
    assert.deepEqual(store.knownActs(["a"]), new Set());
  });

  it("creates nothing by asking, nor by having nothing to tell", () => {
    const store = place.store();
    assert.deepEqual(store.agentCursors("w"), []);
    assert.deepEqual(store.knownActs(["a"]), new Set());
    assert.deepEqual(store.sourceTotals(), new Map());
    store.writeAgentProgress("w", { cursors: [], acts: [], atMs: now });
    assert.equal(existsSync(place.folder), false);
  });

  it("says so while another window is writing, and changes nothing", () => {
    const store = place.store();
    store.writeAgentProgress("w", { cursors: [cursor], acts: [], atMs: now });
    const raw = place.raw();
    raw.exec("BEGIN IMMEDIATE");
    const call = (): void => store.writeAgentProgress("w", { cursors: [], acts: ["a"], atMs: now });
    assert.equal(problemOf(call).kind, "locked");
    raw.exec("ROLLBACK");
    assert.deepEqual(store.knownActs(["a"]), new Set());
  });

  it("reads a record again whose cursor makes no sense", () => {
    const store = place.store();
    store.writeAgentProgress("w", { cursors: [cursor], acts: [], atMs: now });
    const raw = place.raw();
    raw.exec("PRAGMA ignore_check_constraints = ON; UPDATE agent_cursor SET offset = -1");
    raw.close();
    assert.deepEqual(place.store().agentCursors("w"), []);
  });

  it("shows all it holds, with moments people can read", () => {
    const store = place.store();
    store.writeAgentProgress("w", { cursors: [cursor], acts: ["a"], atMs: now });
    const { tables } = store.everything();
    const moment = new Date(now).toISOString();
    assert.deepEqual(tables["agent_cursor"], [{ scope: "w", ...cursor, read_at_ms: moment }]);
    assert.deepEqual(tables["act"], [{ id: "a", at_ms: moment }]);
  });
});
