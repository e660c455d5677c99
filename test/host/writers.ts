import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { nextChange, paste, select, type } from "./hands.ts";

const run = vscode.commands.executeCommand;

/** Where an act happens: an editor, and a line of at least one word in it, with another one below. */
export interface Place {
  readonly editor: vscode.TextEditor;
  readonly line: number;
}

/** One way in which text changes without AI, done by a person or by a program that a person runs. Settles when it is done. */
export type Writer = (place: Place) => Thenable<unknown>;

/** Every way in which an editor's text changes without AI that a command can bring about (FACTS-editor §2). */
export const writers: Readonly<Record<string, Writer>> = {
  typing: async ({ editor, line }) => {
    endOf(editor, line);
    await type("; mine");
  },
  "typing a line": async ({ editor, line }) => {
    endOf(editor, line);
    await type("\nmine = 1");
  },
  "typing a bracket that closes itself": async ({ editor, line }) => {
    endOf(editor, line);
    await type("\ncall(");
  },
  "typing at two carets": async ({ editor, line }) => {
    editor.selections = [line, line + 1].map((each) => new vscode.Selection(each, 0, each, 0));
    await type("my");
  },
  "typing over a selection": async ({ editor, line }) => {
    selectText(editor, line);
    await type("mine");
  },
  "deleting a line": ({ editor, line }) => on(editor, line, "editor.action.deleteLines"),
  "pasting a word": async ({ editor, line }) => {
    endOf(editor, line);
    await paste("Pasted");
  },
  "pasting lines": async ({ editor, line }) => {
    select(editor, line);
    await paste("pasted(1);\n  pasted(2);\npasted(3);\n");
  },
  "pasting lines over a line": async ({ editor, line }) => {
    selectText(editor, line);
    await paste("pasted(1);\npasted(2);");
  },
  "a snippet": async ({ editor, line }) => {
    endOf(editor, line);
    await type("\n");
    await run("editor.action.insertSnippet", { langId: "rdtest", name: "A loop" });
    await run("leaveSnippet");
  },
  IntelliSense: async ({ editor, line }) => {
    endOf(editor, line);
    await type("\nrdComplete");
    await repeatUntilChanged(editor.document, "editor.action.triggerSuggest", "acceptSelectedSuggestion");
    await run("hideSuggestWidget");
  },
  rename: async ({ editor: { document }, line }) => {
    const at = new vscode.Position(line, document.lineAt(line).firstNonWhitespaceCharacterIndex);
    const edit = await run<vscode.WorkspaceEdit>("vscode.executeDocumentRenameProvider", document.uri, at, "renamed");
    await vscode.workspace.applyEdit(edit);
  },
  "format document": async ({ editor, line }) => {
    await insert(editor, line, "    ");
    await run("editor.action.formatDocument");
  },
  "format on save": async ({ editor, line }) => {
    const settings = vscode.workspace.getConfiguration("editor");
    await insert(editor, line, "    ");
    await settings.update("formatOnSave", true, vscode.ConfigurationTarget.Workspace);
    try {
      await editor.document.save();
    } finally {
      await settings.update("formatOnSave", undefined, vscode.ConfigurationTarget.Workspace);
    }
  },
  "trim trailing whitespace": async ({ editor, line }) => {
    await insert(editor, line, "   ", editor.document.lineAt(line).text.length);
    await run("editor.action.trimTrailingWhitespace");
  },
  "line comment": ({ editor, line }) => on(editor, line, "editor.action.commentLine"),
  "block comment": async ({ editor, line }) => {
    selectText(editor, line);
    await run("editor.action.blockComment");
  },
  "replace all": async ({ editor, line }) => {
    const searchString = firstWord(editor, line);
    await run("editor.actions.findWithArgs", { searchString, replaceString: "replaced", isRegex: false });
    await repeatUntilChanged(editor.document, "editor.action.replaceAll");
    await run("closeFindWidget");
  },
  "replace in files": async ({ editor: { document }, line }) => {
    const edit = new vscode.WorkspaceEdit();
    const { range } = document.lineAt(line);
    edit.replace(document.uri, range, "replaced everywhere");
    await vscode.workspace.applyEdit(edit);
  },
  "a quick fix": async ({ editor, line }) => {
    select(editor, line);
    const changed = nextChange(editor.document);
    await run("editor.action.codeAction", { kind: "quickfix", apply: "first" });
    await changed;
  },
  "sort lines": async ({ editor, line }) => {
    select(editor, line, 0, line + 1, editor.document.lineAt(line + 1).text.length);
    await run("editor.action.sortLinesDescending");
    await run("editor.action.sortLinesAscending");
  },
  "move line down": ({ editor, line }) => on(editor, line, "editor.action.moveLinesDownAction"),
  "move line up": ({ editor, line }) => on(editor, line + 1, "editor.action.moveLinesUpAction"),
  "copy line down": ({ editor, line }) => on(editor, line, "editor.action.copyLinesDownAction"),
  "copy line up": ({ editor, line }) => on(editor, line, "editor.action.copyLinesUpAction"),
  "duplicate selection": async ({ editor, line }) => {
    selectText(editor, line);
    await run("editor.action.duplicateSelection");
  },
  "remove duplicate lines": async ({ editor, line }) => {
    await on(editor, line, "editor.action.copyLinesDownAction");
    select(editor, line, 0, line + 1, editor.document.lineAt(line + 1).text.length);
    await run("editor.action.removeDuplicateLines");
  },
  "join lines": ({ editor, line }) => on(editor, line, "editor.action.joinLines"),
  "transpose letters": async ({ editor, line }) => {
    select(editor, line, editor.document.lineAt(line).firstNonWhitespaceCharacterIndex + 1);
    await run("editor.action.transposeLetters");
  },
  "upper case": async ({ editor, line }) => {
    selectText(editor, line);
    await run("editor.action.transformToUppercase");
  },
  indent: ({ editor, line }) => on(editor, line, "editor.action.indentLines"),
  outdent: async ({ editor, line }) => {
    await insert(editor, line, "  ");
    await on(editor, line, "editor.action.outdentLines");
  },
  "insert line below": ({ editor, line }) => on(editor, line, "editor.action.insertLineAfter"),
  "an edit by another extension": ({ editor, line }) =>
    editor.edit((builder) => builder.insert(new vscode.Position(line, 0), "inserted(1);\ninserted(2);\n")),
  "a workspace edit by another extension": async ({ editor: { document }, line }) => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(line, 0), "inserted(1);\ninserted(2);\n");
    await vscode.workspace.applyEdit(edit);
  },
  "end of line": async ({ editor }) => {
    const { document } = editor;
    const other = document.eol === vscode.EndOfLine.LF ? vscode.EndOfLine.CRLF : vscode.EndOfLine.LF;
    // Without an undo stop before it the editor undoes this together with what came before, and that at wrong places
    // (it counts the characters of line ends as they are afterwards). The first call makes that stop and nothing else.
    for (const eol of [document.eol, other]) await editor.edit((builder) => builder.setEndOfLine(eol));
  },
  "a change on disk": async ({ editor, line }) => {
    const { document } = editor;
    await document.save();
    const reloaded = nextChange(document);
    const { range } = document.lineAt(line);
    const text = document.getText();
    const end = document.offsetAt(range.end);
    writeFileSync(document.uri.fsPath, `${text.slice(0, end)}; changed\nfromDisk();${text.slice(end)}`);
    await reloaded;
  },
  revert: async ({ editor, line }) => {
    await editor.document.save();
    endOf(editor, line);
    await type(" and more\nnot saved");
    await run("workbench.action.files.revert");
  },
  "another encoding": async ({ editor, line }) => {
    const { document } = editor;
    await insert(editor, line, "é");
    await document.save();
    const changed = nextChange(document);
    await vscode.workspace.openTextDocument(document.uri, {
      encoding: document.encoding === "utf8" ? "windows1252" : "utf8",
    });
    await changed;
  },
};

/** Runs an editor command with the caret on a line. */
async function on(editor: vscode.TextEditor, line: number, command: string): Promise<void> {
  select(editor, line, editor.document.lineAt(line).firstNonWhitespaceCharacterIndex);
  await run(command);
}

function endOf(editor: vscode.TextEditor, line: number): void {
  select(editor, line, editor.document.lineAt(line).text.length);
}

/** Selects what a line says, without its indent. */
function selectText(editor: vscode.TextEditor, line: number): void {
  const { text, firstNonWhitespaceCharacterIndex } = editor.document.lineAt(line);
  select(editor, line, firstNonWhitespaceCharacterIndex, line, text.length);
}

/** Types nothing, but puts text in as an extension does: what a formatter or the like finds then. */
async function insert(editor: vscode.TextEditor, line: number, text: string, character = 0): Promise<void> {
  await editor.edit((builder) => builder.insert(new vscode.Position(line, character), text));
}

/** Lists of words and of matches show a moment after they were asked for, and say so to nobody. */
async function repeatUntilChanged(document: vscode.TextDocument, ...commands: readonly string[]): Promise<void> {
  const { version } = document;
  while (document.version === version) for (const command of commands) await run(command);
}

function firstWord({ document }: vscode.TextEditor, line: number): string {
  return /\w+/.exec(document.lineAt(line).text)?.[0] ?? "";
}
