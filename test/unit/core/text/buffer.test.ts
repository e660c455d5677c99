import assert from "node:assert/strict";
import fc from "fast-check";
import { LineBuffer } from "../../../../src/core/text/buffer.ts";
import { deflated } from "../../../../src/editor/keep/deflated.ts";
import { heapBytes } from "../../../rig/garbage.ts";

const lines = (count: number, name: string): string[] => Array.from({ length: count }, (_, i) => `${name}${i}`);
const size = fc.oneof(fc.nat(3), fc.nat(40), fc.nat(2500));

describe("LineBuffer", () => {
  it("does what an array of lines does", () => {
    const step = fc.record({
      start: fc.nat(5000),
      removed: size,
      inserted: size,
      set: fc.boolean(),
      rest: fc.boolean(),
    });
    fc.assert(
      fc.property(size, fc.array(step, { maxLength: 12 }), (count, steps) => {
        const plain = lines(count, "first");
        const buffer = new LineBuffer(plain);
        steps.forEach(({ start: wanted, removed: wish, inserted, set, rest }, name) => {
          const start = wanted % (plain.length + 1);
          const removed = Math.min(wish, plain.length - start);
          if (set && start < plain.length) {
            plain[start] = `set${name}`;
            buffer.set(start, `set${name}`);
          } else {
            const fresh = lines(inserted, `step${name} `);
            plain.splice(start, removed, ...fresh);
            buffer.splice(start, removed, fresh);
          }
          if (rest) buffer.rest(deflated);
          assert.equal(buffer.length, plain.length);
          assert.equal(buffer.at(plain.length), undefined);
          assert.equal(buffer.at(-1), undefined);
          for (const line of [0, start, start - 1, start + inserted, plain.length - 1, 511, 512, 1024]) {
            assert.equal(buffer.at(line), plain[line], `line ${line}`);
          }
          assert.deepEqual(buffer.slice(start, start + inserted + 2), plain.slice(start, start + inserted + 2));
          assert.deepEqual(buffer.all(), plain);
          assert.ok(buffer.equals(new LineBuffer(plain)));
          assert.ok(!buffer.equals(new LineBuffer([...plain, ""])));
        });
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same array of all lines until something changes, and leaves given ones alone", () => {
    const buffer = new LineBuffer(["a", "b"]);
    const before = buffer.all();
    assert.equal(buffer.all(), before);
    buffer.set(0, "c");
    assert.deepEqual(before, ["a", "b"]);
    assert.deepEqual(buffer.all(), ["c", "b"]);
  });

  it("takes little memory at rest", () => {
    const buffers = Array.from({ length: 200 }, (_, i) => {
      const buffer = new LineBuffer(lines(1000, `some line of a text ${i} `));
      buffer.all();
      return buffer;
    });
    const before = heapBytes();
    for (const buffer of buffers) buffer.rest(deflated);
    const after = heapBytes();
    assert.ok(before - after > 200_000 * 16, `${before - after} bytes less`);
    assert.equal(buffers[7]?.at(7), "some line of a text 7 7");
  });

  it("tells texts apart that have the same number of lines and characters", () => {
    assert.ok(!new LineBuffer(["ab", "c"]).equals(new LineBuffer(["a", "bc"])));
    assert.ok(!new LineBuffer(["ab"]).equals(new LineBuffer(["ba"])));
  });

  it("takes more lines at once than a call takes arguments", () => {
    const buffer = new LineBuffer(["a", "b"]);
    buffer.splice(1, 0, lines(200_000, "n"));
    assert.equal(buffer.length, 200_002);
    assert.equal(buffer.at(200_000), "n199999");
    assert.equal(buffer.at(200_001), "b");
    buffer.splice(1, 200_000, []);
    assert.deepEqual(buffer.all(), ["a", "b"]);
  });
});
