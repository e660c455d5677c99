import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { git } from "../rig/git.ts";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

/** So many lines of code, each different. */
function code(name: string, lines: number): string[] {
  return Array.from({ length: lines }, (_, i) => `const ${name}${i + 1} = ${i + 1};`);
}

/** Seven lines of a person's. */
const own = Array.from({ length: 7 }, (_, i) => `// ${i + 1}\n`).join("");

describe("the queue by git state", () => {
  let desk: Desk;
  let workbench: Workbench;

  before(async () => {
    const names = ["plain", "first", "second", "third", "parts", "other"];
    desk = await Desk.open("git-state", { files: Object.fromEntries(names.map((name) => [`${name}.js`, own])) });
    workbench = desk.workbench;
    await workbench.queue.show();
  });

  after(() => desk.close());

  /** Commits everything there is. */
  function commit(...args: readonly string[]): void {
    git(desk.folder, "add", "--all");
    git(desk.folder, "commit", "--quiet", "--message", "Work", ...args);
  }

  /** Waits until the queue is this, a row a line, with two spaces for each level. */
  async function queueIs(...wanted: readonly string[]): Promise<void> {
    await desk.workbench.queue.has(wanted.join(" / "), (rows) => {
      const shown = rows.map(({ level, label }) => `${"  ".repeat(level - 1)}${label}`);
      return JSON.stringify(shown) === JSON.stringify(wanted);
    });
  }

  /** Has AI write lines and saves them. */
  async function aiWrites(file: string, lines: readonly string[], after: number): Promise<void> {
    await desk.letAiWrite(file, lines, after);
    await desk.workbench.save();
  }

  /** What is stored of the present texts' spans: whether HEAD holds them, and since when they were in a commit. */
  function stored(): { committed: unknown; committed_at_ms: unknown }[] {
    const db = new DatabaseSync(join(desk.storage, "review-debt.db"), { readOnly: true, timeout: 1000 });
    try {
      return db
        .prepare(
          `SELECT committed, committed_at_ms FROM file JOIN snapshot ON file_id = file.id
             AND snapshot.text_hash = file.text_hash JOIN span ON snapshot_id = snapshot.id ORDER BY uri, start_line`,
        )
        .all() as ReturnType<typeof stored>;
    } finally {
      db.close();
    }
  }

  async function storedIs(...wanted: readonly (number | null)[]): Promise<void> {
    await eventually(
      `to have stored ${wanted.join(", ")}`,
      async () => stored().map(({ committed }) => committed),
      (found) => JSON.stringify(found) === JSON.stringify(wanted),
    );
  }

  it("has no groups in a folder without a repository", async () => {
    await aiWrites("plain.js", code("plain", 3), 1);
    await workbench.statusIs("1 min");
    await queueIs("plain.js", "  Lines 2–4");
    await workbench.queue.rests();
    await queueIs("plain.js", "  Lines 2–4");
    await storedIs(null);
  });

  it("has groups as soon as there is a repository, and everything is new to it", async () => {
    git(desk.folder, "init", "--quiet", "--initial-branch=main");
    await queueIs("Not committed yet", "  plain.js", "    Lines 2–4");
    await storedIs(null);
  });

  it("tells what is committed from what is not, with minutes, and says so to a screen reader", async () => {
    commit();
    await queueIs("Committed", "  plain.js", "    Lines 2–4");
    await aiWrites("first.js", code("first", 20), 1);
    await queueIs("Not committed yet", "  first.js", "    Lines 2–21", "Committed", "  plain.js", "    Lines 2–4");
    const rows = await workbench.queue.rows();
    assert.deepEqual(
      rows.filter(({ level }) => level === 1).map(({ description, checked }) => [description, checked]),
      [
        ["4 min · 20 lines", undefined],
        ["1 min · 3 lines", undefined],
      ],
    );
    const label = await workbench.queue.row("Not committed yet").getAttribute("aria-label");
    assert.match(label ?? "", /^Not committed yet: 20 lines to read, 4 min/);
    await workbench.screenshot("queue-groups");
    commit();
    await queueIs("Committed", "  first.js", "    Lines 2–21", "  plain.js", "    Lines 2–4");
    await storedIs(1, 1);
  });

  it("goes with an amended commit, and with one that is taken back", async () => {
    await desk.forgetAll();
    await aiWrites("second.js", code("second", 3), 1);
    await queueIs("Not committed yet", "  second.js", "    Lines 2–4");
    commit();
    await queueIs("Committed", "  second.js", "    Lines 2–4");
    await storedIs(1);
    const [landed] = stored();
    await aiWrites("third.js", code("third", 2), 3);
    await queueIs("Not committed yet", "  third.js", "    Lines 4–5", "Committed", "  second.js", "    Lines 2–4");
    commit("--amend");
    await queueIs("Committed", "  second.js", "    Lines 2–4", "  third.js", "    Lines 4–5");
    await storedIs(1, 1);
    git(desk.folder, "reset", "--soft", "HEAD~1");
    await queueIs("Not committed yet", "  second.js", "    Lines 2–4", "  third.js", "    Lines 4–5");
    await storedIs(0, 0);
    commit();
    await queueIs("Committed", "  second.js", "    Lines 2–4", "  third.js", "    Lines 4–5");
    await storedIs(1, 1);
    assert.equal(stored()[0]?.committed_at_ms, landed?.committed_at_ms, "it landed when it first did");
    const { files } = await desk.exported();
    const day = files[0]?.spans[0]?.acceptedOn;
    assert.deepEqual(
      files.flatMap(({ spans }) => spans.map(({ committedOn }) => committedOn)),
      [day, day],
    );
  });

  it("remembers it through a branch switch and a restart", async () => {
    const before = stored();
    git(desk.folder, "checkout", "--quiet", "-b", "older", "HEAD~1");
    await workbench.statusIs("");
    assert.deepEqual([await desk.tracked("second.js"), await desk.tracked("third.js")], [[], []]);
    git(desk.folder, "checkout", "--quiet", "main");
    await queueIs("Committed", "  second.js", "    Lines 2–4", "  third.js", "    Lines 4–5");
    await storedIs(1, 1);
    assert.deepEqual(stored(), before);
    await desk.restart();
    workbench = desk.workbench;
    await workbench.queue.show();
    await queueIs("Committed", "  second.js", "    Lines 2–4", "  third.js", "    Lines 4–5");
    assert.deepEqual(stored(), before);
  });

  it("knows what a branch switch brings back while the editor is shut", async () => {
    const before = stored();
    git(desk.folder, "checkout", "--quiet", "older");
    await workbench.statusIs("");
    await storedIs();
    await desk.restart(() => git(desk.folder, "checkout", "--quiet", "main"));
    workbench = desk.workbench;
    await workbench.queue.show();
    await queueIs("Committed", "  second.js", "    Lines 2–4", "  third.js", "    Lines 4–5");
    await storedIs(1, 1);
    assert.deepEqual(stored(), before);
  });

  it("shows a file in both groups, and ticks only what stands there", async () => {
    await desk.forgetAll();
    await aiWrites("parts.js", code("early", 3), 1);
    await queueIs("Not committed yet", "  parts.js", "    Lines 2–4");
    commit();
    await queueIs("Committed", "  parts.js", "    Lines 2–4");
    await aiWrites("parts.js", code("late", 3), 10);
    const both = ["Not committed yet", "  parts.js", "    Lines 11–13", "Committed", "  parts.js", "    Lines 2–4"];
    await queueIs(...both);
    await workbench.queue.toggle("Lines 11–13");
    await queueIs("Committed", "  parts.js", "    Lines 2–4");
    assert.deepEqual(await desk.tracked("parts.js"), ["2-4 unread", "11-13 marked"]);
    await workbench.editor.goTo(12);
    await workbench.press("Control+K", "b");
    await queueIs(...both);
    await workbench.screenshot("queue-both-groups");
    await workbench.queue.rests(400);
    const file = workbench.queue.row("parts.js");
    await file.locator(".custom-view-tree-node-item-checkbox").click();
    await queueIs("Committed", "  parts.js", "    Lines 2–4");
    assert.deepEqual(await desk.tracked("parts.js"), ["2-4 unread", "11-13 marked"]);
    await workbench.queue.open("Lines 2–4");
    await workbench.editor.caretIs(2);
  });

  it("takes a committed line that is changed for not committed, until it is what it was", async () => {
    await workbench.editor.goTo(2);
    await workbench.press("End");
    await workbench.editor.type("1");
    await queueIs("Not committed yet", "  parts.js", "    Lines 2–4", "    Lines 11–13");
    await workbench.press("Control+Z");
    await queueIs("Committed", "  parts.js", "    Lines 2–4");
  });

  it("keeps closed what is closed", async () => {
    await workbench.save();
    await workbench.queue
      .row(/Committed/)
      .locator(".monaco-tl-twistie")
      .click();
    await queueIs("Committed");
    await aiWrites("other.js", code("other", 2), 3);
    await queueIs("Not committed yet", "  other.js", "    Lines 4–5", "Committed");
    await workbench.queue.expand(/Committed/);
    commit();
    await queueIs("Committed", "  other.js", "    Lines 4–5", "  parts.js", "    Lines 2–4", "    Lines 11–13");
  });

  it("has no groups any more when the repository is gone, and again when it is back", async () => {
    renameSync(join(desk.folder, ".git"), join(desk.folder, "aside"));
    await queueIs("other.js", "  Lines 4–5", "parts.js", "  Lines 2–4", "  Lines 11–13");
    renameSync(join(desk.folder, "aside"), join(desk.folder, ".git"));
    await queueIs("Committed", "  other.js", "    Lines 4–5", "  parts.js", "    Lines 2–4", "    Lines 11–13");
    assert.doesNotMatch(desk.log(), /\[error\]/);
  });
});
