import * as vscode from "vscode";
import type { Hint } from "../../agents/git/trailers.ts";
import type { Progress } from "../../core/attention/attention.ts";
import { type Mark, stateOf } from "../../core/ledger/mark.ts";
import type { StoredChecklist } from "../../store/checklists.ts";
import type { WalkPlace } from "../walk.ts";
import {
  agoText,
  channelText,
  confidenceText,
  evidenceText,
  progressText,
  questionName,
  reasonText,
  stateText,
  toolText,
  withoutIcons,
} from "./wording.ts";

interface Row extends vscode.QuickPickItem {
  readonly command?: string;
}

/** What is known of a line. */
export interface Explained {
  /** 0-based. */
  readonly line: number;
  /** `undefined` when nothing says AI wrote it. */
  readonly mark: Mark | undefined;
  /** What the commit of an untracked line says. */
  readonly hint: Hint | undefined;
  /** How far an unread line is towards being read. */
  readonly progress: Progress | undefined;
  /** Where its hunk comes in the walk. */
  readonly place: WalkPlace | undefined;
  /** What was answered about its hunk. */
  readonly answers: StoredChecklist | undefined;
}

/** Says why a line is counted or settled, or that nothing says AI wrote it, with the corrections at hand. Returns the command the user chose, if any. */
export async function explainLine(explained: Explained): Promise<string | undefined> {
  const { l10n } = vscode;
  const { line, mark } = explained;
  const rows = mark === undefined ? untracked(explained.hint) : tracked(explained, mark);
  const chosen = await vscode.window.showQuickPick(rows, {
    title:
      mark === undefined
        ? l10n.t("Line {0}: nothing says AI wrote it", line + 1)
        : l10n.t("Line {0}: AI-assisted, {1}", line + 1, stateText(stateOf(mark))),
    placeHolder: l10n.t("Choose a correction, or press Escape"),
    matchOnDetail: true,
  });
  return chosen?.command;
}

function tracked({ progress, place, answers }: Explained, mark: Mark): Row[] {
  const { l10n } = vscode;
  const now = Date.now();
  const { origin, settled } = mark;
  return [
    separator(l10n.t("Why")),
    {
      label: `$(sparkle) ${toolText(mark)}`,
      description: agoText(origin.atMs, now),
      detail: `${channelText(origin.channel)} ${confidenceText(origin.confidence)}`,
    },
    {
      label: `$(eye) ${stateText(stateOf(mark))}`,
      detail: withoutIcons(progress === undefined ? evidenceText(mark, now) : progressText(progress)),
    },
    ...(place === undefined ? [] : [placeRow(place, now)]),
    ...(answers === undefined ? [] : [answersRow(answers, now)]),
    separator(l10n.t("Correct")),
    ...(settled === undefined
      ? [
          { label: `$(check) ${l10n.t("Mark Hunk Reviewed")}`, command: "reviewDebt.markReviewed" },
          { label: `$(checklist) ${l10n.t("Checklist…")}`, command: "reviewDebt.checklist" },
          { label: `$(circle-slash) ${l10n.t("Won't Review, Because…")}`, command: "reviewDebt.dismiss" },
        ]
      : [{ label: `$(discard) ${l10n.t("Reopen")}`, command: "reviewDebt.reopen" }]),
    { label: `$(person) ${l10n.t("I Wrote This")}`, command: "reviewDebt.markAsMine" },
  ];
}

function placeRow({ number, of, reasons }: WalkPlace, nowMs: number): Row {
  const { l10n } = vscode;
  return {
    label: `$(list-ordered) ${l10n.t("{0} of {1} in the walk", number, of)}`,
    detail: l10n.t("By {0}.", reasons.map((reason) => reasonText(reason, nowMs)).join(", ")),
  };
}

function answersRow({ answers, note, atMs }: StoredChecklist, nowMs: number): Row {
  const { l10n } = vscode;
  const unsure = [...answers].flatMap(([id, answer]) => (answer === "unsure" ? [questionName(id)] : []));
  const facts = [
    unsure.length === 0 ? l10n.t("Nothing is not sure.") : l10n.t("Not sure: {0}.", unsure.join(", ")),
    ...(note === undefined ? [] : [withoutIcons(note)]),
  ];
  return { label: `$(checklist) ${l10n.t("Checklist")}`, description: agoText(atMs, nowMs), detail: facts.join(" ") };
}

function untracked(hint: Hint | undefined): Row[] {
  const { l10n } = vscode;
  return [
    separator(l10n.t("Why")),
    {
      label: `$(person) ${l10n.t("Not tracked")}`,
      detail: l10n.t("No accept, agent record or note says that AI wrote this line."),
    },
    ...(hint === undefined
      ? []
      : [
          {
            label: `$(git-commit) ${l10n.t("Its commit names {0}", hint.tool)}`,
            description: hint.day,
            detail: l10n.t("A hint only: a commit's message does not say which lines AI wrote."),
          },
        ]),
    separator(l10n.t("Correct")),
    { label: `$(sparkle) ${l10n.t("AI Wrote This")}`, command: "reviewDebt.markAsAi" },
  ];
}

function separator(label: string): Row {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
