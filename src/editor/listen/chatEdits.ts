import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { baselineAfter, isMirrored, meaningOf } from "../../core/attribution/pendingEdits.ts";
import { type Former, tagsFrom } from "../../core/ledger/former.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import type { Origin } from "../../core/ledger/mark.ts";
import type { TextChange } from "../../core/text/change.ts";
import { splitLines } from "../../core/text/lines.ts";
import { isOwnFile } from "../disk.ts";
import type { FileLedger, Ledgers } from "../keep/ledgers.ts";
import type { Pause } from "../keep/pause.ts";
import { Timers } from "../soon.ts";
import { type Documents, type RecentChange, textChange } from "./documents.ts";
import { isEditorAiOff } from "./editorAi.ts";

/** The file without the chat edits that wait for Keep or Undo, in the editor's own words (FACTS-editor §4.1). */
const baselineScheme = "chat-editing-text-model";
/** The file as it was before one request; its address says which. */
const snapshotScheme = "chat-editing-snapshot-text-model";
/** What a person types outside the chat's edits comes into the baseline in this time. */
const mirrorMs = 60;

/** A change of a file that a chat edits, whose author is not told yet. */
interface Candidate {
  readonly change: RecentChange;
  readonly changes: readonly TextChange[];
  readonly atMs: number;
}

/** A file with chat edits that wait for Keep or Undo. */
interface Edited {
  readonly file: FileLedger;
  readonly document: vscode.TextDocument;
  readonly baseline: vscode.TextDocument;
  /** The baseline's text and what is known of its lines. */
  former: Former;
  candidates: Candidate[];
}

/**
 * Learns what chat and agents in the editor write, from documents that the editor keeps beside each file they edit. An
 * edit is a change that the baseline lacks and that the chat saves itself, without the event that comes before any other
 * save; Undo is a change back to the baseline. What was typed, or came into the baseline at once, is a person's.
 */
export class ChatEdits implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #documents: Documents;
  readonly #pause: Pause;
  readonly #subscriptions: vscode.Disposable[];
  readonly #edited = new Map<string, Edited>();
  /** The request that a file's latest snapshot was made for, by path. */
  readonly #requests = new Map<string, string>();
  readonly #announced = new WeakSet<vscode.TextDocument>();
  readonly #timers = new Timers();

  /**
   * Meets the edits that wait since before. Is to be built after `documents` has started, whose ledgers know a change when this
   * hears of it.
   */
  constructor(ledgers: Ledgers, documents: Documents, pause: Pause) {
    this.#ledgers = ledgers;
    this.#documents = documents;
    this.#pause = pause;
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#onOpen(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#onClose(document)),
      vscode.workspace.onDidChangeTextDocument((event) => this.#onChange(event)),
      vscode.workspace.onWillSaveTextDocument(({ document }) => this.#announced.add(document)),
      vscode.workspace.onDidSaveTextDocument((document) => this.#onSave(document)),
    ];
    for (const document of vscode.workspace.textDocuments) this.#onOpen(document);
  }

  dispose(): void {
    this.#timers.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #onOpen(document: vscode.TextDocument): void {
    const { scheme, path } = document.uri;
    if ((scheme !== snapshotScheme && scheme !== baselineScheme) || isEditorAiOff()) return;
    if (scheme === snapshotScheme) {
      const request = requestOf(document.uri);
      if (request !== undefined) this.#requests.set(path, request);
    } else this.#follow(document);
  }

  #follow(baseline: vscode.TextDocument): void {
    const document = vscode.workspace.textDocuments.find(
      ({ uri, isClosed }) => uri.path === baseline.uri.path && isOwnFile(uri) && !isClosed,
    );
    const file = document && this.#ledgers.attach(document);
    if (document === undefined || file === undefined) return;
    const lines = splitLines(baseline.getText());
    const former = { lines, tags: tagsFrom(formerOf(file.ledger), lines) };
    this.#edited.set(document.uri.toString(), { file, document, baseline, former, candidates: [] });
  }

  #onClose(document: vscode.TextDocument): void {
    for (const [key, edited] of this.#edited) {
      if (edited.baseline === document || edited.document === document) this.#edited.delete(key);
    }
  }

  #onChange({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    const changes = contentChanges.map(textChange);
    const edited = this.#edited.get(document.uri.toString());
    if (edited !== undefined && edited.document === document) {
      // Undo and redo are told by the ledger's own history.
      if (reason === undefined) this.#consider(edited, changes);
    } else if (document.uri.scheme === baselineScheme) {
      for (const other of this.#edited.values()) if (other.baseline === document) this.#onBaseline(other, changes);
    }
  }

  #consider(edited: Edited, changes: readonly TextChange[]): void {
    const [change] = this.#documents.recentChanges(edited.document);
    if (change === undefined || change.claimed) return;
    const candidate = { change, changes, atMs: performance.now() };
    edited.candidates.push(candidate);
    this.#timers.after(mirrorMs, () => this.#takeBack(edited, candidate));
  }

  #onBaseline(edited: Edited, changes: readonly TextChange[]): void {
    const nowMs = performance.now();
    edited.candidates = edited.candidates.filter(
      (candidate) => nowMs - candidate.atMs > mirrorMs || !isMirrored(candidate.changes, changes),
    );
    edited.former = baselineAfter(edited.former, formerOf(edited.file.ledger), splitLines(edited.baseline.getText()));
  }

  /** A change that made the file what the baseline is there is no edit but the end of one. */
  #takeBack(edited: Edited, candidate: Candidate): void {
    const { change } = candidate;
    if (!edited.candidates.includes(candidate) || change.typed || change.claimed) return;
    if (meaningOf(edited.former.lines, edited.file.ledger.lines, candidate.changes) === "edit") return;
    edited.candidates = edited.candidates.filter((other) => other !== candidate);
    this.#documents.claim(change, { kind: "return", atMs: change.atMs, former: edited.former });
  }

  #onSave(document: vscode.TextDocument): void {
    const isAnnounced = this.#announced.delete(document);
    const edited = this.#edited.get(document.uri.toString());
    if (edited === undefined || edited.document !== document) return;
    const { candidates } = edited;
    if (isAnnounced || this.#pause.isPaused) {
      edited.candidates = [];
      return;
    }
    const origin = this.#originOf(document);
    for (const { change, changes } of candidates) {
      if (change.typed || change.claimed) continue;
      // One that is saved before its time is told here whether it is an edit or the end of one.
      const meaning = meaningOf(edited.former.lines, edited.file.ledger.lines, changes);
      const author =
        meaning === "edit"
          ? ({ kind: "ai", origin } as const)
          : ({ kind: "return", atMs: change.atMs, former: edited.former } as const);
      this.#documents.claim(change, author);
    }
    edited.candidates = [];
  }

  /** One request is one act in a file, however many steps it takes. */
  #originOf({ uri }: vscode.TextDocument): Origin {
    const request = this.#requests.get(uri.path);
    const isCopilots = vscode.extensions.getExtension("github.copilot-chat")?.isActive === true;
    return {
      id: request === undefined ? randomUUID() : `chat:${request}:${uri.path}`,
      channel: "chatEdit",
      tool: isCopilots ? "GitHub Copilot" : undefined,
      confidence: "observed",
      atMs: Date.now(),
    };
  }
}

/** What a ledger holds now. */
function formerOf(ledger: Ledger): Former {
  return { lines: ledger.lines, tags: ledger.tagsOf({ start: 0, end: ledger.lineCount }) };
}

/** The request that a snapshot's address names; `undefined` where it is of another shape. */
function requestOf({ query }: vscode.Uri): string | undefined {
  try {
    const parsed: unknown = JSON.parse(query);
    const request: unknown =
      typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, "requestId") : undefined;
    return typeof request === "string" ? request : undefined;
  } catch {
    return undefined;
  }
}
