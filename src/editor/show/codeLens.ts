import * as vscode from "vscode";
import { hunksOf, type ReviewHunk } from "../../core/ledger/hunks.ts";
import { isUnread } from "../../core/ledger/tag.ts";
import type { Exclusions } from "../keep/exclusions.ts";
import type { FileLedger, Ledgers } from "../keep/ledgers.ts";
import type { NamedLine } from "../review.ts";
import type { Settings } from "../settings.ts";
import { Soon } from "../soon.ts";
import { hunkText } from "./wording.ts";

/** The editor is told that lenses changed this late: each time it asks for all of a document's again. */
const delayMs = 300;

/** A line of text above each unread hunk, with what can be done about it. Off unless wanted; then nothing is registered. */
export class CodeLenses implements vscode.Disposable, vscode.CodeLensProvider {
  readonly #ledgers: Ledgers;
  readonly #exclusions: Exclusions;
  readonly #settings: Settings;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #told = new Soon(() => this.#changed.fire());
  readonly #subscriptions: vscode.Disposable[];
  #registration: vscode.Disposable | undefined;

  /** Fires when lenses are to be asked for again. */
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(ledgers: Ledgers, exclusions: Exclusions, settings: Settings) {
    this.#ledgers = ledgers;
    this.#exclusions = exclusions;
    this.#settings = settings;
    const soon = (): void => {
      if (this.#registration !== undefined) this.#told.within(delayMs);
    };
    this.#subscriptions = [
      ledgers.onDidChange(soon),
      exclusions.onDidChange(soon),
      settings.onDidChange(() => this.#register()),
    ];
    this.#register();
  }

  /** The lenses of a document: of each unread hunk who wrote it and when, and what to do. */
  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const file = this.#ledgers.of(document);
    if (file === undefined || this.#exclusions.of(file.uri) !== undefined) return [];
    return hunksOf(file.ledger.spans())
      .filter(({ spans, end }) => end <= document.lineCount && spans.some(({ mark }) => isUnread(mark)))
      .flatMap((hunk) => lensesOf(file, hunk));
  }

  dispose(): void {
    this.#told.dispose();
    this.#registration?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #register(): void {
    if (this.#settings.showsCodeLens === (this.#registration !== undefined)) return;
    this.#registration?.dispose();
    this.#registration = this.#settings.showsCodeLens
      ? vscode.languages.registerCodeLensProvider("*", this)
      : undefined;
  }
}

function lensesOf({ uri, ledger }: FileLedger, hunk: ReviewHunk): vscode.CodeLens[] {
  const { l10n } = vscode;
  const { revision } = ledger;
  const range = new vscode.Range(hunk.start, 0, hunk.start, (ledger.lines[hunk.start] ?? "").length);
  const place: NamedLine = { uri, line: hunk.start, revision };
  const lens = (title: string, command: string): vscode.CodeLens =>
    new vscode.CodeLens(range, { title, command: `reviewDebt.${command}`, arguments: [place] });
  return [
    lens(hunkText(hunk, Date.now()), "explain"),
    lens(l10n.t("Mark Reviewed"), "markReviewed"),
    lens(l10n.t("Checklist"), "checklist"),
    lens(l10n.t("Why"), "explain"),
  ];
}
