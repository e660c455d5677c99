import assert from "node:assert/strict";
import * as vscode from "vscode";

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

  it("has the test extension that offers ghost text", async () => {
    const extension = vscode.extensions.getExtension("review-debt-test.rdtest");
    assert.ok(extension);
    await extension.activate();
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes("reviewDebtTest.suggest"));
  });

  it("has the product as an installed extension, not one under development", () => {
    const extension = vscode.extensions.getExtension("review-debt.review-debt");
    assert.ok(extension);
    assert.match(extension.extensionPath, /[/\\]extensions[/\\]review-debt\.review-debt-/);
  });

  it("labels edits for the tests (the oracle of the accuracy benchmark)", async () => {
    const document = await vscode.workspace.openTextDocument({ content: "one\n" });
    const editor = await vscode.window.showTextDocument(document);
    const changed = new Promise<string | undefined>((resolve) => {
      const listener = vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === document && event.contentChanges.length > 0) {
          listener.dispose();
          const { detailedReason } = event as { readonly detailedReason?: { readonly source: string } };
          resolve(detailedReason?.source);
        }
      });
    });
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand("type", { text: "x" });
    assert.equal(await changed, "cursor");
  });
});
