import assert from "node:assert/strict";
import fc from "fast-check";
import { type Descent, descentOf, inheritedCharacters } from "../../../../src/core/text/inherit.ts";

const shares = (descents: readonly Descent[]): number[][][] =>
  descents.map((descent) => descent.shares.map(({ oldLine, characters }) => [oldLine, characters]));

describe("descentOf", () => {
  it("compares blocks of equal height line by line", () => {
    const [first, second] = descentOf(["abcdef", "xyz"], ["abXXef", "Q"]);
    assert.deepEqual(first, { length: 6, shares: [{ oldLine: 0, characters: 4 }] });
    assert.deepEqual(second, { length: 1, shares: [] });
  });

  it("takes what a line starts and ends with for inherited, never twice", () => {
    assert.equal(inheritedCharacters(descentOf(["aaa"], ["aa"])[0]!), 2);
    assert.equal(inheritedCharacters(descentOf(["aa"], ["aaa"])[0]!), 2);
  });

  it("gives both halves of a split line to the line", () => {
    assert.deepEqual(shares(descentOf(["abcdef"], ["ab", "cdef"])), [[[0, 2]], [[0, 4]]]);
  });

  it("gives a joined line to the lines it was put together from", () => {
    assert.deepEqual(shares(descentOf(["abc", "", "de"], ["abcde"])), [
      [
        [0, 3],
        [2, 2],
      ],
    ]);
  });

  it("gives nothing to what was put in between", () => {
    assert.deepEqual(shares(descentOf(["abcdef"], ["abP", "mine", "Qcdef"])), [[[0, 2]], [], [[0, 4]]]);
  });

  it("inherits a re-wrapped block whole, also of equal height", () => {
    assert.deepEqual(shares(descentOf(["abc", "def"], ["a", "bcdef"])), [
      [[0, 1]],
      [
        [0, 2],
        [1, 3],
      ],
    ]);
  });

  const block = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 5 }), {
    minLength: 1,
    maxLength: 5,
  });

  it("never gives more than a line has, nor more than an old line had", () => {
    fc.assert(
      fc.property(block, block, (olds, news) => {
        const lent = olds.map(() => 0);
        const descents = descentOf(olds, news);
        assert.equal(descents.length, news.length);
        descents.forEach((descent, i) => {
          assert.equal(descent.length, news[i]?.length);
          assert.ok(inheritedCharacters(descent) <= descent.length);
          for (const { oldLine, characters } of descent.shares) {
            assert.ok(characters > 0);
            lent[oldLine] = (lent[oldLine] ?? Number.NaN) + characters;
          }
        });
        lent.forEach((characters, i) => assert.ok(characters <= olds[i]!.length));
      }),
      { numRuns: 3000 },
    );
  });

  it("inherits every character when only the line breaks moved", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "\n"), { maxLength: 20 });
    fc.assert(
      fc.property(text, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (characters, breaks) => {
        const olds = characters.join("").split("\n");
        const news = olds
          .join("")
          .replace(/./g, (c) => (breaks.next().value === 0 ? `\n${c}` : c))
          .split("\n");
        for (const descent of descentOf(olds, news)) assert.equal(inheritedCharacters(descent), descent.length);
      }),
      { numRuns: 1000 },
    );
  });
});
