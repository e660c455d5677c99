import * as vscode from "vscode";

/** The scheme of documents that are a notebook's cells. Their path is the notebook's, their fragment a number of the editor's. */
const cellScheme = "vscode-notebook-cell";

/** A cell that does not take the keyboard in this time will not. */
const focusMs = 2000;

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

/** The open notebook that a cell is in. */
export function notebookOf(cell: vscode.Uri): vscode.NotebookDocument | undefined {
  if (!isCell(cell)) return undefined;
  const key = cell.toString();
  return vscode.workspace.notebookDocuments.find(
    (notebook) =>
      notebook.uri.path === cell.path && notebook.getCells().some(({ document }) => document.uri.toString() === key),
  );
}

/** Which cell of its notebook a document is, counted from 1; `undefined` for other documents and while the notebook is closed. */
export function cellNumber(uri: vscode.Uri): number | undefined {
  const key = uri.toString();
  const index =
    notebookOf(uri)
      ?.getCells()
      .findIndex(({ document }) => document.uri.toString() === key) ?? -1;
  return index < 0 ? undefined : index + 1;
}

/** Whether a document has changes that are not saved. The editor says it of a cell by its notebook. */
export function isUnsaved(document: vscode.TextDocument): boolean {
  return isCell(document.uri) ? notebookOf(document.uri)?.isDirty === true : document.isDirty;
}

/** Shows a cell in its notebook and gives its editor the keyboard. `undefined` when there is no such cell. */
export async function editCell(uri: vscode.Uri): Promise<vscode.TextEditor | undefined> {
  const notebook = await vscode.workspace.openNotebookDocument(fileOf(uri));
  const number = cellNumber(uri);
  if (number === undefined) return undefined;
  const range = new vscode.NotebookRange(number - 1, number);
  const shown = await vscode.window.showNotebookDocument(notebook, { preview: true, selections: [range] });
  shown.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
  const key = uri.toString();
  const active = (): vscode.TextEditor | undefined => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.toString() === key ? editor : undefined;
  };
  await vscode.commands.executeCommand("notebook.cell.edit");
  return active() ?? (await becomesActive(active));
}

/** The cell's editor is there a moment after it was asked for. */
async function becomesActive(active: () => vscode.TextEditor | undefined): Promise<vscode.TextEditor | undefined> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve(active());
    };
    const timer = setTimeout(end, focusMs);
    const listener = vscode.window.onDidChangeActiveTextEditor(() => {
      if (active() !== undefined) end();
    });
  });
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
