import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { type Hint, hintFor } from "../agents/git/trailers.ts";
import { daysOf, isConfirmed, isLimit, lineOf, reasonOf, uriOf } from "./arguments.ts";
import type { Checklists } from "./checklists.ts";
import type { CommandName, Handler } from "./commandNames.ts";
import { Forgiveness } from "./forgive.ts";
import type { AgentHooks } from "./hooks.ts";
import type { ChecklistAnswers } from "./keep/answers.ts";
import type { Beginning } from "./keep/beginning.ts";
import type { Debts } from "./keep/debts.ts";
import type { Exclusions } from "./keep/exclusions.ts";
import type { Hunks } from "./keep/hunks.ts";
import type { Ledgers } from "./keep/ledgers.ts";
import type { Later } from "./later.ts";
import type { Limits } from "./keep/limits.ts";
import type { Pause } from "./keep/pause.ts";
import type { Saver } from "./keep/saver.ts";
import { History } from "./history.ts";
import type { AgentSessions } from "./listen/agentSessions.ts";
import type { Documents } from "./listen/documents.ts";
import { OwnData } from "./ownData.ts";
import type { Reading } from "./listen/reading.ts";
import { reveal } from "./reveal.ts";
import { isThere, type Place, Review } from "./review.ts";
import type { Settings } from "./settings.ts";
import type { Breaks } from "./show/breaks.ts";
import { chooseDismissed } from "./show/dismissed.ts";
import { chooseLimit } from "./show/limits.ts";
import { explainLine } from "./show/explain.ts";
import { chooseFromMenu } from "./show/menu.ts";
import { askAge, askDelete, askReason, askStart } from "./show/questions.ts";
import { chooseSources } from "./show/sources.ts";
import type { StoredData } from "./show/storedData.ts";
import { filesText, linesText, minutesText } from "./show/amounts.ts";
import { limitText } from "./show/wording.ts";
import { Walk } from "./walk.ts";
import { type WeekTargets, weekCommands } from "./week/weekCommands.ts";

/** A quiet answer stays in the status bar this long. */
const answerMs = 4000;

/** What the commands act on. */
export interface CommandTargets extends WeekTargets {
  readonly ledgers: Ledgers;
  readonly documents: Documents;
  readonly saver: Saver;
  readonly hunks: Hunks;
  readonly limits: Limits;
  readonly beginning: Beginning;
  readonly breaks: Breaks;
  readonly checklists: Later<Checklists>;
  readonly answers: ChecklistAnswers;
  readonly reading: Reading;
  readonly debts: Debts;
  readonly exclusions: Exclusions;
  readonly pause: Pause;
  readonly settings: Settings;
  readonly storedData: StoredData;
  readonly sessions: Later<AgentSessions>;
  readonly hooks: Later<AgentHooks>;
}

/** What every command does. */
export interface Commands extends vscode.Disposable {
  readonly handlers: Readonly<Record<CommandName, Handler>>;
}

/** Every command of the surface (DESIGN §8). Called with an argument a command asks nothing. */
export function commandsOf(targets: CommandTargets): Commands {
  const { hunks, limits, breaks, checklists, answers, ledgers, saver, storage, documents } = targets;
  const { reading, debts, exclusions, pause, settings, storedData, sessions, hooks, beginning } = targets;
  const review = new Review(ledgers, reading);
  const walk = new Walk(hunks, ledgers, limits);
  const forgiveness = new Forgiveness(debts, ledgers, review);
  const ownData = new OwnData(ledgers, debts, saver, storage, settings, documents);
  const history = new History(sessions);
  const { l10n } = vscode;

  /** Does something to lines and says what came of it; without a place, that there is none. */
  const change = (place: Place | undefined, act: (place: Place) => number, done: (lines: string) => string): number => {
    if (place !== undefined && !isThere(place)) {
      answer(l10n.t("The lines changed meanwhile: nothing was done."));
      return 0;
    }
    const lines = place === undefined ? 0 : act(place);
    answer(lines === 0 ? l10n.t("Nothing to change here.") : done(linesText(lines)));
    return lines;
  };

  const go = async (direction: "next" | "previous"): Promise<void> => {
    void beginning.explained();
    const found = await walk.go(direction);
    if (found) breaks.wentOn(0);
    else if (limits.limit === undefined || debts.total().lines === 0) answer(l10n.t("Nothing to review."));
    else answer(l10n.t("Nothing more to review: {0}.", limitText(limits.limit)));
  };
  const mark = (place: Place | undefined): number => {
    const lines = change(
      place,
      (found) => review.mark(found),
      (text) => l10n.t("Reviewed: {0}.", text),
    );
    if (lines > 0) breaks.wentOn(lines);
    return lines;
  };

  const handlers: Record<CommandName, Handler> = {
    next: () => go("next"),
    previous: () => go("previous"),
    limitWalk: async (argument) => {
      const limit = isLimit(argument) ? argument : await chooseLimit(await hunks.all(), limits.limit);
      if (limit !== undefined) limits.set(limit === "none" ? undefined : limit);
    },
    clearLimit: async () => limits.set(undefined),
    markReviewed: async (argument) => {
      const named = lineOf(argument);
      const lines = mark(review.selectionOrHunk(named));
      if (named === undefined && lines > 0) await go("next");
    },
    checklist: async (argument) => {
      const place = review.hunkAt(lineOf(argument));
      if (place === undefined) {
        answer(l10n.t("Nothing says that AI wrote the lines here."));
        return;
      }
      const { wish, isKept } = await (await checklists.get()).ask(place);
      if (!isKept) answer(l10n.t("The answers could not be stored."));
      if (wish === "mark" || wish === "markAndGoOn") mark(place);
      if (wish === "markAndGoOn") await go("next");
    },
    markFileReviewed: async (uri) => {
      mark(await review.wholeFile(uriOf(uri)));
    },
    reopen: async (argument) => {
      change(
        review.selectionOrHunk(lineOf(argument)),
        (place) => review.reopen(place),
        (lines) => l10n.t("Unread again: {0}.", lines),
      );
    },
    dismiss: async (argument) => {
      const place = review.selectionOrHunk(lineOf(argument));
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
    showDismissed: async () => {
      const lines = await chooseDismissed(forgiveness);
      if (lines !== undefined) answer(l10n.t("Unread again: {0}.", linesText(lines)));
    },
    archive: async (argument) => {
      const days = daysOf(argument) ?? (await askAge());
      if (days !== undefined) answer(l10n.t("Won't be reviewed: {0}.", linesText(await forgiveness.archive(days))));
    },
    startFromHere: async (argument) => {
      const { lines } = debts.total();
      if (lines === 0 && pause.isPaused) return answer(l10n.t("Paused: nothing is recorded."));
      if (lines > 0 && !isConfirmed(argument) && !(await askStart(lines))) return;
      await beginning.begin();
      answer(
        lines === 0
          ? l10n.t("From now on: what AI writes is listed here until you have looked at it.")
          : l10n.t("Won't be reviewed: {0}.", linesText(await forgiveness.startFromHere())),
      );
    },
    explain: async (argument) => {
      const at = review.lineAt(lineOf(argument));
      if (at === undefined) {
        answer(l10n.t("This document is not followed."));
        return;
      }
      const { file, line } = at;
      const tracked = file.ledger.markAt(line);
      const hunk = review.hunkOf(file, line);
      const chosen = await explainLine({
        line,
        mark: tracked,
        hint: tracked === undefined ? await hintOf(file.uri, line) : undefined,
        progress: reading.progress(file, line),
        place: tracked && (await walk.placeOf(file, line)),
        answers: hunk && answers.of(file, hunk),
        exclusion: exclusions.of(file.uri),
      });
      await run(chosen?.command, chosen?.argument ?? argument);
    },
    showQueue: async () => {
      void beginning.explained();
      await vscode.commands.executeCommand("reviewDebt.queue.focus");
    },
    showMenu: async () => {
      void beginning.explained();
      const total = debts.total();
      const debt =
        total.lines === 0
          ? l10n.t("nothing to review")
          : `${linesText(total.lines)}, ${minutesText(total, settings.paceLinesPerHour)}`;
      await run(await chooseFromMenu({ hasUnread: total.lines > 0, isPaused: pause.isPaused, debt }));
    },
    showSources: async () => chooseSources(await sessions.get()),
    importAgentHistory: async (argument) => {
      const days = daysOf(argument) ?? (await history.askDays());
      if (days === undefined) return undefined;
      const found = await history.lookBack(days);
      await beginning.begin();
      answer(
        found.lines === 0
          ? l10n.t("Agents left no lines here in that time.")
          : l10n.t("Found {0} in {1}.", linesText(found.lines), filesText(found.files)),
      );
      return found;
    },
    openLine: async (argument) => {
      const named = lineOf(argument);
      const isOpen = named !== undefined && (await reveal(named.uri, named.line).catch(() => false));
      if (!isOpen) answer(l10n.t("The line is not there any more."));
    },
    ...weekCommands(targets, answer),
    stopLookingBack: async () => history.stop(),
    connectAgentHooks: async () => answer(await (await hooks.get()).connect()),
    disconnectAgentHooks: async () => answer(await (await hooks.get()).disconnect()),
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
      // Loaded before, so that nothing can read in between what hooks told.
      const agentHooks = await hooks.get();
      const deleted = ownData.deleteAll();
      agentHooks.forget();
      await Promise.all([beginning.forget(), targets.weekDot.forget(), targets.weekPages.made?.page.refresh()]);
      answer(deleted ? l10n.t("Everything is deleted.") : l10n.t("Could not delete everything."));
    },
    pause: async () => {
      await pause.set(true);
      answer(l10n.t("Paused: nothing is recorded."));
    },
    pauseUntilTomorrow: async () => {
      await pause.untilTomorrow();
      answer(l10n.t("Paused until tomorrow: nothing is recorded."));
    },
    resume: async () => {
      await pause.set(false);
      answer(l10n.t("Resumed."));
    },
  };
  return { handlers, dispose: () => history.dispose() };
}

function answer(text: string | undefined): void {
  if (text !== undefined) vscode.window.setStatusBarMessage(text, answerMs);
}

async function run(command: string | undefined, argument?: unknown): Promise<void> {
  if (command !== undefined) await vscode.commands.executeCommand(command, argument);
}

/** What the commit that brought an untracked line says of an assistant; read in trusted folders only. */
async function hintOf(uri: vscode.Uri, line: number): Promise<Hint | undefined> {
  return vscode.workspace.isTrusted && uri.scheme === "file" ? hintFor(uri.fsPath, line) : undefined;
}
