import * as vscode from "vscode";
import { Moves } from "./core/ledger/moves.ts";
import { Commits } from "./editor/keep/commits.ts";
import { Debts } from "./editor/keep/debts.ts";
import { Exclusions } from "./editor/keep/exclusions.ts";
import { Ledgers } from "./editor/keep/ledgers.ts";
import { Pause } from "./editor/keep/pause.ts";
import { recoverFromLosses } from "./editor/keep/recovery.ts";
import { Saver } from "./editor/keep/saver.ts";
import { Storage } from "./editor/keep/storage.ts";
import { Later } from "./editor/later.ts";
import { AcceptKeys } from "./editor/listen/acceptKeys.ts";
import { Attributions } from "./editor/listen/attributions.ts";
import { Clipboard } from "./editor/listen/clipboard.ts";
import { watchGitHubAccounts } from "./editor/listen/completionTools.ts";
import { Documents } from "./editor/listen/documents.ts";
import { Files } from "./editor/listen/files.ts";
import { Reading } from "./editor/listen/reading.ts";
import { Settings } from "./editor/settings.ts";
import { surfaceOf } from "./editor/surface.ts";

/** Builds everything. What reads or opens files waits until the editor has gone on. */
export function activate(context: vscode.ExtensionContext): void {
  const nowMs = Date.now();
  const log = vscode.window.createOutputChannel("Review Debt", { log: true });
  const settings = new Settings(log);
  const pause = new Pause(context.globalState);
  const storage = new Storage(context.globalStorageUri.fsPath, pause, log);
  const moves = new Moves();
  const ledgers = new Ledgers(storage, moves);
  const saver = new Saver(storage, ledgers, pause);
  const commits = new Commits(ledgers, context.asAbsolutePath("dist/headworker.cjs"), log);
  const exclusions = new Exclusions(ledgers, commits, settings);
  const debts = new Debts(storage, ledgers, exclusions);
  const otherWindows = new Later(async () => {
    const { OtherWindows } = await import("./editor/keep/otherWindows.ts");
    return new OtherWindows(context.globalStorageUri, ledgers);
  });

  const documents = new Documents(ledgers, storage, log);
  const notebooks = new Later(async () => {
    const { Notebooks } = await import("./editor/listen/notebooks.ts");
    return new Notebooks(ledgers, debts, storage);
  });
  const files = new Files(ledgers, debts, storage);
  const acceptKeys = new AcceptKeys(documents, pause);
  const chatEdits = new Later(async () => {
    const { ChatEdits } = await import("./editor/listen/chatEdits.ts");
    return new ChatEdits(ledgers, documents, pause);
  });
  const clipboard = new Clipboard(ledgers, moves);
  const attributions = new Attributions(ledgers, documents, files, log);
  const sessions = new Later(async () => {
    const { AgentSessions } = await import("./editor/listen/agentSessions.ts");
    return new AgentSessions(context, storage, ledgers, attributions, settings, pause, log, nowMs);
  });

  const reading = new Reading(ledgers, settings, pause);
  const hooks = new Later(async () => {
    const { AgentHooks } = await import("./editor/hooks.ts");
    return new AgentHooks(context, pause, log);
  });

  const start = setTimeout(() => {
    documents.start();
    files.start();
    for (const part of [notebooks, chatEdits, sessions, otherWindows, hooks]) void part.get();
  }, 0);

  const parts: vscode.Disposable[] = [
    log,
    settings,
    pause,
    storage,
    ledgers,
    saver,
    commits,
    exclusions,
    debts,
    otherWindows,
    recoverFromLosses(storage, saver, ledgers, debts, () => void sessions.get().then((made) => made.readAgain())),
    documents,
    notebooks,
    files,
    acceptKeys,
    chatEdits,
    clipboard,
    attributions,
    sessions,
    reading,
    watchGitHubAccounts(),
    hooks,
    ...surfaceOf({
      ledgers,
      debts,
      exclusions,
      commits,
      documents,
      reading,
      sessions,
      hooks,
      settings,
      pause,
      storage,
      saver,
      media: vscode.Uri.joinPath(context.extensionUri, "media"),
      memory: context.globalState,
    }),
    new vscode.Disposable(() => clearTimeout(start)),
  ];
  // Last to first: listeners stop, then what is left to store is stored, then the store closes.
  context.subscriptions.push(new vscode.Disposable(() => parts.toReversed().forEach((part) => part.dispose())));
}
