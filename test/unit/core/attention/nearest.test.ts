import assert from "node:assert/strict";
import fc from "fast-check";
import { nearestFirst } from "../../../../src/core/attention/nearest.ts";

describe("nearestFirst", () => {
  it("is all items, sorted by their distance, above before below", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(40), { maxLength: 20 }), fc.nat(40), (numbers, from) => {
        const items = numbers.toSorted((a, b) => a - b).map((line) => ({ line }));
        assert.deepEqual(
          [...nearestFirst(items, from)],
          items.toSorted((a, b) => Math.abs(a.line - from) - Math.abs(b.line - from)),
        );
      }),
    );
  });
});
