import assert from "node:assert/strict";
import fc from "fast-check";
import type { OpenDoor } from "../fuzz/door.ts";
import { doors } from "../fuzz/doors.ts";
import { feed, growthAllowedBytes } from "../fuzz/pass.ts";

/** So many inputs in all, and always the same ones; `npm run soak -- fuzz` takes a million others. */
const inputs = 20_000;
const seed = 20_261_127;

/** A door behind which something is wrong. */
function wrong(take: (input: string) => void): OpenDoor {
  return { inputs: fc.string({ minLength: 1 }), take, [Symbol.dispose]: () => undefined };
}

describe("feeding a door", () => {
  it("finds what throws, with the input", async () => {
    const door = wrong((text) => assert.ok(!text.includes("a"), "an a"));
    const { failure } = await feed(door, 2000, seed);
    assert.match(failure ?? "", /an a[\s\S]*Counterexample: \["[^"]*a[^"]*"\]/);
  });

  it("finds what takes long", async () => {
    const door = wrong((text) => {
      const startedMs = performance.now();
      while (text.includes("a") && performance.now() - startedMs < 50);
    });
    assert.match((await feed(door, 2000, seed, 20)).failure ?? "", /took \d+ ms/);
  });

  it("finds what keeps what it was given", async () => {
    const kept: string[][] = [];
    const { failure, grownBytes } = await feed(
      wrong((text) => kept.push(Array.from({ length: 2000 }, (_, i) => text + i))),
      500,
      seed,
    );
    assert.equal(failure, undefined);
    assert.ok(grownBytes > growthAllowedBytes, `${grownBytes} bytes of ${kept.length} lists`);
  });

  it("lets pass what is in order", async () => {
    const { failure, grownBytes } = await feed(
      wrong((text) => assert.equal(typeof text, "string")),
      2000,
      seed,
    );
    assert.equal(failure, undefined);
    assert.ok(grownBytes < growthAllowedBytes);
  });
});

const shares = doors.reduce((sum, { share }) => sum + share, 0);

describe(`what comes from outside, broken (seed ${seed})`, function () {
  // On a busy machine most of it is waiting for its turn.
  this.timeout(300_000);
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
