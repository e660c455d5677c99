import * as vscode from "vscode";
import { type Debt, minutesOf } from "../../core/review/debt.ts";

/** A reading time in words: "25 min". */
export function minutesText(debt: Debt, paceLinesPerHour: number): string {
  return vscode.l10n.t("{0} min", minutesOf(debt.costTenths, paceLinesPerHour));
}

/** A number of lines in words: "1 line", "12 lines". */
export function linesText(lines: number): string {
  return lines === 1 ? vscode.l10n.t("1 line") : vscode.l10n.t("{0} lines", lines);
}

/** A number of files in words: "1 file", "3 files". */
export function filesText(files: number): string {
  return files === 1 ? vscode.l10n.t("1 file") : vscode.l10n.t("{0} files", files);
}
