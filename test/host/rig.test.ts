import assert from "node:assert/strict";
import * as vscode from "vscode";
import { acceptGhostText, nextChange, openText } from "./hands.ts";

describe("the editor the host tests run in", () => {
  it("is a VS Code we support", () => {
    const [major = 0, minor = 0] = vscode.version.split(".").map(Number);
    assert.ok(major > 1 || minor >= 105, `VS Code ${vscode.version}`);
  });

  it("has SQLite in its Node", async () => {
    const { DatabaseSync } = await import("node:sqlite");
    using database = new DatabaseSync(":memory:");
    assert.deepEqual({ ...database.prepare("select 1 + 1 as two").get() }, { two: 2 });
  });

  it("has the product as an installed extension, not one under development", () => {
    const extension = vscode.extensions.getExtension("review-debt.review-debt");
    assert.ok(extension);
    assert.match(extension.extensionPath, /[/\\]extensions[/\\]review-debt\.review-debt-/);
  });
});

describe("the writers of text a host test can call", () => {
  before(async () => {
    const extension = vscode.extensions.getExtension("review-debt-test.rdtest");
    assert.ok(extension);
    await extension.activate();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("types", async () => {
    const { document } = await openText("");
    const change = nextChange(document);
    await vscode.commands.executeCommand("type", { text: "x" });
    assert.equal((await change).label, "cursor");
  });

  it("accepts ghost text", async () => {
    const editor = await openText("start\n");
    const { label, changes } = await acceptGhostText(editor, "one\ntwo");
    assert.equal(label, "inlineCompletionAccept");
    assert.deepEqual(
      changes.map(({ text }) => text),
      ["one\ntwo"],
    );
  });

  it("accepts a word of ghost text", async () => {
    const editor = await openText("start\n");
    const { label, changes } = await acceptGhostText(editor, "one two", "editor.action.inlineSuggest.acceptNextWord");
    assert.equal(label, "inlineCompletionPartialAccept");
    assert.equal(changes[0]?.text, "one");
  });

  it("formats", async () => {
    const { document } = await openText("a {\nb\n}\n");
    const change = nextChange(document);
    await vscode.commands.executeCommand("editor.action.formatDocument");
    await change;
    assert.equal(document.getText(), "a {\n  b\n}\n");
  });

  it("renames", async () => {
    const { document } = await openText("old and old\n");
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      new vscode.Position(0, 1),
      "new",
    );
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), "new and new\n");
  });

  it("applies a quick fix", async () => {
    const { document } = await openText("  use(value)");
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(0, 2, 0, 2),
    );
    const action = actions.find(({ title }) => title === "Add a null check");
    assert.ok(action?.edit);
    await vscode.workspace.applyEdit(action.edit);
    assert.equal(document.getText(), "  if (value === null) return;\n  use(value)");
  });

  it("inserts a snippet", async () => {
    const { document } = await openText("");
    const change = nextChange(document);
    await vscode.commands.executeCommand("editor.action.insertSnippet", { langId: "rdtest", name: "A loop" });
    assert.equal((await change).label, "snippet");
    assert.equal(document.lineCount, 3);
  });

  it("completes a name", async () => {
    const { document } = await openText("");
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      new vscode.Position(0, 0),
    );
    assert.ok(list.items.some(({ label }) => label === "rdCompleteName"));
  });
});
