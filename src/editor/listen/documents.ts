import * as vscode from "vscode";
import type { Author } from "../../core/ledger/attribute.ts";
import type { TextChange } from "../../core/text/change.ts";
import { sameLines, splitLines, stripped } from "../../core/text/lines.ts";
import { isCell, isUnsaved } from "../cells.ts";
import { isOwnFile, linesOnDisk } from "../disk.ts";
import type { FileLedger, Ledgers } from "../keep/ledgers.ts";
import type { Storage } from "../keep/storage.ts";
import { Timers } from "../soon.ts";

/** A document that is still not dirty this long after a change may have been read from disk; a busy editor is as slow. */
const reloadMs = 100;
/** So often it is looked whether it says what is on disk. */
const reloadLooks = 20;
/** A revert is announced this soon after its change. */
const revertMs = 1000;
/** Formatters that run at a save have changed the text this shortly before it is announced, or do so after it. */
const formatMs = 150;
/** A save that has not ended after this time has failed. */
const longestSaveMs = 10_000;
/** So many events back the author of one can still become known. */
const recentLimit = 16;

/** A change of a followed document whose author may still become known; for now it is a person's or a formatter's. */
export interface RecentChange {
  readonly file: FileLedger;
  readonly document: vscode.TextDocument;
  readonly entry: number;
  readonly atMs: number;
  /** Where its text begins and ends in the document; with several changes the first the editor named. */
  readonly start: number;
  readonly end: number;
  /** The longest text that any of its changes put in, in characters other than white space. */
  readonly insertedLength: number;
  /** Whether it came while the document was saved. */
  readonly whileSaved: boolean;
  /** Whether the caret's move after it says that it was typed. */
  typed: boolean;
  /** Whether its author became known. */
  claimed: boolean;
}

/**
 * The one listener to documents: keeps the ledger of each followed document true through every change.
 * Followed are documents on screen, where an accept can happen, and those with tracked lines.
 */
export class Documents implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #storage: Storage;
  readonly #log: vscode.LogOutputChannel;
  readonly #subscriptions: vscode.Disposable[];
  #recent: RecentChange[] = [];
  /** Documents in the middle of a save that runs formatters and the like, and since when, milliseconds since the epoch. */
  readonly #savingSinceMs = new WeakMap<vscode.TextDocument, number>();
  /** When a document was last seen to become dirty, milliseconds since the epoch. */
  readonly #dirtyAtMs = new WeakMap<vscode.TextDocument, number>();
  /** When the last save of a document began, milliseconds since the epoch. */
  readonly #willSaveAtMs = new WeakMap<vscode.TextDocument, number>();
  /** Changes of which the disk is being asked whether they came from there. */
  readonly #asked = new Set<RecentChange>();
  readonly #timers = new Timers();

  constructor(ledgers: Ledgers, storage: Storage, log: vscode.LogOutputChannel) {
    this.#ledgers = ledgers;
    this.#storage = storage;
    this.#log = log;
    this.#subscriptions = [
      vscode.workspace.onDidChangeTextDocument((event) => this.#onChange(event)),
      vscode.workspace.onDidOpenTextDocument((document) => this.#onOpen(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#onClose(document)),
      vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
        this.#willSaveAtMs.set(document, Date.now());
        if (reason !== vscode.TextDocumentSaveReason.AfterDelay) this.#onWillSave(document);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => this.#onSave(document)),
      vscode.window.onDidChangeVisibleTextEditors((editors) => this.#follow(editors)),
      vscode.window.onDidChangeTextEditorSelection((event) => this.#onSelection(event)),
    ];
  }

  /** Follows what is open already. */
  start(): void {
    for (const document of vscode.workspace.textDocuments) this.#onOpen(document);
    this.#follow(vscode.window.visibleTextEditors);
  }

  /** The latest changes of a document's text since it was last undone or redone, newest first. */
  recentChanges(document: vscode.TextDocument): readonly RecentChange[] {
    return this.#recent.filter((change) => change.document === document).toReversed();
  }

  /** The latest changes of a file that nobody was seen to type and nobody claimed. */
  unclaimedChanges(file: FileLedger): readonly RecentChange[] {
    return this.#recent.filter((change) => change.file === file && !change.typed && !change.claimed);
  }

  /** Whether a file is open with changes that are not saved. */
  isDirty({ uri }: FileLedger): boolean {
    const key = uri.toString();
    return vscode.workspace.textDocuments.some((document) => document.uri.toString() === key && isUnsaved(document));
  }

  /** A change that nobody claimed yet turned out to be somebody else's than a person's. */
  claim(change: RecentChange, author: Author): void {
    if (change.claimed) return;
    change.claimed = true;
    if (change.file.ledger.reattribute(change.entry, author)) this.#ledgers.touch(change.file);
  }

  /** Settles when it is known of every change so far whether it came from disk. */
  async sure(): Promise<void> {
    await this.#timers.done();
  }

  dispose(): void {
    this.#timers.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #onChange(event: vscode.TextDocumentChangeEvent): void {
    const { document, contentChanges, reason } = event;
    const file = this.#ledgers.of(document);
    if (file === undefined) return;
    const atMs = Date.now();
    if (contentChanges.length === 0) {
      if (document.isDirty) this.#dirtyAtMs.set(document, atMs);
      else this.#onClean(document, atMs);
      return;
    }
    const { ledger } = file;
    try {
      const changes = contentChanges.map(textChange);
      if (reason !== undefined) {
        const undone = reason === vscode.TextDocumentChangeReason.Undo;
        this.#recent = this.#recent.filter((change) => change.document !== document);
        ledger.rewind(changes, undone ? "undo" : "redo", atMs);
      } else {
        const whileSaved = atMs - (this.#savingSinceMs.get(document) ?? -Infinity) <= longestSaveMs;
        // A paste may take its time, and whoever is quick saves meanwhile.
        const isTool = whileSaved && !ledger.arePaste(changes);
        const entry = ledger.apply(changes, { kind: isTool ? "tool" : "person", atMs });
        this.#remember({ file, document, entry, atMs, whileSaved }, contentChanges);
      }
      if (ledger.lineCount !== document.lineCount) this.#resync(file, document);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#resync(file, document);
    }
    if (ledger.everTracked) this.#ledgers.touch(file);
  }

  #remember(
    change: Pick<RecentChange, "file" | "document" | "entry" | "atMs" | "whileSaved">,
    changes: readonly vscode.TextDocumentContentChangeEvent[],
  ): void {
    const { file, document } = change;
    let insertedLength = 0;
    for (const { text } of changes) {
      insertedLength = Math.max(insertedLength, text.length > 2 ? stripped(text).length : text.length);
    }
    const start = changes[0]?.rangeOffset ?? 0;
    const end = start + (changes[0]?.text.length ?? 0);
    const recent = { ...change, start, end, insertedLength, typed: false, claimed: false };
    this.#recent.push(recent);
    if (this.#recent.length > recentLimit) this.#recent.shift();
    // A clean document that changes is typed into for the first time, or was reloaded from disk. The dirty flag
    // lags behind the first change (vscode#27231), so the difference shows only a moment later.
    if (changes.length === 1 && !isUnsaved(document)) {
      this.#asked.add(recent);
      this.#ledgers.unsure.add(file);
      this.#timers.after(reloadMs, () => this.#askDisk(recent, reloadLooks));
    }
  }

  async #askDisk(change: RecentChange, looks: number): Promise<void> {
    const isFromDisk = await this.#isFromDisk(change);
    if (isFromDisk === undefined && looks > 0) {
      this.#timers.after(reloadMs, () => this.#askDisk(change, looks - 1));
      return;
    }
    if (isFromDisk === true) this.#cameFromDisk(change, change.atMs);
    this.#asked.delete(change);
    if (![...this.#asked].some(({ file }) => file === change.file)) this.#ledgers.unsure.delete(change.file);
  }

  /** What came from disk is what is on disk, and never makes a document dirty. `undefined` while that is not known. */
  async #isFromDisk(change: RecentChange): Promise<boolean | undefined> {
    const { document, atMs } = change;
    const isOwn = (): boolean =>
      change.typed || isUnsaved(document) || (this.#dirtyAtMs.get(document) ?? 0) >= atMs || document.isClosed;
    if (isOwn() || document.isUntitled) return false;
    if (isCell(document.uri)) return true;
    const onDisk = await linesOnDisk(document.uri);
    if (isOwn()) return false;
    return onDisk === undefined || sameLines(onDisk, splitLines(document.getText())) ? true : undefined;
  }

  /** A document that becomes clean without a save was reverted: its last change brought back what is on disk. */
  #onClean(document: vscode.TextDocument, atMs: number): void {
    const last = this.#latest(document);
    if (last === undefined || last.typed || atMs - last.atMs > revertMs) return;
    this.#timers.after(reloadMs, () => {
      const saved = last.whileSaved || (this.#willSaveAtMs.get(document) ?? 0) >= last.atMs;
      if (!saved && !document.isDirty) this.#cameFromDisk(last, atMs);
    });
  }

  #cameFromDisk(change: RecentChange, atMs: number): void {
    if (change.claimed) return;
    this.claim(change, { kind: "disk", atMs });
    this.#ledgers.tellDiskChange(change);
    if (change.file.ledger.everTracked) this.#ledgers.touch(change.file);
  }

  #latest(document: vscode.TextDocument): RecentChange | undefined {
    return this.#recent.findLast((change) => change.document === document);
  }

  #onSelection({ textEditor, kind }: vscode.TextEditorSelectionChangeEvent): void {
    if (kind !== vscode.TextEditorSelectionChangeKind.Keyboard) return;
    const latest = this.#latest(textEditor.document);
    if (latest !== undefined) latest.typed = true;
  }

  #onOpen(document: vscode.TextDocument): void {
    if (!isOwnFile(document.uri)) return;
    const key = document.uri.toString();
    if (document.uri.scheme === "untitled" || this.#storage.knows(key)) this.#ledgers.attach(document);
  }

  #onClose(document: vscode.TextDocument): void {
    const file = this.#ledgers.of(document);
    if (file === undefined) return;
    this.#ledgers.detach(document);
    // What was not saved is gone with the document; the file says what is left.
    if (file.ledger.everTracked && document.uri.scheme !== "untitled" && !isCell(document.uri))
      void this.#ledgers.open(document.uri);
  }

  /**
   * What changed lines right before a save, and was not typed or accepted, are the programs that run at a save. They run only
   * where there is something to save, so what made the document dirty was none of them.
   */
  #onWillSave(document: vscode.TextDocument): void {
    const atMs = Date.now();
    this.#savingSinceMs.set(document, atMs);
    for (const change of this.recentChanges(document)) {
      const madeDirty = (this.#dirtyAtMs.get(document) ?? 0) >= change.atMs;
      if (madeDirty || change.typed || change.claimed || atMs - change.atMs > formatMs) break;
      if (change.file.ledger.edited(change.entry)) this.claim(change, { kind: "tool", atMs: change.atMs });
    }
  }

  #onSave(document: vscode.TextDocument): void {
    this.#savingSinceMs.delete(document);
    const file = this.#ledgers.of(document);
    if (file?.ledger.everTracked === true) this.#resync(file, document);
  }

  #follow(editors: readonly vscode.TextEditor[]): void {
    for (const { document } of editors) {
      if (isOwnFile(document.uri)) this.#ledgers.attach(document);
    }
  }

  /** Makes the ledger's text the document's, in case an event was missed. */
  #resync(file: FileLedger, document: vscode.TextDocument): void {
    const lines = splitLines(document.getText());
    const { ledger } = file;
    if (sameLines(ledger.lines, lines)) return;
    this.#log.warn(`Lost track of ${document.uri.toString()}; compared its lines.`);
    ledger.replaceText(lines, { kind: "disk", atMs: Date.now() });
    this.#ledgers.touch(file);
  }
}

/** A change as the editor reports it, in the ledger's words. */
export function textChange({ range, text }: vscode.TextDocumentContentChangeEvent): TextChange {
  return {
    startLine: range.start.line,
    startCharacter: range.start.character,
    endLine: range.end.line,
    endCharacter: range.end.character,
    text,
  };
}
