import * as vscode from "vscode";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { hunksOf } from "../../core/ledger/hunks.ts";
import type { Span } from "../../core/ledger/mark.ts";
import { isUnread } from "../../core/ledger/tag.ts";
import type { ChecklistAnswers } from "../keep/answers.ts";
import type { Exclusions } from "../keep/exclusions.ts";
import type { FileLedger, Ledgers } from "../keep/ledgers.ts";
import type { Settings } from "../settings.ts";
import { Soon } from "../soon.ts";

/** Marks follow a change this soon. */
const delayMs = 40;
/** Marks whose lines only moved are drawn again this late: the editor moves them itself, unless they met a newer text. */
const movedMs = 500;

/** What a mark says: nobody looked at the lines, or their checklist has something open. A bar, and a dashed one. */
const kinds = ["unread", "unsure"] as const;
type Kind = (typeof kinds)[number];

/** A thin mark in the gutter and in the overview ruler beside unread lines, but not in files that are left out. */
export class Marks implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #exclusions: Exclusions;
  readonly #answers: ChecklistAnswers;
  readonly #settings: Settings;
  readonly #media: vscode.Uri;
  readonly #subscriptions: vscode.Disposable[];
  /** For which marks and how many lines a ledger was drawn. */
  readonly #drawn = new WeakMap<Ledger, { readonly marks: number; readonly lineCount: number }>();
  /** Editors that may show marks. */
  readonly #marked = new WeakSet<vscode.TextEditor>();
  #decorations: ReadonlyMap<Kind, vscode.TextEditorDecorationType>;
  readonly #updated = new Soon(() => this.#update());

  /** @param media the folder of the extension's pictures */
  constructor(
    ledgers: Ledgers,
    exclusions: Exclusions,
    answers: ChecklistAnswers,
    settings: Settings,
    media: vscode.Uri,
  ) {
    this.#ledgers = ledgers;
    this.#exclusions = exclusions;
    this.#answers = answers;
    this.#settings = settings;
    this.#media = media;
    this.#decorations = this.#createAll();
    const soon = (): void => this.#updated.within(delayMs);
    this.#subscriptions = [
      ledgers.onDidChange(({ ledger }) => {
        const drawn = this.#drawn.get(ledger);
        if (drawn?.marks !== ledger.marksRevision) soon();
        else if (drawn.lineCount !== ledger.lineCount) this.#updated.within(movedMs);
      }),
      exclusions.onDidChange(soon),
      answers.onDidChange(soon),
      vscode.window.onDidChangeVisibleTextEditors(soon),
      settings.onDidChange(() => {
        this.#disposeAll();
        this.#decorations = this.#createAll();
        soon();
      }),
    ];
    soon();
  }

  dispose(): void {
    this.#updated.dispose();
    this.#disposeAll();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #createAll(): ReadonlyMap<Kind, vscode.TextEditorDecorationType> {
    return new Map(kinds.map((kind) => [kind, this.#create(kind)]));
  }

  #disposeAll(): void {
    for (const decoration of this.#decorations.values()) decoration.dispose();
  }

  #create(kind: Kind): vscode.TextEditorDecorationType {
    const gutter = (theme: string): vscode.ThemableDecorationRenderOptions =>
      this.#settings.showsGutterMarks
        ? { gutterIconPath: vscode.Uri.joinPath(this.#media, `${kind}-${theme}.svg`) }
        : {};
    return vscode.window.createTextEditorDecorationType({
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      gutterIconSize: "contain",
      light: gutter("light"),
      dark: gutter("dark"),
      ...(this.#settings.showsRulerMarks && {
        overviewRulerLane: vscode.OverviewRulerLane.Left,
        overviewRulerColor: new vscode.ThemeColor(`reviewDebt.${kind}RulerForeground`),
      }),
    });
  }

  #update(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const file = this.#ledgers.of(editor.document);
      if (file === undefined || !(file.ledger.everTracked || this.#marked.has(editor))) continue;
      const { ledger } = file;
      const lastLine = editor.document.lineCount - 1;
      const byKind = Map.groupBy(this.#unreadIn(file), ({ kind }) => kind);
      for (const [kind, decoration] of this.#decorations) {
        const spans = (byKind.get(kind) ?? []).filter(({ span }) => span.start <= lastLine);
        editor.setDecorations(
          decoration,
          spans.map(({ span }) => new vscode.Range(span.start, 0, Math.min(span.end - 1, lastLine), 0)),
        );
      }
      this.#marked.add(editor);
      this.#drawn.set(ledger, { marks: ledger.marksRevision, lineCount: ledger.lineCount });
    }
  }

  #unreadIn(file: FileLedger): { readonly kind: Kind; readonly span: Span }[] {
    if (this.#exclusions.of(file.uri) !== undefined) return [];
    return hunksOf(file.ledger.spans()).flatMap((hunk) => {
      const kind = this.#answers.unsureOf(file, hunk).length > 0 ? "unsure" : "unread";
      return hunk.spans.filter(({ mark }) => isUnread(mark)).map((span) => ({ kind, span }));
    });
  }
}
