import * as vscode from "vscode";
import { areInHead } from "../../core/ledger/committed.ts";
import { hunksOf } from "../../core/ledger/hunks.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { addDebt, type Debt, debtOfSpans, noDebt } from "../../core/review/debt.ts";
import { fileOf } from "../cells.ts";
import { Soon } from "../soon.ts";
import type { Exclusions } from "./exclusions.ts";
import type { FileLedger, Ledgers } from "./ledgers.ts";
import type { Storage } from "./storage.ts";

/** Changes that follow each other this closely are counted once. */
const delayMs = 80;

/** The debt of one file. */
export interface FileDebt {
  readonly uri: vscode.Uri;
  readonly debt: Debt;
  /** The part of it in hunks that HEAD holds every tracked line of. */
  readonly inHead: Debt;
}

/**
 * What is still to read, file by file: of the files of this window that are not left out, open or closed. One sum for all who
 * show it.
 */
export class Debts implements vscode.Disposable {
  readonly #storage: Storage;
  readonly #ledgers: Ledgers;
  readonly #exclusions: Exclusions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #byUri = new Map<string, FileDebt>();
  /** For which marks a ledger's debt was counted. */
  readonly #counted = new WeakMap<Ledger, number>();
  readonly #stale = new Set<FileLedger>();
  /** What `files` answers until something changes. */
  #files: readonly FileDebt[] | undefined;
  readonly #settled = new Soon(() => this.#settle());

  /** Fires after the debt of any file may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(storage: Storage, ledgers: Ledgers, exclusions: Exclusions) {
    this.#exclusions = exclusions;
    this.#storage = storage;
    this.#ledgers = ledgers;
    this.#subscriptions = [
      ledgers.onDidChange((file) => {
        const { ledger } = file;
        if (this.#counted.get(ledger) === ledger.marksRevision && this.#byUri.has(file.uri.toString())) return;
        this.#counted.set(ledger, ledger.marksRevision);
        this.#stale.add(file);
        this.#settled.within(delayMs);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.reload()),
      ledgers.onDidChangeElsewhere(() => this.reload()),
      exclusions.onDidChange(() => this.#tell()),
      vscode.workspace.onDidOpenTextDocument(() => (this.#files = undefined)),
      vscode.workspace.onDidCloseTextDocument(() => (this.#files = undefined)),
    ];
  }

  /** Reads the debts of all stored files; those in memory are counted again when they change. */
  reload(): void {
    for (const summary of this.#storage.files()) {
      const uri = vscode.Uri.parse(summary.uri);
      if (this.#byUri.has(summary.uri) && this.#ledgers.inMemory(uri) !== undefined) continue;
      if (!summary.present) {
        this.#byUri.delete(summary.uri);
        continue;
      }
      this.#byUri.set(summary.uri, {
        uri,
        debt: { lines: summary.unreadLines, costTenths: summary.unreadCostTenths },
        inHead: noDebt,
      });
    }
    this.#tell();
  }

  /** The files of this window with something to read: in its folders or open in it, by path. */
  files(): readonly FileDebt[] {
    this.#files ??= [...this.#byUri.values()]
      .filter(({ uri, debt }) => debt.lines > 0 && this.counts(uri))
      .toSorted((a, b) => byText(a.uri.path, b.uri.path) || byText(a.uri.fragment, b.uri.fragment));
    return this.#files;
  }

  /** The files of this window that something is known of, also where nothing is to be read. */
  known(): readonly FileDebt[] {
    return [...this.#byUri.values()].filter(({ uri }) => belongsHere(uri));
  }

  /** Whether what there is to read in a file counts here: it is this window's and not left out. */
  counts(uri: vscode.Uri): boolean {
    return belongsHere(uri) && this.#exclusions.of(uri) === undefined;
  }

  /** What there is to read in one file. */
  of(uri: vscode.Uri): Debt {
    return this.ofFile(uri).debt;
  }

  /** What there is to read in one file, and what of it HEAD holds; nothing in one that is left out. */
  ofFile(uri: vscode.Uri): FileDebt {
    const file = this.#exclusions.of(uri) === undefined ? this.#byUri.get(uri.toString()) : undefined;
    return file ?? { uri, debt: noDebt, inHead: noDebt };
  }

  /** What there is to read in this window. */
  total(): Debt {
    return this.files().reduce((sum, { debt }) => addDebt(sum, debt), noDebt);
  }

  /** A file, document or cell is gone. What is stored of it is kept, for it may come back. */
  gone(uri: vscode.Uri): void {
    this.#storage.markPresence(uri.toString(), false, Date.now());
    this.drop(uri);
  }

  /** A file has another name. */
  drop(uri: vscode.Uri): void {
    if (this.#byUri.delete(uri.toString())) this.#tell();
  }

  /** Forgets everything. */
  clear(): void {
    this.#stale.clear();
    this.#byUri.clear();
    this.#tell();
  }

  #tell(): void {
    this.#files = undefined;
    this.#changed.fire();
  }

  dispose(): void {
    this.#settled.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #settle(): void {
    for (const file of this.#stale) {
      const { uri, ledger } = this.#ledgers.present(file);
      let debt = noDebt;
      let inHead = noDebt;
      for (const { spans } of hunksOf(ledger.spans())) {
        const own = debtOfSpans(ledger.lines, spans);
        debt = addDebt(debt, own);
        if (areInHead(spans)) inHead = addDebt(inHead, own);
      }
      this.#byUri.set(uri.toString(), { uri, debt, inHead });
    }
    this.#stale.clear();
    this.#tell();
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function belongsHere(uri: vscode.Uri): boolean {
  if (vscode.workspace.getWorkspaceFolder(fileOf(uri)) !== undefined) return true;
  const key = uri.toString();
  return vscode.workspace.textDocuments.some((document) => !document.isClosed && document.uri.toString() === key);
}
