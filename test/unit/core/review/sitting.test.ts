import assert from "node:assert/strict";
import { goOn, type Sitting } from "../../../../src/core/review/sitting.ts";

const minute = 60_000;

/** The hints of a story of moments in minutes and lines. */
function hints(...steps: readonly (readonly [atMinutes: number, lines: number])[]): (string | undefined)[] {
  let sitting: Sitting | undefined;
  return steps.map(([atMinutes, lines]) => {
    const step = goOn(sitting, atMinutes * minute, lines);
    sitting = step.sitting;
    return step.hint;
  });
}

describe("a sitting", () => {
  it("suggests a break after 400 lines, once", () => {
    assert.deepEqual(hints([0, 399], [1, 0], [2, 1], [3, 500]), [undefined, undefined, "lines", undefined]);
    assert.deepEqual(hints([0, 400]), ["lines"]);
  });

  it("suggests a break after 60 minutes, once", () => {
    const every15 = [0, 15, 30, 45].map((at) => [at, 1] as const);
    assert.deepEqual(hints(...every15, [59.9, 1], [60, 1], [61, 1], [76, 400]).slice(4), [
      undefined,
      "time",
      undefined,
      undefined,
    ]);
  });

  it("begins again after a break of 20 minutes", () => {
    assert.deepEqual(hints([0, 399], [20, 1]), [undefined, undefined]);
    assert.deepEqual(hints([0, 399], [19.9, 1]), [undefined, "lines"]);
    assert.deepEqual(hints([0, 400], [30, 400]), ["lines", "lines"]);
    assert.deepEqual(hints([0, 1], [19, 1], [38, 1], [57, 1], [76, 1]).at(-1), "time");
  });

  it("is not moved by a clock that goes back", () => {
    assert.deepEqual(hints([100, 1], [50, 1], [51, 398]), [undefined, undefined, "lines"]);
  });
});
