import assert from "node:assert/strict";
import { random } from "../../bench/random.ts";
import { PATIENCE, writeAtOnce } from "./windows/atOnce.ts";
import { cutPower } from "./windows/powerCuts.ts";
import { diskOfItsOwn, meetTrouble } from "./windows/meetTrouble.ts";
import { canRecord } from "./windows/recording.ts";
import { killWindows } from "./windows/kills.ts";

const disk = diskOfItsOwn() ?? [];
const troubles =
  disk.length === 0
    ? []
    : ([
        ["full", "full"],
        ["read-only", "readOnly"],
        ["failing", "unavailable"],
      ] as const);

/** Without strace nobody sees in which order the disk is told what. */
const canCutPower = canRecord();

// The same at length: `npm run soak -- store`.
describe("store, processes of their own", () => {
  for (const journal of ["a WAL", "a rollback journal"] as const) {
    it(`eight of them write at once and lose nothing, with ${journal}`, async () => {
      const { stored, longestRun, wrong } = await writeAtOnce(8, 2500, journal);
      assert.deepEqual(wrong, []);
      assert.ok(stored > 8 * 5, `${stored} batches`);
      assert.ok(longestRun <= PATIENCE, `${longestRun} refusals in a row: the user would be told`);
    });

    it(`ten of them are killed while they write, and all they knew to be stored is there once, with ${journal}`, async () => {
      const { stored, wrong } = await killWindows(10, journal, random(17));
      assert.deepEqual(wrong, []);
      assert.ok(stored > 0);
    });

    for (const [trouble, problem] of troubles) {
      it(`one of them has a disk that is ${trouble} for a while, with ${journal}`, () => {
        const { problems, isShown, wrong } = meetTrouble(disk, trouble, journal);
        assert.deepEqual(wrong, []);
        assert.deepEqual(problems, [problem, problem, problem, problem]);
        // SQLite keeps notes of a WAL beside it, so it cannot read one on a disk that takes none.
        assert.equal(isShown, !(trouble === "read-only" && journal === "a WAL"));
      });
    }

    if (canCutPower) {
      it(`one of them loses the power at thirty moments, and nothing that it knew to be stored, with ${journal}`, async () => {
        const { whole, wrong } = await cutPower({ times: 30, steps: 150 }, journal, random(23));
        assert.deepEqual(wrong, []);
        assert.equal(whole, 30);
      });

      it(`one of them loses it on a disk that lies about what is on it, with ${journal}`, async () => {
        const { wrong, ...found } = await cutPower({ times: 15, steps: 100, lies: 60 }, journal, random(29));
        assert.deepEqual(wrong, []);
        assert.ok(found.whole < 15, "the disk lied");
      });
    }
  }
});
