import * as vscode from "vscode";
import { linesText } from "./amounts.ts";

/** Asks why lines won't be reviewed. */
export async function askReason(): Promise<string | undefined> {
  const { l10n } = vscode;
  const other = l10n.t("Another reason…");
  const chosen = await vscode.window.showQuickPick(
    [l10n.t("Generated code"), l10n.t("Will be deleted"), l10n.t("Reviewed elsewhere"), l10n.t("Not mine"), other],
    { title: l10n.t("Won't review, because…") },
  );
  if (chosen !== other) return chosen;
  const typed = await vscode.window.showInputBox({
    title: l10n.t("Won't review, because…"),
    prompt: l10n.t("Kept on this machine with these lines"),
    validateInput: (text) => (text.trim() === "" ? l10n.t("Say why in a word or two.") : undefined),
  });
  return typed?.trim();
}

/** Asks how many days old lines have to be. */
export async function askAge(): Promise<number | undefined> {
  const { l10n } = vscode;
  const ages = [3, 7, 14, 30, 90].map((days) => ({ label: l10n.t("Older than {0} days", days), days }));
  const chosen = await vscode.window.showQuickPick(ages, {
    title: l10n.t("Archive unread lines"),
    placeHolder: l10n.t("They won't be reviewed; what is dismissed is listed and can be reopened"),
  });
  return chosen?.days;
}

/** Asks a question of the week. Returns what was written, which is empty to have no answer, or `undefined` when nobody said. */
export function askOfWeek(question: string, before: string | undefined): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: question,
    prompt: vscode.l10n.t("To yourself; kept on this machine. Leave it empty to have no answer."),
    value: before ?? "",
    ignoreFocusOut: true,
  });
}

/** Asks whether so many unread lines may rest. */
export function askStart(lines: number): Promise<boolean> {
  const { l10n } = vscode;
  return isAgreedTo(
    l10n.t("Let everything that is unread now rest?"),
    l10n.t(
      "{0} won't be reviewed. They are listed under What Won't Be Reviewed and can be reopened.",
      linesText(lines),
    ),
    l10n.t("Start from Here"),
  );
}

/** Asks whether everything stored may be deleted. */
export function askDelete(): Promise<boolean> {
  const { l10n } = vscode;
  return isAgreedTo(
    l10n.t("Delete everything Review Debt has stored?"),
    l10n.t("Every mark, date and count goes, for all folders. Your code is not touched. This cannot be undone."),
    l10n.t("Delete Everything"),
  );
}

/** Asks in a dialog that is left without doing anything unless its one button is pressed. */
async function isAgreedTo(message: string, detail: string, yes: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, yes)) === yes;
}
