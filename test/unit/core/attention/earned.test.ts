import assert from "node:assert/strict";
import { Earned } from "../../../../src/core/attention/earned.ts";
import { lines, unreadFile } from "./sitting.ts";

describe("attention: what was earned", () => {
  it("goes together where adjacent lines were attended equally long after one kind of engagement", () => {
    const earned = new Earned(unreadFile(6));
    for (let line = 0; line < 6; line++) earned.pay(line, line === 5 ? 13_000 : 12_000, 13_000);
    earned.engage(lines(0, 2), "caret");
    earned.engage(lines(0, 4), "definition");
    earned.engage(lines(0, 6), "caret");
    assert.deepEqual(earned.takeRead(300), [
      { range: lines(0, 2), attendedMs: 12_000, engagement: "caret" },
      { range: lines(2, 4), attendedMs: 12_000, engagement: "definition" },
      { range: lines(4, 5), attendedMs: 12_000, engagement: "caret" },
      { range: lines(5, 6), attendedMs: 13_000, engagement: "caret" },
    ]);
    assert.deepEqual(earned.takeRead(300), []);
  });
});
