import * as vscode from "vscode";
import type { Verdict } from "../../core/review/answers.ts";
import { questionOf } from "../../core/review/checklist.ts";
import type { Question } from "../../core/review/question.ts";
import type { Reason } from "../../core/review/walk.ts";
import { linesText } from "./amounts.ts";
import { agoText, withoutIcons } from "./wording.ts";

/** A question in the user's language, or as its team or person wrote it. */
export function questionText({ text, source }: Question): string {
  return typeof source === "string" ? withoutIcons(text) : vscode.l10n.t(text);
}

/** A question that was stored, by its id; of a team's or a person's own its words. */
export function storedQuestionText(id: string): string {
  const known = questionOf(id, []);
  return known === undefined ? id.slice(id.indexOf(":") + 1) : vscode.l10n.t(known.text);
}

/** A question's name in a few words; of a team's or a person's own its words. */
export function questionName(id: string): string {
  const label = questionOf(id, [])?.label;
  return label === undefined ? `“${withoutIcons(id.slice(id.indexOf(":") + 1))}”` : vscode.l10n.t(label);
}

/** Where a question comes from, in a few words. */
export function sourceText({ source }: Question): string {
  if (source === "team") return vscode.l10n.t("your team's list");
  if (source === "personal") return vscode.l10n.t("your own list");
  return source.name.replace(/:.*$/, "");
}

/** What was answered to a question, in words. */
export function verdictText(verdict: Verdict | undefined): string {
  if (verdict === undefined) return vscode.l10n.t("not sure");
  return verdict === "holds" ? vscode.l10n.t("holds") : vscode.l10n.t("does not apply");
}

/** The name of an answer's icon, told apart by shape. */
export function verdictIcon(verdict: Verdict | undefined): string {
  if (verdict === undefined) return "circle-large-outline";
  return verdict === "holds" ? "check" : "circle-slash";
}

/** What speaks for a hunk in the walk, in words. */
export function reasonText(reason: Reason, nowMs: number): string {
  const { l10n } = vscode;
  switch (reason.kind) {
    case "uncommitted":
      return l10n.t("not committed yet");
    case "risk":
      return l10n.t("risk: {0}", questionName(reason.pack));
    case "unknownRisk":
      return l10n.t("its text was not looked at yet");
    case "size":
      return l10n.t("size: {0}", linesText(Math.max(1, Math.round(reason.costTenths / 10))));
    case "age":
      return l10n.t("age: {0}", agoText(reason.oldestMs, nowMs));
    case "place":
      return l10n.t("its place: all else is equal");
  }
}
