import assert from "node:assert/strict";
import { costMs } from "../../../../src/core/attention/cost.ts";

describe("costMs", () => {
  it("is what a line takes at a pace, a tenth for brackets, nothing for a blank line", () => {
    assert.deepEqual(
      ["a", "}", " "].map((line) => costMs(line, 300)),
      [12_000, 1_200, 0],
    );
    assert.deepEqual(
      ["a", "}", " "].map((line) => costMs(line, 1000)),
      [3_600, 360, 0],
    );
  });

  it("is never less than that", () => {
    assert.equal(costMs("a", 700), 5_143);
  });
});
