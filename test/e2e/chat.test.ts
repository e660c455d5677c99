import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { FakeModel, type ModelStep } from "../rig/fakemodel.ts";
import { Desk } from "./desk.ts";
import { Chat } from "./pages/chat.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

const own = [
  "// one",
  "function add(a, b) {",
  "  return a + b;",
  "}",
  "// five",
  "function sub(a, b) {",
  "  return a - b;",
  "}",
];
const names = ["open closed patched turns kept undone hunks back failed typed inline mine two".split(" ")].flat();

describe("the built-in Copilot agent, with a model of the tests' own", () => {
  let model: FakeModel;
  let desk: Desk;
  let chat: Chat;

  before(async function () {
    this.timeout(180_000);
    model = await FakeModel.start();
    desk = await Desk.open("chat", {
      files: Object.fromEntries(names.map((name) => [`${name}.js`, `${own.join("\n")}\n`])),
      settings: { "chat.tools.global.autoApprove": true },
      userFiles: {
        "chatLanguageModels.json": model.models({
          "Replacing Model": ["find-replace", "multi-find-replace"],
          "Patching Model": ["apply-patch"],
        }),
      },
    });
    chat = new Chat(window().page, model);
    await chat.say("hello");
    await chat.choose("Replacing Model");
  });

  after(async () => {
    await desk.close();
    await model[Symbol.asyncDispose]();
  });

  function window(): Workbench {
    return desk.workbench;
  }

  function path(file: string): string {
    return join(desk.folder, file);
  }

  function replace(file: string, oldString: string, newString: string): ModelStep {
    return { tool: "replace_string_in_file", input: { filePath: path(file), oldString, newString } };
  }

  const addSum = (file: string) =>
    replace(file, "  return a + b;", "  // AI one\n  const sum = a + b;\n  return Math.round(sum);");
  const addDifference = (file: string) =>
    replace(file, "  return a - b;", "  // AI two\n  const difference = a - b;\n  return Math.round(difference);");

  /** Asks the agent for some steps and waits until it is done. */
  async function ask(...steps: readonly ModelStep[]): Promise<void> {
    model.steps = steps;
    await chat.say("please");
  }

  function becomes(file: string, wanted: readonly string[]): Promise<void> {
    return desk.becomes(file, wanted);
  }

  it("leaves its lines unread as soon as they are there, and says how that is known", async () => {
    await window().openFile("open.js");
    await ask(addSum("open.js"));
    await becomes("open.js", ["3-5 unread"]);
    await window().decorations.marksAre([3, 4, 5]);
    await window().screenshot("chat-pending");
    const { files } = await desk.exported();
    const [span] = files.find((file) => file.path === "open.js")?.spans ?? [];
    assert.deepEqual([span?.tool, span?.channel, span?.confidence], ["GitHub Copilot", "chatEdit", "observed"]);
  });

  it("counts kept edits once", async () => {
    await desk.forgetAll();
    await window().openFile("kept.js");
    await ask(addSum("kept.js"));
    await becomes("kept.js", ["3-5 unread"]);
    await chat.decide("Keep");
    await window().save();
    await becomes("kept.js", ["3-5 unread"]);
    const { days } = await desk.exported();
    assert.equal(days.at(-1)?.landed, 3);
  });

  it("leaves no debt of edits that are undone, and gives back what they replaced", async () => {
    await desk.forgetAll();
    await window().openFile("undone.js");
    await window().editor.goTo(3);
    await window().press("Control+K", "a");
    await becomes("undone.js", ["3 unread"]);
    await window().decorations.marksAre([3]);
    await window().press("Control+F7");
    await becomes("undone.js", ["3 marked"]);
    await ask(addSum("undone.js"));
    await becomes("undone.js", ["3-5 unread"]);
    await chat.decide("Undo");
    await window().editor.shows("  return a + b;");
    await becomes("undone.js", ["3 marked"]);
    const { days } = await desk.exported();
    assert.equal(days.at(-1)?.landed, 1, "only the line that was declared");
  });

  it("leaves unread what inline chat wrote and a person kept, and nothing of what they undid", async () => {
    await desk.forgetAll();
    await window().openFile("inline.js");
    await window().editor.goTo(3);
    model.steps = [addSum("inline.js")];
    await chat.sayInline("please");
    await becomes("inline.js", ["3-5 unread"]);
    await window().screenshot("chat-inline");
    await chat.decideInline("Keep");
    await becomes("inline.js", ["3-5 unread"]);
    await window().editor.goTo(9);
    model.steps = [addDifference("inline.js")];
    await chat.sayInline("please");
    await becomes("inline.js", ["3-5 unread", "9-11 unread"]);
    await chat.decideInline("Undo");
    await becomes("inline.js", ["3-5 unread"]);
    const { files } = await desk.exported();
    const [span] = files.find((file) => file.path === "inline.js")?.spans ?? [];
    assert.deepEqual([span?.tool, span?.channel, span?.confidence], ["GitHub Copilot", "chatEdit", "observed"]);
  });

  it("leaves its lines of a file that is not open unread", async () => {
    await window().closeEditors();
    await ask(addSum("closed.js"));
    await becomes("closed.js", ["3-5 unread"]);
    await chat.decide("Keep");
    await becomes("closed.js", ["3-5 unread"]);
  });

  it("leaves a file that it makes unread, and nothing when that is undone", async () => {
    const create = { tool: "create_file", input: { filePath: path("made.js"), content: "alpha();\nbeta();\n" } };
    await ask(create);
    await becomes("made.js", ["1-2 unread"]);
    await chat.decide("Undo");
    await eventually(
      "the file to be gone",
      async () => existsSync(path("made.js")),
      (isThere) => !isThere,
    );
    await becomes("made.js", []);
  });

  it("tells steps and turns apart from what was there", async () => {
    await desk.forgetAll();
    await window().openFile("turns.js");
    await ask(addSum("turns.js"), addDifference("turns.js"));
    await becomes("turns.js", ["3-5 unread", "9-11 unread"]);
    await ask(replace("turns.js", "  // AI two\n", "  // AI three, at a second turn\n"));
    await becomes("turns.js", ["3-5 unread", "9 unread", "10-11 unread"]);
    await chat.decide("Keep");
    await becomes("turns.js", ["3-5 unread", "9 unread", "10-11 unread"]);
  });

  it("tells what one hunk's Keep and another one's Undo leave", async () => {
    await desk.forgetAll();
    await window().openFile("hunks.js");
    await ask(addSum("hunks.js"), addDifference("hunks.js"));
    await becomes("hunks.js", ["3-5 unread", "9-11 unread"]);
    await chat.decideHunk("Undo", 0);
    await becomes("hunks.js", ["7-9 unread"]);
    await chat.decideHunk("Keep", 0);
    await becomes("hunks.js", ["7-9 unread"]);
    await window().save();
    await becomes("hunks.js", ["7-9 unread"]);
  });

  it("follows undo and redo after Keep", async () => {
    await desk.forgetAll();
    await window().openFile("back.js");
    await ask(addSum("back.js"));
    await becomes("back.js", ["3-5 unread"]);
    await chat.decide("Keep");
    await window().editor.focus();
    await window().press("Control+Z");
    await becomes("back.js", []);
    await window().press("Control+Shift+Z");
    await becomes("back.js", ["3-5 unread"]);
    await window().save();
  });

  it("leaves nothing of a step that failed", async () => {
    await desk.forgetAll();
    await window().openFile("failed.js");
    await ask(replace("failed.js", "  this text is nowhere;", "  never();"));
    await becomes("failed.js", []);
  });

  it("leaves what a person types while edits wait theirs", async () => {
    await desk.forgetAll();
    await window().openFile("typed.js");
    await ask(addSum("typed.js"));
    await becomes("typed.js", ["3-5 unread"]);
    await window().editor.goTo(1);
    await window().press("End", "Enter");
    await window().editor.type("// typed by hand");
    await becomes("typed.js", ["4-6 unread"]);
    await window().editor.goTo(5);
    await window().press("End");
    await window().editor.type(" // and here");
    await becomes("typed.js", ["4 unread", "5 edited", "6 unread"]);
    await window().save();
    await chat.decide("Keep");
    await becomes("typed.js", ["4 unread", "5 edited", "6 unread"]);
  });

  it("tells the lines that a patch changed, though it writes the whole file", async () => {
    await desk.forgetAll();
    await chat.choose("Patching Model");
    await window().openFile("patched.js");
    const input = `*** Begin Patch\n*** Update File: ${path("patched.js")}\n@@\n function sub(a, b) {\n-  return a - b;\n+  const difference = a - b;\n+  return difference;\n }\n*** End Patch`;
    await ask({ tool: "apply_patch", input: { input, explanation: "patch" } });
    await becomes("patched.js", ["7-8 unread"]);
    await chat.decide("Keep");
    await becomes("patched.js", ["7-8 unread"]);
  });
});
