import assert from "node:assert/strict";
import type { WalkHunk } from "../../../../src/core/review/walk.ts";
import { neverOpened } from "../../../../src/core/week/neverOpened.ts";

function hunk(start: number, weight: number, oldestUnreadMs: number, unreadLines = 3): WalkHunk {
  return {
    file: "file:///w/a.ts",
    start,
    end: start + 3,
    unreadLines,
    commit: "uncommitted",
    risk: { pack: weight === 0 ? undefined : "pack", weight },
    costTenths: 30,
    oldestMs: 1,
    newestUnreadMs: 9000,
    oldestUnreadMs,
    unreadTools: ["Tool"],
  };
}

describe("the hunks nobody opened", () => {
  it("are told by their oldest unread line and by their risk", () => {
    const { oldest, riskiest } = neverOpened([hunk(0, 2, 50), hunk(10, 8, 40), hunk(20, 8, 30), hunk(30, 0, 20)]);
    assert.deepEqual([oldest?.start, riskiest?.start], [30, 10]);
  });

  it("are none that are settled, and none is risky without a risk", () => {
    const { oldest, riskiest } = neverOpened([hunk(0, 9, 1, 0), hunk(10, 0, 40)]);
    assert.deepEqual([oldest?.start, riskiest], [10, undefined]);
    assert.deepEqual(neverOpened([]), { oldest: undefined, riskiest: undefined });
  });
});
