import * as vscode from "vscode";
import { Checklists } from "./checklists.ts";
import { registerCommands } from "./commands.ts";
import { Forgiveness } from "./forgive.ts";
import { History } from "./history.ts";
import type { AgentHooks } from "./hooks.ts";
import { ChecklistAnswers } from "./keep/answers.ts";
import type { Commits } from "./keep/commits.ts";
import type { Debts } from "./keep/debts.ts";
import type { Exclusions } from "./keep/exclusions.ts";
import { Hunks } from "./keep/hunks.ts";
import type { Ledgers } from "./keep/ledgers.ts";
import { Limits } from "./keep/limits.ts";
import type { Pause } from "./keep/pause.ts";
import type { Saver } from "./keep/saver.ts";
import type { Storage } from "./keep/storage.ts";
import type { AgentSessions } from "./listen/agentSessions.ts";
import type { Documents } from "./listen/documents.ts";
import type { Reading } from "./listen/reading.ts";
import { OwnData } from "./ownData.ts";
import { Review } from "./review.ts";
import type { Settings } from "./settings.ts";
import { Badges } from "./show/badges.ts";
import { BeforeCommit } from "./show/beforeCommit.ts";
import { Breaks } from "./show/breaks.ts";
import { CodeLenses } from "./show/codeLens.ts";
import { ContextKeys } from "./show/contextKeys.ts";
import { Hovers } from "./show/hovers.ts";
import { Marks } from "./show/marks.ts";
import { Queue } from "./show/queue.ts";
import { StatusBar } from "./show/statusBar.ts";
import { StoredData } from "./show/storedData.ts";
import { Walk } from "./walk.ts";
import { UnsureAnswers } from "./week/unsure.ts";
import { WeekDot } from "./week/weekDot.ts";
import { WeekPage } from "./week/weekPage.ts";
import { WeekScenes } from "./week/weekScenes.ts";
import { WeekText } from "./week/weekText.ts";

/** What the surface shows and acts on. */
export interface Insides {
  readonly ledgers: Ledgers;
  readonly debts: Debts;
  readonly exclusions: Exclusions;
  readonly commits: Commits;
  readonly documents: Documents;
  readonly reading: Reading;
  readonly sessions: AgentSessions;
  readonly hooks: AgentHooks;
  readonly settings: Settings;
  readonly pause: Pause;
  readonly storage: Storage;
  readonly saver: Saver;
  /** The folder of the extension's pictures and styles. */
  readonly media: vscode.Uri;
  /** The editor's own storage for this installation. */
  readonly memory: vscode.Memento;
}

/** Builds everything that the user sees and presses. */
export function surfaceOf(insides: Insides): vscode.Disposable[] {
  const { ledgers, debts, exclusions, commits, documents, reading, settings, pause, storage, saver, media } = insides;
  const history = new History(insides.sessions);
  const answers = new ChecklistAnswers(storage, ledgers, saver);
  const limits = new Limits();
  const hunks = new Hunks(debts, commits, ledgers);
  const breaks = new Breaks(settings, reading);
  const review = new Review(ledgers, reading);
  const walk = new Walk(hunks, ledgers, limits);
  const checklists = new Checklists(hunks, answers, settings);
  const forgiveness = new Forgiveness(debts, ledgers, review);
  const ownData = new OwnData(ledgers, debts, saver, storage, settings, documents);
  const storedData = new StoredData(() => storage.everything());
  const queue = new Queue(debts, commits, ledgers, settings, storage, review, answers, limits);
  const unsure = new UnsureAnswers(storage, ledgers, answers);
  const weekScenes = new WeekScenes({ storage, saver, documents, ledgers, exclusions, hunks, unsure });
  const weekPage = new WeekPage(weekScenes, media);
  const weekText = new WeekText(weekScenes);
  const weekDot = new WeekDot(insides.memory, storage, pause, settings);
  const own = {
    history,
    review,
    walk,
    hunks,
    limits,
    breaks,
    checklists,
    answers,
    forgiveness,
    ownData,
    storedData,
    queue,
    weekPage,
    weekText,
    weekDot,
  };
  return [
    history,
    answers,
    limits,
    breaks,
    storedData,
    queue,
    weekPage,
    weekText,
    weekDot,
    new StatusBar(debts, pause, settings, storage, weekDot),
    new Marks(ledgers, exclusions, answers, settings, media),
    new CodeLenses(ledgers, exclusions, settings),
    new Hovers(ledgers, reading, settings),
    new Badges(debts, settings),
    new BeforeCommit(debts, settings),
    new ContextKeys(debts, ledgers, limits, pause),
    registerCommands({ ...insides, ...own }),
  ];
}
