import * as vscode from "vscode";
import type { Hint } from "../../agents/git/trailers.ts";
import type { Progress } from "../../core/attention/attention.ts";
import type { Mark } from "../../core/ledger/mark.ts";
import { agoText, channelText, confidenceText, evidenceText, progressText, stateText, toolText } from "./wording.ts";
import { stateOf } from "../../core/ledger/mark.ts";

interface Line extends vscode.QuickPickItem {
  readonly command?: string;
}

/**
 * Says why a line is counted or settled, or that nothing says AI wrote it, with the corrections at hand.
 * `line` is 0-based; `hint` is what the commit of an untracked line says, `progress` how far an unread one is. Returns the command the user chose, if any.
 */
export async function explainLine(
  line: number,
  mark: Mark | undefined,
  hint: Hint | undefined,
  progress: Progress | undefined,
): Promise<string | undefined> {
  const { l10n } = vscode;
  const items: Line[] = mark === undefined ? untracked(hint) : tracked(mark, progress);
  const chosen = await vscode.window.showQuickPick(items, {
    title:
      mark === undefined
        ? l10n.t("Line {0}: nothing says AI wrote it", line + 1)
        : l10n.t("Line {0}: AI-assisted, {1}", line + 1, stateText(stateOf(mark))),
    placeHolder: l10n.t("Choose a correction, or press Escape"),
    matchOnDetail: true,
  });
  return chosen?.command;
}

function tracked(mark: Mark, progress: Progress | undefined): Line[] {
  const { l10n } = vscode;
  const now = Date.now();
  const { origin, settled } = mark;
  return [
    { label: l10n.t("Why"), kind: vscode.QuickPickItemKind.Separator },
    {
      label: `$(sparkle) ${toolText(mark)}`,
      description: agoText(origin.atMs, now),
      detail: `${channelText(origin.channel)} ${confidenceText(origin.confidence)}`,
    },
    {
      label: `$(eye) ${stateText(stateOf(mark))}`,
      detail: progress === undefined ? evidenceText(mark, now) : progressText(progress),
    },
    { label: l10n.t("Correct"), kind: vscode.QuickPickItemKind.Separator },
    settled === undefined
      ? { label: `$(check) ${l10n.t("Mark Hunk Reviewed")}`, command: "reviewDebt.markReviewed" }
      : { label: `$(discard) ${l10n.t("Reopen")}`, command: "reviewDebt.reopen" },
    { label: `$(person) ${l10n.t("I Wrote This")}`, command: "reviewDebt.markAsMine" },
  ];
}

function untracked(hint: Hint | undefined): Line[] {
  const { l10n } = vscode;
  return [
    { label: l10n.t("Why"), kind: vscode.QuickPickItemKind.Separator },
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
    { label: l10n.t("Correct"), kind: vscode.QuickPickItemKind.Separator },
    { label: `$(sparkle) ${l10n.t("AI Wrote This")}`, command: "reviewDebt.markAsAi" },
  ];
}
