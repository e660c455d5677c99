import * as vscode from "vscode";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { isUnread } from "../../core/ledger/tag.ts";
import type { Exclusions } from "../keep/exclusions.ts";
import type { Ledgers } from "../keep/ledgers.ts";
import type { Settings } from "../settings.ts";
import { Soon } from "../soon.ts";

/** Marks follow a change this soon. */
const delayMs = 40;
/** Marks whose lines only moved are drawn again this late: the editor moves them itself, unless they met a newer text. */
const movedMs = 500;

/** A thin mark in the gutter and in the overview ruler beside unread lines, but not in files that are left out. */
export class Marks implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #exclusions: Exclusions;
  readonly #settings: Settings;
  readonly #media: vscode.Uri;
  readonly #subscriptions: vscode.Disposable[];
  /** For which marks and how many lines a ledger was drawn. */
  readonly #drawn = new WeakMap<Ledger, { readonly marks: number; readonly lineCount: number }>();
  /** Editors that may show marks. */
  readonly #marked = new WeakSet<vscode.TextEditor>();
  #decoration: vscode.TextEditorDecorationType;
  readonly #updated = new Soon(() => this.#update());

  /** @param media the folder of the extension's pictures */
  constructor(ledgers: Ledgers, exclusions: Exclusions, settings: Settings, media: vscode.Uri) {
    this.#ledgers = ledgers;
    this.#exclusions = exclusions;
    this.#settings = settings;
    this.#media = media;
    this.#decoration = this.#create();
    const soon = (): void => this.#updated.within(delayMs);
    this.#subscriptions = [
      ledgers.onDidChange(({ ledger }) => {
        const drawn = this.#drawn.get(ledger);
        if (drawn?.marks !== ledger.marksRevision) soon();
        else if (drawn.lineCount !== ledger.lineCount) this.#updated.within(movedMs);
      }),
      exclusions.onDidChange(soon),
      vscode.window.onDidChangeVisibleTextEditors(soon),
      settings.onDidChange(() => {
        this.#decoration.dispose();
        this.#decoration = this.#create();
        soon();
      }),
    ];
    soon();
  }

  dispose(): void {
    this.#updated.dispose();
    this.#decoration.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #create(): vscode.TextEditorDecorationType {
    const gutter = (theme: string): vscode.DecorationRenderOptions["light"] =>
      this.#settings.showsGutterMarks
        ? { gutterIconPath: vscode.Uri.joinPath(this.#media, `unread-${theme}.svg`) }
        : {};
    return vscode.window.createTextEditorDecorationType({
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      gutterIconSize: "contain",
      light: gutter("light") ?? {},
      dark: gutter("dark") ?? {},
      ...(this.#settings.showsRulerMarks && {
        overviewRulerLane: vscode.OverviewRulerLane.Left,
        overviewRulerColor: new vscode.ThemeColor("reviewDebt.unreadRulerForeground"),
      }),
    });
  }

  #update(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const file = this.#ledgers.of(editor.document);
      if (file === undefined || !(file.ledger.everTracked || this.#marked.has(editor))) continue;
      const { uri, ledger } = file;
      const lastLine = editor.document.lineCount - 1;
      const spans = this.#exclusions.of(uri) === undefined ? ledger.spans() : [];
      const ranges = spans
        .filter(({ start, mark }) => isUnread(mark) && start <= lastLine)
        .map(({ start, end }) => new vscode.Range(start, 0, Math.min(end - 1, lastLine), 0));
      editor.setDecorations(this.#decoration, ranges);
      this.#marked.add(editor);
      this.#drawn.set(ledger, { marks: ledger.marksRevision, lineCount: ledger.lineCount });
    }
  }
}
