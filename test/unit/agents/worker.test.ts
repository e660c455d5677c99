import assert from "node:assert/strict";
import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ToWorker } from "../../../src/agents/messages.ts";
import { Reader } from "../../../src/agents/reader.ts";
import { Place, Told } from "./read/records.ts";

const program = fileURLToPath(new URL("../../../src/agents/worker.ts", import.meta.url));

describe("the worker that reads agents' records", () => {
  let place: Place;
  let told: Told;
  let troubles: Error[];
  let reader: Reader;
  beforeEach(() => {
    place = new Place();
    told = new Told();
    troubles = [];
    reader = new Reader(program, told.tell, (error) => troubles.push(error));
  });
  afterEach(() => {
    reader[Symbol.dispose]();
    place.remove();
  });

  const start = (): Extract<ToWorker, { kind: "start" }> => ({
    kind: "start",
    surroundings: {
      home: place.root,
      platform: process.platform,
      env: {},
      userFolder: undefined,
      workspaceStorage: undefined,
    },
    scope: { folders: [place.workspace] },
    off: [],
    git: [],
    since: {},
    othersSinceMs: Date.now(),
    cursors: [],
  });
  /** What Claude Code writes when it has written a file. */
  const wrote = (id: string, folder = place.workspace, content = `${id}\n`): string =>
    `${JSON.stringify({
      type: "user",
      timestamp: new Date().toISOString(),
      cwd: folder,
      message: { role: "user", content: [{ type: "tool_result", tool_use_id: id, content: "CANARY-result" }] },
      toolUseResult: { type: "create", filePath: join(folder, `${id}.ts`), content, structuredPatch: [] },
    })}\n`;
  const transcript = (name: string, content: string): string =>
    place.record(`../.claude/projects/${place.workspace.replaceAll(/[^A-Za-z0-9-]/g, "-")}/${name}.jsonl`, content);
  const isFollowing = (): Promise<void> => told.until(() => told.messages.some(({ kind }) => kind === "status"));

  it("tells an edit within a second of its being written", async () => {
    const file = transcript("one", wrote("before"));
    reader.start({ ...start(), since: { claudeCode: Date.now() + 1 } });
    await isFollowing();
    const startedMs = performance.now();
    appendFileSync(file, wrote("a").replaceAll(new Date().toISOString().slice(0, 4), "2099"));
    await told.until(() => told.ids.length > 0);
    const tookMs = performance.now() - startedMs;
    assert.ok(tookMs < 1000, `took ${tookMs} ms`);
    assert.deepEqual(
      told.edits.map(({ id, path, change }) => [id, path, change]),
      [["claudeCode:a", join(place.workspace, "a.ts"), { kind: "whole", before: "", text: "a\n" }]],
    );
  });

  it("lets nothing out of the records but edits of files in scope", async () => {
    transcript("one", wrote("a") + wrote("CANARY-elsewhere", join(place.root, "CANARY-folder")));
    reader.start({ ...start(), since: { claudeCode: 1 } });
    await told.until(() => told.ids.length > 0);
    reader.tell({ kind: "lookBack", sinceMs: 1 });
    await told.until(() => told.messages.some(({ kind }) => kind === "lookBackEnd"));
    assert.deepEqual(told.ids, ["claudeCode:a", "claudeCode:a"]);
    assert.doesNotMatch(JSON.stringify(told.messages), /CANARY/);
  });

  it("looks back over more than is on its way at once, and stops when told to", async () => {
    const text = "x".repeat(100_000);
    const many = Array.from({ length: 60 }, (_, i) => wrote(`e${i}`, place.workspace, text)).join("");
    transcript("one", many);
    transcript("two", many.replaceAll('"e', '"f'));
    reader.start(start());
    reader.tell({ kind: "lookBack", sinceMs: 1 });
    const ends = (): unknown[] => told.messages.filter(({ kind }) => kind === "lookBackEnd");
    await told.until(() => ends().length === 1);
    assert.equal(new Set(told.ids).size, 120);
    assert.deepEqual(ends(), [{ kind: "lookBackEnd", isComplete: true }]);
    reader.tell({ kind: "lookBack", sinceMs: 1 });
    reader.tell({ kind: "cancelLookBack" });
    await told.until(() => ends().length === 2);
    assert.deepEqual(ends()[1], { kind: "lookBackEnd", isComplete: false });
  });

  it("is started again when it dies, not for ever, and the look-back under way ends", async () => {
    const broken = place.record("broken.mjs", "throw new Error('broken');");
    const failing = new Reader(broken, told.tell, (error) => {
      troubles.push(error);
      told.tell({ kind: "progress", share: troubles.length });
    });
    failing.start(start());
    await told.until(() => troubles.length === 3);
    assert.deepEqual(
      troubles.map(({ message }) => message),
      ["broken", "broken", "broken"],
    );
    assert.ok(told.messages.some((message) => message.kind === "lookBackEnd" && !message.isComplete));
    failing[Symbol.dispose]();
  });

  it("writes nothing beside what it reads", async () => {
    transcript("one", wrote("a"));
    place.record("../.codex/sessions/2026/11/20/rollout-1.jsonl", "{}\n");
    reader.start({ ...start(), since: { claudeCode: 1, codex: 1 } });
    await told.until(() => told.ids.length > 0);
    assert.equal(existsSync(join(place.root, ".codex", "archived_sessions")), false);
  });
});
