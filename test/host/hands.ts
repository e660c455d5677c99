import * as vscode from "vscode";

/** Opens an untitled document with this text in an editor, with the caret at its end. */
export async function openText(content: string, language = "rdtest"): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  const editor = await vscode.window.showTextDocument(document);
  const end = document.positionAt(content.length);
  editor.selection = new vscode.Selection(end, end);
  return editor;
}

/** A text change as the tests see it: with the editor's own label of who made it, which the product does not get. */
export interface LabelledChange {
  readonly changes: readonly vscode.TextDocumentContentChangeEvent[];
  readonly label: string;
}

/** Settles with the next change of the document's text (not of its dirty state). Ask before you act. */
export function nextChange(document: vscode.TextDocument): Promise<LabelledChange> {
  return new Promise((resolve) => {
    const listener = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && event.contentChanges.length > 0) {
        listener.dispose();
        const { detailedReason } = event as { readonly detailedReason?: { readonly source: string } };
        resolve({ changes: event.contentChanges, label: detailedReason?.source ?? "" });
      }
    });
  });
}

/**
 * Has the test AI offer this text at the caret and accepts it, all of it unless another command is named. The editor does
 * not tell when ghost text is on screen, and an accept without it does nothing, so the accept is repeated until it took.
 */
export async function acceptGhostText(
  editor: vscode.TextEditor,
  insertText: string,
  command = "editor.action.inlineSuggest.commit",
): Promise<LabelledChange> {
  const accepted = nextChange(editor.document);
  await vscode.commands.executeCommand("reviewDebtTest.suggest", { uri: editor.document.uri, insertText });
  try {
    for (;;) {
      await vscode.commands.executeCommand("editor.action.inlineSuggest.trigger");
      await vscode.commands.executeCommand(command);
      const change = await Promise.race([accepted, pause(100)]);
      if (change !== undefined) {
        return change;
      }
    }
  } finally {
    await vscode.commands.executeCommand("reviewDebtTest.clear");
  }
}

function pause(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), milliseconds);
  });
}
