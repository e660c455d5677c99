import * as vscode from "vscode";
import type { Ledgers } from "../keep/ledgers.ts";

/**
 * The editor of a followed file that the person has before them: the one they are in, or the other side of the diff when
 * the side they are in is no file of theirs.
 */
export function editorOfFileInView(ledgers: Ledgers): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || ledgers.of(editor.document) !== undefined) return editor;
  const other = otherSide(editor);
  return other && ledgers.of(other.document) && other;
}

/**
 * The other side of the diff that an editor is a side of, when there is no doubt which editor that is. The editor gives
 * the sides of a diff no column, so two diffs of one file, side by side, are in doubt.
 */
function otherSide(editor: vscode.TextEditor): vscode.TextEditor | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputTextDiff)) return undefined;
  const [original, modified] = [input.original.toString(), input.modified.toString()];
  const uri = editor.document.uri.toString();
  if (uri !== original && uri !== modified) return undefined;
  const otherUri = uri === original ? modified : original;
  const [other, ...more] = vscode.window.visibleTextEditors.filter(
    ({ document, viewColumn }) => document.uri.toString() === otherUri && viewColumn === editor.viewColumn,
  );
  return more.length === 0 ? other : undefined;
}
