import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { Hasher } from "../../core/text/hash.ts";
import type { Everything } from "../../store/everything.ts";
import type { FileSummary, StoredFile, StoredSnapshot } from "../../store/files.ts";
import type { StoreLoss } from "../../store/handle.ts";
import { StoreError, type StoreProblem } from "../../store/problem.ts";
import { type Batch, Store } from "../../store/store.ts";
import type { Fact } from "../../core/week/facts.ts";
import type { Pause } from "./pause.ts";

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
  #hasher: Hasher | undefined;
  #keyIsKept = true;
  #problem: StoreProblem | undefined;
  #known: Set<string> | undefined;
  /** What is to be written once the user resumes. */
  #deferred: (() => void)[] = [];

  /** Fires when there is a problem, another one, or none any more. */
  readonly onDidChangeProblem = this.#problemChanged.event;
  /** Fires, soon after the call that noticed, when the database is not the one this window knew. */
  readonly onDidLose = this.#lost.event;

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
    return this.#problem === undefined ? undefined : wordsFor(this.#problem);
  }

  /** Hashes with this installation's key, or with a passing one while the key cannot be kept. */
  get hasher(): Hasher {
    if (this.#hasher !== undefined) return this.#hasher;
    const key = this.#try(() => this.#store.key());
    this.#keyIsKept = key !== undefined;
    this.#hasher = new Hasher(key ?? randomBytes(16));
    return this.#hasher;
  }

  /** A file with the ledger of its present text. */
  loadFile(uri: string): StoredFile | undefined {
    return this.#try(() => this.#store.loadFile(uri));
  }

  /** The ledger a file had when its text had exactly that hash. */
  snapshotOf(uri: string, textHash: string): StoredSnapshot | undefined {
    return this.#try(() => this.#store.snapshotOf(uri, textHash));
  }

  /** Whether anything is stored about a file. Costs nothing after the first call. */
  knows(uri: string): boolean {
    return this.knownUris().has(uri);
  }

  /** Every file that something is stored about. */
  knownUris(): ReadonlySet<string> {
    this.#known ??= new Set(this.files().map((file) => file.uri));
    return this.#known;
  }

  /** Every stored file. */
  files(): readonly FileSummary[] {
    return this.#try(() => this.#store.files()) ?? [];
  }

  /** The counts of every day. */
  days(): readonly Fact[] {
    return this.#try(() => this.#store.days()) ?? [];
  }

  /** Everything stored, readable; `undefined` when it cannot be read. */
  everything(): Everything | undefined {
    return this.#try(() => this.#store.everything());
  }

  /** Stores a batch. Returns whether it is stored. */
  write(batch: Batch): boolean {
    // Hashes of a passing key would match nothing ever again.
    if (!this.#keyIsKept) return false;
    for (const file of batch.files) this.#known?.add(file.uri);
    return this.#try(() => (this.#store.write(batch), true)) ?? false;
  }

  /** A file has another URI now. */
  renameFile(oldUri: string, newUri: string): void {
    this.#known?.add(newUri);
    this.#unlessPaused(() => this.#store.renameFile(oldUri, newUri));
  }

  /** Removes all that is known of a file. */
  forget(uri: string): void {
    this.#known?.delete(uri);
    this.#unlessPaused(() => this.#store.forget(uri));
  }

  /** Whether a file is there. */
  markPresence(uri: string, present: boolean, atMs: number): void {
    this.#unlessPaused(() => this.#store.markPresence(uri, present, undefined, atMs));
  }

  /** Removes every byte that was stored. Returns whether that worked. */
  deleteEverything(): boolean {
    this.#hasher = undefined;
    this.#known = undefined;
    this.#deferred = [];
    return this.#try(() => (this.#store.deleteEverything(), true)) ?? false;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#store.close();
    this.#problemChanged.dispose();
    this.#lost.dispose();
  }

  /** While paused nothing is written; what came up meanwhile is written afterwards. */
  #unlessPaused(work: () => void): void {
    this.#deferred.push(work);
    this.#writeDeferred();
  }

  #writeDeferred(): void {
    if (this.#pause.isPaused) return;
    for (const work of this.#deferred.splice(0)) this.#try(work);
  }

  #try<T>(work: () => T): T | undefined {
    try {
      const result = work();
      this.#setProblem(undefined);
      return result;
    } catch (error) {
      if (error instanceof StoreError) this.#setProblem(error.problem);
      else this.#log.error("The store failed.", error instanceof Error ? error : String(error));
      return undefined;
    }
  }

  #setProblem(problem: StoreProblem | undefined): void {
    if (problem?.kind === this.#problem?.kind) return;
    this.#problem = problem;
    if (problem === undefined) this.#log.info("Storing works again.");
    else this.#log.warn(`${wordsFor(problem)} (${problem.message})`);
    this.#problemChanged.fire();
  }

  #tellLoss(loss: StoreLoss): void {
    if (loss.kind === "corrupt") {
      this.#log.warn(`The database was damaged. It was kept as ${loss.setAside}; a new one was started.`);
    } else {
      this.#log.info(`The database was ${loss.kind} by another window.`);
    }
    if (loss.kind === "deleted") this.#hasher = undefined;
    this.#lost.fire(loss);
  }
}

function wordsFor(problem: StoreProblem): string {
  switch (problem.kind) {
    case "newer":
      return vscode.l10n.t(
        "A newer Review Debt wrote the stored data. Nothing is saved until you update the extension.",
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
