import assert from "node:assert/strict";
import { Latest } from "../../../src/core/latest.ts";

describe("Latest", () => {
  it("forgets what was noted longest ago", () => {
    const latest = new Latest<string, number>(2);
    latest.set("a", 1);
    latest.set("b", 2);
    latest.set("a", 3);
    latest.set("c", 4);
    assert.deepEqual(
      ["a", "b", "c"].map((name) => latest.get(name)),
      [3, undefined, 4],
    );
  });
});
