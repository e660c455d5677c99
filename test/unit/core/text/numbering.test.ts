import assert from "node:assert/strict";
import fc from "fast-check";
import { Numbering } from "../../../../src/core/text/numbering.ts";

const key = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: 0, max: 5 }).map((high) => high * 2 ** 32),
  fc.maxSafeNat(),
  fc.double({ noNaN: true }),
  fc.constantFrom("", "0", "a", "__proto__"),
);

describe("Numbering", () => {
  it("numbers different keys from 0 on, as a Map would", () => {
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 60 }), fc.array(key), (keys, others) => {
        const numbering = new Numbering(keys.length);
        const known = new Map<string | number, number>();
        for (const each of keys) {
          if (!known.has(each)) known.set(each, known.size);
          assert.equal(numbering.give(each), known.get(each));
        }
        assert.equal(numbering.size, known.size);
        for (const each of [...keys, ...others]) assert.equal(numbering.find(each), known.get(each) ?? -1);
      }),
      { numRuns: 2000 },
    );
  });
});
