import * as vscode from "vscode";
import { startOfYesterdayMs, type WalkHunk, type WalkLimit } from "../../core/review/walk.ts";
import { fileOf } from "../cells.ts";
import { limitText } from "./wording.ts";

interface Row extends vscode.QuickPickItem {
  /** `"none"` for everything. */
  readonly limit?: WalkLimit | "none";
}

/**
 * Asks what the walk is to be limited to, among what is unread. Returns `"none"` for everything, and `undefined` when the
 * user left it as it is.
 */
export async function chooseLimit(
  hunks: readonly WalkHunk[],
  present: WalkLimit | undefined,
): Promise<WalkLimit | "none" | undefined> {
  const { l10n } = vscode;
  const unread = hunks.filter(({ unreadLines }) => unreadLines > 0);
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const row = (limit: WalkLimit, icon: string): Row => ({
    iconPath: new vscode.ThemeIcon(icon),
    label: limitText(limit),
    limit,
  });
  const rows: Row[] = [
    { iconPath: new vscode.ThemeIcon("circle-large-outline"), label: l10n.t("everything"), limit: "none" },
    ...(unread.some(({ file }) => file === active) && active !== undefined
      ? [row({ kind: "file", file: active }, "file")]
      : []),
    ...(unread.some(({ commit }) => commit === "uncommitted") ? [row({ kind: "uncommitted" }, "git-commit")] : []),
    row({ kind: "since", atMs: startOfYesterdayMs(Date.now()) }, "calendar"),
    ...toolsOf(unread).map((tool) => row({ kind: "tool", tool }, "sparkle")),
    ...foldersOf(unread).map((folder) => row({ kind: "folder", folder }, "folder")),
  ];
  const chosen = await vscode.window.showQuickPick(rows, {
    title: l10n.t("Review only a part"),
    placeHolder: present === undefined ? l10n.t("Now: everything") : l10n.t("Now: {0}", limitText(present)),
  });
  return chosen?.limit;
}

function toolsOf(hunks: readonly WalkHunk[]): (string | undefined)[] {
  return [...new Set(hunks.flatMap(({ unreadTools }) => unreadTools))].toSorted((a = "", b = "") => (a < b ? -1 : 1));
}

/** The folders with unread hunks in them, and those above them in the workspace. */
function foldersOf(hunks: readonly WalkHunk[]): string[] {
  const folders = new Set<string>();
  for (const file of new Set(hunks.map((hunk) => hunk.file))) {
    const uri = fileOf(vscode.Uri.parse(file));
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    if (root === undefined) continue;
    for (
      let up = vscode.Uri.joinPath(uri, "..");
      up.path.length > root.path.length;
      up = vscode.Uri.joinPath(up, "..")
    ) {
      folders.add(up.toString());
    }
  }
  return [...folders].toSorted();
}
