import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClaudeStep } from "../rig/agents/claude.ts";
import { git } from "../rig/git.ts";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";

const program = fileURLToPath(new URL("../rig/agents/runclaude.ts", import.meta.url));

/** What AI writes: 20 lines, 4 minutes. */
const lines = Array.from({ length: 20 }, (_, i) => `  "wombat${i + 1}": ${i + 1},`);
/** Of the one file that nothing leaves out: 10 lines, 2 minutes. */
const own = "src/own.js";

/** The files that are out, and why. */
const reasons: Readonly<Record<string, string>> = {
  "package-lock.json": "It is a lock file.",
  "dist/built.js": "It lies in a folder that builds write into.",
  "src/header.js": "Its first lines say that a program generated it.",
  "src/api/deep/schema.js": "A .gitattributes file says that it is generated.",
  "private/notes.js": "Git ignores it.",
};
const left = Object.keys(reasons);

describe("files that are left out", () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.open("exclusions", {
      files: { ".gitignore": "private/\n", "src/api/.gitattributes": "schema.* linguist-generated\n" },
      // The tests open what git ignores, too.
      settings: { "search.useIgnoreFiles": false },
      prepare: ({ folder }) => git(folder, "init", "--quiet", "--initial-branch=main"),
    });
    const text = (path: string): string => {
      const [first = "", ...rest] = path === own ? lines.slice(0, 10) : lines;
      return [path === "src/header.js" ? "// @generated" : first, ...rest].join("\n");
    };
    const steps = [own, ...left].map((path): ClaudeStep => ({
      tool: "Write",
      path: join(desk.folder, path),
      text: text(path),
    }));
    const args = [program, desk.editor.folders.home, desk.folder, JSON.stringify(steps)];
    execFileSync(process.execPath, args);
  });

  after(() => desk.close());

  /** Waits until these files are in the queue and no others, and the status bar says these minutes. */
  async function shown(minutes: string, ...files: readonly string[]): Promise<void> {
    const names = files.map((path) => path.slice(path.lastIndexOf("/") + 1)).toSorted();
    await desk.workbench.queue.has(names.join(", "), (rows) => {
      const found = rows.filter(({ level, label }) => level === 2 && label.includes(".")).map(({ label }) => label);
      return JSON.stringify(found.toSorted()) === JSON.stringify(names);
    });
    await desk.workbench.statusIs(minutes);
  }

  it("are neither counted nor in the queue nor marked, but exported", async () => {
    const { workbench } = desk;
    await desk.becomes(own, ["1-10 unread"]);
    for (const path of left) await desk.becomes(path, ["1-20 unread"]);
    await workbench.queue.show();
    await shown("2 min", own);
    await workbench.queue.rests();
    await shown("2 min", own);
    await workbench.openFile(own);
    await workbench.decorations.marksAre([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const path of left) {
      await workbench.openFile(path);
      await workbench.editor.shows("wombat3");
      const { debt, files } = await desk.exported();
      assert.deepEqual(debt, { unreadLines: 10, minutes: 2 });
      assert.equal(files.length, left.length + 1);
      assert.deepEqual(await workbench.decorations.gutterLines(), [], path);
    }
    assert.ok(!(await workbench.statusTooltip()).includes("This file"));
  });

  it("stay out in a window that is opened anew", async () => {
    await desk.reload();
    await desk.workbench.queue.show();
    await shown("2 min", own);
  });

  it("are explained, with the way to bring them in", async () => {
    const { workbench } = desk;
    for (const path of left) {
      await workbench.openFile(path);
      await workbench.editor.goTo(3);
      await workbench.quick.opensBy("Line 3: AI-assisted, unread", "Control+K", "q");
      const why = (await workbench.quick.texts()).join("\n");
      assert.ok(why.includes("Its file is left out") && why.includes(reasons[path] ?? "?"), why);
      await workbench.screenshot("explain-left-out");
      if (path === left.at(-1)) await workbench.quick.choose("Change What Is Left Out…");
      else await workbench.quick.cancel();
    }
    await workbench.page.locator(".settings-editor .setting-item-category", { hasText: "Review Debt" }).waitFor();
    await workbench.screenshot("setting-exclude");
    await workbench.closeEditors();
    await workbench.openFile(own);
    await workbench.quick.opensBy("Line 1: AI-assisted, unread", "Control+K", "q");
    assert.ok(!(await workbench.quick.texts()).join("\n").includes("left out"));
    await workbench.quick.cancel();
  });

  it("come in and go out by the setting, at once", async () => {
    const { workbench } = desk;
    desk.set({ "reviewDebt.exclude": { "**/dist/**": false, "private/": false } });
    await shown("10 min", own, "dist/built.js", "private/notes.js");
    await workbench.openFile("dist/built.js");
    await workbench.decorations.marksAre(Array.from({ length: 20 }, (_, i) => i + 1));
    desk.set({ "reviewDebt.exclude": { "**/dist/**": false, "own.*": true, "[": true } });
    await shown("4 min", "dist/built.js");
    const broken = 'reviewDebt.exclude has "[", which is no glob.';
    await eventually(
      "the log to say it once",
      async () => desk.log().split(broken).length - 1,
      (count) => count === 1,
    );
    desk.set({});
    await shown("2 min", own);
    await workbench.decorations.marksAre([]);
  });

  it("come in and go out with what the repository says", async () => {
    desk.write("src/api/.gitattributes", "");
    await shown("6 min", own, "src/api/deep/schema.js");
    desk.write(".gitattributes", "own.js linguist-vendored\ndist/** -linguist-generated\n");
    await shown("8 min", "dist/built.js", "src/api/deep/schema.js");
    // Git follows no link to one, and neither do we.
    desk.write("attributes.txt", "* linguist-vendored\n");
    rmSync(join(desk.folder, ".gitattributes"));
    symlinkSync("attributes.txt", join(desk.folder, ".gitattributes"));
    await shown("6 min", own, "src/api/deep/schema.js");
    rmSync(join(desk.folder, ".gitattributes"));
    desk.write(".gitattributes", "");
    desk.write("src/api/.gitattributes", "schema.* linguist-generated\n");
    desk.write(".gitignore", "src/own.js\n");
    await shown("4 min", "private/notes.js");
    git(desk.folder, "add", "--force", own);
    await shown("6 min", own, "private/notes.js");
    desk.write(".gitignore", "private/\n");
    await shown("2 min", own);
  });

  it("come in and go out with what their first lines say", async () => {
    const { workbench } = desk;
    await workbench.openFile("src/header.js");
    await workbench.editor.goTo(1);
    await workbench.press("Control+Enter");
    await workbench.press("Control+Z");
    await workbench.press("Control+Shift+K");
    await workbench.decorations.marksAre(Array.from({ length: 19 }, (_, i) => i + 1));
    await shown("6 min", own, "src/header.js");
    await workbench.press("Control+Z");
    await workbench.editor.shows("@generated");
    await shown("2 min", own);
    await workbench.decorations.marksAre([]);
  });
});
