import * as vscode from "vscode";
import type { Hint } from "../../agents/git/trailers.ts";
import type { Progress } from "../../core/attention/attention.ts";
import { type Mark, stateOf } from "../../core/ledger/mark.ts";
import { unsureIn } from "../../core/review/answers.ts";
import type { Exclusion } from "../../core/review/excluded.ts";
import type { StoredChecklist } from "../../store/checklists.ts";
import type { WalkPlace } from "../walk.ts";
import { questionName, reasonText } from "./questionWording.ts";
import {
  agoText,
  channelText,
  confidenceText,
  evidenceText,
  exclusionText,
  progressText,
  stateText,
  toolText,
  withoutIcons,
} from "./wording.ts";

/** What the user chose to do about a line: a command, and its argument where that is not the line. */
export interface Correction {
  readonly command: string;
  readonly argument?: string;
}

interface Row extends vscode.QuickPickItem {
  readonly correction?: Correction;
}

/** What says why, and the corrections at hand. */
interface Told {
  readonly why: readonly Row[];
  readonly correct: readonly Row[];
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
  /** Why its file is left out, if it is. */
  readonly exclusion: Exclusion | undefined;
}

/** Says why a line is counted or settled, or that nothing says AI wrote it, with the corrections at hand. Returns what the user chose, if anything. */
export async function explainLine(explained: Explained): Promise<Correction | undefined> {
  const { l10n } = vscode;
  const { line, mark } = explained;
  const { why, correct } = mark === undefined ? untracked(explained.hint) : tracked(explained, mark);
  const { exclusion } = explained;
  const rows = [
    separator(l10n.t("Why")),
    ...why,
    ...(exclusion === undefined ? [] : [exclusionRow(exclusion)]),
    separator(l10n.t("Correct")),
    ...correct,
    ...(exclusion === undefined ? [] : [bringInRow()]),
  ];
  const chosen = await vscode.window.showQuickPick(rows, {
    title:
      mark === undefined
        ? l10n.t("Line {0}: nothing says AI wrote it", line + 1)
        : l10n.t("Line {0}: AI-assisted, {1}", line + 1, stateText(stateOf(mark))),
    placeHolder: l10n.t("Choose a correction, or press Escape"),
    matchOnDetail: true,
  });
  return chosen?.correction;
}

function tracked({ progress, place, answers }: Explained, mark: Mark): Told {
  const { l10n } = vscode;
  const now = Date.now();
  const { origin, settled } = mark;
  return {
    why: [
      {
        iconPath: new vscode.ThemeIcon("sparkle"),
        label: toolText(mark),
        description: agoText(origin.atMs, now),
        detail: `${channelText(origin.channel)} ${confidenceText(origin.confidence)}`,
      },
      {
        iconPath: new vscode.ThemeIcon("eye"),
        label: stateText(stateOf(mark)),
        detail: withoutIcons(progress === undefined ? evidenceText(mark, now) : progressText(progress)),
      },
      ...(place === undefined ? [] : [placeRow(place, now)]),
      ...(answers === undefined ? [] : [answersRow(answers, now)]),
    ],
    correct: [
      ...(settled === undefined
        ? [
            correction("check", l10n.t("Mark Hunk Reviewed"), "markReviewed"),
            correction("checklist", l10n.t("Checklist…"), "checklist"),
            correction("circle-slash", l10n.t("Won't Review, Because…"), "dismiss"),
          ]
        : [correction("discard", l10n.t("Reopen"), "reopen")]),
      correction("person", l10n.t("I Wrote This"), "markAsMine"),
    ],
  };
}

function correction(icon: string, label: string, command: string): Row {
  return { iconPath: new vscode.ThemeIcon(icon), label: label, correction: { command: `reviewDebt.${command}` } };
}

function exclusionRow(exclusion: Exclusion): Row {
  return {
    iconPath: new vscode.ThemeIcon("exclude"),
    label: vscode.l10n.t("Its file is left out"),
    detail: exclusionText(exclusion),
  };
}

function bringInRow(): Row {
  const { l10n } = vscode;
  return {
    iconPath: new vscode.ThemeIcon("settings-gear"),
    label: l10n.t("Change What Is Left Out…"),
    detail: l10n.t("A glob that is set to false brings files in, one that is set to true leaves them out."),
    correction: { command: "workbench.action.openSettings", argument: "reviewDebt.exclude" },
  };
}

function placeRow({ number, of, reasons }: WalkPlace, nowMs: number): Row {
  const { l10n } = vscode;
  return {
    iconPath: new vscode.ThemeIcon("list-ordered"),
    label: l10n.t("{0} of {1} in the walk", number, of),
    detail: l10n.t("Ahead because of: {0}.", reasons.map((reason) => reasonText(reason, nowMs)).join(", ")),
  };
}

function answersRow({ answers, note, atMs }: StoredChecklist, nowMs: number): Row {
  const { l10n } = vscode;
  const unsure = unsureIn(answers).map(questionName);
  const facts = [
    unsure.length === 0 ? l10n.t("Nothing is not sure.") : l10n.t("Not sure: {0}.", unsure.join(", ")),
    ...(note === undefined ? [] : [withoutIcons(note)]),
  ];
  return {
    iconPath: new vscode.ThemeIcon("checklist"),
    label: l10n.t("Checklist"),
    description: agoText(atMs, nowMs),
    detail: facts.join(" "),
  };
}

function untracked(hint: Hint | undefined): Told {
  const { l10n } = vscode;
  return {
    why: [
      {
        iconPath: new vscode.ThemeIcon("person"),
        label: l10n.t("Not tracked"),
        detail: l10n.t("No accept, agent record or note says that AI wrote this line."),
      },
      ...(hint === undefined
        ? []
        : [
            {
              iconPath: new vscode.ThemeIcon("git-commit"),
              label: l10n.t("Its commit names {0}", hint.tool),
              description: hint.day,
              detail: l10n.t("A hint only: a commit's message does not say which lines AI wrote."),
            },
          ]),
    ],
    correct: [correction("sparkle", l10n.t("AI Wrote This"), "markAsAi")],
  };
}

function separator(label: string): Row {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
