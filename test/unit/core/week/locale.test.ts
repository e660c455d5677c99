import assert from "node:assert/strict";
import { directionOf, firstWeekdayOf, userLocale } from "../../../../src/core/week/locale.ts";

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

describe("somebody's locale", () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ["en", "en-US", "en-US"],
    ["en", "en-GB", "en-GB"],
    ["en", "de-DE", "en-DE"],
    ["en", "de", "en-DE"],
    ["en", "en", "en"],
    ["en", "en-US-u-va-posix", "en-US"],
    ["en-gb", "de-DE", "en-gb"],
    ["de", "de-AT", "de-AT"],
    ["de", "en-US", "de"],
    ["pt-br", "pt-PT", "pt-br"],
    ["no language!", "de-DE", "no language!"],
    ["en", "no language!", "en"],
  ];
  for (const [display, system, wanted] of rows) {
    it(`is ${wanted} where the editor speaks ${display} and the system ${system}`, () => {
      assert.equal(userLocale(display, system), wanted);
    });
  }

  it("decides on which day weeks begin for whoever uses English somewhere else", () => {
    const systems = ["en-US", "en-GB", "de-DE", "ar-EG"];
    assert.deepEqual(
      systems.map((system) => firstWeekdayOf(userLocale("en", system))),
      [7, 1, 1, 6],
    );
  });
});
