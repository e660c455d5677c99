import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { Editor } from "../rig/editor.ts";
import { temporaryWorkspace } from "../rig/workspace.ts";
import { vsix } from "./fixtures.ts";
import { Workbench } from "./pages/workbench.ts";

describe("the rig", () => {
  let workspace: string;
  let editor: Editor;
  let workbench: Workbench;

  before(async () => {
    workspace = temporaryWorkspace({ "src/sums.js": "// sums\n\n", "notes.md": "# Notes\n" });
    editor = await Editor.start({ name: "e2e-rig", vsix });
    workbench = await Workbench.open(editor, { folder: workspace });
  });

  after(async () => {
    await editor.stop();
    rmSync(workspace, { recursive: true, force: true });
  });

  it("types, is offered ghost text, and accepts it with Tab", async () => {
    await workbench.openFile("src/sums.js");
    await workbench.editor.goTo(3);
    await workbench.editor.type("// add two numbers");
    assert.match(await workbench.editor.ghostText("function add"), /return left \+ right/);
    await workbench.press("Tab");
    const lines = await workbench.editor.shows("export function add(left, right) {");
    assert.deepEqual(lines.slice(2), [
      "// add two numbers",
      "export function add(left, right) {",
      "  return left + right;",
      "}",
    ]);
    assert.deepEqual(await workbench.editor.caret(), { line: 6, column: 2 });
    await workbench.screenshot("rig-accepted");
  });

  it("offers what a test asks for, inside a line", async () => {
    editor.suggest([{ afterText: "const answer = ", insertText: "42;" }]);
    await workbench.openFile("notes.md");
    await workbench.editor.goTo(2);
    await workbench.editor.type("const answer = ");
    await workbench.editor.ghostText("42;");
    await workbench.press("Tab");
    await workbench.editor.shows("const answer = 42;");
    await workbench.save();
  });

  it("keeps the workspace through a restart", async () => {
    await workbench.page.close();
    await editor.restart();
    workbench = await Workbench.open(editor, { folder: workspace });
    await workbench.openFile("notes.md");
    await workbench.editor.shows("const answer = 42;");
  });
});
