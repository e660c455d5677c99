import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { hunksOf } from "../core/ledger/hunks.ts";
import type { LineRange } from "../core/ledger/tagged-lines.ts";
import type { Evidence, Origin } from "../core/ledger/mark.ts";
import type { Reading } from "./listen/reading.ts";
import type { FileLedger, Ledgers } from "./keep/ledgers.ts";

/** Lines of a file. */
export interface Place {
  readonly file: FileLedger;
  readonly range: LineRange;
  /** What the lines are to the user: what a mark on them will say. */
  readonly scope: "hunk" | "selection" | "file";
}

/** A line of a file, 0-based. */
export interface NamedLine {
  readonly uri: vscode.Uri;
  readonly line: number;
}

/** What the user decides about lines. Says nothing itself; its answers do. */
export class Review {
  readonly #ledgers: Ledgers;
  readonly #reading: Reading;

  constructor(ledgers: Ledgers, reading: Reading) {
    this.#ledgers = ledgers;
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
    return vscode.window.activeTextEditor?.selection.isEmpty === false ? this.selection() : this.hunkAt();
  }

  /** The hunk at a line that somebody names, or at the caret. */
  hunkAt(named?: NamedLine): Place | undefined {
    const at = this.lineAt(named);
    const range = at && this.hunkOf(at.file, at.line);
    return at && range && { file: at.file, range, scope: "hunk" };
  }

  /** A line of a file in memory that somebody names, or the caret's. */
  lineAt(named?: NamedLine): { readonly file: FileLedger; readonly line: number } | undefined {
    const editor = vscode.window.activeTextEditor;
    if (named !== undefined) {
      const file = this.#ledgers.inMemory(named.uri);
      return file && { file, line: named.line };
    }
    const file = editor && this.#ledgers.of(editor.document);
    return file && editor && { file, line: editor.selection.active.line };
  }

  /** The hunk of a file that a line, 0-based, is in. */
  hunkOf({ ledger }: FileLedger, line: number): LineRange | undefined {
    return hunksOf(ledger.spans()).find(({ start, end }) => start <= line && line < end);
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

  #settle(file: FileLedger, range: LineRange, evidence: Evidence): number {
    return this.#touched(file, file.ledger.settle(range, evidence));
  }

  #touched(file: FileLedger, lines: number): number {
    if (lines > 0) this.#ledgers.touch(file);
    return lines;
  }
}

/** A selection that ends at the start of a line does not mean that line. */
function linesOf(selection: vscode.Selection): LineRange {
  const { start, end } = selection;
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return { start: start.line, end: last + 1 };
}
