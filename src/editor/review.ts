import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { hunksOf, type ReviewHunk } from "../core/ledger/hunks.ts";
import type { LineRange } from "../core/ledger/tagged-lines.ts";
import type { Evidence, Origin } from "../core/ledger/mark.ts";
import { isUnread } from "../core/ledger/tag.ts";
import { isCell, openCell } from "./cells.ts";
import type { Debts } from "./keep/debts.ts";
import type { Reading } from "./listen/reading.ts";
import type { FileLedger, Ledgers } from "./keep/ledgers.ts";

/** Lines of a file. */
export interface Place {
  readonly file: FileLedger;
  readonly range: LineRange;
  /** What the lines are to the user: what a mark on them will say. */
  readonly scope: "hunk" | "selection" | "file";
}

/** What the user decides about lines, and the way from hunk to hunk. Says nothing itself; its answers do. */
export class Review {
  readonly #ledgers: Ledgers;
  readonly #debts: Debts;
  readonly #reading: Reading;

  constructor(ledgers: Ledgers, debts: Debts, reading: Reading) {
    this.#ledgers = ledgers;
    this.#debts = debts;
    this.#reading = reading;
  }

  /** The selected lines, or the caret's line. `undefined` without a followed editor. */
  selection(): Place | undefined {
    const editor = vscode.window.activeTextEditor;
    const file = editor && this.#ledgers.of(editor.document);
    if (editor === undefined || file === undefined) return undefined;
    return { file, range: linesOf(editor.selection), scope: "selection" };
  }

  /** The selected lines, or without a selection the hunk at the caret. */
  selectionOrHunk(): Place | undefined {
    const place = this.selection();
    const editor = vscode.window.activeTextEditor;
    if (place === undefined || editor === undefined || !editor.selection.isEmpty) return place;
    const line = editor.selection.active.line;
    const hunk = hunksOf(place.file.ledger.spans()).find(({ start, end }) => start <= line && line < end);
    return hunk && { file: place.file, range: hunk, scope: "hunk" };
  }

  /** All lines of a file, by default the active one. */
  async wholeFile(uri?: vscode.Uri): Promise<Place | undefined> {
    const target = uri ?? vscode.window.activeTextEditor?.document.uri;
    const file = target && (await this.#ledgers.open(target));
    return file && { file, range: { start: 0, end: file.ledger.lines.length }, scope: "file" };
  }

  /** Settles the unread lines as reviewed. Returns how many. */
  mark({ file, range, scope }: Place): number {
    return this.#settle(file, range, { kind: "marked", atMs: Date.now(), scope });
  }

  /** Settles the unread lines as not to be reviewed. Returns how many. */
  dismiss({ file, range }: Place, reason: string): number {
    return this.#settle(file, range, { kind: "dismissed", atMs: Date.now(), reason });
  }

  /** Makes settled lines unread, as if nobody had looked. Returns how many. */
  reopen({ file, range }: Place): number {
    this.#reading.forget(file, range);
    return this.#touched(file, file.ledger.reopen(range));
  }

  /** The user says AI wrote the lines. Returns how many were not tracked before. */
  declareAi({ file, range }: Place): number {
    const origin: Origin = {
      id: randomUUID(),
      channel: "declared",
      tool: undefined,
      confidence: "declared",
      atMs: Date.now(),
    };
    return this.#touched(file, file.ledger.declareAi(range, origin));
  }

  /** The user says they wrote the lines. Returns how many were tracked before. */
  declareMine({ file, range }: Place): number {
    return this.#touched(file, file.ledger.declareMine(range));
  }

  /**
   * Puts the caret on the next or previous hunk with unread lines, in this file and then in the other files
   * of the queue, round and round. Returns whether there was one.
   */
  async go(direction: "next" | "previous"): Promise<boolean> {
    const editor = vscode.window.activeTextEditor;
    const here = editor && this.#ledgers.of(editor.document);
    const sign = direction === "next" ? 1 : -1;
    if (editor !== undefined && here !== undefined) {
      const line = editor.selection.active.line;
      const starts = unreadStarts(here);
      const ahead = sign > 0 ? starts.find((at) => at > line) : starts.findLast((at) => at < line);
      // The hunk the caret is in comes last of all, so that going on goes on.
      if (ahead !== undefined) return reveal(here.uri, ahead);
    }
    const files = this.#debts.files();
    const index = files.findIndex(({ uri }) => uri.toString() === here?.uri.toString());
    const first = index >= 0 ? index : sign > 0 ? -1 : files.length;
    for (let step = 1; step <= files.length; step++) {
      const next = files[(first + sign * step + 2 * files.length) % files.length];
      const file = next && (await this.#ledgers.open(next.uri));
      const start = file && unreadStarts(file).at(sign > 0 ? 0 : -1);
      if (file !== undefined && start !== undefined) return reveal(file.uri, start);
    }
    const only = here && unreadStarts(here).at(sign > 0 ? 0 : -1);
    return here !== undefined && only !== undefined ? reveal(here.uri, only) : false;
  }

  #settle(file: FileLedger, range: LineRange, evidence: Evidence): number {
    return this.#touched(file, file.ledger.settle(range, evidence));
  }

  #touched(file: FileLedger, lines: number): number {
    if (lines > 0) this.#ledgers.touch(file);
    return lines;
  }
}

/** The first unread line of each hunk that has one. */
function unreadStarts({ ledger }: FileLedger): number[] {
  return hunksOf(ledger.spans()).flatMap((hunk: ReviewHunk) => {
    const first = hunk.spans.find(({ mark }) => isUnread(mark));
    return first === undefined ? [] : [first.start];
  });
}

/** A selection that ends at the start of a line does not mean that line. */
function linesOf(selection: vscode.Selection): LineRange {
  const { start, end } = selection;
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return { start: start.line, end: last + 1 };
}

/** Puts the caret at the start of a line, 0-based, of a file or a notebook's cell. Returns whether it is there. */
export async function reveal(uri: vscode.Uri, line: number): Promise<boolean> {
  const document = isCell(uri) ? openCell(uri)?.document : await vscode.workspace.openTextDocument(uri);
  if (document === undefined) return false;
  const at = new vscode.Position(line, document.lineAt(line).firstNonWhitespaceCharacterIndex);
  const selection = new vscode.Range(at, at);
  // Only this command finds the way into a cell.
  if (isCell(uri)) await vscode.commands.executeCommand("vscode.open", uri, { selection, preview: true });
  else await vscode.window.showTextDocument(document, { selection, preview: true });
  return true;
}
