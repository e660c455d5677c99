import assert from "node:assert/strict";
import fc from "fast-check";
import { Hasher } from "../../../../src/core/text/hash.ts";
import { stripped } from "../../../../src/core/text/lines.ts";

const key = Uint8Array.from({ length: 16 }, (_, i) => i * 7);
const hasher = new Hasher(key);
const line = fc.string({
  unit: fc.constantFrom("a", "b", "é", "界", "😀", " ", "\t", "\u00a0", "\u3000", "\ufeff"),
  maxLength: 12,
});

describe("Hasher", () => {
  it("gives lines that differ only in white space the same hash", () => {
    assert.equal(hasher.line("  const a\t= 1; "), hasher.line("consta=1;"));
    fc.assert(fc.property(line, (text) => assert.equal(hasher.line(text), hasher.line(stripped(text)))));
  });

  it("takes exactly the code units for white space that `stripped` removes", () => {
    for (let unit = 0; unit <= 0xffff; unit++) {
      const text = String.fromCharCode(unit);
      assert.equal(hasher.isBlank(hasher.line(text)), stripped(text) === "", unit.toString(16));
    }
  });

  it("gives lines that say something else another hash", () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `const a${i} = ${i % 7};`);
    assert.equal(new Set(lines.map((text) => hasher.line(text))).size, lines.length);
    fc.assert(
      fc.property(line, line, (a, b) => assert.equal(hasher.line(a) === hasher.line(b), stripped(a) === stripped(b))),
    );
  });

  it("gives safe integers, using all their bits", () => {
    let all = 0;
    for (let i = 0; i < 500; i++) {
      const hash = hasher.line(`line ${i}`);
      assert.ok(Number.isSafeInteger(hash) && hash >= 0);
      all = Math.max(all, hash);
    }
    assert.ok(all > 2 ** 52);
  });

  it("depends on every byte of the key, for lines and for texts", () => {
    for (let i = 0; i < key.length; i++) {
      const other = new Hasher(key.map((byte, at) => (at === i ? byte ^ 1 : byte)));
      assert.notEqual(other.line("const a = 1;"), hasher.line("const a = 1;"));
      assert.notEqual(other.text([1, 2]), hasher.text([1, 2]));
    }
  });

  it("hashes again only what changed, with the same result as all anew", () => {
    const text = fc.array(fc.constantFrom("a", "b", "", "  a", "c c"), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (lines, next) => {
        const before = { lines, hashes: hasher.lines(lines) };
        assert.deepEqual(
          hasher.lines(next, before),
          next.map((one) => hasher.line(one)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("does not hash lines around a change again", () => {
    const before = { lines: ["a", "b", "c"], hashes: [1, 2, 3] };
    assert.deepEqual(hasher.lines(["a", "x", "y", "c"], before), [1, hasher.line("x"), hasher.line("y"), 3]);
  });

  it("gives a text 32 hexadecimal digits that say which lines it has, in which order", () => {
    assert.match(hasher.text([]), /^[0-9a-f]{32}$/);
    const [a, b] = hasher.lines(["a", "b"]) as [number, number];
    const texts = [[], [a], [b], [a, b], [b, a], [a, a], [a, b, b]].map((hashes) => hasher.text(hashes));
    assert.equal(new Set(texts).size, texts.length);
    assert.equal(hasher.text(hasher.lines(["a ", " b"])), hasher.text([a, b]));
  });

  it("has two independent halves in the hash of a text", () => {
    const text = hasher.text(hasher.lines(["a", "b"]));
    assert.notEqual(text.slice(0, 16), text.slice(16));
  });

  it("uses the high bits of line hashes for the hash of a text", () => {
    assert.notEqual(hasher.text([5]), hasher.text([5 + 2 ** 40]));
  });
});
