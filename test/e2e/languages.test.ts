import assert from "node:assert/strict";
import { readBundle } from "../rig/l10n.ts";
import { Desk } from "./desk.ts";
import { translate } from "./translated.ts";

const own = "// one\n// two\n// three\n";

describe("an editor in German", () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.open("german", { language: "de", files: { "a.js": own } });
  });

  after(() => desk.close());

  it("has our words in German, in commands, on the status bar and on the weekly page", async () => {
    await desk.letAiWrite("a.js", ["let ai1 = 1;", "let ai2 = 2;"], 2);
    await desk.workbench.save();
    await desk.workbench.statusIs("1 min");
    assert.match(
      await desk.workbench.statusLabel(),
      /^Review Debt: 1 min Code mit KI zu lesen\. Minuten stehen hier für die Zeit/,
    );
    await desk.workbench.run("Review Debt: Woche anzeigen");
    const text = await desk.workbench.week.says("Von KI geschriebene Zeilen im jetzigen Stand: 2 nie geöffnet.");
    assert.match(text, /^Die Woche vom /);
    assert.match(await desk.workbench.week.html(), /<html lang="de" dir="ltr"/);
    await desk.workbench.screenshot("week-german");
  });
});

describe("an editor in a language that is written from right to left", () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.open("right-to-left", { language: "ar", files: { "a.js": own }, prepare: inArabicLetters });
  });

  after(() => desk.close());

  it("shows the weekly page from right to left, and file names as they are", async () => {
    await desk.letAiWrite("a.js", ["let ai1 = 1;", "let ai2 = 2;"], 2);
    await desk.workbench.save();
    await desk.workbench.run("Review Debt: Show Week");
    const text = await desk.workbench.week.says("a.js:3");
    assert.doesNotMatch(text.replaceAll(/a\.js:3|review-debt-\S+/g, ""), /[a-z]/i);
    assert.match(await desk.workbench.week.html(), /<html lang="ar" dir="rtl"/);
    assert.equal(await desk.workbench.week.tooWide(), 0);
    await desk.workbench.screenshot("week-right-to-left");
  });
});

describe("an editor in a language that we do not speak", () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.open("untranslated", { language: "he", files: { "a.js": own } });
  });

  after(() => desk.close());

  it("has English words with English dates", async () => {
    await desk.letAiWrite("a.js", ["let ai1 = 1;"], 2);
    await desk.workbench.save();
    await desk.workbench.run("Review Debt: Show Week");
    const text = await desk.workbench.week.says("a.js:3");
    assert.match(text, /^The week of [A-Z][a-z]+ \d/);
    assert.match(await desk.workbench.week.html(), /<html lang="en-US" dir="ltr"/);
  });
});

/** Gives the installed extension a translation of which every letter is an Arabic one. */
function inArabicLetters(desk: Desk): void {
  const texts = Object.keys(readBundle("l10n/bundle.l10n.de.json"));
  translate(
    desk,
    "l10n/bundle.l10n.ar.json",
    texts.map((text) => [text, arabicLetters(text)]),
  );
}

/** A text with Arabic letters; what is filled in or names an icon or a command stays. */
function arabicLetters(text: string): string {
  const letters = "ابتثجحخدذرزسشصضطظعغفقكلمنه";
  return text.replaceAll(
    /(\{\d+\}|\$\([^)]*\)|\]\([^)]*\)|`[^`]*`)|[a-z]/gi,
    (found, kept: string | undefined) => kept ?? letters[found.toLowerCase().charCodeAt(0) - 97] ?? found,
  );
}
