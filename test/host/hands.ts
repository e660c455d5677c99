import assert from "node:assert/strict";
import * as vscode from "vscode";

/** Opens an untitled document with this text in an editor, with the caret at its end. */
export async function openText(content: string, language = "rdtest"): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  const editor = await vscode.window.showTextDocument(document);
  const end = document.positionAt(content.length);
  editor.selection = new vscode.Selection(end, end);
  return editor;
}

/** Opens a new file of the workspace with this text in an editor, with the caret at its end. */
export async function openFile(text: string, extension = "rdt"): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "the host suite opens a folder");
  const uri = vscode.Uri.joinPath(folder.uri, `file${++fileCount}.${extension}`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const editor = await vscode.window.showTextDocument(uri, { preview: false });
  const end = editor.document.positionAt(text.length);
  select(editor, end.line, end.character);
  return editor;
}

let fileCount = 0;

/** Puts the caret somewhere, or selects from there to elsewhere. */
export function select(
  editor: vscode.TextEditor,
  line: number,
  character = 0,
  endLine = line,
  endCharacter = character,
): void {
  editor.selection = new vscode.Selection(line, character, endLine, endCharacter);
}

/** How much of a suggestion an accept key takes: the argument of our key bindings. */
export type Part = "all" | "word" | "line";

/** Presses our accept key: runs exactly what the installed extension binds to it. */
export async function pressAccept(part: Part = "all"): Promise<void> {
  const manifest = vscode.extensions.getExtension("review-debt.review-debt")?.packageJSON as Manifest;
  const binding = manifest.contributes.keybindings.find((candidate) =>
    candidate.args?.commands?.some(
      (command) => typeof command !== "string" && command.command === "reviewDebt.didAccept" && command.args === part,
    ),
  );
  assert.ok(binding, `there is a key that accepts ${part}`);
  await vscode.commands.executeCommand(binding.command, binding.args);
}

interface Manifest {
  readonly contributes: {
    readonly keybindings: readonly {
      readonly command: string;
      readonly args?: {
        readonly commands?: readonly (string | { readonly command: string; readonly args?: unknown })[];
      };
    }[];
  };
}

/** Has the test AI offer a text at the caret, or in the place of a range of the caret's line, and waits until it is shown. */
export async function offer(editor: vscode.TextEditor, insertText: string, range?: vscode.Range): Promise<void> {
  await vscode.commands.executeCommand("reviewDebtTest.clear");
  await vscode.commands.executeCommand("reviewDebtTest.suggest", { uri: editor.document.uri, insertText, range });
  // Settles when the provider has answered and the ghost text is there.
  await vscode.commands.executeCommand("editor.action.inlineSuggest.trigger");
}

/** Accepts a suggestion of the test AI, all or a part of it. The text is in the document afterwards. */
export async function accept(
  editor: vscode.TextEditor,
  insertText: string,
  part: Part = "all",
  range?: vscode.Range,
): Promise<void> {
  await offer(editor, insertText, range);
  await vscode.commands.executeCommand("reviewDebtTest.clear");
  const { version } = editor.document;
  await pressAccept(part);
  assert.notEqual(editor.document.version, version, "there was no ghost text to accept");
}

/** Types as a person does, key by key. */
export async function type(text: string): Promise<void> {
  for (const key of text) await vscode.commands.executeCommand("type", { text: key });
}

/**
 * Copies or cuts the selection. The web editor gives tests a clipboard of their own that its copy does not write to
 * (`BrowserClipboardService`), so the text is put there too.
 */
export async function copy(editor: vscode.TextEditor, how: "Copy" | "Cut" = "Copy"): Promise<void> {
  const text = editor.document.getText(editor.selection);
  await vscode.commands.executeCommand(`editor.action.clipboard${how}Action`);
  await vscode.env.clipboard.writeText(text);
}

/** Pastes what was copied, or a text from elsewhere. */
export async function paste(text?: string): Promise<void> {
  if (text !== undefined) await vscode.env.clipboard.writeText(text);
  await vscode.commands.executeCommand("editor.action.clipboardPasteAction");
}

/** Closes all editors without asking to save. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor !== undefined) {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
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
