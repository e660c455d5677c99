import * as vscode from "vscode";
import type { Attention, Progress, Read } from "../../core/attention/attention.ts";
import type { View } from "../../core/attention/readable.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import type { FileLedger, Ledgers } from "../keep/ledgers.ts";
import type { Pause } from "../keep/pause.ts";
import type { Settings } from "../settings.ts";
import { Soon } from "../soon.ts";
import { editorOfFileInView } from "./fileInView.ts";

/** What scrolls this shortly after it came into view or a text changed was not scrolled by the person. In milliseconds. */
const ownScrollMs = 500;

/** The editor in view, and what was seen there last. */
interface InView {
  readonly editor: vscode.TextEditor;
  readonly ledger: Ledger;
  /** The first line on screen. */
  readonly topLine: number | undefined;
}

/**
 * Tells attention what the person has before them and does, and settles what was read. A keystroke costs two comparisons
 * here; without an unread line on screen no timer runs.
 */
export class Reading implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #settings: Settings;
  readonly #pause: Pause;
  /** Loaded when the first tracked line is there: before that nothing can be read. */
  #attention: Attention<Ledger> | undefined;
  #isLoading = false;
  /** The file of each ledger that was in view. */
  readonly #files = new WeakMap<Ledger, FileLedger>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #ticked = new Soon(() => this.#window());
  readonly #read = new vscode.EventEmitter<number>();
  #inView: InView | undefined;
  #stirredAtMs = -Infinity;

  /** Fires with the number of lines that were read, whenever some were. */
  readonly onDidRead = this.#read.event;

  constructor(ledgers: Ledgers, settings: Settings, pause: Pause) {
    this.#ledgers = ledgers;
    this.#settings = settings;
    this.#pause = pause;
    const look = (): void => this.#look();
    this.#subscriptions = [
      vscode.window.onDidChangeWindowState(() => this.#window()),
      vscode.window.onDidChangeActiveTextEditor(look),
      // A document that comes on screen is followed by whoever hears of it first.
      vscode.window.onDidChangeVisibleTextEditors(() => queueMicrotask(look)),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#scrolled(textEditor)),
      vscode.window.onDidChangeTextEditorSelection((event) => this.#moved(event)),
      vscode.debug.onDidChangeBreakpoints((event) => this.#breakpoints(event)),
      ledgers.onDidChange(({ ledger }) => this.#changed(ledger)),
      settings.onDidChange(() => {
        this.#attention?.setPace(settings.paceLinesPerHour);
        this.#look();
      }),
      pause.onDidChange(look),
    ];
    this.#look();
  }

  /** How far a line, 0-based, is towards being read; `undefined` for one that is not to be read, or when reading does not count. */
  progress({ ledger }: FileLedger, line: number): Progress | undefined {
    return this.#settings.countsReading ? this.#attention?.progress(ledger, line) : undefined;
  }

  /** Lines were made unread again by the user. */
  forget({ ledger }: FileLedger, range: { readonly start: number; readonly end: number }): void {
    this.#attention?.forget(ledger, range);
  }

  /**
   * The person asked what a line's word is. Counts only where the line is on screen while time counts, and is no sign that
   * somebody is there: programs ask too.
   */
  engage(document: vscode.TextDocument, line: number, how: "hover"): void {
    const file = this.#ledgers.of(document);
    if (file !== undefined) this.#settle(this.#attention?.engage(Date.now(), file.ledger, line, how));
  }

  dispose(): void {
    this.#ticked.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#read.dispose();
  }

  /** Time passed. Whether the window is focused and active is asked each time, not kept. */
  #window(): void {
    this.#settle(this.#attention?.window(Date.now(), vscode.window.state));
  }

  #look(): void {
    this.#window();
    this.#settle(this.#attention?.look(Date.now(), this.#view()));
  }

  #scrolled(editor: vscode.TextEditor): void {
    const before = this.#inView;
    if (editor !== before?.editor && editor !== vscode.window.activeTextEditor) return;
    this.#look();
    const after = this.#inView;
    // It is told of folds, of resizing and of an editor that just opened too.
    const hasMoved = before !== undefined && after?.editor === before.editor && after.topLine !== before.topLine;
    if (hasMoved && performance.now() - this.#stirredAtMs > ownScrollMs) this.#attention?.input(Date.now());
    this.#plan();
  }

  #moved({ textEditor, selections: [selection], kind }: vscode.TextEditorSelectionChangeEvent): void {
    if (textEditor !== vscode.window.activeTextEditor || selection === undefined) return;
    const byPerson =
      kind === vscode.TextEditorSelectionChangeKind.Keyboard || kind === vscode.TextEditorSelectionChangeKind.Mouse;
    const ledger = this.#ledgers.of(textEditor.document)?.ledger;
    if (byPerson && ledger !== undefined) {
      const { active, start, end } = selection;
      const caret = { line: active.line, selection: { start: start.line, end: end.line + 1 } };
      this.#attention?.put(Date.now(), ledger, caret);
    } else {
      this.#look();
      // In the other side of a diff it shows that they are there, and no more.
      if (byPerson) this.#attention?.input(Date.now());
    }
    this.#plan();
  }

  /** The person puts one breakpoint at a time; several come from what is stored, or from programs. */
  #breakpoints({ added: [breakpoint, ...more] }: vscode.BreakpointsChangeEvent): void {
    if (!(breakpoint instanceof vscode.SourceBreakpoint) || more.length > 0) return;
    const { uri, range } = breakpoint.location;
    const file = this.#ledgers.inMemory(uri);
    if (file === undefined) return;
    this.#settle(this.#attention?.engage(Date.now(), file.ledger, range.start.line, "breakpoint"));
  }

  #changed(ledger: Ledger): void {
    if (ledger === this.#inView?.ledger) this.#stirredAtMs = performance.now();
    if (this.#attention === undefined) void this.#load();
    this.#attention?.changed(ledger);
    this.#plan();
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    const { Attention } = await import("../../core/attention/attention.ts");
    this.#attention = new Attention(this.#settings.paceLinesPerHour);
    this.#look();
  }

  /** What the person has before them. */
  #view(): View<Ledger> | undefined {
    const counts = this.#settings.countsReading && !this.#pause.isPaused;
    const editor = counts ? editorOfFileInView(this.#ledgers) : undefined;
    const file = editor && this.#ledgers.of(editor.document);
    if (editor !== this.#inView?.editor) this.#stirredAtMs = performance.now();
    if (editor === undefined || file === undefined) {
      this.#inView = undefined;
      return undefined;
    }
    const { ledger } = file;
    this.#inView = { editor, ledger, topLine: editor.visibleRanges[0]?.start.line };
    this.#files.set(ledger, file);
    return {
      file: ledger,
      ranges: editor.visibleRanges.map(({ start, end }) => ({ start: start.line, end: end.line + 1 })),
      caretLine: editor.selection.active.line,
    };
  }

  #settle(read: readonly Read<Ledger>[] | undefined): void {
    for (const { file: ledger, range, evidence } of read ?? []) {
      const file = this.#files.get(ledger);
      const lines = ledger.settle(range, evidence);
      if (lines === 0 || file === undefined) continue;
      this.#ledgers.touch(this.#ledgers.present(file));
      this.#read.fire(lines);
    }
    this.#plan();
  }

  #plan(): void {
    const nextTickMs = this.#attention?.nextTickMs;
    if (nextTickMs === undefined) this.#ticked.cancel();
    else this.#ticked.within(nextTickMs);
  }
}
