import * as vscode from "vscode";
import { commandNames } from "./commandNames.ts";
import type { AgentHooks } from "./hooks.ts";
import { ChecklistAnswers } from "./keep/answers.ts";
import { Beginning } from "./keep/beginning.ts";
import type { Commits } from "./keep/commits.ts";
import type { Debts } from "./keep/debts.ts";
import type { Exclusions } from "./keep/exclusions.ts";
import type { Ledgers } from "./keep/ledgers.ts";
import { Limits } from "./keep/limits.ts";
import type { Pause } from "./keep/pause.ts";
import type { Saver } from "./keep/saver.ts";
import type { Storage } from "./keep/storage.ts";
import { Later } from "./later.ts";
import type { AgentSessions } from "./listen/agentSessions.ts";
import type { Documents } from "./listen/documents.ts";
import type { Reading } from "./listen/reading.ts";
import type { Settings } from "./settings.ts";
import { ContextKeys } from "./show/contextKeys.ts";
import { LateTree } from "./show/lateTree.ts";
import type { QueueNode } from "./show/queueItems.ts";
import { StatusBar } from "./show/statusBar.ts";
import { StoredData } from "./show/storedData.ts";
import { WeekDot } from "./week/weekDot.ts";
import { WeekText } from "./week/weekText.ts";

/** What the surface shows and acts on. */
export interface Insides {
  readonly ledgers: Ledgers;
  readonly debts: Debts;
  readonly exclusions: Exclusions;
  readonly commits: Commits;
  readonly documents: Documents;
  readonly reading: Reading;
  readonly sessions: Later<AgentSessions>;
  readonly hooks: Later<AgentHooks>;
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
  const answers = new ChecklistAnswers(storage, ledgers, saver);
  const limits = new Limits();
  const beginning = new Beginning(insides.memory, debts);
  const breaks = new Later(async () => {
    const { Breaks } = await import("./show/breaks.ts");
    return new Breaks(settings);
  });
  const storedData = new StoredData(() => storage.everything());
  const queue = new LateTree<QueueNode>("reviewDebt.queue", async (view) => {
    const { Queue } = await import("./show/queue.ts");
    return new Queue(view, debts, commits, ledgers, settings, storage, reading, answers, limits);
  });
  const weekDot = new WeekDot(insides.memory, storage, pause, settings);

  const hunks = new Later(async () => {
    const { Hunks } = await import("./keep/hunks.ts");
    return new Hunks(debts, commits, ledgers);
  });
  const checklists = new Later(async () => {
    const { Checklists } = await import("./checklists.ts");
    return new Checklists(await hunks.get(), answers, settings);
  });
  const weekPages = new Later(async () => {
    const { WeekPages } = await import("./week/weekPages.ts");
    const sources = { storage, saver, documents, ledgers, exclusions, answers, hunks: await hunks.get() };
    return new WeekPages(sources, media);
  });
  const weekText = new WeekText(weekPages);
  const own = { limits, beginning, answers, storedData, checklists, weekPages, weekText, weekDot };
  const commands = new Later(async () => {
    const { commandsOf } = await import("./commands.ts");
    return commandsOf({ ...insides, ...own, hunks: await hunks.get(), breaks: await breaks.get() });
  });
  return [
    answers,
    limits,
    beginning,
    breaks,
    reading.onDidRead(async (lines) => (await breaks.get()).wentOn(lines)),
    storedData,
    queue,
    weekPages,
    weekText,
    weekDot,
    new StatusBar(debts, pause, settings, storage, beginning, weekDot),
    new ContextKeys(debts, ledgers, limits, pause, beginning),
    ...onceAfter(ledgers.onDidChange, async () => {
      const { Marks } = await import("./show/marks.ts");
      return new Marks(ledgers, exclusions, answers, settings, media);
    }),
    ...onceAfter(ledgers.onDidChange, async () => {
      const { Hovers } = await import("./show/hovers.ts");
      return new Hovers(ledgers, reading, settings);
    }),
    ...onceAfter(
      debts.onDidChange,
      async () => {
        const { Badges } = await import("./show/badges.ts");
        return new Badges(debts, settings);
      },
      () => debts.files().length > 0,
    ),
    ...onceWanted(settings, "showsCodeLens", async () => {
      const { CodeLenses } = await import("./show/codeLens.ts");
      return new CodeLenses(ledgers, exclusions, settings);
    }),
    ...onceWanted(settings, "glancesBeforeCommit", async () => {
      const { BeforeCommit } = await import("./show/beforeCommit.ts");
      return new BeforeCommit(debts, settings);
    }),
    commands,
    ...commandNames.map((name) =>
      vscode.commands.registerCommand(`reviewDebt.${name}`, async (argument?: unknown) =>
        (await commands.get()).handlers[name](argument),
      ),
    ),
  ];
}

/** Makes a part when something is first there to show: before that no file has a tracked line. It finds by itself what there is. */
function onceAfter(
  event: vscode.Event<unknown>,
  make: () => Promise<vscode.Disposable>,
  isThere = (): boolean => true,
): vscode.Disposable[] {
  const part = new Later(make);
  const once = event(() => {
    if (!isThere()) return;
    once.dispose();
    void part.get();
  });
  return [part, once];
}

/** Makes a part when the user first wants it. From then on it hears itself of the setting. */
function onceWanted(
  settings: Settings,
  wanted: "showsCodeLens" | "glancesBeforeCommit",
  make: () => Promise<vscode.Disposable>,
): vscode.Disposable[] {
  const part = new Later(make);
  const look = (): void => {
    if (settings[wanted]) void part.get();
  };
  look();
  return [part, settings.onDidChange(look)];
}
