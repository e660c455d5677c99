import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { git } from "../rig/git.ts";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

/** A person's lines. */
const own = Array.from({ length: 5 }, (_, i) => `// ${i + 1}\n`).join("");

/** So many harmless lines, each different. */
function code(name: string, lines: number): string[] {
  return Array.from({ length: lines }, (_, i) => `const ${name}${i + 1} = ${i + 1};`);
}

/** Harmful if it is wrong: deletes what a user names. */
const risky = [
  "export async function remove(req, db) {",
  "  await db.query(`DELETE FROM users WHERE id = ${req.params.id}`);",
  "}",
];

describe("the walk", () => {
  let desk: Desk;
  let workbench: Workbench;

  before(async () => {
    const names = ["src/small.js", "src/large.js", "src/deep/risky.js", "old.js", "gone.js"];
    const files = Object.fromEntries(names.map((name) => [name, own]));
    desk = await Desk.open("walk", { files: { ...files, "long.js": code("long", 450).join("\n") } });
    workbench = desk.workbench;
    git(desk.folder, "init", "--quiet", "--initial-branch=main");
    git(desk.folder, "add", "--all");
    git(desk.folder, "commit", "--quiet", "--message", "Before");
  });

  after(() => desk.close());

  /** Has AI write lines under line 2 and saves them. */
  async function aiWrites(file: string, lines: readonly string[]): Promise<void> {
    await desk.letAiWrite(file, lines, 2);
    await workbench.save();
  }

  /** Goes to the next hunk, or back, and waits until the caret is in this file's hunk. */
  async function goTo(file: string, key = "Control+F8"): Promise<void> {
    await workbench.press(key);
    await workbench.shows(file);
    await workbench.editor.caretIs(3);
  }

  it("goes by what is not committed, risk, size and age, and says why", async () => {
    await desk.forgetAll();
    await aiWrites("old.js", code("old", 20));
    await workbench.queue.show();
    git(desk.folder, "add", "--all");
    git(desk.folder, "commit", "--quiet", "--message", "Old");
    await workbench.queue.has("a committed file", ([row]) => row?.label === "Committed");
    await aiWrites("src/small.js", code("small", 2));
    await aiWrites("src/large.js", code("large", 9));
    await aiWrites("src/deep/risky.js", risky);
    await workbench.queue.has("both groups", (rows) => rows.filter(({ level }) => level === 1).length === 2);
    await workbench.press("Control+B");
    await workbench.closeEditors();
    for (const file of ["risky.js", "large.js", "small.js", "old.js", "risky.js"]) await goTo(file);
    for (const file of ["old.js", "small.js", "large.js"]) await goTo(file, "Control+Shift+F8");

    await workbench.press("Control+K", "q");
    const large = (await workbench.quick.texts()).join("\n");
    assert.match(large, /2 of 4 in the walk *Ahead because of: not committed yet, size: 9 lines\./);
    await workbench.screenshot("explain-walk");
    await workbench.quick.cancel();
    await goTo("risky.js", "Control+Shift+F8");
    await workbench.press("Control+K", "q");
    assert.match(
      (await workbench.quick.texts()).join("\n"),
      /1 of 4 in the walk *Ahead because of: not committed yet, risk: Untrusted input\./,
    );
    await workbench.quick.cancel();
  });

  it("goes on from a hunk that was marked, edited or turned out to be a person's", async () => {
    await goTo("large.js");
    await workbench.press("Control+F7");
    await workbench.shows("small.js");
    await workbench.editor.caretIs(3);
    // The caret may have been there before the way led there.
    await workbench.editor.goTo(3);
    await workbench.press("Shift+ArrowDown", "Shift+End");
    await workbench.press("Control+K", "h");
    await workbench.decorations.marksAre([]);
    await workbench.editor.goTo(4);
    await goTo("old.js");
    await goTo("risky.js");
  });

  it("is limited to a part, in the queue, too, and to everything again", async () => {
    await desk.forgetAll();
    await aiWrites("src/small.js", ["let small = 0;"]);
    await aiWrites("src/deep/risky.js", ["let deep = 0;"]);
    await aiWrites("old.js", ["let old = 0;"]);
    await workbench.queue.show();
    await workbench.queue.has("three files", (rows) => rows.filter(({ label }) => label.endsWith(".js")).length === 3);
    await workbench.quick.runCommand("Review Debt: Review Only a Part…");
    await workbench.quick.titled("Review only a part");
    const offered = (await workbench.quick.choices()).map((label) => label.replaceAll(/[^ -~]/g, "").trim());
    assert.deepEqual(offered, [
      "everything",
      "only old.js",
      "only what is not committed yet",
      "only since yesterday",
      "only by AI",
      "only the folder src",
      "only the folder src/deep",
    ]);
    await workbench.screenshot("walk-limits");
    await workbench.quick.choose("only the folder src/deep");
    const files = (rows: readonly { label: string }[]): string[] =>
      rows.map(({ label }) => label).filter((label) => label.endsWith(".js"));
    await workbench.queue.has("one file", (rows) => files(rows).join() === "risky.js");
    await workbench.screenshot("queue-limited");
    await goTo("risky.js");
    await workbench.press("Control+F8");
    await workbench.shows("risky.js");
    await workbench.press("Control+F7");
    await workbench.says(/^Nothing more to review: only the folder src\/deep/);
    await workbench.quick.runCommand("Review Debt: Review Everything Again");
    await workbench.queue.has("two files", (rows) => files(rows).length === 2);
    await workbench.press("Control+B");
  });

  it("goes past a file that vanished meanwhile", async () => {
    await desk.forgetAll();
    await aiWrites("gone.js", code("gone", 9));
    await aiWrites("src/small.js", ["let stays = 0;"]);
    await workbench.closeEditors();
    rmSync(join(desk.folder, "gone.js"));
    await goTo("small.js");
    await workbench.press("Control+F8");
    await workbench.shows("small.js");
    desk.write("gone.js", own);
  });

  it("stops every 200 lines, and suggests a break once after 400, never again when told so", async () => {
    await desk.forgetAll();
    desk.set({ "reviewDebt.pace": 1000 });
    await workbench.openFile("long.js");
    await workbench.press("Control+A", "Control+K", "a");
    await workbench.statusIs("27 min");
    await workbench.press("Control+Home");
    await workbench.editor.caretIs(1);
    await workbench.press("Control+F7");
    await workbench.editor.caretIs(201);
    assert.deepEqual(await workbench.notifications(), []);
    await workbench.press("Control+F7");
    await workbench.editor.caretIs(401);
    await workbench.answerNotification(/You have reviewed 400 lines in one go/, "Don't Show Again");
    await eventually(
      "the setting",
      async () => readFileSync(join(desk.editor.folders.user, "User", "settings.json"), "utf8"),
      (text) => /"reviewDebt\.suggestBreaks": false/.test(text),
    );
  });
});
