import * as vscode from "vscode";

/** The scheme of documents that are a notebook's cells. Their path is the notebook's, their fragment a number of the editor's. */
const cellScheme = "vscode-notebook-cell";

/** Whether a URI is a notebook cell's. */
export function isCell(uri: vscode.Uri): boolean {
  return uri.scheme === cellScheme;
}

/** The file that a document's text is kept in: of a cell its notebook's. */
export function fileOf(uri: vscode.Uri): vscode.Uri {
  if (!isCell(uri)) return uri;
  const isAbove = (folder: vscode.WorkspaceFolder): boolean => uri.path.startsWith(`${folder.uri.path}/`);
  const folder = vscode.workspace.workspaceFolders?.find(isAbove);
  return folder?.uri.with({ path: uri.path }) ?? uri.with({ scheme: "file", authority: "", fragment: "" });
}

/** A cell of an open notebook. */
export function openCell(uri: vscode.Uri): vscode.NotebookCell | undefined {
  if (!isCell(uri)) return undefined;
  const key = uri.toString();
  return vscode.workspace.notebookDocuments
    .filter((notebook) => notebook.uri.path === uri.path)
    .flatMap((notebook) => notebook.getCells())
    .find(({ document }) => document.uri.toString() === key);
}

/** Which cell of its notebook a document is, counted from 1; `undefined` for other documents and while the notebook is closed. */
export function cellNumber(uri: vscode.Uri): number | undefined {
  const cell = openCell(uri);
  return cell && cell.index + 1;
}

/** Whether a document has changes that are not saved. The editor says it of a cell by its notebook. */
export function isUnsaved(document: vscode.TextDocument): boolean {
  return isCell(document.uri) ? openCell(document.uri)?.notebook.isDirty === true : document.isDirty;
}

/** Those of some URIs that are cells of a notebook. */
export function cellsIn(keys: Iterable<string>, notebook: vscode.Uri): vscode.Uri[] {
  const cells: vscode.Uri[] = [];
  for (const key of keys) {
    if (!key.startsWith(`${cellScheme}:`)) continue;
    const uri = vscode.Uri.parse(key);
    if (uri.path === notebook.path) cells.push(uri);
  }
  return cells;
}
