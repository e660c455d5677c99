import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { type Hint, hintFor } from "../agents/git/trailers.ts";
import type { AgentHooks } from "./hooks.ts";
import type { Debts } from "./keep/debts.ts";
import type { Exclusions } from "./keep/exclusions.ts";
import type { Pause } from "./keep/pause.ts";
import type { History } from "./history.ts";
import type { AgentSessions } from "./listen/agentSessions.ts";
import type { OwnData } from "./ownData.ts";
import type { Reading } from "./listen/reading.ts";
import type { Place, Review } from "./review.ts";
import type { Settings } from "./settings.ts";
import { explainLine } from "./show/explain.ts";
import { chooseFromMenu } from "./show/menu.ts";
import type { Queue } from "./show/queue.ts";
import { chooseSources } from "./show/sources.ts";
import type { StoredData } from "./show/storedData.ts";
import { filesText, linesText, minutesText } from "./show/wording.ts";

/** A quiet answer stays in the status bar this long. */
const answerMs = 4000;

/** What the commands act on. */
export interface CommandTargets {
  readonly review: Review;
  readonly reading: Reading;
  readonly queue: Queue;
  readonly debts: Debts;
  readonly exclusions: Exclusions;
  readonly pause: Pause;
  readonly settings: Settings;
  readonly ownData: OwnData;
  readonly storedData: StoredData;
  readonly sessions: AgentSessions;
  readonly history: History;
  readonly hooks: AgentHooks;
}

type Handler = (argument?: unknown) => Promise<unknown>;

/** Registers every command of the surface (DESIGN §8). Called with an argument a command asks nothing. */
export function registerCommands(targets: CommandTargets): vscode.Disposable {
  const { review, reading, queue, debts, exclusions, pause, settings } = targets;
  const { ownData, storedData, sessions, history, hooks } = targets;
  const { l10n } = vscode;

  /** Does something to lines and says what came of it; without a place, that there is none. */
  const change = (place: Place | undefined, act: (place: Place) => number, done: (lines: string) => string): number => {
    const lines = place === undefined ? 0 : act(place);
    answer(lines === 0 ? l10n.t("Nothing to change here.") : done(linesText(lines)));
    return lines;
  };

  const commands: Record<string, Handler> = {
    next: async () => {
      const found = await review.go("next");
      if (!found) answer(l10n.t("Nothing to review."));
    },
    previous: async () => {
      const found = await review.go("previous");
      if (!found) answer(l10n.t("Nothing to review."));
    },
    markReviewed: async () => {
      const marked = change(
        review.selectionOrHunk(),
        (place) => review.mark(place),
        (lines) => l10n.t("Reviewed: {0}.", lines),
      );
      if (marked > 0) await review.go("next");
    },
    markFileReviewed: async (uri) => {
      change(
        await review.wholeFile(uriOf(uri)),
        (place) => review.mark(place),
        (lines) => l10n.t("Reviewed: {0}.", lines),
      );
    },
    reopen: async () => {
      change(
        review.selectionOrHunk(),
        (place) => review.reopen(place),
        (lines) => l10n.t("Unread again: {0}.", lines),
      );
    },
    dismiss: async (argument) => {
      const place = review.selectionOrHunk();
      const reason = place === undefined ? "" : (reasonOf(argument) ?? (await askReason()));
      if (reason === undefined) return;
      change(
        place,
        (found) => review.dismiss(found, reason),
        (lines) => l10n.t("Won't be reviewed: {0}.", lines),
      );
    },
    markAsAi: async () => {
      change(
        review.selection(),
        (place) => review.declareAi(place),
        (lines) => l10n.t("Tracked as AI-written: {0}.", lines),
      );
    },
    markAsMine: async () => {
      change(
        review.selection(),
        (place) => review.declareMine(place),
        (lines) => l10n.t("Yours, not tracked any more: {0}.", lines),
      );
    },
    explain: async () => {
      const place = review.selection();
      const line = vscode.window.activeTextEditor?.selection.active.line;
      if (place === undefined || line === undefined) {
        answer(l10n.t("This document is not followed."));
        return;
      }
      const { file } = place;
      const mark = file.ledger.markAt(line);
      const hint = mark === undefined ? await hintOf(file.uri, line) : undefined;
      const progress = reading.progress(file, line);
      const correction = await explainLine({ line, mark, hint, progress, exclusion: exclusions.of(file.uri) });
      await run(correction?.command, correction?.argument);
    },
    showQueue: () => queue.reveal(),
    showMenu: async () => {
      const total = debts.total();
      const debt =
        total.lines === 0
          ? l10n.t("nothing to review")
          : `${linesText(total.lines)}, ${minutesText(total, settings.paceLinesPerHour)}`;
      await run(await chooseFromMenu({ hasUnread: total.lines > 0, isPaused: pause.isPaused, debt }));
    },
    showSources: () => chooseSources(sessions),
    importAgentHistory: async (argument) => {
      const days = daysOf(argument) ?? (await history.askDays());
      if (days === undefined) return undefined;
      const found = await history.lookBack(days);
      answer(
        found.lines === 0
          ? l10n.t("Agents left no lines here in that time.")
          : l10n.t("Found {0} in {1}.", linesText(found.lines), filesText(found.files)),
      );
      return found;
    },
    stopLookingBack: async () => history.stop(),
    connectAgentHooks: async () => answer(await hooks.connect()),
    disconnectAgentHooks: async () => answer(await hooks.disconnect()),
    exportData: async (argument) => {
      const target =
        uriOf(argument) ??
        (await vscode.window.showSaveDialog({
          // At home and not in the workspace, where it might be committed by mistake.
          defaultUri: vscode.Uri.file(join(homedir(), "review-debt-export.json")),
          filters: { JSON: ["json"] },
          saveLabel: l10n.t("Export"),
          title: l10n.t("Export everything Review Debt knows"),
        }));
      if (target === undefined) return;
      await ownData.exportTo(target);
      answer(l10n.t("Exported."));
    },
    showStoredData: () => storedData.show(),
    deleteAllData: async (argument) => {
      if (!isConfirmed(argument) && !(await askDelete())) return;
      const deleted = ownData.deleteAll();
      answer(deleted ? l10n.t("Everything is deleted.") : l10n.t("Could not delete everything."));
    },
    pause: async () => {
      await pause.set(true);
      answer(l10n.t("Paused: nothing is recorded."));
    },
    resume: async () => {
      await pause.set(false);
      answer(l10n.t("Resumed."));
    },
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, handler]) =>
      vscode.commands.registerCommand(`reviewDebt.${name}`, handler),
    ),
  );
}

function answer(text: string | undefined): void {
  if (text !== undefined) vscode.window.setStatusBarMessage(text, answerMs);
}

async function run(command: string | undefined, argument?: string): Promise<void> {
  if (command !== undefined) await vscode.commands.executeCommand(command, argument);
}

function uriOf(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  if (typeof argument !== "object" || argument === null) return undefined;
  return "uri" in argument && argument.uri instanceof vscode.Uri ? argument.uri : undefined;
}

function reasonOf(argument: unknown): string | undefined {
  if (typeof argument !== "object" || argument === null || !("reason" in argument)) return undefined;
  return typeof argument.reason === "string" ? argument.reason : undefined;
}

/** What the commit that brought an untracked line says of an assistant; read in trusted folders only. */
async function hintOf(uri: vscode.Uri, line: number): Promise<Hint | undefined> {
  return vscode.workspace.isTrusted && uri.scheme === "file" ? hintFor(uri.fsPath, line) : undefined;
}

function daysOf(argument: unknown): number | undefined {
  if (typeof argument !== "object" || argument === null || !("days" in argument)) return undefined;
  return typeof argument.days === "number" && Number.isFinite(argument.days) ? argument.days : undefined;
}

function isConfirmed(argument: unknown): boolean {
  return typeof argument === "object" && argument !== null && "confirmed" in argument && argument.confirmed === true;
}

async function askReason(): Promise<string | undefined> {
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

async function askDelete(): Promise<boolean> {
  const { l10n } = vscode;
  const yes = l10n.t("Delete Everything");
  const chosen = await vscode.window.showWarningMessage(
    l10n.t("Delete everything Review Debt has stored?"),
    {
      modal: true,
      detail: l10n.t(
        "Every mark, date and count goes, for all folders. Your code is not touched. This cannot be undone.",
      ),
    },
    yes,
  );
  return chosen === yes;
}
