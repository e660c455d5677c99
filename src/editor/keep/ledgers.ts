import * as vscode from "vscode";
import { Agreements } from "../../core/ledger/agreements.ts";
import { comeBack } from "../../core/ledger/comeback.ts";
import { Ledger } from "../../core/ledger/ledger.ts";
import type { Span } from "../../core/ledger/mark.ts";
import type { Moves } from "../../core/ledger/moves.ts";
import { reanchor } from "../../core/ledger/reanchor.ts";
import { sameLines, splitLines } from "../../core/text/lines.ts";
import type { FileRecord, StoredFile } from "../../store/files.ts";
import { fileOf, isCell } from "../cells.ts";
import { characterLimit, linesOnDisk } from "../disk.ts";
import { deflated } from "./deflated.ts";
import { Formers } from "./formers.ts";
import type { Storage } from "./storage.ts";

/** The files with the most lines that are followed (DESIGN §4). */
const lineLimit = 50_000;

/** A change of a file's text outside the editor, as its ledger names it. */
export interface DiskChange {
  readonly file: FileLedger;
  readonly entry: number;
}

/** A ledger and the file it tells the truth about. */
export interface FileLedger {
  readonly uri: vscode.Uri;
  readonly ledger: Ledger;
}

/**
 * Which ledgers are in memory: one for each document that is followed, and those of closed files that somebody asked
 * for. The one place where a ledger begins, from what the store remembers and what the text is now.
 */
export class Ledgers implements vscode.Disposable {
  readonly #storage: Storage;
  readonly #moves: Moves;
  /** The texts that changes on disk took away, until they are stored. */
  readonly formers: Formers;
  readonly #changed = new vscode.EventEmitter<FileLedger>();
  readonly #changedOnDisk = new vscode.EventEmitter<DiskChange>();
  readonly #othersWrote = new vscode.EventEmitter<void>();
  readonly #startedAfresh = new vscode.EventEmitter<void>();
  readonly #attached = new Map<vscode.TextDocument, FileLedger>();
  readonly #byUri = new Map<string, FileLedger>();
  readonly #agreements = new Agreements();
  /** The files of ledgers that had another name before. */
  readonly #renamed = new WeakMap<Ledger, FileLedger>();
  /** Ledgers that began while the store could not be asked about them. */
  readonly #unasked = new Set<FileLedger>();
  readonly #subscription: vscode.Disposable;

  /** Files with a change of which it will soon be known whether it came from disk. Until then they are not to be stored. */
  readonly unsure = new Set<FileLedger>();

  /** Fires after text or marks of a file with tracked lines changed. */
  readonly onDidChange = this.#changed.event;
  /** Fires after a text that became another one on disk is in its ledger, as nobody's work. */
  readonly onDidChangeOnDisk = this.#changedOnDisk.event;
  /** Fires after another window stored something; what is in memory here knows of it by then. */
  readonly onDidChangeElsewhere = this.#othersWrote.event;
  /** Fires after everything was forgotten. */
  readonly onDidStartAfresh = this.#startedAfresh.event;

  constructor(storage: Storage, moves: Moves) {
    this.#storage = storage;
    this.formers = new Formers(storage);
    this.#moves = moves;
    this.#subscription = storage.onDidBecomeReadable(() => this.catchUp());
  }

  /** The ledger of a followed document. The keystroke path: one look-up. */
  of(document: vscode.TextDocument): FileLedger | undefined {
    return this.#attached.get(document);
  }

  /** The ledgers in memory, by URI. */
  all(): Iterable<FileLedger> {
    return this.#byUri.values();
  }

  /** The ledger of a file if it is in memory. */
  inMemory(uri: vscode.Uri): FileLedger | undefined {
    return this.#byUri.get(uri.toString());
  }

  /** A file under the name that it has by now. */
  present(file: FileLedger): FileLedger {
    return this.#renamed.get(file.ledger) ?? file;
  }

  /** Whether a file is open as a document that is followed. */
  isOpen(uri: vscode.Uri): boolean {
    return this.#attachedTo(uri) !== undefined;
  }

  /** Starts to follow a document. `undefined` when it is too long. */
  attach(document: vscode.TextDocument): FileLedger | undefined {
    const known = this.#attached.get(document);
    if (known !== undefined) return known;
    if (document.lineCount > lineLimit) return undefined;
    const text = document.getText();
    if (text.length > characterLimit) return undefined;
    const file = this.#begin(document.uri, splitLines(text));
    this.#attached.set(document, file);
    if (file.ledger.everTracked || this.#storage.knows(file.uri.toString())) this.#changed.fire(file);
    return file;
  }

  /** Stops following a document. Its ledger stays in memory while it may have to be stored. */
  detach(document: vscode.TextDocument): void {
    const file = this.#attached.get(document);
    this.#attached.delete(document);
    if (file === undefined) return;
    if (file.ledger.everTracked) file.ledger.rest(deflated);
    else this.#byUri.delete(file.uri.toString());
  }

  /**
   * The ledger of a file, open or closed; a closed one is read from disk first, and of a cell the notebook is opened.
   * `undefined` when the file is gone, unreadable or too long.
   */
  async open(uri: vscode.Uri): Promise<FileLedger | undefined> {
    const attached = this.#attachedTo(uri);
    if (attached !== undefined) return attached;
    if (isCell(uri)) {
      await vscode.workspace.openNotebookDocument(fileOf(uri)).then(undefined, () => undefined);
      return this.#attachedTo(uri);
    }
    const lines = await linesOnDisk(uri);
    return lines && this.meet(uri, lines);
  }

  /** As `open`, for a file that says this on disk. */
  meet(uri: vscode.Uri, lines: readonly string[]): FileLedger {
    const before = this.inMemory(uri)?.ledger.revision;
    // It may have been opened meanwhile.
    const attached = this.#attachedTo(uri);
    const file = attached ?? this.#begin(uri, lines);
    if (attached === undefined) file.ledger.rest(deflated);
    const matters = file.ledger.everTracked || this.#storage.knows(uri.toString());
    if (matters && file.ledger.revision !== before) this.#changed.fire(file);
    return file;
  }

  /** Says that marks or text of a file changed. */
  touch(file: FileLedger): void {
    this.#changed.fire(file);
  }

  /** Says that a change which is in a file's ledger was made on disk. */
  tellDiskChange(change: DiskChange): void {
    this.#comeBack(change);
    this.#changedOnDisk.fire(change);
  }

  /** Lets go of a closed file's ledger that has nothing to tell. */
  release(file: FileLedger): void {
    if (!file.ledger.everTracked && this.#attachedTo(file.uri) === undefined) this.#byUri.delete(file.uri.toString());
  }

  /** What is stored of these files, in the same order, is what their ledgers know. Closed ones rest again. */
  stored(files: readonly FileLedger[], records: readonly FileRecord[], atMs: number): void {
    for (const [i, { textHash, spans }] of records.entries()) {
      const file = files[i];
      if (file === undefined) continue;
      this.#agreements.note(file.ledger, { textHash, spans, seenAtMs: atMs });
      if (this.#attachedTo(file.uri) === undefined) file.ledger.rest(deflated);
    }
  }

  /**
   * Asks the store about files that it could not be asked about when they were opened, and about those that another window
   * wrote since, and takes in what it knows of them. Returns whether it knows all now; before, nothing may be stored over what
   * it has.
   */
  catchUp(): boolean {
    if (this.#storage.changedElsewhere()) {
      for (const file of this.#byUri.values()) this.#meetOthers(file);
      this.#othersWrote.fire();
    }
    for (const file of this.#unasked) {
      if (this.inMemory(file.uri) !== file) {
        this.#unasked.delete(file);
        continue;
      }
      const key = file.uri.toString();
      const known = this.#recall(key, this.#storage.loadFile(key), file.ledger.lines);
      if (known === undefined) return false;
      this.#unasked.delete(file);
      file.ledger.recall(known);
      this.#changed.fire(file);
    }
    return true;
  }

  /** A file has another name; its ledger goes with it. */
  rename(oldUri: vscode.Uri, newUri: vscode.Uri): void {
    this.#storage.renameFile(oldUri.toString(), newUri.toString());
    this.formers.renamed(oldUri.toString(), newUri.toString());
    const file = this.#byUri.get(oldUri.toString());
    if (file === undefined) return;
    const { ledger } = file;
    this.#byUri.delete(oldUri.toString());
    this.#leaveBehind(oldUri, ledger.lines);
    const already = this.#attachedTo(newUri);
    if (already === undefined) {
      const renamed = { uri: newUri, ledger };
      this.#byUri.set(newUri.toString(), renamed);
      this.#renamed.set(ledger, renamed);
    } else if (!already.ledger.everTracked) {
      // The editor opens a document under its new name before it tells of the renaming, or still shows one that was away.
      const { lines } = already.ledger;
      already.ledger.restart(ledger.lines, ledger.spans());
      this.#bringUpToDate(already, lines);
    }
  }

  /** Several files have each other's names, or new ones. */
  renameAll(renamings: readonly { readonly from: vscode.Uri; readonly to: vscode.Uri }[]): void {
    const between = (uri: vscode.Uri): vscode.Uri => uri.with({ fragment: `renamed-${uri.fragment}` });
    for (const { from } of renamings) this.rename(from, between(from));
    for (const { from, to } of renamings) this.rename(between(from), to);
  }

  /** Forgets all ledgers and follows the same documents afresh, without a tracked line. */
  startAfresh(): void {
    this.#byUri.clear();
    this.#unasked.clear();
    this.#moves.clear();
    this.formers.forget();
    for (const file of this.#attached.values()) {
      this.#byUri.set(file.uri.toString(), file);
      const { ledger } = file;
      ledger.restart(ledger.lines, []);
      ledger.takeFacts();
      // Whoever shows marks is to take them away.
      if (ledger.everTracked) this.#changed.fire(file);
    }
    this.#startedAfresh.fire();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#changedOnDisk.dispose();
    this.#othersWrote.dispose();
    this.#startedAfresh.dispose();
  }

  #attachedTo(uri: vscode.Uri): FileLedger | undefined {
    const key = uri.toString();
    for (const file of this.#attached.values()) if (file.uri.toString() === key) return file;
    return undefined;
  }

  /** A document under a name that its file lost is followed on its own, for its file may get that name back. */
  #leaveBehind(uri: vscode.Uri, lines: readonly string[]): void {
    const key = uri.toString();
    for (const [document, { uri: attached }] of this.#attached) {
      if (attached.toString() !== key) continue;
      const left = { uri, ledger: new Ledger(lines, [], this.#moves) };
      this.#attached.set(document, left);
      this.#byUri.set(key, left);
      this.#changed.fire(left);
    }
  }

  #begin(uri: vscode.Uri, lines: readonly string[]): FileLedger {
    const key = uri.toString();
    const kept = this.#byUri.get(key);
    if (kept !== undefined) {
      this.#bringUpToDate(kept, lines);
      return kept;
    }
    const stored = this.#storage.loadFile(key);
    const known = this.#recall(key, stored, lines);
    const file = { uri, ledger: new Ledger(lines, known ?? [], this.#moves) };
    if (known === undefined) this.#unasked.add(file);
    this.#byUri.set(key, file);
    if (stored !== undefined) this.#agreements.note(file.ledger, stored);
    return file;
  }

  /** A ledger from memory meets the file's text, which may have changed out of sight or lost unsaved edits. */
  #bringUpToDate(file: FileLedger, lines: readonly string[]): void {
    const { ledger } = file;
    if (sameLines(ledger.lines, lines)) return;
    const entry = ledger.replaceText(lines, { kind: "disk", atMs: Date.now() });
    this.tellDiskChange({ file, entry });
  }

  /** What a change on disk brought back is what it was. Only files with something to bring back are looked at. */
  #comeBack({ file: { uri, ledger }, entry }: DiskChange): void {
    const key = uri.toString();
    if ((!ledger.everTracked && !this.#storage.knows(key)) || !this.#storage.hasKey) return;
    comeBack(ledger, entry, this.formers.of(key), this.#storage.hasher, Date.now());
  }

  /** Another window may have stored this file: of the very same text it knows what it says, as far as this window does not. */
  #meetOthers(file: FileLedger): void {
    const { uri, ledger } = file;
    const key = uri.toString();
    if (!this.#storage.knows(key) || !this.#storage.hasKey) return;
    const stored = this.#storage.loadFile(key);
    if (stored === undefined || !this.#agreements.isNews(ledger, stored.seenAtMs)) return;
    const { hasher } = this.#storage;
    if (stored.textHash !== hasher.text(hasher.lines(ledger.lines))) return;
    if (this.#agreements.takeOver(ledger, stored)) this.#changed.fire(file);
  }

  /** What the store remembers of a file, for the text it has now; `undefined` when it cannot be asked. */
  #recall(uri: string, stored: StoredFile | undefined, lines: readonly string[]): readonly Span[] | undefined {
    if (stored === undefined) return this.#storage.isReadable ? [] : undefined;
    if (!this.#storage.hasKey) return undefined;
    const { hasher } = this.#storage;
    const hashes = hasher.lines(lines);
    const textHash = hasher.text(hashes);
    if (textHash === stored.textHash) return stored.spans;
    const formers = this.formers.of(uri);
    return formers.exactly(textHash)?.spans ?? reanchor(stored, formers.all(), hashes, hasher);
  }
}
