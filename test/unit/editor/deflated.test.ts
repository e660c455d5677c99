import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { deflated } from "../../../src/editor/keep/deflated.ts";
import { root } from "../../rig/paths.ts";
import { heapBytes } from "../../rig/garbage.ts";

describe("a deflated text", () => {
  it("is given back as it was, whatever is in it", () => {
    const units = fc.array(
      fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0xd800, 0xdfff, 0xffff, 0xfeff, 10)),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          units.map((some) => String.fromCharCode(...some)),
        ),
        (text) => {
          assert.equal(deflated(text)(), text);
        },
      ),
    );
  });

  it("takes less than half the memory", () => {
    const texts = globSync("src/**/*.ts", { cwd: root }).map((file) => readFileSync(join(root, file), "utf8"));
    const before = heapBytes();
    const kept = texts.map((text) => deflated(text));
    const bytes = heapBytes() - before;
    assert.ok(bytes * 2 < texts.join("").length, `${bytes} bytes`);
    assert.equal(kept.at(-1)?.(), texts.at(-1));
  });
});
