import * as vscode from "vscode";
import { fileOf } from "../cells.ts";

/** What a weekly page is about: the window's folders, or everything together. */
export interface Scope {
  /** The workspace's name, or `undefined` for all together. */
  readonly name: string | undefined;
  /** Whether something counted in a workspace folder, by its URI, belongs to it. */
  hasFolder(folder: string): boolean;
  /** Whether a file or cell belongs to it. */
  hasFile(uri: vscode.Uri): boolean;
}

/** What the window's folders hold; all together where the window has none or that is wished. */
export function scopeOf(wish: "workspace" | "all" | undefined): Scope {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (wish === "all" || folders.length === 0) {
    return { name: undefined, hasFolder: () => true, hasFile: () => true };
  }
  const own = new Set(folders.map(({ uri }) => uri.toString()));
  return {
    name: vscode.workspace.name ?? folders.map(({ name }) => name).join(", "),
    hasFolder: (folder) => own.has(folder),
    hasFile: (uri) => vscode.workspace.getWorkspaceFolder(fileOf(uri)) !== undefined,
  };
}
