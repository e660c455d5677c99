import assert from "node:assert/strict";
import { productVsix } from "../rig/paths.ts";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

const files = {
  "cart.ts": `// What the items cost together, in cents.

export const none = 0;
`,
};
const ai = [
  "export function totalOf(prices: readonly number[]): number {",
  "  let total = 0;",
  "  for (const price of prices) total += price;",
  "  return total;",
  "}",
];

/** Every kind of theme: a word for pictures, and its id. */
const themes = [
  ["dark", "Default Dark Modern"],
  ["light", "Default Light Modern"],
  ["high-contrast", "Default High Contrast"],
  ["high-contrast-light", "Default High Contrast Light"],
] as const;

const settings = { "workbench.colorTheme": themes[0][1] };
const steps = ["tracked", "stored", "start", "minutes", "walk", "week"];
const explanation = /^Minutes here are the time it takes to read what AI wrote and you have not looked at yet\./;

describe("the first minutes, in an empty profile", () => {
  let desk: Desk;
  let workbench: Workbench;

  before(async () => {
    desk = await Desk.open("first-minutes", { files, isInstalled: false, settings });
    workbench = desk.workbench;
  });

  after(() => desk.close());

  /** Does something in every kind of theme, with a way to take pictures. */
  async function inThemes(work: (picture: (name: string) => Promise<void>) => Promise<void>): Promise<void> {
    for (const [word, theme] of themes) {
      desk.set({ "workbench.colorTheme": theme });
      await workbench.hasTheme(theme);
      await work((name) => workbench.screenshot(`first-${name}-${word}`));
    }
    desk.set({});
    await workbench.hasTheme(themes[0][1]);
  }

  /** Opens the walkthrough as one finds it again later. */
  async function openWalkthrough(): Promise<void> {
    await workbench.run("Welcome: Open Walkthrough...");
    await workbench.quick.choose("First Steps with Review Debt");
    await workbench.walkthrough.shown();
  }

  it("begin with an installation after which nothing pops up", async () => {
    await workbench.run("Extensions: Install from VSIX...");
    await workbench.quick.saveAs(productVsix);
    await workbench.queue.isOffered();
    await workbench.run("Notifications: Clear All Notifications");
    // It is active when it can tell that nothing was tracked yet.
    await workbench.press("Control+Shift+E");
    await workbench.queue.show();
    await workbench.queue.welcomes(/^Lines that AI writes for you/);
    await workbench.statusIsThere(false);
    assert.deepEqual(await workbench.tabs(), []);
    assert.deepEqual(await workbench.notifications(), []);
  });

  it("are told in the queue: what is tracked, from where, where it is stored, and where to begin", async () => {
    const text = (await workbench.queue.welcomeText()).replaceAll(/\s+/g, " ");
    for (const words of [
      "completions you accept, chat edits, and what agents in a terminal put into their own records",
      "Claude Code and Codex",
      "What you write is never recorded.",
      "one database on this machine",
    ]) {
      assert.ok(text.includes(words), `${words}: ${text}`);
    }
    assert.deepEqual(await workbench.queue.links(), [
      "Show All Sources",
      "Look Back…",
      "Start from Now",
      "Show Everything Stored",
      "First Steps",
    ]);
    await inThemes(async (picture) => {
      await workbench.queue.welcomes(/First Steps/);
      await picture("welcome");
    });
  });

  it("have a walkthrough, whose first steps are ticked when what they offer was done", async () => {
    await workbench.queue.follow("First Steps");
    await workbench.walkthrough.shown();
    await workbench.press("Control+B");
    await workbench.queue.hidden();
    assert.equal((await workbench.walkthrough.titles()).length, steps.length);
    await workbench.walkthrough.ticked();
    const colours = new Set<string>();
    await inThemes(async (picture) => {
      for (const step of steps) {
        await workbench.walkthrough.open(step);
        await picture(`step-${step}`);
      }
      colours.add((await workbench.walkthrough.picture()).join());
    });
    assert.equal(colours.size, themes.length, "the pictures have each theme's colours");
    await workbench.walkthrough.open("tracked");
    await workbench.walkthrough.press("tracked", "Show Sources");
    await workbench.quick.titled(/Sources/);
    await workbench.screenshot("first-sources");
    await workbench.quick.cancel();
    await workbench.walkthrough.ticked("tracked");
    await workbench.walkthrough.open("stored");
    await workbench.walkthrough.press("stored", "Show Everything Stored");
    await workbench.editor.shows('"tables"');
    await workbench.screenshot("first-stored");
    await openWalkthrough();
    await workbench.walkthrough.ticked("tracked", "stored");
    await workbench.statusIsThere(false);
    await workbench.closeEditors();
  });

  it("bring the status bar item with the first accepted lines, which explains itself until it is used", async () => {
    await desk.letAiWrite("cart.ts", ai, 1);
    await workbench.statusIs("1 min");
    assert.match(await workbench.statusLabel(), /^Review Debt: 1 min of AI-assisted code to read\. Minutes here are/);
    const [first, ...rest] = (await workbench.statusTooltip()).split(/\n+/);
    assert.match(first ?? "", explanation);
    assert.deepEqual(rest, [
      "This file: 5 lines, 1 min",
      "In all: 5 lines in 1 file, 1 min",
      "Next Unread Hunk · Show Queue",
    ]);
    await inThemes(async (picture) => {
      await workbench.hoverStatus();
      await picture("tooltip");
      await workbench.awayFromStatus();
    });
    await workbench.clickStatus();
    await workbench.quick.titled("Review Debt: 5 lines, 1 min");
    await workbench.screenshot("first-menu");
    await workbench.quick.cancel();
    assert.equal(await workbench.statusLabel(), "Review Debt: 1 min of AI-assisted code to read");
    assert.doesNotMatch(await workbench.statusTooltip(), /Minutes here/);
    await workbench.save();
    assert.deepEqual(await workbench.notifications(), []);
  });

  it("end with the first settled hunk, and a quiet item", async () => {
    await workbench.closeEditors();
    await workbench.press("Control+F8");
    await workbench.shows("cart.ts");
    await workbench.editor.caretIs(2);
    await workbench.screenshot("first-hunk");
    await workbench.press("Control+F7");
    await workbench.statusIs("");
    assert.equal(await workbench.statusLabel(), "Review Debt: nothing to review");
    assert.deepEqual(await desk.tracked("cart.ts"), ["2-6 marked"]);
    await workbench.queue.show();
    await workbench.queue.welcomes(/^Nothing to review\./);
    await workbench.screenshot("first-settled");
    assert.deepEqual(await workbench.notifications(), []);
  });

  it("tick the other steps, too", async () => {
    await openWalkthrough();
    await workbench.walkthrough.ticked("tracked", "stored", "minutes", "walk");
    await workbench.walkthrough.open("start");
    await workbench.walkthrough.press("start", "Look Back…");
    await workbench.quick.choose("The last 7 days");
    await workbench.says("Agents left no lines here in that time.");
    await workbench.walkthrough.open("week");
    await workbench.walkthrough.press("week", "Show Week");
    await workbench.week.says("Lines settled in this week: 5 marked.");
    await openWalkthrough();
    await workbench.walkthrough.ticked(...steps);
    await workbench.screenshot("first-all-steps");
    await desk.reload();
    await workbench.statusIsThere(true);
    assert.deepEqual((await workbench.statusTooltip()).split(/\n+/), ["Nothing to review."]);
  });

  it("begin again when everything was deleted, and can start from now", async () => {
    await desk.forgetAll();
    await workbench.statusIsThere(false);
    await workbench.queue.show();
    await workbench.queue.welcomes(/^Lines that AI writes for you/);
    await workbench.queue.follow("Start from Now");
    await workbench.says(/^From now on: /);
    await workbench.queue.welcomes(/^Nothing to review\./);
    await workbench.statusIs("");
    await workbench.statusIsThere(true);
    assert.match(await eventually("a tooltip", () => workbench.statusTooltip(), Boolean), explanation);
  });
});
