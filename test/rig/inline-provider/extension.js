// A stand-in for an AI assistant (ghost text) and for the other writers of text an editor has (formatter, rename,
// quick fix, completion, snippet). Everything is deterministic and offline. Used by tests and by `npm start`.
const { appendFileSync, readFileSync } = require("node:fs");
const { monitorEventLoopDelay } = require("node:perf_hooks");
const vscode = require("vscode");

/** The static table: after a line that ends in `afterText`, offer `insertText`. */
const table = require("./suggestions.json");

/** Suggestions queued with the command `reviewDebtTest.suggest`: {uri?, insertText, range?, afterText?}. */
const queued = [];

exports.activate = function activate(context) {
  const everywhere = [{ scheme: "*" }, { scheme: "file" }, { scheme: "untitled" }];
  const ours = { language: "rdtest" };
  context.subscriptions.push(
    vscode.commands.registerCommand("reviewDebtTest.suggest", (suggestion) => void queued.push(suggestion)),
    vscode.commands.registerCommand("reviewDebtTest.clear", () => void queued.splice(0)),
    vscode.languages.registerInlineCompletionItemProvider(everywhere, { provideInlineCompletionItems }),
    vscode.languages.registerDocumentFormattingEditProvider(ours, { provideDocumentFormattingEdits }),
    vscode.languages.registerRenameProvider(ours, { provideRenameEdits }),
    vscode.languages.registerCodeActionsProvider(ours, { provideCodeActions }),
    vscode.languages.registerCompletionItemProvider(ours, { provideCompletionItems }),
  );
  void sayReady(context);
  noteDelays(context);
  startDemo(context);
  return { logFolder: context.logUri.fsPath };
};

/** Benchmarks want to know how long this thread was busy: the longest time, in milliseconds, is added to a file a few times a second. */
function noteDelays(context) {
  const file = process.env.RDTEST_DELAYS;
  if (!file) {
    return;
  }
  const histogram = monitorEventLoopDelay({ resolution: 2 });
  histogram.enable();
  const timer = setInterval(() => {
    appendFileSync(file, `${Date.now()} ${histogram.max / 1e6}\n`);
    histogram.reset();
  }, 200);
  context.subscriptions.push({ dispose: () => clearInterval(timer) });
}

/**
 * A small sign in the status bar, shown after the providers are registered and Review Debt, where it is installed, is active:
 * tests wait for it before they type.
 */
async function sayReady(context) {
  const isActive = () => vscode.extensions.getExtension("review-debt.review-debt")?.isActive ?? true;
  while (!isActive()) await new Promise((resolve) => setTimeout(resolve, 20));
  const sign = vscode.window.createStatusBarItem("rdtest.ready", vscode.StatusBarAlignment.Right, -1000);
  sign.name = "Test AI";
  sign.text = "$(beaker)";
  sign.tooltip = "The test AI is ready";
  sign.show();
  context.subscriptions.push(sign);
}

/** In the demo workspace (setting `rdtest.showFirst`) ghost text is there without typing: one Tab is all it takes. */
function startDemo(context) {
  const showFirst = vscode.workspace.getConfiguration("rdtest").get("showFirst");
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!showFirst || folder === undefined) {
    return;
  }
  context.subscriptions.push(
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      if (kind !== vscode.TextEditorSelectionChangeKind.Keyboard || !textEditor.document.isDirty) {
        void offerAtCaret(textEditor);
      }
    }),
  );
  void showAtFirstComment(vscode.Uri.joinPath(folder.uri, showFirst));
}

async function showAtFirstComment(uri) {
  const document = await vscode.workspace.openTextDocument(uri);
  const lines = document.getText().split(/\r?\n/);
  const line = Math.max(
    0,
    lines.findIndex((text) => table.some(({ afterText }) => text.endsWith(afterText))),
  );
  const caret = document.lineAt(line).range.end;
  const editor = await vscode.window.showTextDocument(document, { selection: new vscode.Range(caret, caret) });
  await offerAtCaret(editor);
}

async function offerAtCaret({ document, selection }) {
  const { text, range } = document.lineAt(selection.active);
  const isNew = document.lineAt(Math.min(selection.active.line + 1, document.lineCount - 1)).text === "";
  if (isNew && selection.active.isEqual(range.end) && table.some(({ afterText }) => text.endsWith(afterText))) {
    await vscode.commands.executeCommand("editor.action.inlineSuggest.trigger");
  }
}

/** Queued suggestions first (without `afterText` they fit anywhere), then `$RDTEST_SUGGESTIONS`, then the table. */
function provideInlineCompletionItems(document, position) {
  const before = document.lineAt(position).text.slice(0, position.character);
  const forThis = queued.filter(({ uri }) => uri === undefined || String(uri) === String(document.uri));
  const found = [...forThis, ...fromFile(), ...table].find(
    ({ afterText }) => afterText === undefined || before.endsWith(afterText),
  );
  if (found === undefined) {
    return [];
  }
  const range = found.range ? toRange(found.range) : new vscode.Range(position, position);
  return [new vscode.InlineCompletionItem(found.insertText, range)];
}

/** End-to-end tests run outside the editor and write their suggestions to a file. */
function fromFile() {
  const file = process.env.RDTEST_SUGGESTIONS;
  if (!file) {
    return [];
  }
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return [];
  }
}

function toRange({ start, end }) {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Formatter: two spaces of indent per open brace, no spaces at line ends. */
function provideDocumentFormattingEdits(document) {
  const edits = [];
  let depth = 0;
  for (let index = 0; index < document.lineCount; index++) {
    const line = document.lineAt(index);
    const text = line.text.trim();
    if (text.startsWith("}")) {
      depth = Math.max(0, depth - 1);
    }
    const formatted = text === "" ? "" : "  ".repeat(depth) + text;
    if (formatted !== line.text) {
      edits.push(vscode.TextEdit.replace(line.range, formatted));
    }
    if (text.endsWith("{")) {
      depth++;
    }
  }
  return edits;
}

/** Rename: every whole word like the one under the caret, in this document. */
function provideRenameEdits(document, position, newName) {
  const word = document.getText(document.getWordRangeAtPosition(position));
  const edit = new vscode.WorkspaceEdit();
  for (const match of document.getText().matchAll(new RegExp(`\\b${word}\\b`, "g"))) {
    const start = document.positionAt(match.index);
    edit.replace(document.uri, new vscode.Range(start, document.positionAt(match.index + word.length)), newName);
  }
  return edit;
}

/** Quick fix "Add a null check": one line above the caret's line, with its indent. */
function provideCodeActions(document, range) {
  const line = document.lineAt(range.start.line);
  const indent = line.text.slice(0, line.firstNonWhitespaceCharacterIndex);
  const action = new vscode.CodeAction("Add a null check", vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.insert(document.uri, line.range.start, `${indent}if (value === null) return;\n`);
  return [action];
}

/** IntelliSense: three fixed names. */
function provideCompletionItems() {
  return ["rdCompleteName", "rdCompleteTotal", "rdCompleteEverything"].map(
    (name) => new vscode.CompletionItem(name, vscode.CompletionItemKind.Function),
  );
}
