import assert from "node:assert/strict";
import { Acts } from "../../../../src/agents/read/acts.ts";
import { Batches, withinLimits } from "../../../../src/agents/read/batches.ts";
import { Outbox } from "../../../../src/agents/read/outbox.ts";
import type { FromWorker } from "../../../../src/agents/messages.ts";
import type { AiEdit } from "../../../../src/core/attribution/aiEdit.ts";
import { edit } from "./records.ts";

const whole = (id: string, text: string, before?: string): AiEdit => ({
  ...edit(id),
  change: { kind: "whole", before, text },
});

describe("handing edits over", () => {
  it("cuts them into parts by number and by text", () => {
    const parts: number[] = [];
    const batches = new Batches((edits) => parts.push(edits.length));
    for (let i = 0; i < 450; i++) batches.add(edit(String(i)));
    for (let i = 0; i < 4; i++) batches.add(whole(`w${i}`, "x".repeat(60_000), "y".repeat(30_000)));
    batches.add(whole("big", "x".repeat(1_000_000)));
    batches.flush();
    batches.flush();
    assert.deepEqual(parts, [200, 200, 51, 1, 1, 1, 1]);
  });

  it("leaves out texts of files that are too large to be tracked", () => {
    const much = "x".repeat(5_000_000);
    assert.equal(withinLimits(whole("a", much)), undefined);
    assert.deepEqual(withinLimits(whole("a", "text", much)), whole("a", "text"));
    assert.deepEqual(withinLimits(whole("a", "text", "before")), whole("a", "text", "before"));
  });

  it("remembers acts, and forgets the oldest", () => {
    const acts = new Acts(3);
    for (const id of ["a", "b", "c", "c", "d"]) acts.add(id);
    assert.deepEqual(
      ["a", "b", "c", "d"].map((id) => acts.has(id)),
      [false, true, true, true],
    );
  });

  it("lets edits wait until the ones before were taken, and nothing else", async () => {
    const sent: FromWorker["kind"][] = [];
    const outbox = new Outbox(({ kind }) => sent.push(kind));
    await outbox.room();
    outbox.tell({ kind: "edits", edits: [] });
    outbox.tell({ kind: "progress", share: 0.5 });
    await outbox.room();
    outbox.tell({ kind: "lookBackEdits", edits: [], endsFile: true });
    let hasRoom = false;
    const room = outbox.room().then(() => (hasRoom = true));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(hasRoom, false);
    outbox.taken();
    await room;
    assert.deepEqual(sent, ["edits", "progress", "lookBackEdits"]);
  });
});
