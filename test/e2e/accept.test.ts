import assert from "node:assert/strict";
import { globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pack } from "../rig/vsix.ts";
import { temporaryWorkspace } from "../rig/workspace.ts";
import { Desk } from "./desk.ts";

/** Fourteen lines of AI's that take as long to read as 10.4 ordinary ones: `}` costs a tenth. */
const retry = [
  "export async function retry(request, attempts = 3) {",
  "  let pauseMs = 200;",
  "  for (let attempt = 1; ; attempt++) {",
  "    try {",
  "      return await request();",
  "    } catch (error) {",
  "      if (attempt >= attempts) {",
  "        throw error;",
  "      }",
  "      await new Promise((resolve) => setTimeout(resolve, pauseMs));",
  "      pauseMs *= 2;",
  "    }",
  "  }",
  "}",
];

/** An extension by the name of one that offers completions; the only one here that can have offered any. */
const knownTool = {
  "package.json": JSON.stringify({
    name: "supermaven",
    publisher: "supermaven",
    version: "0.0.1",
    engines: { vscode: "^1.105.0" },
    main: "./extension.js",
    activationEvents: ["onStartupFinished"],
  }),
  "extension.js": "exports.activate = () => undefined;\n",
};

describe("accepting an inline completion", () => {
  let desk: Desk;
  let tool: string;

  before(async () => {
    tool = temporaryWorkspace(knownTool);
    desk = await Desk.open("accept", {
      vsix: [await pack(tool, join(tool, "tool.vsix"))],
      files: {
        "tab.js": "// sums\n\n",
        "word.js": "// words\n",
        "line.js": "// lines\n",
        "long.js": "// retry\n",
        "twice.js": "// two in a row\n",
        "typing.js": "// typing right after\n",
        "inside.js": "const total = ;\n",
        "stopped.js": "// nobody answers\n",
        "tabs.rdt": "first\n",
      },
    });
  });

  after(async () => {
    rmSync(tool, { recursive: true, force: true });
    await desk.close();
  });

  it("tracks the lines that Tab put in, and nothing else, and names the tool", async () => {
    const { workbench } = desk;
    await workbench.statusIs("");
    await workbench.openFile("tab.js");
    await workbench.editor.goTo(3);
    await workbench.editor.type("// add two numbers");
    await workbench.editor.ghostText("function add");
    await workbench.press("Tab");
    await workbench.statusIs("1 min");
    await workbench.decorations.marksAre([4, 5, 6]);
    await workbench.screenshot("accepted");
    const { files, debt, days } = await desk.exported();
    assert.deepEqual(debt, { unreadLines: 3, minutes: 1 });
    const today = days.at(-1)?.day;
    assert.deepEqual(files, [
      {
        uri: `file://${desk.folder}/tab.js`,
        path: "tab.js",
        lineCount: 6,
        spans: [
          {
            start: 4,
            end: 6,
            state: "unread",
            channel: "inlineAccept",
            tool: "Supermaven",
            confidence: "observed",
            acceptedOn: today,
          },
        ],
      },
    ]);
    assert.deepEqual(days, [{ day: today, landed: 3, read: 0, edited: 0, marked: 0, dismissed: 0, removedUnread: 0 }]);
  });

  it("tracks a line taken word by word once AI wrote half of it", async () => {
    const { workbench } = desk;
    await workbench.openFile("word.js");
    await workbench.editor.goTo(2);
    await workbench.editor.type("const result = ");
    await desk.offer("compute(first, second, third)");
    await workbench.press("Control+ArrowRight");
    await workbench.editor.shows("const result = compute");
    assert.deepEqual(await desk.tracked("word.js"), [], "7 of 19 characters are AI's");
    await workbench.editor.ghostText("(first");
    await workbench.press("Control+ArrowRight", "Control+ArrowRight");
    await workbench.decorations.marksAre([2]);
    await workbench.editor.ghostText(", third");
    await workbench.press("Tab");
    await workbench.editor.shows("const result = compute(first, second, third)");
    assert.deepEqual(await desk.tracked("word.js"), ["2 unread"]);
  });

  it("tracks what the key for Accept Next Line took, line by line", async () => {
    const { workbench } = desk;
    await workbench.openFile("line.js");
    await workbench.press("Control+End");
    await desk.offer("const one = 1;\nconst two = 2;\nconst three = 3;");
    await workbench.press("Shift+Alt+End");
    await workbench.editor.shows("const one = 1;");
    await workbench.decorations.marksAre([2]);
    await workbench.editor.ghostText("const two");
    await workbench.press("Shift+Alt+End");
    await workbench.decorations.marksAre([2, 3]);
    assert.deepEqual(await desk.tracked("line.js"), ["2-3 unread"]);
    await workbench.press("Escape");
  });

  it("counts many lines at the pace, brackets a tenth", async () => {
    const { workbench } = desk;
    const before = await desk.exported();
    await desk.letAiWrite("long.js", retry, 1);
    await workbench.statusIs("3 min");
    await workbench.decorations.marksAre(retry.map((_, i) => i + 2));
    const { debt } = await desk.exported();
    assert.equal(debt.unreadLines, before.debt.unreadLines + retry.length);
    assert.deepEqual(await desk.tracked("long.js"), [`2-${retry.length + 1} unread`]);
  });

  it("tracks two accepts in a row", async () => {
    const { workbench } = desk;
    desk.editor.suggest([
      { afterText: "// first", insertText: "\nconst first = 1; // second" },
      { afterText: "// second", insertText: "\nconst second = 2;" },
    ]);
    await workbench.openFile("twice.js");
    await workbench.editor.goTo(2);
    await workbench.editor.type("// first");
    await workbench.editor.ghostText("const first");
    await workbench.press("Tab");
    await workbench.editor.ghostText("const second");
    await workbench.press("Tab");
    await workbench.decorations.marksAre([3, 4]);
    assert.deepEqual(await desk.tracked("twice.js"), ["3 unread", "4 unread"]);
  });

  it("keeps apart what is typed right after", async () => {
    const { workbench } = desk;
    await workbench.openFile("typing.js");
    await workbench.editor.goTo(2);
    await desk.offer("const ours = 1;\nconst theirs = 2;");
    await workbench.press("Tab");
    await workbench.editor.type(" // checked\nconst mine = 3;");
    const lines = await workbench.editor.shows("const mine = 3;");
    assert.deepEqual(lines.slice(1), ["const ours = 1;", "const theirs = 2; // checked", "const mine = 3;"]);
    assert.deepEqual(await desk.tracked("typing.js"), ["2 unread", "3 edited"]);
  });

  it("tracks a line that AI wrote around a person's few characters", async () => {
    const { workbench } = desk;
    await workbench.openFile("inside.js");
    await workbench.editor.goTo(1, 15);
    await desk.offer("prices.reduce((sum, price) => sum + price, 0)");
    await workbench.press("Tab");
    await workbench.editor.shows("price, 0);");
    assert.deepEqual(await desk.tracked("inside.js"), ["1 unread"]);
  });

  it("does not wait for the extension: the text is there while no extension can answer", async () => {
    const { workbench } = desk;
    await workbench.openFile("stopped.js");
    await workbench.editor.goTo(2);
    await desk.offer("const prompt = true;\nconst later = false;");
    const host = extensionHost(desk);
    process.kill(host, "SIGSTOP");
    try {
      await workbench.press("Tab");
      await workbench.editor.shows("const later = false;");
      await workbench.editor.type("\n// still typing");
      await workbench.editor.shows("// still typing");
      assert.deepEqual(await workbench.decorations.gutterLines(), [], "the extension cannot have answered yet");
    } finally {
      process.kill(host, "SIGCONT");
    }
    await workbench.decorations.marksAre([2, 3]);
    assert.deepEqual(await desk.tracked("stopped.js"), ["2-3 unread"]);
  });

  it("leaves Tab what it is: indent, IntelliSense, tab stops", async () => {
    const { workbench } = desk;
    const { editor } = workbench;
    await workbench.openFile("tabs.rdt");
    await editor.goTo(2);
    await workbench.press("Tab");
    await editor.caretIs(2, 5);
    await editor.type("rdCompleteT");
    const suggestion = workbench.page.locator(".suggest-widget.visible .monaco-list-row.focused");
    await suggestion.filter({ hasText: "rdCompleteTotal" }).waitFor();
    await workbench.press("Tab");
    await editor.shows("    rdCompleteTotal");
    await workbench.press("Enter");
    await editor.type("rdloop");
    await suggestion.filter({ hasText: "rdloop" }).waitFor();
    await workbench.press("Tab");
    await editor.shows("for (const item of items) {");
    await editor.type("line");
    await workbench.press("Tab");
    await editor.type("lines");
    await editor.shows("for (const line of lines) {");
    await workbench.press("Tab");
    await editor.type("// end");
    await editor.shows("}// end");
    assert.deepEqual(await desk.tracked("tabs.rdt"), []);
  });
});

/** The process id of the desk's extension host, the only process with the desk's own folder and that role. */
function extensionHost(desk: Desk): number {
  const found = globSync("/proc/[0-9]*/cmdline").filter((file) => {
    try {
      return (
        readFileSync(file, "utf8").includes("--type=extensionHost") &&
        readFileSync(file.replace("cmdline", "environ"), "utf8").includes(desk.editor.folders.base)
      );
    } catch {
      return false; // gone meanwhile, or another user's
    }
  });
  assert.equal(found.length, 1);
  return Number(found[0]?.split("/")[2]);
}
