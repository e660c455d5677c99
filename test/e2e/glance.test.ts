import assert from "node:assert/strict";
import { git } from "../rig/git.ts";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

/** A person's lines. */
const own = Array.from({ length: 5 }, (_, i) => `// ${i + 1}\n`).join("");

describe("the glance before a commit", () => {
  let desk: Desk;
  let workbench: Workbench;

  before(async () => {
    desk = await Desk.open("glance", { files: { "a.js": own, "b.js": own, "c.js": own } });
    workbench = desk.workbench;
    git(desk.folder, "init", "--quiet", "--initial-branch=main");
    git(desk.folder, "add", "--all");
    git(desk.folder, "commit", "--quiet", "--message", "Before");
    for (const name of ["a", "b"]) {
      await desk.letAiWrite(`${name}.js`, [`let ${name}1 = 1;`, `let ${name}2 = 2;`], 2);
      await workbench.save();
    }
  });

  after(() => desk.close());

  /** What the view's title says; empty while there is no such view. */
  const title = async (): Promise<string> => (await workbench.viewTitles(/commit/i)).join();

  it("is off by default, and says what the files to commit hold when it is on", async () => {
    await workbench.press("Control+Shift+G");
    await workbench.scmShows("b.js");
    assert.equal(await title(), "");
    desk.set({ "reviewDebt.glanceBeforeCommit": true });
    await eventually("the message", title, (text) => text === "2 files to commit hold 4 unread lines");
    await workbench.screenshot("before-commit");
  });

  it("counts what is staged where anything is, only what is not committed, and stops no commit", async () => {
    git(desk.folder, "add", "a.js");
    await eventually("the staged file", title, (text) => text === "1 file to commit holds 2 unread lines");
    git(desk.folder, "commit", "--quiet", "--message", "One");
    await eventually("the other file", title, (text) => text === "1 file to commit holds 2 unread lines");
    await workbench.openFile("b.js");
    await workbench.press("Control+Shift+F7");
    await eventually("nothing", title, (text) => text === "Nothing unread in what you commit");
    desk.set({});
    await eventually("no view", title, (text) => text === "");
  });
});
