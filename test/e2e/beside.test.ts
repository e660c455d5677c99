import assert from "node:assert/strict";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

/** A person's lines. */
const own = Array.from({ length: 5 }, (_, i) => `// ${i + 1}\n`).join("");

const lines = ["let one = 1;", "  let two = 2;"];

describe("beside the code", () => {
  let desk: Desk;
  let workbench: Workbench;

  before(async () => {
    const names = ["lens", "lenses", "hover", "everywhere", "badge", "title", "gutter"];
    desk = await Desk.open("beside", { files: Object.fromEntries(names.map((name) => [`${name}.js`, own])) });
    workbench = desk.workbench;
  });

  after(() => desk.close());

  /** Has AI write two lines under line 2 and saves them, with these settings of the workspace. */
  async function open(name: string, settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
    desk.set(settings);
    await desk.forgetAll();
    await desk.letAiWrite(`${name}.js`, lines, 2);
    await workbench.save();
    await workbench.statusIs("1 min");
  }

  it("has a code lens above unread hunks where wanted, whose parts do what they say", async () => {
    await open("lens", { "reviewDebt.codeLens": true });
    await workbench.editor.lensIs("AI · just now · unread | Mark Reviewed | Checklist | Why");
    await workbench.screenshot("codelens");
    await workbench.editor.goTo(1);
    await workbench.editor.clickLens("Why");
    await workbench.quick.titled("Line 3: AI-assisted, unread");
    await workbench.quick.cancel();
    await workbench.editor.clickLens("Checklist");
    await workbench.quick.titled("Checklist: lens.js, lines 3–4");
    await workbench.quick.cancel();
    await workbench.editor.clickLens("Mark Reviewed");
    await workbench.statusIs("");
    await workbench.editor.lensIs("");
    assert.deepEqual(await desk.tracked("lens.js"), ["3-4 marked"]);
    await workbench.editor.caretIs(1);
  });

  it("has none unless wanted", async () => {
    await open("lenses");
    await workbench.editor.lensIs("");
    desk.set({ "reviewDebt.codeLens": true });
    await workbench.editor.lensIs(/^AI · just now · unread/);
    desk.set({});
    await workbench.editor.lensIs("");
  });

  it("tells at the start of a tracked line who wrote it and what settled it, and nothing elsewhere", async () => {
    await open("hover");
    await workbench.editor.goTo(4, 2);
    const hover = await workbench.editor.hover();
    assert.match(hover, /AI · just now · unread/);
    assert.match(hover, /Nobody has looked at it yet\./);
    assert.match(hover, /Mark Reviewed · Checklist · Why/);
    await workbench.screenshot("hover");
    await workbench.editor.clickHover("Mark Reviewed");
    await workbench.statusIs("");
    await workbench.editor.goTo(4, 3);
    assert.match(await workbench.editor.hover(), /reviewed[^]*You marked its hunk reviewed just now\.[^]*Reopen/);
    await workbench.editor.goTo(4, 8);
    assert.doesNotMatch(await workbench.editor.hover(), /AI ·/);
  });

  it("tells it anywhere, or nowhere, where that is set", async () => {
    await open("everywhere", { "reviewDebt.hover": "line" });
    await workbench.editor.goTo(4, 8);
    assert.match(await workbench.editor.hover(), /AI · just now · unread/);
    desk.set({ "reviewDebt.hover": "off" });
    await workbench.editor.goTo(4, 2);
    await eventually(
      "no hover",
      () => workbench.editor.hover(),
      (text) => !text.includes("AI ·"),
    );
  });

  it("has a ring in the explorer, which can be switched off", async () => {
    await open("badge");
    const badges = (): Promise<string> => workbench.explorerBadges("badge.js");
    await eventually("the badge", badges, (text) => text === "○");
    desk.set({ "reviewDebt.marks.explorer": false });
    await eventually("no badge", badges, (text) => !text.includes("○"));
    desk.set({});
    await eventually("the badge again", badges, (text) => text === "○");
    await workbench.press("Control+F7");
    await eventually("no badge any more", badges, (text) => !text.includes("○"));
  });

  it("has a button in the title of an editor with unread lines, which can be switched off", async () => {
    await open("title");
    await workbench.editor.goTo(1);
    await workbench.clickTitleAction("Go to Next Unread Hunk");
    await workbench.editor.caretIs(3);
    desk.set({ "reviewDebt.marks.editorTitle": false });
    await workbench.titleActionIs("Go to Next Unread Hunk", false);
    desk.set({});
    await workbench.titleActionIs("Go to Next Unread Hunk", true);
    await workbench.press("Control+F7");
    await workbench.titleActionIs("Go to Next Unread Hunk", false);
  });

  it("explains a line from the menu of its number, wherever the caret is", async () => {
    await open("gutter");
    await workbench.editor.goTo(1);
    await workbench.editor.numberMenu(4, "Explain This Line");
    await workbench.quick.titled("Line 4: AI-assisted, unread");
    await workbench.quick.cancel();
  });

  it("has its own mark, of another shape and colour, for what is not sure, in every theme", async () => {
    for (const [theme, colour] of [
      ["Default Dark Modern", "200,166,240"],
      ["Default Light Modern", "138,92,184"],
      ["Default High Contrast", "200,166,240"],
      ["Default High Contrast Light", "94,44,145"],
    ] as const) {
      await open("gutter", { "workbench.colorTheme": theme });
      await workbench.press("Control+K", "j");
      await workbench.quick.titled(/^Checklist/);
      await workbench.press("Enter");
      await workbench.quick.activeHas("holds");
      await workbench.press("Escape");
      await workbench.quick.closed();
      await eventually(
        `the ruler's colour in ${theme}`,
        async () => [...(await workbench.decorations.overviewStrips()).keys()],
        (colours) => colours.includes(colour),
      );
      await workbench.screenshot(`unsure-${theme.replaceAll(" ", "-").toLowerCase()}`);
    }
  });
});
