import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileName, type Scene, scenes, type Shown } from "../rig/scenes.ts";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";

describe("what lasts, with a real git repository", () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.open("lasting", { settings: { "git.openRepositoryInParentFolders": "never" } });
  });

  after(async () => {
    await desk.close();
  });

  scenes.forEach((scene, i) => {
    it(`${scene.name}, in a closed file`, () => play(scene, `closed${i}`, false));
    it(`${scene.name}, in an open file`, () => play(scene, `open${i}`, true));
  });

  scenes.slice(0, 6).forEach((scene, i) => {
    it(`${scene.name}, in a linked working tree`, async () => {
      rmSync(join(desk.folder, `tree${i}`), { recursive: true, force: true });
      repository(`home${i}`, scene);
      run(`home${i}`, `git checkout --quiet --detach && git worktree add --quiet -b work ../tree${i} main`);
      await playIn(`tree${i}`, scene, i % 2 === 0);
    });
  });

  /** An empty folder, also where a first try left one. */
  function fresh(folder: string): void {
    rmSync(join(desk.folder, folder), { recursive: true, force: true });
    mkdirSync(join(desk.folder, folder));
  }

  /** Makes a repository with the scene's first commit. */
  function repository(folder: string, { before }: Scene): void {
    fresh(folder);
    run(folder, "git init --quiet --initial-branch main");
    desk.write(`${folder}/${fileName}`, `${before.join("\n")}\n`);
    run(folder, "git add . && git commit --quiet --message before");
  }

  async function play(scene: Scene, folder: string, isOpen: boolean): Promise<void> {
    repository(folder, scene);
    run(folder, "git checkout --quiet -b work");
    await playIn(folder, scene, isOpen);
  }

  /** Plays a scene in a working tree that is on its branch. */
  async function playIn(folder: string, { start, committed, steps }: Scene, isOpen: boolean): Promise<void> {
    let file = `${folder}/${fileName}`;
    desk.write(file, textOf(start));
    if (committed) run(folder, "git commit --quiet --all --message start");
    await declare(file, start);
    if (!isOpen) await desk.workbench.closeEditors();
    for (const { run: commands, shows, named } of steps) {
      for (const command of commands) run(folder, command);
      if (named !== undefined) file = `${folder}/${named}`;
      if (shows === undefined) {
        assert.equal(existsSync(join(desk.folder, file)), false);
        continue;
      }
      const text = desk
        .read(file)
        .replaceAll(/\r\n/g, "\n")
        .replaceAll(/^(<<<<<<<|>>>>>>>) .*$/gm, "$1");
      assert.equal(text, textOf(shows), `the text after ${commands.join("; ")}`);
      await becomes(file, shows);
    }
    await desk.workbench.closeEditors();
  }

  it("6: a copy of a file, whose lines are unread again", async () => {
    const [{ start } = { start: [] }] = scenes;
    fresh("copied");
    desk.write("copied/one.js", textOf(start));
    await declare("copied/one.js", start);
    await desk.workbench.closeEditors();
    run("copied", "cp one.js two.js");
    await becomes(
      "copied/two.js",
      start.map((line) => line.replace(/^m/, "u")),
    );
    await becomes("copied/one.js", start);
  });

  it("8: a stash and its return, and a copy right after, whose lines are unread", async () => {
    const [scene] = scenes;
    assert.ok(scene);
    repository("returned", scene);
    desk.write("returned/scene.js", textOf(scene.start));
    await declare("returned/scene.js", scene.start);
    await desk.workbench.closeEditors();
    run("returned", "git stash --quiet");
    await becomes(
      "returned/scene.js",
      scene.before.map((line) => `- ${line}`),
    );
    run("returned", "git stash pop --quiet");
    await becomes("returned/scene.js", scene.start);
    desk.write("returned/copy.js", textOf(scene.start));
    await becomes(
      "returned/copy.js",
      scene.start.map((line) => line.replace(/^m/, "u")),
    );
  });

  it("6: a file that is taken away and written anew while a copy of it is made", async () => {
    const [{ start } = { start: [] }] = scenes;
    fresh("anew");
    desk.write("anew/one.js", textOf(start));
    await declare("anew/one.js", start);
    await desk.workbench.closeEditors();
    rmSync(join(desk.folder, "anew/one.js"));
    desk.write("anew/one.js", textOf(start));
    desk.write("anew/two.js", textOf(start));
    await becomes(
      "anew/two.js",
      start.map((line) => line.replace(/^m/, "u")),
    );
    await becomes("anew/one.js", start);
  });

  for (const isOpen of [false, true]) {
    it(`8: a function that moved to another file, ${isOpen ? "open" : "closed"} ones`, async () => {
      const name = `another${isOpen ? "Open" : "Closed"}`;
      const { home, left, moved } = movedFunction(name);
      const [from, to] = [`${name}/from.js`, `${name}/to.js`];
      fresh(name);
      desk.write(from, textOf(home));
      desk.write(to, "// other\nother();\n");
      await declare(to, ["- // other", "m other();"]);
      await declare(from, home);
      if (!isOpen) await desk.workbench.closeEditors();
      desk.write(to, textOf(["- // other", "m other();", ...moved]));
      desk.write(from, textOf(left));
      await becomes(to, ["- // other", "m other();", ...moved]);
      await becomes(from, left);
      await desk.workbench.closeEditors();
    });

    it(`8: a function that moved to a new file, from ${isOpen ? "an open" : "a closed"} one`, async () => {
      const name = `new${isOpen ? "Open" : "Closed"}`;
      const { home, left, moved } = movedFunction(name);
      const [from, to, copy] = [`${name}/from.js`, `${name}/to.js`, `${name}/copy.js`];
      fresh(name);
      desk.write(from, textOf(home));
      await declare(from, home);
      if (!isOpen) await desk.workbench.closeEditors();
      desk.write(to, textOf(["- // new", ...moved]));
      desk.write(from, textOf(left));
      await becomes(to, ["- // new", ...moved]);
      await becomes(from, left);
      desk.write(copy, textOf(["- // It was found once, so this is a copy.", ...moved]));
      await becomes(copy, ["- // It was", ...moved.map((line) => line.replace(/^./, "-"))]);
      await desk.workbench.closeEditors();
    });
  }

  /** A file with a function of AI's that no other test has, what is left of it without, and the function. */
  function movedFunction(name: string): { home: Shown; left: Shown; moved: Shown } {
    const [{ start } = { start: [] }] = scenes;
    const home = start.map((line) => line.replaceAll(/second|value|twice/g, (word) => `${name}_${word}`));
    return { home, left: [...home.slice(0, 4), ...home.slice(8)], moved: home.slice(4, 8) };
  }

  /** Has the person say what AI wrote, and mark what is marked. */
  async function declare(file: string, lines: Shown): Promise<void> {
    const { workbench } = desk;
    await workbench.openFile(file);
    const select = async (states: string): Promise<void> => {
      const first = lines.findIndex((line) => states.includes(line[0] ?? ""));
      const count = lines.filter((line) => states.includes(line[0] ?? "")).length;
      await workbench.editor.goTo(first + 1);
      for (let line = 0; line < count; line++) await workbench.press("Shift+ArrowDown");
    };
    // Which keys make sense in a file shows a moment after it is opened, later on a busy machine.
    const unread = lines.map((line) => line.replace(/^m/, "u"));
    await eventually(
      `${file} to be declared`,
      async () => {
        await select("um");
        await workbench.press("Control+K", "a");
        return states(file, lines.length);
      },
      (found) => found === statesOf(unread),
    );
    await select("m");
    await workbench.press("Control+F7");
    await becomes(file, lines);
  }

  /** Waits until the lines of a file are what they should be. Nothing may be right only for a moment. */
  async function becomes(file: string, wanted: Shown): Promise<void> {
    const isRight = (found: string): boolean => found === statesOf(wanted);
    await eventually(`${file} to be ${statesOf(wanted)}`, () => states(file, wanted.length), isRight);
    assert.equal(await states(file, wanted.length), statesOf(wanted));
  }

  /** The states of a file's lines, one character a line. */
  async function states(file: string, lineCount: number): Promise<string> {
    const { files } = await desk.exported();
    const spans = files.find(({ path }) => path === file)?.spans ?? [];
    const stateAt = (line: number): string =>
      spans.find(({ start, end }) => start <= line && line <= end)?.state[0] ?? "-";
    return Array.from({ length: lineCount }, (_, i) => stateAt(i + 1)).join("");
  }

  function run(folder: string, command: string): void {
    const identity = { GIT_AUTHOR_NAME: "Dev", GIT_AUTHOR_EMAIL: "dev@example.com" };
    execFileSync("sh", ["-c", command], {
      cwd: join(desk.folder, folder),
      env: { ...process.env, ...identity, GIT_COMMITTER_NAME: "Dev", GIT_COMMITTER_EMAIL: "dev@example.com" },
      stdio: "pipe",
    });
  }
});

function textOf(lines: Shown): string {
  return `${lines.map((line) => line.slice(2)).join("\n")}\n`;
}

function statesOf(lines: Shown): string {
  return lines.map((line) => line[0]).join("");
}
