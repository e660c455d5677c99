import * as vscode from "vscode";
import type { Debts } from "../keep/debts.ts";
import type { FileLedger, Ledgers } from "../keep/ledgers.ts";
import type { Storage } from "../keep/storage.ts";

/** Files that changed while the editor was shut are read after the editor has settled. */
const startMs = 1000;
/** A saved untitled document is open under its new name by then. */
const savedAsMs = 500;

/** Follows tracked files that are not open: changed, created, deleted or renamed, now or while the editor was shut. */
export class Files implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #debts: Debts;
  readonly #storage: Storage;
  readonly #subscriptions: vscode.Disposable[];
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(ledgers: Ledgers, debts: Debts, storage: Storage) {
    this.#ledgers = ledgers;
    this.#debts = debts;
    this.#storage = storage;
    const watcher = vscode.workspace.createFileSystemWatcher("**/*");
    this.#subscriptions = [
      watcher,
      watcher.onDidChange((uri) => this.#reread(uri)),
      watcher.onDidCreate((uri) => this.#reread(uri)),
      watcher.onDidDelete((uri) => this.#gone(uri)),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.#renamed(oldUri, newUri);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#untitledClosed(document)),
    ];
  }

  /** Reads the debts that are stored, then, at leisure, the files they are about. */
  start(): void {
    this.#debts.reload();
    this.#later(startMs, () => void this.#rereadAll());
  }

  dispose(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #rereadAll(): Promise<void> {
    for (const { uri, hasSpans } of this.#storage.files()) {
      const parsed = vscode.Uri.parse(uri);
      if (!hasSpans || vscode.workspace.getWorkspaceFolder(parsed) === undefined) continue;
      const file = await this.#ledgers.open(parsed);
      if (file === undefined) this.#gone(parsed);
    }
  }

  #reread(uri: vscode.Uri): void {
    if (this.#storage.knows(uri.toString())) void this.#isThere(uri);
  }

  /** A file that may have been away: its debt counts again, also where its text is what it was. */
  async #isThere(uri: vscode.Uri): Promise<void> {
    const file = await this.#ledgers.open(uri);
    if (file?.ledger.everTracked === true) this.#ledgers.touch(file);
  }

  /** What is known of a deleted file is kept, for it may come back. */
  #gone(uri: vscode.Uri): void {
    const key = uri.toString();
    if (!this.#storage.knows(key)) return;
    this.#storage.markPresence(key, false, Date.now());
    this.#debts.drop(uri);
  }

  #renamed(oldUri: vscode.Uri, newUri: vscode.Uri): void {
    const old = oldUri.toString();
    for (const key of this.#storage.knownUris()) {
      if (key !== old && !key.startsWith(`${old}/`)) continue;
      const from = vscode.Uri.parse(key);
      const to = vscode.Uri.parse(newUri.toString() + key.slice(old.length));
      this.#ledgers.rename(from, to);
      this.#debts.drop(from);
      void this.#isThere(to);
    }
  }

  /** An untitled document that was saved lives on as a file with the same text; one that was not is gone. */
  #untitledClosed(document: vscode.TextDocument): void {
    if (document.uri.scheme !== "untitled") return;
    const closed = this.#ledgers.inMemory(document.uri);
    if (closed?.ledger.everTracked !== true) return;
    this.#later(savedAsMs, () => {
      const heir = [...this.#ledgers.all()].find((file) => isHeir(file, closed));
      if (heir !== undefined) {
        heir.ledger.restart(heir.ledger.lines, closed.ledger.spans());
        this.#ledgers.touch(heir);
      }
      this.#ledgers.forget(document.uri);
      this.#debts.drop(document.uri);
    });
  }

  #later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }
}

function isHeir(file: FileLedger, closed: FileLedger): boolean {
  const { lines } = file.ledger;
  const old = closed.ledger.lines;
  return (
    file !== closed &&
    !file.ledger.everTracked &&
    lines.length === old.length &&
    lines.every((line, i) => line === old[i])
  );
}
