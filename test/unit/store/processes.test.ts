import assert from "node:assert/strict";
import { random } from "../../bench/random.ts";
import { writeAtOnce } from "./windows/atOnce.ts";
import { killWindows } from "./windows/kills.ts";

// The same at length: `npm run soak -- store`.
describe("store, processes of their own", () => {
  for (const journal of ["a WAL", "a rollback journal"] as const) {
    it(`eight of them write at once and lose nothing, with ${journal}`, async () => {
      const { stored, longestRun, wrong } = await writeAtOnce(8, 2500, journal);
      assert.deepEqual(wrong, []);
      assert.ok(stored > 8 * 5, `${stored} batches`);
      assert.ok(longestRun <= 3, `${longestRun} refusals in a row: the user would be told`);
    });

    it(`ten of them are killed while they write, and all they knew to be stored is there once, with ${journal}`, async () => {
      const { stored, wrong } = await killWindows(10, journal, random(17));
      assert.deepEqual(wrong, []);
      assert.ok(stored > 0);
    });
  }
});
