import assert from "node:assert/strict";
import { directionOf, firstWeekdayOf } from "../../../../src/core/week/locale.ts";

describe("what a language says of weeks and writing", () => {
  it("is the day on which weeks begin", () => {
    assert.deepEqual(["de", "en-US", "en-GB", "ar-EG", "pt-br", "ja"].map(firstWeekdayOf), [1, 7, 1, 6, 7, 7]);
  });

  it("is the direction of writing", () => {
    assert.deepEqual(["en", "he", "ar", "zh-cn"].map(directionOf), ["ltr", "rtl", "rtl", "ltr"]);
  });

  it("is Monday and left to right for what is no language", () => {
    assert.deepEqual([firstWeekdayOf("no language!"), directionOf("")], [1, "ltr"]);
  });
});
