import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { Desk } from "./desk.ts";
import type { Workbench } from "./pages/workbench.ts";

/** A person's lines. */
const own = Array.from({ length: 5 }, (_, i) => `// ${i + 1}\n`).join("");

const dayMs = 24 * 60 * 60_000;

describe("letting things rest", () => {
  let desk: Desk;
  let workbench: Workbench;

  before(async () => {
    const names = ["why", "old", "new", "all"];
    desk = await Desk.open("forgiveness", { files: Object.fromEntries(names.map((name) => [`${name}.js`, own])) });
    workbench = desk.workbench;
  });

  after(() => desk.close());

  /** Has AI write two lines under line 2 and saves them. */
  async function aiWrites(name: string): Promise<void> {
    await desk.letAiWrite(`${name}.js`, [`let ${name}1 = 1;`, `let ${name}2 = 2;`], 2);
    await workbench.save();
  }

  it("lists what was dismissed with its reason, and reopens it by keys", async () => {
    await desk.forgetAll();
    await aiWrites("why");
    await workbench.press("Control+K", "x");
    await workbench.quick.choose("Another reason");
    await workbench.quick.answer("Rewritten $(next) week");
    await workbench.statusIs("");
    await workbench.quick.runCommand("Review Debt: Show What Won't Be Reviewed…");
    await workbench.quick.titled("Won't be reviewed");
    assert.match(
      (await workbench.quick.texts()).join("\n"),
      /why\.js:3–4 *2 lines · just now *Rewritten \$\u200b?\(next\) week/,
    );
    await workbench.screenshot("dismissed");
    await workbench.press("Enter");
    await workbench.quick.activeHas("Reopen");
    await workbench.press("Enter");
    await workbench.statusIs("1 min");
    assert.deepEqual(await desk.tracked("why.js"), ["3-4 unread"]);
  });

  it("archives what is older than a number of days, and brings it all back", async () => {
    await desk.forgetAll();
    await aiWrites("old");
    await workbench.closeEditors();
    await desk.restart(() => {
      const db = new DatabaseSync(join(desk.storage, "review-debt.db"));
      db.exec(`UPDATE origin SET at_ms = at_ms - ${8 * dayMs}`);
      db.close();
    });
    workbench = desk.workbench;
    await workbench.statusIs("1 min");
    await aiWrites("new");
    await desk.becomes("new.js", ["3-4 unread"]);
    await workbench.quick.runCommand("Review Debt: Archive Old Unread Lines…");
    await workbench.quick.choose("Older than 7 days");
    await workbench.says("Won't be reviewed: 2 lines.");
    await desk.becomes("old.js", ["3-4 dismissed"]);
    assert.deepEqual(await desk.tracked("new.js"), ["3-4 unread"]);
    await workbench.quick.runCommand("Review Debt: Show What Won't Be Reviewed…");
    assert.match((await workbench.quick.texts()).join("\n"), /old\.js:3–4[^]*Older than 7 days/);
    await workbench.press("Enter");
    await workbench.quick.activeHas("Reopen");
    await workbench.press("Enter");
    await desk.becomes("old.js", ["3-4 unread"]);
  });

  it("starts from here when asked, and that can be taken back at once", async () => {
    await desk.tidy();
    await aiWrites("all");
    await aiWrites("new");
    await workbench.statusIs("1 min");
    await workbench.quick.runCommand("Review Debt: Start from Here…");
    assert.match(await workbench.dialog(), /4 lines won't be reviewed/);
    await workbench.answerDialog("Start from Here");
    await workbench.statusIs("");
    assert.deepEqual(await desk.tracked("all.js"), ["3-4 dismissed"]);
    await workbench.quick.runCommand("Review Debt: Show What Won't Be Reviewed…");
    await workbench.quick.choose("Reopen all of these");
    await workbench.statusIs("1 min");
    assert.deepEqual(await desk.tracked("all.js"), ["3-4 unread"]);
    assert.deepEqual(await desk.tracked("new.js"), ["3-4 unread"]);
  });

  it("pauses until tomorrow, also over a restart", async () => {
    await desk.tidy();
    await workbench.quick.runCommand("Review Debt: Pause until Tomorrow");
    await workbench.says("Paused until tomorrow: nothing is recorded.");
    await desk.letAiWrite("new.js", ["let paused = 1;"], 2);
    await workbench.save();
    assert.deepEqual(await desk.tracked("new.js"), []);
    await desk.restart();
    workbench = desk.workbench;
    assert.match(await workbench.statusTooltip(), /Paused until tomorrow/);
    await workbench.quick.runCommand("Review Debt: Resume");
    await workbench.says("Resumed.");
    await aiWrites("all");
    await workbench.statusIs("1 min");
  });
});
