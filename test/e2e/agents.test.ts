import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClaudeStep } from "../rig/agents/claude.ts";
import { recordCodex } from "../rig/agents/codex.ts";
import { git } from "../rig/git.ts";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

const program = fileURLToPath(new URL("../rig/agents/runclaude.ts", import.meta.url));

describe("an agent in a terminal", () => {
  let desk: Desk;

  before(async () => {
    const own = "// one\n// two\n// three\n";
    const names = ["open", "closed", "refused", "both", "dirty", "shut", "twice", "past", "mine"];
    desk = await Desk.open("agents", { files: Object.fromEntries(names.map((name) => [`${name}.js`, own])) });
  });

  after(() => desk.close());

  function window(): Workbench {
    return desk.workbench;
  }

  function path(name: string): string {
    return join(desk.folder, name);
  }

  /** Lets the agent run, as a process of its own, to its end. */
  function claude(...steps: readonly ClaudeStep[]): void {
    execFileSync(process.execPath, [program, desk.editor.folders.home, desk.folder, JSON.stringify(steps)]);
  }

  /** Waits until these lines of a file are tracked. */
  function becomes(file: string, wanted: readonly string[]): Promise<void> {
    return desk.becomes(file, wanted);
  }

  it("leaves its lines of an open file unread, and no others", async () => {
    await window().openFile("open.js");
    claude({
      tool: "Edit",
      path: path("open.js"),
      oldText: "// one\n// two\n",
      newText: "// one\nalpha();\nbeta();\n// two\n",
    });
    await window().editor.shows("alpha();");
    await window().decorations.marksAre([2, 3]);
    await window().statusIs("1 min");
    assert.deepEqual(await desk.tracked("open.js"), ["2-3 unread"]);
    const { files } = await desk.exported();
    const [span] = files.find((file) => file.path === "open.js")?.spans ?? [];
    assert.deepEqual([span?.tool, span?.channel, span?.confidence], ["Claude Code", "agentSession", "reported"]);
    await window().screenshot("agent-open");
  });

  it("leaves its lines of a closed file unread within two seconds", async () => {
    const startedMs = performance.now();
    claude({ tool: "Edit", path: path("closed.js"), oldText: "// two\n", newText: "// two\ngamma();\n" });
    await becomes("closed.js", ["3 unread"]);
    const tookMs = performance.now() - startedMs;
    assert.ok(tookMs < 4000, `took ${tookMs} ms, the agent's own start included`);
  });

  it("leaves a new file unread as a whole", async () => {
    claude({ tool: "Write", path: path("deep/made.js"), text: "export const a = 1;\nexport const b = 2;\n" });
    await becomes("deep/made.js", ["1-2 unread"]);
  });

  it("leaves nothing where the person refused", async () => {
    claude(
      { tool: "Refused", path: path("refused.js"), oldText: "// two\n", newText: "never();\n" },
      { tool: "Edit", path: path("refused.js"), oldText: "// three\n", newText: "// three\nreal();\n" },
    );
    await becomes("refused.js", ["4 unread"]);
  });

  it("leaves what the person typed in the same file theirs", async () => {
    await window().openFile("both.js");
    await window().editor.goTo(1);
    await window().press("End", "Enter");
    await window().editor.type("typedByHand();");
    await window().save();
    claude({ tool: "Edit", path: path("both.js"), oldText: "// two\n", newText: "// two\nagentMade();\n" });
    await window().editor.shows("agentMade();");
    await becomes("both.js", ["4 unread"]);
  });

  it("leaves what one act wrote and the next one changed to the next one", async () => {
    claude(
      { tool: "Write", path: path("twice.js"), text: "first();\nsecond();\nthird();\n" },
      { tool: "Edit", path: path("twice.js"), oldText: "second();", newText: "somethingElse(entirely);" },
    );
    await becomes("twice.js", ["1 unread", "2 unread", "3 unread"]);
  });

  it("is caught up with when the editor was shut", async () => {
    await desk.restart(() => {
      claude({ tool: "Edit", path: path("shut.js"), oldText: "// two\n", newText: "// two\nwhileShut();\n" });
    });
    await becomes("shut.js", ["3 unread"]);
  });

  it("may be another one at work on the same file", async () => {
    desk.write("twoagents.js", "// one\n// two\n// three\n");
    claude({ tool: "Edit", path: path("twoagents.js"), oldText: "// one\n", newText: "// one\nfromClaude();\n" });
    const before = desk.read("twoagents.js");
    desk.write("twoagents.js", before.replace("// three\n", "fromCodex();\n// three\n"));
    const unified_diff = "@@ -3,2 +3,3 @@\n // two\n+fromCodex();\n // three\n";
    recordCodex(desk.editor.folders.home, desk.folder, {
      [path("twoagents.js")]: { type: "update", unified_diff, move_path: null },
    });
    await becomes("twoagents.js", ["2 unread", "4 unread"]);
    const { files } = await desk.exported();
    const spans = files.find((file) => file.path === "twoagents.js")?.spans ?? [];
    assert.deepEqual(
      spans.map(({ tool }) => tool),
      ["Claude Code", "Codex"],
    );
  });

  it("moves a file with what is known of it", async () => {
    claude({ tool: "Write", path: path("old.js"), text: "moved();\nalong();\n" });
    await becomes("old.js", ["1-2 unread"]);
    await window().openFile("old.js");
    await window().decorations.marksAre([1, 2]);
    await window().press("Control+F7");
    await becomes("old.js", ["1-2 marked"]);
    renameSync(path("old.js"), path("new.js"));
    desk.write("new.js", "moved();\nalong();\nfresh();\n");
    const unified_diff = "@@ -1,2 +1,3 @@\n moved();\n along();\n+fresh();\n";
    recordCodex(desk.editor.folders.home, desk.folder, {
      [path("old.js")]: { type: "update", unified_diff, move_path: path("new.js") },
    });
    await becomes("new.js", ["1-2 marked", "3 unread"]);
    await becomes("old.js", []);
  });

  it("is nobody's business outside the window's folders", async () => {
    const elsewhere = join(desk.editor.folders.base, "elsewhere.js");
    claude(
      { tool: "Write", path: elsewhere, text: "elsewhere();\n" },
      { tool: "Write", path: path("here/inside.js"), text: "inside();\n" },
    );
    await becomes("here/inside.js", ["1 unread"]);
    const { files } = await desk.exported();
    assert.ok(files.every(({ uri }) => !uri.endsWith("elsewhere.js")));
  });

  it("is looked back on, and only what is still there counts", async () => {
    await desk.forgetAll();
    await window().run("Review Debt: Pause");
    claude(
      { tool: "Edit", path: path("past.js"), oldText: "// one\n", newText: "// one\nkept();\nremoved();\n" },
      { tool: "Write", path: path("past-too.js"), text: "whole();\n" },
    );
    desk.write("past.js", desk.read("past.js").replace("removed();\n", ""));
    await window().run("Review Debt: Resume");
    await becomes("past.js", []);
    assert.match(await desk.lookBack(), /^Found \d+ lines in \d+ files\.$/);
    await becomes("past.js", ["2 unread"]);
    await becomes("past-too.js", ["1 unread"]);
    const { days } = await desk.exported();
    await desk.lookBack();
    assert.deepEqual((await desk.exported()).days, days, "looking back again counts nothing twice");
  });

  it("is told once git is done with the working tree", async () => {
    desk.write("locked.js", "// mine\n");
    mkdirSync(path(".git"));
    mkdirSync(path("free/.git"), { recursive: true });
    desk.write(".git/index.lock", "");
    claude({ tool: "Write", path: path("locked.js"), text: "// mine\nlocked();\n" });
    claude({ tool: "Write", path: path("free/free.js"), text: "free();\n" });
    await becomes("free/free.js", ["1 unread"]);
    assert.deepEqual(await desk.tracked("locked.js"), []);
    rmSync(path(".git/index.lock"));
    await becomes("locked.js", ["2 unread"]);
  });

  it("is known by a Git AI note of a commit, and hinted at by its trailers", async () => {
    desk.write("noted.js", "// mine\nnotedOne();\nnotedTwo();\n// mine, too\n");
    git(desk.folder, "init", "--quiet");
    git(desk.folder, "add", "noted.js");
    git(
      desk.folder,
      "commit",
      "--quiet",
      "--allow-empty",
      "--message",
      "Add notes\n\nCo-Authored-By: Claude <noreply@anthropic.com>",
    );
    const session = {
      agent_id: { tool: "cursor", id: "CANARY-conversation", model: "m" },
      human_author: "CANARY-author",
    };
    const note = `noted.js\n  s_00000000000001::t_00000000000001 2-3\n---\n${JSON.stringify({
      schema_version: "authorship/3.0.0",
      sessions: { s_00000000000001: session },
    })}`;
    git(desk.folder, "notes", "--ref=ai", "add", "--message", note, "HEAD");
    await desk.lookBack();
    await becomes("noted.js", ["2-3 unread"]);
    const { files } = await desk.exported();
    const [span] = files.find((file) => file.path === "noted.js")?.spans ?? [];
    assert.equal(span?.channel, "gitNote");
    await window().openFile("noted.js");
    await window().editor.goTo(4);
    await window().press("Control+K", "q");
    await window().quick.titled("Line 4: nothing says AI wrote it");
    assert.match((await window().quick.texts()).join("\n"), /Its commit names Claude Code/);
    await window().screenshot("explain-hint");
    await window().quick.cancel();
  });

  it("is not counted again what the person says is theirs", async () => {
    claude({ tool: "Edit", path: path("mine.js"), oldText: "// two\n", newText: "// two\ncopied();\n" });
    await becomes("mine.js", ["3 unread"]);
    await window().openFile("mine.js");
    await window().editor.goTo(3);
    await window().press("Control+K", "h");
    await becomes("mine.js", []);
    await desk.restart();
    await window().openFile("mine.js");
    assert.deepEqual(await desk.tracked("mine.js"), []);
  });

  it("is one of the sources, which can be switched off", async () => {
    claude({ tool: "Write", path: path("source.js"), text: "source();\n" });
    await becomes("source.js", ["1 unread"]);
    await window().run("Review Debt: Show Sources of AI Edits…");
    await window().quick.titled("Sources of AI edits");
    const texts = await window().quick.texts();
    const own = texts.find((text) => text.includes("Claude Code")) ?? "";
    assert.match(own, /\d+ edits? · last read/);
    assert.match(own, /reads ~\/\.claude\/projects/);
    await window().screenshot("sources");
    await window().quick.untick("Claude Code");
    const settings = join(desk.editor.folders.user, "Machine", "settings.json");
    await eventually(
      "the setting",
      async () => (existsSync(settings) ? readFileSync(settings, "utf8") : ""),
      (text) => /"claudeCode": false/.test(text),
    );
    claude({ tool: "Write", path: path("off.js"), text: "off();\n" });
    recordCodex(desk.editor.folders.home, desk.folder, { [path("on.js")]: { type: "add", content: "on();\n" } });
    desk.write("on.js", "on();\n");
    await becomes("on.js", ["1 unread"]);
    assert.deepEqual(await desk.tracked("off.js"), []);
    rmSync(settings);
  });
});
