import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { git } from "../rig/git.ts";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

/** A person's lines. */
const own = Array.from({ length: 5 }, (_, i) => `// ${i + 1}\n`).join("");

/** A route that reads what a user sent: the questions that fit it are known. */
const route = [
  'app.get("/orders/:id", async (req, res) => {',
  "  const order = await db.query(`SELECT * FROM orders WHERE id = ${req.params.id}`);",
  "  res.send(order.rows[0]);",
  "});",
];

const plain = ["const one = 1;", "const two = one + 1;"];

describe("the checklist", () => {
  let desk: Desk;
  let workbench: Workbench;

  before(async () => {
    const names = [
      "route",
      "plain",
      "done",
      "unsure",
      "moved",
      "note",
      "linked",
      "team",
      "mine",
      "refactor",
      "hostile",
      "changed",
      "spoken",
    ];
    desk = await Desk.open("checklist", {
      files: Object.fromEntries(names.map((name) => [`src/${name}.js`, own])),
      settings: {
        "reviewDebt.checklist.questions": ["Would I be glad to find this at 3 am? (when: **/mine.js)", "**"],
      },
    });
    workbench = desk.workbench;
    git(desk.folder, "init", "--quiet", "--initial-branch=main");
    git(desk.folder, "add", "--all");
    git(desk.folder, "commit", "--quiet", "--message", "Before");
  });

  after(() => desk.close());

  /** Has AI write lines into a file of its own, saves it and opens the checklist by its key. */
  async function open(name: string, lines: readonly string[]): Promise<string[]> {
    await desk.forgetAll();
    await desk.letAiWrite(`src/${name}.js`, lines, 2);
    await workbench.save();
    await workbench.statusIs("1 min");
    return reopen(name, lines.length);
  }

  /** Opens the checklist of the hunk from line 3 by its key. */
  async function reopen(name: string, lines: number, first = 3): Promise<string[]> {
    await workbench.press("Control+K", "j");
    await workbench.quick.titled(`Checklist: src/${name}.js, lines ${first}–${first + lines - 1}`);
    return workbench.quick.texts();
  }

  /** Ticks so many questions from the top, by keys. */
  async function tick(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await workbench.press("Enter");
      await workbench.quick.activeHas("holds");
      if (i < count - 1) await workbench.press("ArrowDown");
    }
  }

  it("asks three questions about every hunk and up to four that fit it, each with its source", async () => {
    const rows = await open("route", route);
    await workbench.screenshot("checklist");
    const questions = rows.filter((row) => row.includes("not sure ·"));
    assert.equal(questions.length, 6, rows.join("\n"));
    assert.match(questions[0] ?? "", /^Intent *not sure · GitHub Docs *Can I say in a sentence what it does\?/);
    assert.match(questions.slice(3).join("\n"), /Authorisation.*OWASP.*[^]*Untrusted input.*OWASP/);
    await workbench.quick.cancel();
    const few = await open("plain", plain);
    assert.equal(few.filter((row) => row.includes("not sure ·")).length, 3, few.join("\n"));
    await workbench.quick.cancel();
  });

  it("offers to mark once all is ticked or does not apply, and goes on", async () => {
    await open("done", plain);
    await tick(2);
    assert.doesNotMatch((await workbench.quick.texts()).join("\n"), /Mark Reviewed/);
    await workbench.press("ArrowDown", "Enter", "Enter");
    await workbench.quick.activeHas("does not apply");
    await workbench.screenshot("checklist-done");
    await workbench.press("ArrowDown");
    await workbench.quick.activeHas("Mark Reviewed and Go On");
    await workbench.press("Enter");
    await workbench.statusIs("");
    assert.deepEqual(await desk.tracked("src/done.js"), ["3-4 marked"]);
  });

  it("keeps a hunk open that is unsure, says so in the queue, and remembers the answers", async () => {
    await open("unsure", plain);
    await tick(1);
    await workbench.press("ArrowDown", "ArrowDown", "ArrowDown");
    await workbench.quick.activeHas("Keep Answers, Leave the Hunk Open");
    await workbench.press("Enter");
    await workbench.quick.closed();
    await workbench.queue.show();
    await workbench.queue.has("what is not sure", (rows) =>
      rows.some(({ description }) => description.includes("not sure: Breakage, Fit")),
    );
    await workbench.screenshot("queue-unsure");
    await workbench.press("Control+B");
    await workbench.statusIs("1 min");
    assert.deepEqual(await desk.tracked("src/unsure.js"), ["3-4 unread"]);
    await workbench.editor.goTo(3);
    const rows = await reopen("unsure", 2);
    assert.match(rows.join("\n"), /Intent *holds[^]*Breakage *not sure/);
    await workbench.quick.cancel();
    await desk.reload();
    await workbench.editor.goTo(4);
    assert.match((await reopen("unsure", 2)).join("\n"), /Intent *holds[^]*Breakage *not sure/);
    await workbench.quick.cancel();
  });

  it("knows the hunk again where its lines moved", async () => {
    await open("moved", plain);
    await tick(1);
    await workbench.press("Escape");
    await workbench.quick.closed();
    await workbench.editor.goTo(1);
    await workbench.editor.type("// above\n// it\n");
    await workbench.editor.goTo(5);
    assert.match((await reopen("moved", 2, 5)).join("\n"), /Intent *holds/);
    await workbench.quick.cancel();
    await workbench.save();
  });

  it("takes a note", async () => {
    await open("note", plain);
    await workbench.editor.type("note");
    await workbench.quick.activeHas("Add a Note");
    await workbench.press("Enter");
    await workbench.quick.titled("A note to yourself");
    await workbench.quick.answer("Ask Ada about the $(bug) rate");
    await workbench.quick.titled(/^Checklist/);
    const rows = await workbench.quick.texts();
    assert.match(rows.join("\n"), /Change the Note… *Ask Ada about the/);
    await workbench.press("Escape");
    await workbench.quick.closed();
    const { checklists } = (await desk.exported()) as unknown as { checklists?: readonly { note: string | null }[] };
    assert.deepEqual(
      checklists?.map(({ note }) => note),
      ["Ask Ada about the $(bug) rate"],
    );
  });

  it("asks a person's own questions where they fit, and says which of them is broken", async () => {
    const rows = await open("mine", plain);
    assert.match(rows.join("\n"), /Your own question 2/);
    assert.match(rows.join("\n"), /Would I be glad to find this at 3 am\? *not sure · your own list/);
    await workbench.quick.cancel();
    assert.doesNotMatch((await open("plain", plain)).join("\n"), /3 am/);
    await workbench.quick.cancel();
  });

  it("takes a team's list from inside the folder only, wherever a link leads", async () => {
    const outside = mkdtempSync(join(tmpdir(), "review-debt-theirs-"));
    writeFileSync(join(outside, "list.md"), "- [ ] Is this theirs?\n");
    desk.write("list.md", "- [ ] Is this ours?\n");
    mkdirSync(join(desk.folder, ".vscode"), { recursive: true });
    const list = join(desk.folder, ".vscode", "review-checklist.md");
    try {
      symlinkSync(join(outside, "list.md"), list);
      assert.doesNotMatch((await open("linked", plain)).join("\n"), /Is this/);
      await workbench.press("Escape");
      rmSync(list);
      symlinkSync("../list.md", list);
      assert.match((await reopen("linked", plain.length)).join("\n"), /Is this ours\?/);
      await workbench.press("Escape");
    } finally {
      rmSync(list, { force: true });
      rmSync(outside, { recursive: true });
    }
  });

  it("asks a team's questions, and opens the line of its file that is wrong", async () => {
    mkdirSync(join(desk.folder, ".vscode"), { recursive: true });
    desk.write(
      ".vscode/review-checklist.md",
      "# Before we ship\n\n- [ ] Is the **migration** rehearsed? (when: src/team.js)\n- [] Broken box\n- [ ] Does the flag default to off?\n",
    );
    const rows = await open("team", plain);
    await workbench.screenshot("checklist-team");
    assert.match(rows.join("\n"), /Is the migration rehearsed\? *not sure · your team's list/);
    assert.match(rows.join("\n"), /Does the flag default to off\?/);
    assert.match(rows.join("\n"), /\.vscode\/review-checklist\.md, line 4 *This box does not parse/);
    await workbench.quick.choose("review-checklist.md, line 4");
    await workbench.shows("review-checklist.md");
    await workbench.editor.caretIs(4, 1);
  });

  it("survives a team's file of a megabyte with links, HTML and 500 items, and says what is left out", async () => {
    const items = Array.from(
      { length: 500 },
      (_, i) => `- [ ] <b onclick=alert(1)>Is it</b> [safe ${i}](command:workbench.action.quit)? $(bug)`,
    );
    desk.write(".vscode/review-checklist.md", `${items.join("\n")}\n${"x".repeat(1_000_000)}\n`);
    const rows = await open("hostile", plain);
    const text = rows.join("\n");
    await workbench.screenshot("checklist-hostile");
    assert.match(text, /Is it safe 0\? \$\u200b?\(bug\) *not sure · your team's list/);
    assert.doesNotMatch(text, /command:|onclick/);
    // Only rows on screen exist.
    await workbench.press("ArrowUp");
    await workbench.quick.activeHas("Your own question 2");
    await workbench.press("ArrowUp");
    await workbench.quick.activeHas("line 501");
    await workbench.press("ArrowUp");
    await workbench.quick.activeHas("line 101");
    assert.match((await workbench.quick.texts()).join("\n"), /line 101 *There are more than 100 questions/);
    await workbench.quick.cancel();
    desk.write(".vscode/review-checklist.md", "");
  });

  it("marks nothing where the lines changed while it asked", async () => {
    await open("changed", plain);
    await tick(3);
    await workbench.press("ArrowDown");
    await workbench.quick.activeHas("Mark Reviewed and Go On");
    const text = desk.read("src/changed.js");
    desk.write("src/changed.js", text.replace("const two = one + 1;", "const three = one + 1;"));
    await workbench.editor.shows("const three = one + 1;");
    await workbench.press("Enter");
    await workbench.says("The lines changed meanwhile: nothing was done.");
    assert.deepEqual(await desk.tracked("src/changed.js"), ["3 unread"]);
  });

  it("tells a screen reader the question, the answer, where it comes from, and the words", async () => {
    await open("spoken", plain);
    assert.equal(
      await workbench.quick.activeLabel(),
      "Intent, not sure · GitHub Docs, Can I say in a sentence what it does? Is it what I asked for, and no more?, Always",
    );
    await workbench.press("Enter");
    await workbench.quick.activeHas("holds");
    assert.match(await workbench.quick.activeLabel(), /^Intent, holds · GitHub Docs, Can I say/);
    await workbench.quick.cancel();
  });

  it("knows names that are new to the repository and code that only moved", async () => {
    await desk.forgetAll();
    await desk.letAiWrite(
      "src/refactor.js",
      ['import { chunk } from "lodash-es";', "export const parts = chunk([1], 1);"],
      1,
    );
    await workbench.save();
    await workbench.press("Control+K", "j");
    await workbench.quick.titled(/^Checklist/);
    assert.match((await workbench.quick.texts()).join("\n"), /New dependency *not sure/);
    await workbench.quick.cancel();
    desk.write("package.json", '{ "dependencies": { "lodash-es": "4" } }\n');
    await workbench.press("Control+K", "j");
    await workbench.quick.titled(/^Checklist/);
    assert.doesNotMatch((await workbench.quick.texts()).join("\n"), /New dependency *not sure/);
    await workbench.quick.cancel();
  });

  it("stores keyed hashes, ids, notes and no code", async () => {
    await open("note", plain);
    await tick(1);
    await workbench.press("Escape");
    await workbench.quick.closed();
    const rows = await eventually(
      "the stored answers",
      async () => {
        const db = new DatabaseSync(join(desk.storage, "review-debt.db"), { readOnly: true, timeout: 1000 });
        try {
          return db.prepare("SELECT question, verdict FROM checklist_answer ORDER BY question").all();
        } finally {
          db.close();
        }
      },
      (found) => found.length > 0,
    );
    assert.deepEqual(
      rows.map((row) => `${String(row["question"])} ${String(row["verdict"])}`),
      ["core.breakage unsure", "core.fit unsure", "core.intent holds"],
    );
  });
});
