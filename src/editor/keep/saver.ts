import * as vscode from "vscode";
import { Latest } from "../../core/latest.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { debtOfSpans } from "../../core/review/debt.ts";
import type { Hasher, LineHash } from "../../core/text/hash.ts";
import type { Fact, InWorkspace } from "../../core/week/facts.ts";
import type { FileRecord } from "../../store/files.ts";
import { fileOf } from "../cells.ts";
import { Soon } from "../soon.ts";
import type { FileLedger, Ledgers } from "./ledgers.ts";
import type { Pause } from "./pause.ts";
import { Retries } from "./retries.ts";
import type { Storage } from "./storage.ts";

/** Changed marks are stored this soon, together with what follows them closely. */
const delayMs = 300;
/** A text that changed around its marks can wait: they are found again line by line if it comes to that. */
const textDelayMs = 3000;
/** Who made a change, or that it was a revert, shows only a moment later; what is not sure yet is not stored. */
const unsureMs = 150;
/** Marks are stored after this time also where changes never pause: before they were on screen for a second. */
const longestMs = 700;
/** So many lines are stored in one go, as long as nobody waits: some ten milliseconds' work. */
const storedLines = 1500;
/** What is more than that is stored after a rest of this time. */
const restMs = 30;

/** So many files' hashes are remembered, so that only what changed is hashed again. */
const hashedFiles = 16;

/** The hashes of a ledger's text when it was last stored, and what made them. */
interface Hashed {
  readonly hasher: Hasher;
  readonly lines: readonly string[];
  readonly hashes: readonly LineHash[];
}

/** Writes changed ledgers and their day facts to the store, shortly after they changed. */
export class Saver implements vscode.Disposable {
  readonly #storage: Storage;
  readonly #ledgers: Ledgers;
  readonly #pause: Pause;
  readonly #subscriptions: vscode.Disposable[];
  readonly #dirty = new Set<FileLedger>();
  /** Of the files that are worked in; all hashes of a file that is stored now and then are soon made. */
  readonly #hashed = new Latest<Ledger, Hashed>(hashedFiles);
  readonly #storedRevisions = new WeakMap<Ledger, number>();
  #facts: InWorkspace<Fact>[] = [];
  /** When changed marks are stored all the same. */
  #latestMs: number | undefined;
  #changedAtMs = 0;
  readonly #retries = new Retries();
  /** Whether all that was due since the last change has had its turn. */
  #isSure = false;
  readonly #flushed = new Soon(() => this.#flushWhenSure());

  constructor(storage: Storage, ledgers: Ledgers, pause: Pause) {
    this.#storage = storage;
    this.#ledgers = ledgers;
    this.#pause = pause;
    this.#subscriptions = [
      ledgers.onDidChange((file) => {
        this.#changedAtMs = performance.now();
        this.#isSure = false;
        this.#dirty.add(file);
        const { marksRevision } = file.ledger;
        const marksChanged = this.#storedRevisions.get(file.ledger) !== marksRevision;
        if (marksChanged) this.#latestMs ??= this.#changedAtMs + longestMs;
        this.#flushed.within(marksChanged ? delayMs : textDelayMs);
      }),
      pause.onDidChange(() => this.#flushed.within(delayMs)),
      // What is on disk may come back after later changes are given up, so its marks are stored with it.
      vscode.workspace.onDidSaveTextDocument(() => this.#saved()),
      vscode.workspace.onDidSaveNotebookDocument(() => this.#saved()),
    ];
  }

  /** The counts that are not stored yet. */
  get unsavedFacts(): readonly InWorkspace<Fact>[] {
    this.#collectFacts(this.#dirty);
    return this.#facts;
  }

  /** Stores now what is to be stored; while paused nothing, until it is resumed. Returns whether nothing is left. */
  flush(): boolean {
    return this.#flushSome(Infinity) && this.#dirty.size === 0;
  }

  /** Everything in memory is to be written again, since the store lost it. */
  saveAll(): void {
    for (const file of this.#ledgers.all()) if (file.ledger.everTracked) this.#dirty.add(file);
    this.#flushed.within(delayMs);
  }

  /** Forgets what was to be stored. */
  discard(): void {
    this.#flushed.cancel();
    this.#dirty.clear();
    this.#latestMs = undefined;
    this.#facts = [];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.flush();
    this.#flushed.cancel();
  }

  #saved(): void {
    if (this.#dirty.size > 0) this.#flushed.within(0);
  }

  #collectFacts(files: Iterable<FileLedger>): void {
    for (const { uri, ledger } of files) {
      const facts = ledger.takeFacts();
      if (facts.length === 0) continue;
      const workspace = vscode.workspace.getWorkspaceFolder(fileOf(uri))?.uri.toString() ?? "";
      for (const fact of facts) this.#facts.push({ ...fact, workspace });
    }
  }

  #flushWhenSure(): void {
    const nowMs = performance.now();
    const missingMs = unsureMs - (nowMs - this.#changedAtMs);
    const isAsked = [...this.#dirty].some((file) => this.#ledgers.unsure.has(file));
    const mayWait = isAsked || nowMs < (this.#latestMs ?? Infinity);
    if (mayWait && (isAsked || missingMs > 0)) this.#flushed.within(Math.max(missingMs, restMs));
    else if (mayWait && !this.#isSure) {
      // Where the thread was busy, what makes sure may be as late as this.
      this.#isSure = true;
      this.#flushed.within(1);
    } else if (this.#flushSome(storedLines) && this.#dirty.size > 0) this.#flushed.within(restMs);
  }

  /** Stores the files that wait longest, as far as they have so many lines; at least one. Returns whether that worked. */
  #flushSome(lineLimit: number): boolean {
    this.#flushed.cancel();
    if (this.#pause.isPaused) {
      this.#collectFacts(this.#dirty);
      return false;
    }
    const some: FileLedger[] = [];
    let lines = 0;
    for (const file of this.#dirty) {
      lines += file.ledger.lineCount;
      if (lines > lineLimit && some.length > 0) break;
      some.push(file);
    }
    this.#collectFacts(some);
    const telling = some.filter((file) => this.#tells(this.#ledgers.present(file)));
    const isNothing = telling.length === 0 && this.#facts.length === 0;
    if (!isNothing && !this.#write(telling)) {
      this.#flushed.within(this.#retries.ms);
      this.#retries.made();
      return false;
    }
    this.#retries.ended();
    this.#facts = [];
    for (const file of some) {
      this.#storedRevisions.set(file.ledger, file.ledger.marksRevision);
      this.#dirty.delete(file);
    }
    if (this.#dirty.size === 0) this.#latestMs = undefined;
    return true;
  }

  /** A file without a tracked line, of which nothing is stored, needs no record. */
  #tells({ uri, ledger }: FileLedger): boolean {
    return ledger.spans().length > 0 || this.#storage.knows(uri.toString());
  }

  #write(dirty: readonly FileLedger[]): boolean {
    // Hashes of a passing key would match nothing ever again; a file that could not be asked for would lose its marks.
    if (!this.#storage.hasKey || !this.#ledgers.catchUp()) return false;
    const present = dirty.map((file) => this.#ledgers.present(file));
    const files = present.map((file) => this.#record(file));
    const atMs = Date.now();
    if (!this.#storage.write({ files, facts: this.#facts, atMs })) return false;
    this.#ledgers.stored(present, files, atMs);
    this.#ledgers.formers.stored(files.map(({ uri }) => uri));
    return true;
  }

  #record({ uri, ledger }: FileLedger): FileRecord {
    const { hasher } = this.#storage;
    const before = this.#hashed.get(ledger);
    const hashes = hasher.lines(ledger.lines, before?.hasher === hasher ? before : undefined);
    this.#hashed.set(ledger, { hasher, lines: ledger.lines, hashes });
    const spans = ledger.spans();
    const debt = debtOfSpans(ledger.lines, spans);
    return {
      uri: uri.toString(),
      textHash: hasher.text(hashes),
      lineHashes: hashes,
      spans,
      unreadLines: debt.lines,
      unreadCostTenths: debt.costTenths,
      present: true,
      disk: undefined,
      left: this.#ledgers.formers.waiting(uri.toString()),
    };
  }
}
