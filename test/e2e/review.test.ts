import assert from "node:assert/strict";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { QueueRow } from "./pages/queue.ts";
import type { Workbench } from "./pages/workbench.ts";

/** So many lines of code, each different. */
function code(name: string, lines: number): string[] {
  return Array.from({ length: lines }, (_, i) => `const ${name}${i + 1} = ${i + 1};`);
}

/** Seven lines of a person's. */
const own = Array.from({ length: 7 }, (_, i) => `// ${i + 1}\n`).join("");

/** The tests' files: each test has its own, named after it. */
const names = [
  ..."item links menu keys queue ticks marks walk palette hunk selection whole reopen".split(" "),
  ..."dismiss mine ai explain offers views rests empty".split(" "),
];

describe("reviewing", () => {
  let desk: Desk;
  let workbench: Workbench;

  before(async () => {
    const files = names.flatMap((name) => [`${name}-a.js`, `${name}-b.js`]);
    desk = await Desk.open("review", { files: Object.fromEntries(files.map((file) => [file, own])) });
    workbench = desk.workbench;
  });

  after(() => desk.close());

  /** Starts with two files of AI lines and nothing else: a with 2–11 and 18–22, b with 2–21; the caret is in b. */
  async function twoFiles(name: string): Promise<{ a: string; b: string }> {
    const a = await oneFile(name);
    await desk.letAiWrite(a, code("second", 5), 17);
    const b = `${name}-b.js`;
    await desk.letAiWrite(b, code("third", 20), 1);
    await workbench.statusIs("7 min");
    return { a, b };
  }

  /** Starts with one file of AI lines and nothing else: 2–11. */
  async function oneFile(name: string): Promise<string> {
    await desk.forgetAll();
    const file = `${name}-a.js`;
    await desk.letAiWrite(file, code("first", 10), 1);
    await workbench.statusIs("2 min");
    return file;
  }

  /** Shows the queue and waits until it has what `twoFiles` made. */
  async function allRows(first: string): Promise<QueueRow[]> {
    await workbench.queue.show();
    return workbench.queue.has("both files", (rows) => rows.length === 5 && rows[0]?.label === first);
  }

  /** Opens the status bar item's menu and leaves it: from then on the item does not explain itself any more. */
  async function menuWasOpened(): Promise<void> {
    await workbench.clickStatus();
    await workbench.quick.titled(/^Review Debt: /);
    await workbench.quick.cancel();
    await workbench.editor.focus();
  }

  /** Waits until the caret is in this line of this file. */
  async function caretIn(file: string, line: number): Promise<void> {
    await workbench.shows(file);
    await workbench.editor.caretIs(line);
  }

  describe("with the status bar item", () => {
    it("shows minutes, or only the icon, and says so to a screen reader", async () => {
      await desk.forgetAll();
      await workbench.statusIsThere(false);
      const file = await oneFile("item");
      await menuWasOpened();
      assert.equal(await workbench.statusLabel(), "Review Debt: 2 min of AI-assisted code to read");
      await workbench.press("Control+Shift+F7");
      await workbench.statusIs("");
      assert.equal(await workbench.statusLabel(), "Review Debt: nothing to review");
      assert.deepEqual(await desk.tracked(file), ["2-11 marked"]);
    });

    it("tells this file and all in a tooltip of at most five lines, with ways on", async () => {
      const { a } = await twoFiles("links");
      await menuWasOpened();
      const lines = (await workbench.statusTooltip()).split(/\n+/);
      assert.deepEqual(lines, [
        "This file: 20 lines, 4 min",
        "In all: 35 lines in 2 files, 7 min",
        "Next Unread Hunk · Show Queue",
      ]);
      await workbench.screenshot("tooltip");
      await workbench.clickTooltip("Next Unread Hunk");
      await caretIn(a, 2);
      await workbench.clickTooltip("Show Queue");
      await workbench.queue.has("both files", (rows) => rows.filter(({ level }) => level === 1).length === 2);
      await workbench.press("Control+B");
    });

    it("opens one menu by a click, whose entries do what they say", async () => {
      const { a } = await twoFiles("menu");
      await workbench.clickStatus();
      await workbench.quick.titled("Review Debt: 35 lines, 7 min");
      await workbench.screenshot("menu");
      const labels = await workbench.quick.allChoices();
      assert.deepEqual(labels, [
        "Go to Next Unread Hunk",
        "Mark Reviewed and Go On",
        "Mark File Reviewed",
        "Open Checklist for This Hunk…",
        "Won't Review, Because…",
        "Review Only a Part…",
        "Show Queue",
        "Show Week",
        "Explain This Line",
        "Show What Won't Be Reviewed…",
        "Look Back on What Agents Wrote…",
        "Sources of AI Edits…",
        "Connect an Agent's Hooks…",
        "Show Everything Stored",
        "Export…",
        "Pause",
        "Pause until Tomorrow",
        "Delete Everything…",
      ]);
      await workbench.quick.cancel();
      await workbench.clickStatus();
      await workbench.quick.choose("Go to Next Unread Hunk");
      await caretIn(a, 2);
      await workbench.press("Control+Shift+F7");
      await workbench.statusIs("4 min");
      await workbench.press("Control+F8", "Control+F7");
      await workbench.statusIs("");
      await workbench.clickStatus();
      await workbench.quick.titled("Review Debt: nothing to review");
      const [first] = await workbench.quick.texts();
      assert.match(first ?? "", /Show Queue/);
      await workbench.quick.cancel();
    });

    it("opens the menu by key, and an entry by keys alone", async () => {
      await oneFile("keys");
      await workbench.press("Control+K", "g");
      await workbench.quick.titled("Review Debt: 10 lines, 2 min");
      await workbench.press("ArrowDown", "ArrowDown", "Enter");
      await workbench.statusIs("");
      assert.deepEqual(await desk.tracked("keys-a.js"), ["2-11 marked"]);
    });
  });

  describe("in the queue", () => {
    it("finds files and their hunks with minutes, tool, age and icon; a click opens the place", async () => {
      const { a } = await twoFiles("queue");
      const rows = await allRows(a);
      assert.deepEqual(
        rows.map(({ level, label, description, checked }) => [level, label, description, checked]),
        [
          [1, "queue-a.js", "3 min · 15 lines", false],
          [2, "Lines 2–11", "2 min · AI · just now", false],
          [2, "Lines 18–22", "1 min · AI · just now", false],
          [1, "queue-b.js", "4 min · 20 lines", false],
          [2, "Lines 2–21", "4 min · AI · just now", false],
        ],
      );
      const icon = workbench.queue.row("Lines 18–22").locator(".custom-view-tree-node-item-icon");
      assert.match((await icon.getAttribute("class")) ?? "", /codicon-circle-large-outline/);
      await workbench.screenshot("queue");
      await workbench.queue.open("Lines 18–22");
      await caretIn(a, 18);
    });

    it("ticks a hunk, unticks it, ticks a file", async () => {
      const { a, b } = await twoFiles("ticks");
      await allRows(a);
      await workbench.queue.toggle("Lines 2–11");
      await workbench.statusIs("5 min");
      await workbench.queue.has(
        "a ticked hunk that says so",
        ([, hunk]) => hunk?.checked === true && hunk.description === "reviewed · AI · just now",
      );
      const icon = workbench.queue.row("Lines 2–11").locator(".custom-view-tree-node-item-icon");
      assert.match((await icon.getAttribute("class")) ?? "", /codicon-check/);
      await workbench.screenshot("queue-ticked");
      assert.deepEqual(await desk.tracked(a), ["2-11 marked", "18-22 unread"]);
      await workbench.queue.toggle("Lines 2–11");
      await workbench.statusIs("7 min");
      assert.deepEqual(await desk.tracked(a), ["2-11 unread", "18-22 unread"]);
      await workbench.queue.toggle(b);
      await workbench.statusIs("3 min");
      assert.deepEqual(await desk.tracked(b), ["2-21 marked"]);
      await workbench.queue.has("one file", (found) => found.length === 3);
    });

    it("welcomes when there is nothing, and says when it is paused", async () => {
      await oneFile("empty");
      await workbench.press("Control+F7");
      await workbench.queue.show();
      await workbench.queue.welcomes(/^Nothing to review\./);
      await workbench.screenshot("queue-empty");
      await workbench.run("Review Debt: Pause");
      await workbench.queue.welcomes(/^Paused: nothing is recorded\./);
      await workbench.queue.follow("Resume");
      await workbench.queue.welcomes(/^Nothing to review\./);
    });

    it("rests when nothing happens, also over closed files", async () => {
      await oneFile("rests");
      await workbench.save();
      await workbench.closeEditors();
      await workbench.queue.show();
      await workbench.queue.has("the closed file's hunk", (rows) => rows.length === 2);
      await workbench.queue.rests();
    });

    it("is shown by key and from the palette", async () => {
      await oneFile("views");
      await workbench.press("Control+B");
      await workbench.queue.hidden();
      await workbench.editor.focus();
      await workbench.press("Control+K", "l");
      await workbench.queue.has("the file", (rows) => rows.length === 2);
      await workbench.press("Control+B");
      await workbench.queue.hidden();
      await workbench.run("Review Debt: Show Queue");
      await workbench.queue.has("the file", (rows) => rows.length === 2);
      await workbench.press("Control+B");
    });
  });

  describe("by marks in the editor", () => {
    const rulerBlue = "26,111,181";
    const ruler = async (): Promise<boolean> => (await workbench.decorations.overviewStrips()).has(rulerBlue);

    it("sees unread lines in the gutter and in the overview ruler; each can be switched off", async () => {
      const file = await oneFile("marks");
      await workbench.decorations.marksAre([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      await eventually("a mark in the ruler", ruler, (found) => found);
      desk.set({ "reviewDebt.marks.gutter": false });
      await workbench.decorations.marksAre([]);
      await eventually("still a mark in the ruler", ruler, (found) => found);
      desk.set({ "reviewDebt.marks.gutter": false, "reviewDebt.marks.overviewRuler": false });
      await eventually("no mark in the ruler", ruler, (found) => !found);
      desk.set({});
      await workbench.decorations.marksAre([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      await eventually("a mark in the ruler again", ruler, (found) => found);
      await workbench.openFile(file);
      await workbench.press("Control+Shift+F7");
      await workbench.decorations.marksAre([]);
      await eventually("no mark in the ruler of a reviewed file", ruler, (found) => !found);
    });
  });

  describe("walking", () => {
    it("goes to the next and the previous hunk by key, over files and round", async () => {
      const { a, b } = await twoFiles("walk");
      await workbench.editor.goTo(5);
      const stops = [
        [a, 2],
        [a, 18],
        [b, 2],
        [a, 2],
      ] as const;
      for (const [file, line] of stops) {
        await workbench.press("Control+F8");
        await caretIn(file, line);
      }
      for (const [file, line] of stops.toReversed().slice(1)) {
        await workbench.press("Control+Shift+F8");
        await caretIn(file, line);
      }
    });

    it("goes on from the palette, also from a file without any", async () => {
      const { a, b } = await twoFiles("palette");
      await workbench.openFile("item-a.js");
      await workbench.run("Review Debt: Go to Next Unread Hunk");
      await caretIn(b, 2);
      await workbench.run("Review Debt: Go to Previous Unread Hunk");
      await caretIn(a, 18);
    });
  });

  describe("deciding", () => {
    it("marks a hunk reviewed and goes on, by key and from the palette", async () => {
      const { a, b } = await twoFiles("hunk");
      await workbench.openFile(a);
      await workbench.editor.goTo(20);
      await workbench.press("Control+F7");
      await caretIn(b, 2);
      await workbench.statusIs("6 min");
      assert.deepEqual(await desk.tracked(a), ["2-11 unread", "18-22 marked"]);
      await workbench.run("Review Debt: Mark Reviewed and Go On");
      await caretIn(a, 2);
      assert.deepEqual(await desk.tracked(b), ["2-21 marked"]);
    });

    it("marks only the selected lines and goes on to the rest", async () => {
      const file = await oneFile("selection");
      await workbench.editor.goTo(2);
      await workbench.press("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "Control+F7");
      await workbench.editor.caretIs(5);
      assert.deepEqual(await desk.tracked(file), ["2-4 marked", "5-11 unread"]);
      await workbench.decorations.marksAre([5, 6, 7, 8, 9, 10, 11]);
    });

    it("marks a file reviewed, by key and from the palette", async () => {
      const { a, b } = await twoFiles("whole");
      await workbench.run("Review Debt: Mark File Reviewed");
      await workbench.statusIs("3 min");
      assert.deepEqual(await desk.tracked(b), ["2-21 marked"]);
      await workbench.openFile(a);
      await workbench.press("Control+Shift+F7");
      await workbench.statusIs("");
      assert.deepEqual(await desk.tracked(a), ["2-11 marked", "18-22 marked"]);
    });

    it("reopens what was settled, by key and from the palette", async () => {
      const file = await oneFile("reopen");
      await workbench.press("Control+Shift+F7");
      await workbench.statusIs("");
      await workbench.editor.goTo(3);
      await workbench.press("Control+K", "b");
      await workbench.statusIs("2 min");
      assert.deepEqual(await desk.tracked(file), ["2-11 unread"]);
      await workbench.press("Control+Shift+F7");
      await workbench.statusIs("");
      await workbench.editor.goTo(3);
      await workbench.press("Shift+ArrowDown", "Shift+ArrowDown");
      await workbench.run("Review Debt: Reopen");
      await workbench.statusIs("1 min");
      assert.deepEqual(await desk.tracked(file), ["2 marked", "3-4 unread", "5-11 marked"]);
    });

    it("dismisses for a reason from the list, or for one's own, by key and from the palette", async () => {
      const { a, b } = await twoFiles("dismiss");
      await workbench.editor.goTo(2);
      await workbench.press("Control+K", "x");
      await workbench.quick.titled("Won't review, because…");
      await workbench.quick.choose("Generated code");
      await workbench.statusIs("3 min");
      assert.deepEqual(await desk.tracked(b), ["2-21 dismissed"]);
      await workbench.editor.goTo(2);
      await workbench.press("Control+K", "q");
      await workbench.quick.titled("Line 2: AI-assisted, dismissed");
      assert.match((await workbench.quick.texts()).join("\n"), /Won't review, because: Generated code/);
      await workbench.quick.cancel();
      await workbench.openFile(a);
      await workbench.editor.goTo(18);
      await workbench.run("Review Debt: Won't Review, Because…");
      await workbench.quick.titled("Won't review, because…");
      await workbench.quick.choose("Another reason…");
      await workbench.quick.titled("Won't review, because…");
      await workbench.quick.answer("a spike, thrown away tomorrow");
      await workbench.statusIs("2 min");
      assert.deepEqual(await desk.tracked(a), ["2-11 unread", "18-22 dismissed"]);
      await workbench.editor.goTo(2);
      await workbench.press("Control+K", "x");
      await workbench.quick.titled("Won't review, because…");
      await workbench.quick.cancel();
      assert.deepEqual(await desk.tracked(a), ["2-11 unread", "18-22 dismissed"], "Escape changes nothing");
    });

    it("declares lines AI's, by key and from the palette", async () => {
      await desk.forgetAll();
      await workbench.openFile("ai-a.js");
      await workbench.editor.goTo(3);
      await workbench.press("Control+K", "a");
      await workbench.statusIs("1 min");
      await workbench.editor.goTo(5);
      await workbench.press("Shift+ArrowDown", "Shift+ArrowDown");
      await workbench.run("Review Debt: AI Wrote This");
      await workbench.decorations.marksAre([3, 5, 6]);
      const { files } = await desk.exported();
      assert.deepEqual(
        files[0]?.spans.map(({ start, end, channel, confidence }) => [start, end, channel, confidence]),
        [
          [3, 3, "declared", "declared"],
          [5, 6, "declared", "declared"],
        ],
      );
    });

    it("declares lines one's own, by key and from the palette", async () => {
      const file = await oneFile("mine");
      await workbench.editor.goTo(4);
      await workbench.press("Control+K", "h");
      await workbench.decorations.marksAre([2, 3, 5, 6, 7, 8, 9, 10, 11]);
      await workbench.editor.goTo(8);
      await workbench.press("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown");
      await workbench.run("Review Debt: I Wrote This");
      await workbench.decorations.marksAre([2, 3, 5, 6, 7]);
      assert.deepEqual(await desk.tracked(file), ["2-3 unread", "5-7 unread"]);
    });

    it("explains a tracked, a settled and an untracked line, and corrects from there", async () => {
      const file = await oneFile("explain");
      const { quick } = workbench;
      await workbench.editor.goTo(2);
      await workbench.press("Control+K", "q");
      await quick.titled("Line 2: AI-assisted, unread");
      await workbench.screenshot("explain");
      const why = (await quick.texts()).join("\n");
      assert.match(why, /AI ?just now/);
      assert.match(why, /You accepted an inline completion\. Observed in this editor as it happened\./);
      assert.match(why, /Nobody has looked at it yet\./);
      await quick.choose("Mark Hunk Reviewed");
      await workbench.statusIs("");
      await workbench.editor.goTo(2);
      await workbench.run("Review Debt: Explain This Line");
      await quick.titled("Line 2: AI-assisted, reviewed");
      assert.match((await quick.texts()).join("\n"), /You marked its hunk reviewed just now\./);
      await quick.choose("Reopen");
      await workbench.statusIs("2 min");
      await workbench.editor.goTo(13);
      await workbench.press("Control+K", "q");
      await quick.titled("Line 13: nothing says AI wrote it");
      await quick.choose(/AI Wrote This/);
      await workbench.decorations.marksAre([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13]);
      assert.deepEqual(await desk.tracked(file), ["2-11 unread", "13 unread"]);
    });
  });

  it("offers in the palette only what makes sense now", async () => {
    const always = [
      "Connect an Agent's Hooks…",
      "Delete Everything…",
      "Disconnect an Agent's Hooks…",
      "Export…",
      "Open Week as Text",
      "Save Week as Markdown…",
      "Show Everything Stored",
      "Show Menu",
      "Show Queue",
      "Show Sources of AI Edits…",
      "Show Week",
      "Show What Won't Be Reviewed…",
    ];
    const running = ["Look Back on What Agents Wrote…", "Pause", "Pause until Tomorrow"];
    const unread = [
      "Archive Old Unread Lines…",
      "Go to Next Unread Hunk",
      "Go to Previous Unread Hunk",
      "Review Only a Part…",
      "Start from Here…",
    ];
    const offersOnly = async (...titles: readonly string[]): Promise<void> => {
      const wanted = JSON.stringify([...titles, "Focus on To Review View"].toSorted());
      await eventually(
        `the palette to offer ${wanted}`,
        async () => (await workbench.quick.commandsOf("Review Debt")).toSorted(),
        (found) => JSON.stringify(found) === wanted,
      );
    };
    await oneFile("offers");
    const tracked = [
      "AI Wrote This",
      "Open Checklist for This Hunk…",
      "Explain This Line",
      "I Wrote This",
      "Mark File Reviewed",
      "Mark Reviewed and Go On",
      "Reopen",
      "Won't Review, Because…",
    ];
    await offersOnly(...always, ...running, ...unread, ...tracked);
    await workbench.openFile("offers-b.js");
    await offersOnly(...always, ...running, ...unread, "AI Wrote This", "Explain This Line");
    await desk.forgetAll();
    await workbench.closeEditors();
    await offersOnly(...always, ...running, "Start from Here…");
    await workbench.run("Review Debt: Pause");
    await offersOnly(...always, "Resume");
    await workbench.run("Review Debt: Resume");
    await offersOnly(...always, ...running, "Start from Here…");
    await workbench.run("Review Debt: Start from Here…");
    await offersOnly(...always, ...running);
  });
});
