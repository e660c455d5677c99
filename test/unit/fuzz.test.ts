import assert from "node:assert/strict";
import { doors } from "../fuzz/doors.ts";
import { feed, growthAllowedBytes } from "../fuzz/pass.ts";

/** So many inputs in all, and always the same ones; `npm run soak -- fuzz` takes a million others. */
const inputs = 20_000;
const seed = 20_261_127;

const shares = doors.reduce((sum, { share }) => sum + share, 0);

describe(`what comes from outside, broken (seed ${seed})`, function () {
  this.timeout(60_000);
  let taken = 0;

  for (const door of doors) {
    const own = Math.ceil((inputs * door.share) / shares);
    it(`breaks nothing, takes no second and leaves nothing behind: ${door.name}`, async () => {
      using open = door.open(new Map());
      const { failure, slowestMs, grownBytes } = await feed(open, own, seed);
      taken += own;
      assert.equal(failure, undefined, failure);
      assert.ok(
        grownBytes < growthAllowedBytes,
        `memory grew by ${grownBytes} bytes; the slowest took ${slowestMs} ms`,
      );
    });
  }

  it(`was at least ${inputs} inputs`, () => {
    assert.ok(taken >= inputs, `${taken}`);
  });
});
