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
          {
            iconPath: new vscode.ThemeIcon("arrow-down"),
            label: l10n.t("Go to Next Unread Hunk"),
            command: "reviewDebt.next",
          },
          {
            iconPath: new vscode.ThemeIcon("check"),
            label: l10n.t("Mark Reviewed and Go On"),
            command: "reviewDebt.markReviewed",
          },
          {
            iconPath: new vscode.ThemeIcon("check-all"),
            label: l10n.t("Mark File Reviewed"),
            command: "reviewDebt.markFileReviewed",
          },
          {
            iconPath: new vscode.ThemeIcon("checklist"),
            label: l10n.t("Open Checklist for This Hunk…"),
            command: "reviewDebt.checklist",
          },
          {
            iconPath: new vscode.ThemeIcon("circle-slash"),
            label: l10n.t("Won't Review, Because…"),
            command: "reviewDebt.dismiss",
          },
          {
            iconPath: new vscode.ThemeIcon("filter"),
            label: l10n.t("Review Only a Part…"),
            command: "reviewDebt.limitWalk",
          },
        ]
      : []),
    separator(l10n.t("Look")),
    { iconPath: new vscode.ThemeIcon("list-tree"), label: l10n.t("Show Queue"), command: "reviewDebt.showQueue" },
    { iconPath: new vscode.ThemeIcon("calendar"), label: l10n.t("Show Week"), command: "reviewDebt.showWeek" },
    { iconPath: new vscode.ThemeIcon("question"), label: l10n.t("Explain This Line"), command: "reviewDebt.explain" },
    {
      iconPath: new vscode.ThemeIcon("circle-slash"),
      label: l10n.t("Show What Won't Be Reviewed…"),
      command: "reviewDebt.showDismissed",
    },
    separator(l10n.t("Agents")),
    {
      iconPath: new vscode.ThemeIcon("history"),
      label: l10n.t("Look Back on What Agents Wrote…"),
      command: "reviewDebt.importAgentHistory",
    },
    {
      iconPath: new vscode.ThemeIcon("list-selection"),
      label: l10n.t("Sources of AI Edits…"),
      command: "reviewDebt.showSources",
    },
    {
      iconPath: new vscode.ThemeIcon("plug"),
      label: l10n.t("Connect an Agent's Hooks…"),
      command: "reviewDebt.connectAgentHooks",
    },
    separator(l10n.t("Yours")),
    {
      iconPath: new vscode.ThemeIcon("database"),
      label: l10n.t("Show Everything Stored"),
      command: "reviewDebt.showStoredData",
    },
    { iconPath: new vscode.ThemeIcon("export"), label: l10n.t("Export…"), command: "reviewDebt.exportData" },
    ...(state.isPaused
      ? [{ iconPath: new vscode.ThemeIcon("play"), label: l10n.t("Resume"), command: "reviewDebt.resume" }]
      : [
          { iconPath: new vscode.ThemeIcon("debug-pause"), label: l10n.t("Pause"), command: "reviewDebt.pause" },
          {
            iconPath: new vscode.ThemeIcon("debug-pause"),
            label: l10n.t("Pause until Tomorrow"),
            command: "reviewDebt.pauseUntilTomorrow",
          },
        ]),
    {
      iconPath: new vscode.ThemeIcon("trash"),
      label: l10n.t("Delete Everything…"),
      command: "reviewDebt.deleteAllData",
    },
  ];
  const chosen = await vscode.window.showQuickPick(entries, {
    title: l10n.t("Review Debt: {0}", state.debt),
    placeHolder: state.isPaused
      ? l10n.t("Paused: nothing is recorded")
      : l10n.t("Only you see this, and it stays on this machine"),
  });
  return chosen?.command;
}
