import * as vscode from "vscode";
import type { Dismissed, Forgiveness } from "../forgive.ts";
import { linesText } from "./amounts.ts";
import { agoText, rangeText, withoutIcons } from "./wording.ts";
import { fileOf } from "../cells.ts";

interface Row extends vscode.QuickPickItem {
  readonly dismissed?: readonly Dismissed[];
}

/** Lists what will not be reviewed, by reason, and reopens what the user chooses. Returns how many lines; `undefined` for none chosen. */
export async function chooseDismissed(forgiveness: Forgiveness): Promise<number | undefined> {
  const { l10n } = vscode;
  const all = await forgiveness.dismissed();
  const rows = [...Map.groupBy(all, ({ reason }) => reason)].flatMap(([reason, own]): Row[] => [
    { label: withoutIcons(reason), kind: vscode.QuickPickItemKind.Separator },
    ...(own.length > 1 ? [wholeRow(reason, own)] : []),
    ...own.map(rowOf),
  ]);
  const chosen = await vscode.window.showQuickPick(rows, {
    title: l10n.t("Won't be reviewed"),
    placeHolder: all.length === 0 ? l10n.t("Nothing is dismissed here") : l10n.t("Choose what to reopen, or go to"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen?.dismissed === undefined) return undefined;
  const [first] = chosen.dismissed;
  const isOne = chosen.dismissed.length === 1;
  const reopen = l10n.t("Reopen");
  const go = l10n.t("Go There");
  const wish = isOne ? await vscode.window.showQuickPick([reopen, go], { title: chosen.label }) : reopen;
  if (wish === reopen) return forgiveness.reopen(chosen.dismissed);
  if (wish === go && first !== undefined) {
    const { file, range } = first.place;
    const at = new vscode.Position(range.start, 0);
    await vscode.commands.executeCommand("vscode.open", file.uri, { selection: new vscode.Range(at, at) });
  }
  return undefined;
}

function wholeRow(reason: string, dismissed: readonly Dismissed[]): Row {
  return {
    iconPath: new vscode.ThemeIcon("discard"),
    label: vscode.l10n.t("Reopen all of these"),
    description: linesText(linesOf(dismissed)),
    detail: withoutIcons(reason),
    dismissed,
  };
}

function rowOf(dismissed: Dismissed): Row {
  const { reason, atMs } = dismissed;
  const { file, range } = dismissed.place;
  const path = vscode.workspace.asRelativePath(fileOf(file.uri));
  return {
    iconPath: new vscode.ThemeIcon("circle-slash"),
    label: `${path}:${rangeText(range.start, range.end)}`,
    description: [linesText(linesOf([dismissed])), agoText(atMs, Date.now())].join(" · "),
    detail: withoutIcons(reason),
    dismissed: [dismissed],
  };
}

function linesOf(dismissed: readonly Dismissed[]): number {
  return dismissed.reduce((sum, { place }) => sum + place.lines.length, 0);
}
