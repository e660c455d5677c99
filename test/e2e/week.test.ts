import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { dayOf } from "../../src/core/week/facts.ts";
import { firstWeekdayOf } from "../../src/core/week/locale.ts";
import { daysOf, lastWeeks, weekOf } from "../../src/core/week/weeks.ts";
import { outFolder } from "../rig/paths.ts";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

const own = "// one\n// two\n// three\n";
/** A file may be called so. */
const hostile = "<b>it's&lt;.js";
const dayMs = 86_400_000;

describe("the week", () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.open("week", {
      files: { "done.js": own, "access.js": own, [hostile]: own },
      settings: { "reviewDebt.week.announce": "firstDayOfWeek" },
    });
  });

  after(() => desk.close());

  function window(): Workbench {
    return desk.workbench;
  }

  function database(): DatabaseSync {
    return new DatabaseSync(join(desk.storage, "review-debt.db"), { timeout: 5000 });
  }

  /** Waits until so many lines are counted as come in. */
  async function landed(lines: number): Promise<void> {
    await eventually(
      `${lines} lines to be counted`,
      async () => {
        if (!existsSync(join(desk.storage, "review-debt.db"))) return 0;
        const db = database();
        try {
          return Number(db.prepare("SELECT sum(lines) AS lines FROM day_fact WHERE kind = 'landed'").get()?.["lines"]);
        } finally {
          db.close();
        }
      },
      (found) => found === lines,
    );
  }

  it("has nothing to note when it is empty, and nothing before it", async () => {
    await window().run("Review Debt: Show Week");
    const text = await window().week.says("Nothing to note.");
    assert.match(text, /^The week of .+ \d{4}/);
    assert.deepEqual(await window().week.links(), ["All workspaces together", "Save as Markdown…"]);
    await window().screenshot("week-empty");
    await window().closeEditors();
  });

  it("shows what came in, what was settled and what nobody opened", async () => {
    await desk.letAiWrite(hostile, ["let ai1 = 1;", "let ai2 = 2;"], 2);
    await window().save();
    await desk.letAiWrite("access.js", ["if (isAdmin) grant(all);", "let ai3 = 3;"], 1);
    await window().save();
    await desk.letAiWrite("done.js", ["let ai4 = 4;", "let ai5 = 5;", "let ai6 = 6;"], 1);
    await window().decorations.marksAre([2, 3, 4]);
    await window().press("Control+Shift+F7");
    await window().save();
    await landed(7);
    await window().run("Review Debt: Show Week");
    const text = await window().week.says("AI-written lines in the tree now: 3 marked");
    assert.match(text, /3 marked,? 4 never opened/);
    assert.match(text, /Lines settled in this week: 3 marked\./);
    assert.ok(text.includes(`${hostile}:3`), text);
    assert.ok(text.includes("access.js:2"), text);
    await window().screenshot("week");
  });

  it("has no script, takes nothing from elsewhere, and shows names as they are", async () => {
    const html = await window().week.html();
    assert.ok(!html.includes("<script"), html);
    assert.match(
      html,
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src [^"]+; base-uri 'none'; form-action 'none'">/,
    );
    assert.ok(!html.includes("<b>it"), html);
    assert.ok(html.includes("<bdi>&lt;b&gt;it's&amp;lt;.js:3</bdi>"), html);
    const commands = [...html.matchAll(/href="command:([^?"]+)/g)].map(([, command]) => command);
    assert.ok(commands.length > 5);
    assert.deepEqual([...new Set(commands)].toSorted(), [
      "reviewDebt.answerWeek",
      "reviewDebt.openLine",
      "reviewDebt.saveWeek",
      "reviewDebt.showWeek",
    ]);
  });

  it("opens the oldest and the riskiest hunk by keys", async () => {
    await window().week.follow(`${hostile}:3`);
    await window().shows(hostile);
    await window().editor.caretIs(3);
    await window().run("Review Debt: Show Week");
    await window().week.follow("access.js:2");
    await window().shows("access.js");
    await window().editor.caretIs(2);
  });

  it("brings back what a checklist left unsure", async () => {
    await window().editor.goTo(2);
    await window().press("Control+K", "j");
    await window().quick.titled(/^Checklist/);
    await window().press("Enter");
    await window().quick.activeHas("holds");
    await window().press("Escape");
    await window().quick.closed();
    await window().run("Review Debt: Show Week");
    const text = await window().week.says("Not sure yet");
    assert.match(text, /Do I know what breaks it .+ access\.js:2/);
    assert.doesNotMatch(text, /Can I say in a sentence/);
  });

  it("keeps what is answered to its questions", async () => {
    await window().run("Review Debt: Show Week");
    await window().week.follow("Answer…");
    await window().quick.answer("That <i>this</i> works.");
    await window().week.says("That <i>this</i> works.");
    await window().week.follow("Change the answer…");
    await window().quick.answer("");
    await eventually(
      "no answer",
      () => window().week.text(),
      (text) => text !== "" && !text.includes("works."),
    );
    await window().week.follow("Answer…");
    await window().quick.answer("Kept, I hope.");
    await window().week.says("Kept, I hope.");
  });

  it("is about the workspace or all together", async () => {
    await window().week.follow("All workspaces together");
    await window().week.says("All workspaces together.");
    await window().week.follow("Only this workspace");
    await window().week.says("Only this workspace: ");
  });

  it("is a text as well, to read and to save", async () => {
    await window().run("Review Debt: Open Week as Text");
    await window().editor.shows("# The week of");
    const text = await window().wholeText();
    assert.match(text, /- AI-written lines in the tree now: 3 marked,? 4 never opened\./);
    assert.ok(text.includes("> Kept, I hope."), text);
    await window().closeEditors();
    const target = join(desk.editor.folders.home, "my week.md");
    await window().run("Review Debt: Save Week as Markdown…");
    await window().quick.titled("Save the week as Markdown");
    await window().quick.saveAs(target);
    const saved = await eventually(
      "the file",
      async () => (existsSync(target) ? readFileSync(target, "utf8") : ""),
      (found) => found !== "",
    );
    assert.equal(saved, text);
  });

  it("is announced by a dot in a new week, until it is opened, and goes back and forth", async () => {
    const weeks = lastWeeks(weekOf(dayOf(Date.now()), firstWeekdayOf("en-US")), 4);
    await desk.restart(() => {
      const db = database();
      const workspace = String(db.prepare("SELECT workspace FROM day_fact").get()?.["workspace"]);
      for (const week of weeks.slice(0, -1)) {
        for (const [kind, lines] of [
          ["landed", 40],
          ["marked", 11],
        ] as const) {
          db.prepare("INSERT INTO day_fact VALUES (?, ?, ?, ?, 0)").run(daysOf(week)[2] ?? "", workspace, kind, lines);
        }
      }
      const changed = db.prepare("INSERT INTO outcome VALUES (?, ?, ?, ?, ?)");
      for (const [state, by, lines] of [
        ["unread", "agent", 7],
        ["unread", "person", 2],
        ["marked", "person", 3],
      ] as const) {
        changed.run(daysOf(weeks[1] ?? weekOf(dayOf(Date.now()), 1))[2] ?? "", workspace, state, by, lines);
      }
      const answer = db.prepare("INSERT INTO week_answer VALUES (?, 'check', 'Reading it aloud.', ?)");
      answer.run(weeks[0]?.start ?? "", Date.now() - 21 * dayMs);
      db.prepare("UPDATE origin SET at_ms = at_ms - ?").run(20 * dayMs);
      db.close();
    });
    await window().statusIs("1 min •");
    assert.match(await window().statusLabel(), /your week is ready/);
    assert.ok((await window().statusTooltip()).includes("Your week"));
    await window().screenshot("week-announced");
    await desk.setForUser({ "reviewDebt.week.announce": "never" });
    await window().statusIs("1 min");
    await desk.setForUser({ "reviewDebt.week.announce": "firstDayOfWeek" });
    await window().statusIs("1 min •");
    await window().clickTooltip("Your week");
    const past = await window().week.says("Lines settled in this week: 11 marked.");
    assert.ok(!past.includes("The week is not over yet."));
    assert.match(past, /20 days old/);
    assert.match(past, /changed or removed again within 14 days/);
    assert.ok(past.includes("Settled before: 3 lines by a person, 0 lines by an agent."), past);
    assert.ok(past.includes("Not settled before: 2 lines by a person, 7 lines by an agent."), past);
    assert.match(past, /do not prove/);
    await window().screenshot("week-mirror");
    await window().statusIs("1 min");

    await window().week.follow("Next week");
    await window().week.says("The week is not over yet.");
    const running = await window().week.says("Reading it aloud.");
    assert.match(running, /You wrote 3 weeks ago/);
    assert.ok(!(await window().week.links()).includes("Next week"));
    for (let i = 0; i < 3; i++) {
      const before = (await window().week.text()).split("\n", 1)[0] ?? "";
      await window().week.follow("Previous week");
      await eventually(
        "another week",
        () => window().week.text(),
        (text) => text !== "" && !text.startsWith(before),
      );
    }
    assert.ok(!(await window().week.links()).includes("Previous week"));
    assert.deepEqual(await window().notifications(), []);
    await desk.reload();
    await window().statusIs("1 min");
  });

  it("is told to a screen reader in the order of the page, pictures as a table", async () => {
    await window().run("Review Debt: Show Week");
    await window().week.says("Eight weeks");
    const spoken = await window().week.spoken();
    const order = [
      /heading "The week of .+" \[level=1\]/,
      /navigation "Weeks"/,
      /link "Save as Markdown…"/,
      /heading "At a glance" \[level=2\]/,
      /heading "Questions for you" \[level=2\]/,
      /heading "Eight weeks" \[level=2\]/,
      /table "AI-written lines, week by week/,
      /columnheader "Marked"/,
      /rowheader/,
    ];
    let at = 0;
    for (const wanted of order) {
      const found = wanted.exec(spoken.slice(at));
      assert.ok(found, `${wanted} in\n${spoken}`);
      at += found.index + 1;
    }
    assert.doesNotMatch(spoken, /\bimg\b|graphics/);
  });

  it("is as wide as its tab, also when everything is twice as large", async () => {
    await window().run("Review Debt: Show Week");
    await window().week.says("Eight weeks");
    assert.equal(await window().week.tooWide(), 0);
    await window().press("Control+B");
    await window().page.setViewportSize({ width: 640, height: 400 });
    await window().week.says("Eight weeks");
    assert.equal(await window().week.tooWide(), 0);
    await window().screenshot("week-twice-as-large");
    await window().page.setViewportSize({ width: 1280, height: 800 });
    await window().press("Control+B");
  });

  it("is printed black on white, without what can only be clicked", async () => {
    await window().run("Review Debt: Show Week");
    await window().week.says("Save as Markdown…");
    const words = await window().week.printed(join(outFolder, "screenshots", "week-printed.png"));
    assert.match(words, /Eight weeks/);
    assert.doesNotMatch(words, /Save as Markdown…|Answer…|Previous week/);
  });

  it("is accessible in every theme", async () => {
    for (const theme of [
      "Default Light Modern",
      "Default Dark Modern",
      "Default High Contrast",
      "Default High Contrast Light",
    ]) {
      desk.set({ "workbench.colorTheme": theme });
      await window().hasTheme(theme);
      await window().closeEditors();
      await window().run("Review Debt: Show Week");
      await window().week.says("Eight weeks");
      assert.deepEqual(await window().week.violations(), [], theme);
      await window().screenshot(`week-${theme.replaceAll(" ", "-").toLowerCase()}`);
    }
  });
});
