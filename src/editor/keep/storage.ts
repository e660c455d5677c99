import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { Hasher } from "../../core/text/hash.ts";
import type { AgentProgress, SourceTotals, StoredCursor } from "../../store/agents.ts";
import type { ChecklistRecord, StoredChecklist } from "../../store/checklists.ts";
import type { Everything } from "../../store/everything.ts";
import type { FileSummary, StoredFile, StoredSnapshot } from "../../store/files.ts";
import type { StoreLoss } from "../../store/handle.ts";
import { isProblem, StoreError, type StoreProblem } from "../../store/problem.ts";
import { type Batch, Store } from "../../store/store.ts";
import type { TreeState } from "../../store/tree.ts";
import type { WeekAnswer } from "../../store/weekAnswers.ts";
import type { Day, InWorkspace, LineFact, OutcomeFact } from "../../core/week/facts.ts";
import { Soon } from "../soon.ts";
import type { Pause } from "./pause.ts";
import { Retries } from "./retries.ts";

/** Another window is busy for a moment all the time; only what lasts longer is worth telling. */
const briefMs = 4000;

/** What an access to the store proves when it works; each can fail while the other does not. */
type Access = "reading" | "writing";

/**
 * The store as the editor sees it: nothing here throws. What the store cannot do is said once in the log and shown
 * as one quiet line; meanwhile everything goes on in memory.
 */
export class Storage implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #store: Store;
  readonly #pause: Pause;
  readonly #subscription: vscode.Disposable;
  readonly #problemChanged = new vscode.EventEmitter<void>();
  readonly #lost = new vscode.EventEmitter<StoreLoss>();
  readonly #readableAgain = new vscode.EventEmitter<void>();
  #hasher: Hasher | undefined;
  #keyIsKept = true;
  readonly #problems = new Map<Access, StoreProblem>();
  #shown: StoreProblem | undefined;
  #lockedSinceMs: number | undefined;
  readonly #retries = new Retries();
  readonly #probed = new Soon(() => {
    this.#retries.made();
    this.files();
    this.#writeDeferred();
  });
  #known: Set<string> | undefined;
  /** What is to be written once the user resumes or the store works, in this order. */
  #deferred: (() => void)[] = [];

  /** Fires when there is a problem, another one, or none any more. */
  readonly onDidChangeProblem = this.#problemChanged.event;
  /** Fires, soon after the call that noticed, when the database is not the one this window knew. */
  readonly onDidLose = this.#lost.event;
  /** Fires when reading works after it did not: whatever was read meanwhile was nothing. */
  readonly onDidBecomeReadable = this.#readableAgain.event;

  /** @param folder where the database lives; need not exist */
  constructor(folder: string, pause: Pause, log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#pause = pause;
    this.#subscription = pause.onDidChange(() => this.#writeDeferred());
    this.#store = new Store(folder, {
      onLoss: (loss) => queueMicrotask(() => this.#tellLoss(loss)),
    });
  }

  /** What keeps the store from working, as a line for people; `undefined` while it works. */
  get problem(): string | undefined {
    return this.#shown === undefined ? undefined : wordsFor(this.#shown);
  }

  /** Whether the last attempt to read worked, so that an empty answer means that nothing is stored. */
  get isReadable(): boolean {
    return !this.#problems.has("reading");
  }

  /** Hashes with this installation's key, or with a passing one while the key cannot be kept. */
  get hasher(): Hasher {
    if (this.#hasher === undefined) this.#makeHasher();
    this.#hasher ??= new Hasher(randomBytes(16));
    return this.#hasher;
  }

  /** Whether hashes can be stored and compared with stored ones. Tries to keep the key where that failed before. */
  get hasKey(): boolean {
    if (this.#hasher === undefined || !this.#keyIsKept) this.#makeHasher();
    return this.#keyIsKept;
  }

  /** A file with the ledger of its present text. */
  loadFile(uri: string): StoredFile | undefined {
    return this.#try("reading", () => this.#store.loadFile(uri));
  }

  /** The ledger a file had when its text had exactly that hash. */
  snapshotOf(uri: string, textHash: string): StoredSnapshot | undefined {
    return this.#try("reading", () => this.#store.snapshotOf(uri, textHash));
  }

  /** The ledgers of the texts that a file had before its present one, the latest first. */
  formersOf(uri: string): readonly StoredSnapshot[] {
    return this.#try("reading", () => this.#store.formersOf(uri)) ?? [];
  }

  /** The files with tracked lines whose present text has that hash. */
  filesWithText(textHash: string): readonly string[] {
    return this.#try("reading", () => this.#store.filesWithText(textHash)) ?? [];
  }

  /** Whether anything is stored about a file. Costs nothing after the first call. */
  knows(uri: string): boolean {
    return this.knownUris().has(uri);
  }

  /** Every file that something is stored about. */
  knownUris(): ReadonlySet<string> {
    if (this.#known !== undefined) return this.#known;
    const uris = new Set(this.files().map((file) => file.uri));
    if (this.isReadable) this.#known = uris;
    return uris;
  }

  /** Every stored file. */
  files(): readonly FileSummary[] {
    return this.#try("reading", () => this.#store.files()) ?? [];
  }

  /** The counts of every day in every workspace folder. */
  days(): readonly InWorkspace<LineFact>[] {
    return this.#try("reading", () => this.#store.days()) ?? [];
  }

  /** What became of lines that had landed in a commit, on every day in every workspace folder. */
  outcomes(): readonly InWorkspace<OutcomeFact>[] {
    return this.#try("reading", () => this.#store.outcomes()) ?? [];
  }

  /** How many lines of each state the present text of every file has that is there, blank ones not counted. */
  treeStates(): readonly TreeState[] {
    const { hasher } = this;
    return this.#try("reading", () => this.#store.treeStates((hash) => hasher.isBlank(hash))) ?? [];
  }

  /** Every answer to a week's questions, the latest week first. */
  weekAnswers(): readonly WeekAnswer[] {
    return this.#try("reading", () => this.#store.weekAnswers()) ?? [];
  }

  /** Every answered checklist, the latest first. */
  checklists(): readonly StoredChecklist[] {
    return this.#try("reading", () => this.#store.checklists()) ?? [];
  }

  /** Everything stored, readable; `undefined` when it cannot be read. */
  everything(): Everything | undefined {
    return this.#try("reading", () => this.#store.everything());
  }

  /** Stores a batch, hashed while `hasKey`. Returns whether it is stored. */
  write(batch: Batch): boolean {
    this.#writeDeferred();
    if (this.#deferred.length > 0) return false;
    for (const file of batch.files) this.#known?.add(file.uri);
    return this.#try("writing", () => (this.#store.write(batch), true)) ?? false;
  }

  /**
   * Stores a checklist, hashed while `hasKey`, in place of an older one. Returns whether it is stored: not while paused, nor
   * where its file is not stored.
   */
  writeChecklist(checklist: ChecklistRecord, replacing: StoredChecklist | undefined): boolean {
    if (this.#pause.isPaused) return false;
    this.#writeDeferred();
    if (this.#deferred.length > 0) return false;
    return this.#try("writing", () => this.#store.writeChecklist(checklist, replacing)) ?? false;
  }

  /**
   * Stores what the user wrote to a question of the week that begins on that day, whole, in the place of what they wrote
   * before; `undefined` removes it. Returns whether that worked: not while paused.
   */
  writeWeekAnswer(week: Day, question: string, text: string | undefined): boolean {
    if (this.#pause.isPaused) return false;
    this.#writeDeferred();
    if (this.#deferred.length > 0) return false;
    const write = (): void =>
      text === undefined
        ? this.#store.removeWeekAnswer(week, question)
        : this.#store.writeWeekAnswer({ week, question, text, atMs: Date.now() });
    return this.#try("writing", () => (write(), true)) ?? false;
  }

  /** A file has another URI now. */
  renameFile(oldUri: string, newUri: string): void {
    this.#known?.delete(oldUri);
    this.#known?.add(newUri);
    this.#unlessPaused(() => this.#store.renameFile(oldUri, newUri));
  }

  /** Whether a file is there. */
  markPresence(uri: string, present: boolean, atMs: number): void {
    this.#unlessPaused(() => this.#store.markPresence(uri, present, undefined, atMs));
  }

  /** How far agents' records were read for a set of workspace folders. */
  agentCursors(scope: string): readonly StoredCursor[] {
    return this.#try("reading", () => this.#store.agentCursors(scope)) ?? [];
  }

  /** Which of these acts were told before. */
  knownActs(ids: readonly string[]): ReadonlySet<string> {
    return this.#try("reading", () => this.#store.knownActs(ids)) ?? new Set();
  }

  /** What each source of agents' edits gave, by its name. */
  sourceTotals(): ReadonlyMap<string, SourceTotals> {
    return this.#try("reading", () => this.#store.sourceTotals()) ?? new Map();
  }

  /** Notes what was learned from agents' records. Returns whether it is stored. */
  writeAgentProgress(scope: string, progress: AgentProgress): boolean {
    return this.#try("writing", () => (this.#store.writeAgentProgress(scope, progress), true)) ?? false;
  }

  /** Takes, or keeps, the right to do some work for all windows; without a store there is nobody to share it with. */
  takeLease(name: string, holder: string, nowMs: number, untilMs: number): boolean {
    return this.#try("writing", () => this.#store.takeLease(name, holder, nowMs, untilMs)) ?? true;
  }

  /** Gives the right back. */
  releaseLease(name: string, holder: string): void {
    this.#try("writing", () => this.#store.releaseLease(name, holder));
  }

  /** Whether another window has written since this was last asked. Proves nothing of reading, which may not have been tried. */
  changedElsewhere(): boolean {
    if (!this.isReadable) return false;
    try {
      if (!this.#store.changedElsewhere()) return false;
    } catch {
      return false;
    }
    this.#known = undefined;
    return true;
  }

  /** Removes every byte that was stored. Returns whether that worked. */
  deleteEverything(): boolean {
    this.#hasher = undefined;
    this.#known = undefined;
    this.#deferred = [];
    return this.#try("writing", () => (this.#store.deleteEverything(), true)) ?? false;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#probed.dispose();
    this.#store.close();
    this.#problemChanged.dispose();
    this.#lost.dispose();
    this.#readableAgain.dispose();
  }

  /** While paused nothing is written; what came up meanwhile is written afterwards. */
  #unlessPaused(work: () => void): void {
    this.#deferred.push(work);
    this.#writeDeferred();
  }

  #writeDeferred(): void {
    while (!this.#pause.isPaused && this.#deferred.length > 0) {
      const [work] = this.#deferred;
      this.#try("reading", () => {
        try {
          work?.();
        } catch (error) {
          // The database of a newer version takes nothing from this one, now or later.
          if (!isProblem(error, "newer")) throw error;
        }
      });
      if (!this.isReadable) return;
      this.#deferred.shift();
    }
  }

  #makeHasher(): void {
    const key = this.#try("writing", () => this.#store.key());
    this.#keyIsKept = key !== undefined;
    if (key !== undefined) this.#hasher = new Hasher(key);
  }

  #try<T>(access: Access, work: () => T): T | undefined {
    try {
      const result = work();
      if (access === "reading") this.#setProblem("reading", undefined);
      // A database that may only be read says so before anybody writes.
      const { refusal } = this.#store;
      if (access === "writing" || refusal !== undefined) this.#setProblem("writing", refusal);
      return result;
    } catch (error) {
      if (error instanceof StoreError) this.#setProblem(access, error.problem);
      else this.#log.error("The store failed.", error instanceof Error ? error : String(error));
      return undefined;
    }
  }

  #setProblem(access: Access, problem: StoreProblem | undefined): void {
    const before = this.#problems.get(access);
    if (problem !== undefined) this.#problems.set(access, problem);
    else if (!this.#problems.delete(access)) return;
    if (access === "reading") {
      if (problem !== undefined) this.#probed.within(this.#retries.ms);
      else if (before !== undefined) {
        this.#retries.ended();
        queueMicrotask(() => this.#readableAgain.fire());
      }
    }
    const present = this.#problems.get("writing") ?? this.#problems.get("reading");
    const nowMs = performance.now();
    this.#lockedSinceMs = present?.kind === "locked" ? (this.#lockedSinceMs ?? nowMs) : undefined;
    if (this.#lockedSinceMs === undefined || nowMs - this.#lockedSinceMs > briefMs) this.#show(present);
  }

  #show(problem: StoreProblem | undefined): void {
    if (problem?.kind === this.#shown?.kind) return;
    this.#shown = problem;
    if (problem === undefined) this.#log.info("Storing works again.");
    else this.#log.warn(`${wordsFor(problem)} (${problem.message})`);
    this.#problemChanged.fire();
  }

  #tellLoss(loss: StoreLoss): void {
    if (loss.kind === "corrupt") {
      this.#log.warn(`The database was damaged. It was kept as ${loss.setAside}; a new one began.`);
    } else {
      this.#log.info(`The database was ${loss.kind} outside this window.`);
    }
    if (loss.kind === "deleted") this.#hasher = undefined;
    this.#lost.fire(loss);
  }
}

function wordsFor(problem: StoreProblem): string {
  switch (problem.kind) {
    case "newer":
      return vscode.l10n.t(
        "A newer Review Debt wrote the stored data. Nothing is saved here until the extension is updated and the window reloaded.",
      );
    case "locked":
      return vscode.l10n.t("Another window is busy writing. Saving is tried again by itself.");
    case "full":
      return vscode.l10n.t("The disk is full. Make room; saving is tried again by itself.");
    case "readOnly":
      return vscode.l10n.t("The extension's storage folder cannot be written. Nothing is saved in this session.");
    case "corrupt":
      return vscode.l10n.t("The stored data is damaged. Close other VS Code windows and reload this one.");
    case "deleted":
      return vscode.l10n.t("Another window deleted the stored data.");
    case "unavailable":
      return vscode.l10n.t("This editor has no SQLite or its disk fails. Nothing is saved in this session.");
  }
}
