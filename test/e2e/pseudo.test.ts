import assert from "node:assert/strict";
import { englishTexts, pseudo, readBundle } from "../rig/l10n.ts";
import { Desk } from "./desk.ts";
import { cutShort, wordsIn } from "./pages/words.ts";
import type { Workbench } from "./pages/workbench.ts";
import { translate } from "./translated.ts";

/** Stands for the pseudo-locale: the editor's dates in this language have no Latin letter either. */
const language = "el";
const own = "// one\n// two\n// three\n";
const ai = ["const user = grant(all);", "two(2);"];
/** What stays as it is in every language: names, code and keys, and what the editor says of its own command in a link's tooltip. */
const names =
  /Review Debt|review-debt[\w-]*|Claude Code|GitHub Docs|Google eng-practices|OWASP|OpenSSF|USENIX Security \d+|[ab]\.js(?::\d+)?|const user = grant\(all\);|(?:Ctrl|Control|Shift|Alt|Meta)\+\S+|\bF\d+|^Welcome$/gm;
/** What we say in a box; what is around is the editor's. */
const box = ".quick-input-widget :is(.quick-input-title, .monaco-list-row)";

/** Every text of ours is longer here than in any language, and none of it is English. */
describe("an editor in the pseudo-locale", () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.open("pseudo", { language, files: { "a.js": own, "b.js": own }, prepare: inPseudo });
  });

  after(() => desk.close());

  function window(): Workbench {
    return desk.workbench;
  }

  /** Keeps a picture of what is shown, and says which English words it has, and which of its texts are cut off. */
  async function look(name: string, selector: string): Promise<void> {
    await window().screenshot(`pseudo-${name}`);
    const words = await wordsIn(window().page, selector);
    assert.match(words, /[!]{3}/, `${name}: nothing of ours is there`);
    const cut = await cutShort(window().page, selector);
    assert.deepEqual({ name, english: englishIn(words), cut }, { name, english: [], cut: [] });
  }

  it("has no English word, and none that is cut off, in the welcome", async () => {
    await window().queue.show();
    await window().queue.welcomes(/!!!/);
    await look("welcome", '[id="workbench.view.extension.reviewDebt"] .welcome-view-content');
  });

  it("has none on the status bar, in the queue, in boxes and on the page of the week", async () => {
    await desk.letAiWrite("a.js", ai, 2);
    await window().save();
    await window().queue.has("the hunk", (rows) => rows.length === 2);
    await look("queue", '[id="workbench.view.extension.reviewDebt"] .monaco-list');
    await look("status", '[id="review-debt.review-debt.reviewDebt.status"]');
    await window().hoverStatus();
    await window().page.locator(".workbench-hover .hover-contents", { hasText: "!!!" }).first().waitFor();
    await look("tooltip", ".workbench-hover .hover-contents");
    await window().awayFromStatus();
    await window().openFile("a.js");
    await window().editor.goTo(3);
    for (const [name, key] of [
      ["menu", "g"],
      ["checklist", "j"],
      ["explain", "q"],
      ["dismiss", "x"],
    ] as const) {
      await window().quick.opensBy(/!!!/, "Control+K", key);
      await window().quick.choices();
      await look(name, box);
      await window().quick.cancel();
    }
    const commands = await window().quick.commandsOf("Review Debt");
    assert.ok(commands.length > 20);
    // The editor itself offers to go to each view.
    assert.deepEqual(
      commands.filter((title) => !/^(?:Focus on )?⟦!!!/.test(title)),
      [],
    );
    await window().run(`Review Debt: ${pseudo("Show Week")}`);
    assert.deepEqual(englishIn(await window().week.says(/a\.js:3/)), []);
    assert.equal(await window().week.tooWide(), 0);
    await window().screenshot("pseudo-week");
  });
});

/** Gives the installed extension a translation into the pseudo-locale. */
function inPseudo(desk: Desk): void {
  const shown = (text: string): string => (text === "Review Debt" ? text : pseudo(text));
  const { texts } = englishTexts();
  const manifest = Object.entries(readBundle("package.nls.json"));
  translate(
    desk,
    `l10n/bundle.l10n.${language}.json`,
    texts.map((text) => [text, shown(text)]),
  );
  translate(
    desk,
    `package.nls.${language}.json`,
    manifest.map(([key, text]) => [key, shown(text)]),
  );
}

/** The English words of a text, but names. */
function englishIn(text: string): readonly string[] {
  return text.replaceAll(names, "").match(/[A-Za-z]{2,}/g) ?? [];
}
