import * as vscode from "vscode";
import { Attention, type Progress, type Read } from "../../core/attention/attention.ts";
import type { View } from "../../core/attention/readable.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import type { FileLedger, Ledgers } from "../keep/ledgers.ts";
import type { Pause } from "../keep/pause.ts";
import type { Settings } from "../settings.ts";
import { Soon } from "../soon.ts";

/** What scrolls this shortly after its text changed was not scrolled by the person. In milliseconds. */
const ownScrollMs = 100;

/**
 * Tells attention what the person has before them and does, and settles what was read. A keystroke costs two comparisons
 * here; without an unread line on screen no timer runs.
 */
export class Reading implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #settings: Settings;
  readonly #pause: Pause;
  readonly #attention: Attention<Ledger>;
  /** The file of each ledger that was in view. */
  readonly #files = new WeakMap<Ledger, FileLedger>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #ticked = new Soon(() => this.#settle(this.#attention.tick(Date.now())));
  #changedAtMs = -Infinity;

  constructor(ledgers: Ledgers, settings: Settings, pause: Pause) {
    this.#ledgers = ledgers;
    this.#settings = settings;
    this.#pause = pause;
    this.#attention = new Attention(settings.paceLinesPerHour);
    const look = (): void => this.#look();
    this.#subscriptions = [
      vscode.window.onDidChangeWindowState((state) => this.#window(state)),
      vscode.window.onDidChangeActiveTextEditor(look),
      // A document that comes on screen is followed by whoever hears of it first.
      vscode.window.onDidChangeVisibleTextEditors(() => queueMicrotask(look)),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#scrolled(textEditor)),
      vscode.window.onDidChangeTextEditorSelection((event) => this.#moved(event)),
      ledgers.onDidChange(({ ledger }) => this.#changed(ledger)),
      settings.onDidChange(() => {
        this.#attention.setPace(settings.paceLinesPerHour);
        this.#look();
      }),
      pause.onDidChange(look),
    ];
    this.#window(vscode.window.state);
    this.#look();
  }

  /** How far a line, 0-based, is towards being read; `undefined` for one that is not to be read, or when reading does not count. */
  progress({ ledger }: FileLedger, line: number): Progress | undefined {
    return this.#settings.countsReading ? this.#attention.progress(ledger, line) : undefined;
  }

  /** Lines were made unread again by the user. */
  forget({ ledger }: FileLedger, range: { readonly start: number; readonly end: number }): void {
    this.#attention.forget(ledger, range);
  }

  /** The person asked what a line's word is or where it is defined, or put a breakpoint there. */
  engage(document: vscode.TextDocument, line: number, kind: "hover" | "definition" | "breakpoint"): void {
    const file = this.#ledgers.of(document);
    if (file !== undefined) this.#settle(this.#attention.engage(Date.now(), file.ledger, line, kind));
  }

  dispose(): void {
    this.#ticked.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #window({ focused, active }: vscode.WindowState): void {
    this.#settle(this.#attention.window(Date.now(), { focused, active }));
  }

  #look(): void {
    this.#settle(this.#attention.look(Date.now(), this.#view()));
  }

  #scrolled(editor: vscode.TextEditor): void {
    if (editor !== vscode.window.activeTextEditor) return;
    this.#look();
    if (performance.now() - this.#changedAtMs > ownScrollMs) this.#attention.input(Date.now());
    this.#plan();
  }

  #moved({ textEditor, selections: [selection], kind }: vscode.TextEditorSelectionChangeEvent): void {
    if (textEditor !== vscode.window.activeTextEditor || selection === undefined) return;
    const byPerson =
      kind === vscode.TextEditorSelectionChangeKind.Keyboard || kind === vscode.TextEditorSelectionChangeKind.Mouse;
    const ledger = this.#ledgers.of(textEditor.document)?.ledger;
    if (!byPerson || ledger === undefined) {
      this.#look();
      return;
    }
    const { active, start, end } = selection;
    const caret = { line: active.line, selection: { start: start.line, end: end.line + 1 } };
    this.#attention.put(Date.now(), ledger, caret);
    this.#plan();
  }

  #changed(ledger: Ledger): void {
    this.#changedAtMs = performance.now();
    this.#attention.changed(ledger);
    this.#plan();
  }

  /** What the person has before them: the editor they are in, of a diff only the side of the file. */
  #view(): View<Ledger> | undefined {
    const editor = vscode.window.activeTextEditor;
    const file = editor && this.#ledgers.of(editor.document);
    if (editor === undefined || file === undefined || !this.#settings.countsReading || this.#pause.isPaused)
      return undefined;
    this.#files.set(file.ledger, file);
    return {
      file: file.ledger,
      ranges: editor.visibleRanges.map(({ start, end }) => ({ start: start.line, end: end.line + 1 })),
      caretLine: editor.selection.active.line,
    };
  }

  #settle(read: readonly Read<Ledger>[]): void {
    for (const { file: ledger, range, evidence } of read) {
      const file = this.#files.get(ledger);
      if (ledger.settle(range, evidence) > 0 && file !== undefined) this.#ledgers.touch(this.#ledgers.present(file));
    }
    this.#plan();
  }

  #plan(): void {
    const { nextTickMs } = this.#attention;
    if (nextTickMs !== undefined) this.#ticked.within(nextTickMs);
  }
}
