import * as vscode from "vscode";

interface Entry extends vscode.QuickPickItem {
  readonly command?: string;
}

/** What the menu depends on. */
export interface MenuState {
  readonly hasUnread: boolean;
  readonly isPaused: boolean;
  /** Text of the debt for the title. */
  readonly debt: string;
}

/** The status bar item's menu: everything one can do, in the order of use. Returns the chosen command. */
export async function chooseFromMenu(state: MenuState): Promise<string | undefined> {
  const { l10n } = vscode;
  const separator = (label: string): Entry => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const entries: Entry[] = [
    ...(state.hasUnread
      ? [
          separator(l10n.t("Review")),
          { label: `$(arrow-down) ${l10n.t("Go to Next Unread Hunk")}`, command: "reviewDebt.next" },
          { label: `$(check) ${l10n.t("Mark Reviewed and Go On")}`, command: "reviewDebt.markReviewed" },
          { label: `$(check-all) ${l10n.t("Mark File Reviewed")}`, command: "reviewDebt.markFileReviewed" },
          { label: `$(checklist) ${l10n.t("Checklist for This Hunk…")}`, command: "reviewDebt.checklist" },
          { label: `$(circle-slash) ${l10n.t("Won't Review, Because…")}`, command: "reviewDebt.dismiss" },
          { label: `$(filter) ${l10n.t("Review Only a Part…")}`, command: "reviewDebt.limitWalk" },
        ]
      : []),
    separator(l10n.t("Look")),
    { label: `$(list-tree) ${l10n.t("Show Queue")}`, command: "reviewDebt.showQueue" },
    { label: `$(question) ${l10n.t("Explain This Line")}`, command: "reviewDebt.explain" },
    { label: `$(circle-slash) ${l10n.t("What Won't Be Reviewed…")}`, command: "reviewDebt.showDismissed" },
    separator(l10n.t("Agents")),
    { label: `$(history) ${l10n.t("Look Back on What Agents Wrote…")}`, command: "reviewDebt.importAgentHistory" },
    { label: `$(list-selection) ${l10n.t("Sources of AI Edits…")}`, command: "reviewDebt.showSources" },
    { label: `$(plug) ${l10n.t("Connect an Agent's Hooks…")}`, command: "reviewDebt.connectAgentHooks" },
    separator(l10n.t("Yours")),
    { label: `$(database) ${l10n.t("Show Everything Stored")}`, command: "reviewDebt.showStoredData" },
    { label: `$(export) ${l10n.t("Export…")}`, command: "reviewDebt.exportData" },
    ...(state.isPaused
      ? [{ label: `$(play) ${l10n.t("Resume")}`, command: "reviewDebt.resume" }]
      : [
          { label: `$(debug-pause) ${l10n.t("Pause")}`, command: "reviewDebt.pause" },
          { label: `$(debug-pause) ${l10n.t("Pause until Tomorrow")}`, command: "reviewDebt.pauseUntilTomorrow" },
        ]),
    { label: `$(trash) ${l10n.t("Delete Everything…")}`, command: "reviewDebt.deleteAllData" },
  ];
  const chosen = await vscode.window.showQuickPick(entries, {
    title: l10n.t("Review Debt: {0}", state.debt),
    placeHolder: state.isPaused
      ? l10n.t("Paused: nothing is recorded")
      : l10n.t("Only you see this, and it stays on this machine"),
  });
  return chosen?.command;
}
