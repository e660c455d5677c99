import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { hunksOf } from "../core/ledger/hunks.ts";
import type { LineRange } from "../core/ledger/tagged-lines.ts";
import type { Origin } from "../core/ledger/mark.ts";
import { sameLines } from "../core/text/lines.ts";
import type { Reading } from "./listen/reading.ts";
import type { FileLedger, Ledgers } from "./keep/ledgers.ts";

/** Lines of a file, as they were when the user was asked about them. Where others stand there by now, nothing is done to those. */
export interface Place {
  readonly file: FileLedger;
  readonly range: LineRange;
  readonly lines: readonly string[];
  /** What the lines are to the user: what a mark on them will say. */
  readonly scope: "hunk" | "selection" | "file";
}

/** A line of a file, 0-based, that a link or code lens names. */
export interface NamedLine {
  readonly uri: vscode.Uri;
  readonly line: number;
  /** The ledger's when the link was drawn; left out by what names lines at the moment. */
  readonly revision?: number;
}

/** A place, with the lines that stand there now. */
export function placeIn(file: FileLedger, range: LineRange, scope: Place["scope"]): Place {
  return { file, range, lines: file.ledger.lines.slice(range.start, range.end), scope };
}

/** Whether the lines of a place are still what they were. */
export function isThere({ file, range, lines }: Place): boolean {
  return sameLines(file.ledger.lines.slice(range.start, range.end), lines);
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
    return placeIn(file, linesOf(editor.selection), "selection");
  }

  /** The hunk at a line that somebody names, or the selected lines, or without a selection the hunk at the caret. */
  selectionOrHunk(named?: NamedLine): Place | undefined {
    const isSelected = named === undefined && vscode.window.activeTextEditor?.selection.isEmpty === false;
    return isSelected ? this.selection() : this.hunkAt(named);
  }

  /** The hunk at a line that somebody names, or at the caret. None where the text is not the one that was named. */
  hunkAt(named?: NamedLine): Place | undefined {
    const at = this.lineAt(named);
    if (at === undefined || (named?.revision ?? at.file.ledger.revision) !== at.file.ledger.revision) return undefined;
    const range = this.hunkOf(at.file, at.line);
    return range && placeIn(at.file, range, "hunk");
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
    return file && placeIn(file, { start: 0, end: file.ledger.lines.length }, "file");
  }

  /** Settles the unread lines as reviewed. Returns how many. */
  mark(place: Place): number {
    return this.#change(place, ({ ledger }, range) =>
      ledger.settle(range, { kind: "marked", atMs: Date.now(), scope: place.scope }),
    );
  }

  /** Settles the unread lines as not to be reviewed. Returns how many. */
  dismiss(place: Place, reason: string): number {
    return this.#change(place, ({ ledger }, range) =>
      ledger.settle(range, { kind: "dismissed", atMs: Date.now(), reason }),
    );
  }

  /** Makes settled lines unread, as if nobody had looked. Returns how many. */
  reopen(place: Place): number {
    return this.#change(place, (file, range) => {
      this.#reading.forget(file, range);
      return file.ledger.reopen(range);
    });
  }

  /** The user says AI wrote the lines. Returns how many were not tracked before. */
  declareAi(place: Place): number {
    const origin: Origin = {
      id: randomUUID(),
      channel: "declared",
      tool: undefined,
      confidence: "declared",
      atMs: Date.now(),
    };
    return this.#change(place, ({ ledger }, range) => ledger.declareAi(range, origin));
  }

  /** The user says they wrote the lines. Returns how many were tracked before. */
  declareMine(place: Place): number {
    return this.#change(place, ({ ledger }, range) => ledger.declareMine(range));
  }

  /** Changes lines that are still the ones that the user was asked about. */
  #change(place: Place, change: (file: FileLedger, range: LineRange) => number): number {
    if (!isThere(place)) return 0;
    const { file, range } = place;
    const changed = change(file, range);
    if (changed > 0) this.#ledgers.touch(file);
    return changed;
  }
}

/** A selection that ends at the start of a line does not mean that line. */
function linesOf(selection: vscode.Selection): LineRange {
  const { start, end } = selection;
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return { start: start.line, end: last + 1 };
}
