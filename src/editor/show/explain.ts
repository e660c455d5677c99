import * as vscode from "vscode";
import type { Hint } from "../../agents/git/trailers.ts";
import type { Progress } from "../../core/attention/attention.ts";
import { type Mark, stateOf } from "../../core/ledger/mark.ts";
import type { Exclusion } from "../../core/review/excluded.ts";
import {
  agoText,
  channelText,
  confidenceText,
  evidenceText,
  exclusionText,
  progressText,
  stateText,
  toolText,
} from "./wording.ts";

/** What the user chose to do about a line. */
export interface Correction {
  readonly command: string;
  readonly argument?: string;
}

interface Line extends vscode.QuickPickItem {
  readonly correction?: Correction;
}

/** What is known of a line. */
export interface LineFacts {
  /** 0-based. */
  readonly line: number;
  readonly mark: Mark | undefined;
  /** What the commit of an untracked line says. */
  readonly hint: Hint | undefined;
  /** How far an unread line is. */
  readonly progress: Progress | undefined;
  /** Why its file is left out, if it is. */
  readonly exclusion: Exclusion | undefined;
}

/**
 * Says why a line is counted or settled, or that nothing says AI wrote it, with the corrections at hand.
 * Returns the one that the user chose, if any.
 */
export async function explainLine({
  line,
  mark,
  hint,
  progress,
  exclusion,
}: LineFacts): Promise<Correction | undefined> {
  const { l10n } = vscode;
  const { why, correct } = mark === undefined ? untracked(hint) : tracked(mark, progress);
  const items: Line[] = [
    { label: l10n.t("Why"), kind: vscode.QuickPickItemKind.Separator },
    ...why,
    ...(exclusion === undefined
      ? []
      : [{ label: `$(exclude) ${l10n.t("Its file is left out")}`, detail: exclusionText(exclusion) }]),
    { label: l10n.t("Correct"), kind: vscode.QuickPickItemKind.Separator },
    ...correct,
    ...(exclusion === undefined ? [] : [bringIn()]),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title:
      mark === undefined
        ? l10n.t("Line {0}: nothing says AI wrote it", line + 1)
        : l10n.t("Line {0}: AI-assisted, {1}", line + 1, stateText(stateOf(mark))),
    placeHolder: l10n.t("Choose a correction, or press Escape"),
    matchOnDetail: true,
  });
  return chosen?.correction;
}

/** What says why, and the corrections at hand. */
interface Told {
  readonly why: readonly Line[];
  readonly correct: readonly Line[];
}

function bringIn(): Line {
  const { l10n } = vscode;
  return {
    label: `$(settings-gear) ${l10n.t("Change What Is Left Out…")}`,
    detail: l10n.t("A glob that is set to false brings files in, one that is set to true leaves them out."),
    correction: { command: "workbench.action.openSettings", argument: "reviewDebt.exclude" },
  };
}

function tracked(mark: Mark, progress: Progress | undefined): Told {
  const { l10n } = vscode;
  const now = Date.now();
  const { origin, settled } = mark;
  return {
    why: [
      {
        label: `$(sparkle) ${toolText(mark)}`,
        description: agoText(origin.atMs, now),
        detail: `${channelText(origin.channel)} ${confidenceText(origin.confidence)}`,
      },
      {
        label: `$(eye) ${stateText(stateOf(mark))}`,
        detail: progress === undefined ? evidenceText(mark, now) : progressText(progress),
      },
    ],
    correct: [
      settled === undefined
        ? { label: `$(check) ${l10n.t("Mark Hunk Reviewed")}`, correction: { command: "reviewDebt.markReviewed" } }
        : { label: `$(discard) ${l10n.t("Reopen")}`, correction: { command: "reviewDebt.reopen" } },
      { label: `$(person) ${l10n.t("I Wrote This")}`, correction: { command: "reviewDebt.markAsMine" } },
    ],
  };
}

function untracked(hint: Hint | undefined): Told {
  const { l10n } = vscode;
  return {
    why: [
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
    ],
    correct: [{ label: `$(sparkle) ${l10n.t("AI Wrote This")}`, correction: { command: "reviewDebt.markAsAi" } }],
  };
}
