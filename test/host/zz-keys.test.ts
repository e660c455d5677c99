import * as vscode from "vscode";
import { writeFileSync } from "node:fs";
describe("keys", () => {
  it("dump", async () => {
    await vscode.commands.executeCommand("workbench.action.openDefaultKeybindingsFile");
    const doc = vscode.window.activeTextEditor!.document;
    writeFileSync("/tmp/defaultkeys.json", doc.getText());
  });
});
