import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClaudeStep } from "../rig/agents/claude.ts";
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
  async function becomes(file: string, wanted: readonly string[]): Promise<void> {
    await eventually(
      `${file} to be tracked as ${wanted.join(", ")}`,
      () => desk.tracked(file),
      (found) => JSON.stringify(found) === JSON.stringify(wanted),
    );
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

  it("is one of the sources, which can be switched off", async () => {
    await window().run("Review Debt: Show Sources of AI Edits…");
    await window().quick.titled("Sources of AI edits");
    const texts = await window().quick.texts();
    const own = texts.find((text) => text.includes("Claude Code")) ?? "";
    assert.match(own, /\d+ edits? · last read/);
    assert.match(own, /reads ~\/\.claude\/projects/);
    await window().screenshot("sources");
    await window().quick.cancel();
    desk.set({});
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
});
