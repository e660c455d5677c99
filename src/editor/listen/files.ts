import * as vscode from "vscode";
import { sameLines, splitLines } from "../../core/text/lines.ts";
import { cellsIn, fileOf, isCell } from "../cells.ts";
import { isOnDisk, linesOnDisk } from "../disk.ts";
import type { Debts } from "../keep/debts.ts";
import type { FileLedger, Ledgers } from "../keep/ledgers.ts";
import type { Storage } from "../keep/storage.ts";
import { inSlices, Timers } from "../soon.ts";
import { Arrivals } from "./arrivals.ts";
import { Carried } from "./carried.ts";

/** Files that changed while the editor was shut are read after the editor has settled. */
const startMs = 1000;

/** So many files are read at once. */
const readAtOnce = 32;

/** Follows tracked files that are not open: changed, created, deleted or renamed, now or while the editor was shut. */
export class Files implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #debts: Debts;
  readonly #storage: Storage;
  readonly #subscriptions: vscode.Disposable[];
  /** Files that are to be read again. */
  readonly #stale = new Map<string, vscode.Uri>();
  readonly #timers = new Timers();
  readonly #arrivals: Arrivals;

  constructor(ledgers: Ledgers, debts: Debts, storage: Storage) {
    this.#ledgers = ledgers;
    this.#debts = debts;
    this.#storage = storage;
    const carried = new Carried(ledgers, storage);
    this.#arrivals = new Arrivals(ledgers, storage, carried, (from, to) => this.renamed(from, to));
    const watcher = vscode.workspace.createFileSystemWatcher("**/*");
    this.#subscriptions = [
      watcher,
      this.#arrivals,
      carried,
      watcher.onDidChange((uri) => this.#reread(uri)),
      watcher.onDidCreate((uri) => this.#created(uri)),
      watcher.onDidDelete((uri) => this.#gone(uri)),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.renamed(oldUri, newUri);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => this.#untitledSaved(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#untitledClosed(document)),
      storage.onDidBecomeReadable(() => this.start()),
    ];
  }

  /** Reads the debts that are stored, then, at leisure, the files they are about. */
  start(): void {
    this.#debts.reload();
    this.#timers.after(startMs, () => void this.#rereadAll());
  }

  /** A file, or a folder with files, has another name: what is known of it goes with it. */
  renamed(oldUri: vscode.Uri, newUri: vscode.Uri): void {
    const old = oldUri.path;
    for (const key of this.#storage.knownUris()) {
      const from = vscode.Uri.parse(key);
      const file = fileOf(from);
      if (file.scheme !== oldUri.scheme || file.authority !== oldUri.authority) continue;
      if (file.path !== old && !file.path.startsWith(`${old}/`)) continue;
      const to = from.with({ path: newUri.path + file.path.slice(old.length) });
      this.#ledgers.rename(from, to);
      this.#debts.drop(from);
      if (isCell(to)) this.#debts.reload();
      else void this.#isThere(to);
    }
  }

  dispose(): void {
    this.#timers.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Any of the files may say something else by now, also one that had no tracked line in the text it was last seen with. */
  async #rereadAll(): Promise<void> {
    const notebooks = new Map<string, vscode.Uri>();
    for (const { uri } of this.#storage.files()) {
      const parsed = vscode.Uri.parse(uri);
      const home = fileOf(parsed);
      if (vscode.workspace.getWorkspaceFolder(home) === undefined) continue;
      if (isCell(parsed)) notebooks.set(home.toString(), home);
      else this.#reread(parsed);
    }
    for (const notebook of notebooks.values()) if (!(await isOnDisk(notebook))) this.#gone(notebook);
  }

  #created(uri: vscode.Uri): void {
    for (const cell of cellsIn(this.#storage.knownUris(), uri)) {
      this.#storage.markPresence(cell.toString(), true, Date.now());
      this.#debts.reload();
    }
    if (this.#storage.knows(uri.toString())) this.#reread(uri);
    else this.#arrivals.came(uri);
  }

  #reread(uri: vscode.Uri): void {
    const key = uri.toString();
    if (!this.#storage.knows(key)) return;
    this.#stale.set(key, uri);
    if (this.#stale.size === 1) this.#timers.after(0, () => this.#rereadStale());
  }

  /** A branch switch changes many files at once: a few are read, and others have the thread in between. */
  async #rereadStale(): Promise<void> {
    while (this.#stale.size > 0) {
      const some = [...this.#stale.values()].slice(0, readAtOnce);
      const texts = await Promise.all(some.map((uri) => linesOnDisk(uri)));
      await inSlices(this.#meeting(some, texts));
    }
  }

  *#meeting(uris: readonly vscode.Uri[], texts: readonly (readonly string[] | undefined)[]): Generator<void, void> {
    for (const [i, uri] of uris.entries()) {
      const lines = texts[i];
      // Where it changed again meanwhile it is read again.
      const key = uri.toString();
      if (this.#stale.get(key) === uri) this.#stale.delete(key);
      if (lines !== undefined) this.#cameBack(this.#ledgers.meet(uri, lines));
      else if (!this.#ledgers.isOpen(uri)) this.#gone(uri);
      yield;
    }
  }

  /** A file that may have been away: its debt counts again, also where its text is what it was. */
  async #isThere(uri: vscode.Uri): Promise<void> {
    const file = await this.#ledgers.open(uri);
    if (file !== undefined) this.#cameBack(file);
  }

  #cameBack(file: FileLedger): void {
    if (file.ledger.everTracked) this.#ledgers.touch(file);
  }

  /** What is known of a file that is deleted, or something else by now, is kept, for it may come back. */
  #gone(uri: vscode.Uri): void {
    for (const cell of cellsIn(this.#storage.knownUris(), uri)) this.#debts.gone(cell);
    if (!this.#storage.knows(uri.toString())) return;
    this.#debts.gone(uri);
    this.#arrivals.went(uri);
  }

  /**
   * An untitled document that is saved lives on as a file. The editor saves that one with the same text first; only
   * then it empties and closes the untitled one.
   */
  #untitledSaved(document: vscode.TextDocument): void {
    if (document.uri.scheme === "untitled") return;
    for (const untitled of this.#ledgers.all()) {
      const { ledger } = untitled;
      const spans = untitled.uri.scheme === "untitled" ? ledger.spans() : [];
      if (spans.length === 0 || !sameLines(splitLines(document.getText()), ledger.lines)) continue;
      const heir = this.#ledgers.attach(document);
      if (heir === undefined || heir.ledger.everTracked) return;
      heir.ledger.restart(ledger.lines, spans);
      ledger.restart(ledger.lines, []);
      this.#ledgers.touch(heir);
      this.#ledgers.touch(untitled);
      return;
    }
  }

  /** A window that closes closes its untitled documents too and brings them back later, so what is known of them is kept. */
  #untitledClosed({ uri }: vscode.TextDocument): void {
    if (uri.scheme === "untitled") this.#debts.gone(uri);
  }
}
