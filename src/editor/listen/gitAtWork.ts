import * as vscode from "vscode";

/** A lock that is older was left by a git that did not end well. */
const longestMs = 10_000;

/**
 * Whether git is just changing the working tree that a file lies in, as its lock says: what comes and goes until it is
 * done is git's doing.
 */
export async function isGitAtWork(uri: vscode.Uri): Promise<boolean> {
  const gitFolder = await gitFolderOf(uri);
  if (gitFolder === undefined) return false;
  const lock = await statOf(vscode.Uri.joinPath(gitFolder, "index.lock"));
  return lock !== undefined && Date.now() - lock.mtime < longestMs;
}

/** The folder in which git keeps what it knows of a file's working tree; for a worktree, the one that its `.git` file names. */
async function gitFolderOf(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  for (let folder = vscode.Uri.joinPath(uri, ".."); ; folder = vscode.Uri.joinPath(folder, "..")) {
    const found = vscode.Uri.joinPath(folder, ".git");
    const stat = await statOf(found);
    if (stat !== undefined) {
      return (stat.type & vscode.FileType.Directory) === 0 ? linkedFolder(folder, found) : found;
    }
    if (folder.path === vscode.Uri.joinPath(folder, "..").path) return undefined;
  }
}

async function linkedFolder(folder: vscode.Uri, file: vscode.Uri): Promise<vscode.Uri | undefined> {
  try {
    const text = await vscode.workspace.decode(await vscode.workspace.fs.readFile(file));
    const [, path = ""] = /^gitdir: (.+?)\s*$/.exec(text) ?? [];
    if (path === "") return undefined;
    const isAbsolute = path.startsWith("/") || /^[A-Za-z]:/.test(path);
    return isAbsolute ? vscode.Uri.file(path) : vscode.Uri.joinPath(folder, path);
  } catch {
    return undefined;
  }
}

async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  return vscode.workspace.fs.stat(uri).then(
    (stat) => stat,
    () => undefined,
  );
}
