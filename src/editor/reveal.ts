import * as vscode from "vscode";
import { isCell, openCell } from "./cells.ts";

/** Puts the caret at the start of a line, 0-based, of a file or a notebook's cell. Returns whether it is there. */
export async function reveal(uri: vscode.Uri, line: number): Promise<boolean> {
  const document = isCell(uri) ? openCell(uri)?.document : await vscode.workspace.openTextDocument(uri);
  if (document === undefined || line >= document.lineCount) return false;
  const at = new vscode.Position(line, document.lineAt(line).firstNonWhitespaceCharacterIndex);
  const selection = new vscode.Range(at, at);
  // Only this command finds the way into a cell.
  if (isCell(uri)) await vscode.commands.executeCommand("vscode.open", uri, { selection, preview: true });
  else await vscode.window.showTextDocument(document, { selection, preview: true });
  return true;
}
