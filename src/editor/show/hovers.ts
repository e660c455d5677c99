import * as vscode from "vscode";
import { isUnread } from "../../core/ledger/tag.ts";
import type { Ledgers } from "../keep/ledgers.ts";
import type { Reading } from "../listen/reading.ts";
import type { Settings } from "../settings.ts";
import { evidenceText, markText, progressText } from "./wording.ts";

/**
 * Who wrote a tracked line and what settled it, at the line's start, beside the mark: the editor shows extensions' hovers
 * over text only, not over the gutter. Elsewhere it says nothing, and notes that the person asked about the line.
 */
export class Hovers implements vscode.Disposable, vscode.HoverProvider {
  readonly #ledgers: Ledgers;
  readonly #reading: Reading;
  readonly #settings: Settings;
  readonly #registration: vscode.Disposable;

  constructor(ledgers: Ledgers, reading: Reading, settings: Settings) {
    this.#ledgers = ledgers;
    this.#reading = reading;
    this.#settings = settings;
    this.#registration = vscode.languages.registerHoverProvider("*", this);
  }

  /** What is said of a place in a document. */
  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const file = this.#ledgers.of(document);
    const mark = file?.ledger.markAt(position.line);
    if (file === undefined || mark === undefined) return undefined;
    if (isUnread(mark)) this.#reading.engage(document, position.line, "hover");
    const where = this.#settings.hover;
    const start = document.lineAt(position.line).firstNonWhitespaceCharacterIndex;
    if (where === "off" || (where === "lineStart" && position.character > start)) return undefined;
    const { l10n } = vscode;
    const now = Date.now();
    const progress = this.#reading.progress(file, position.line);
    const text = new vscode.MarkdownString();
    text.appendText(markText(mark, now));
    text.appendMarkdown("  \n");
    text.appendText(progress === undefined ? evidenceText(mark, now) : progressText(progress));
    const place = { uri: file.uri.toString(), line: position.line, revision: file.ledger.revision };
    const links = [
      isUnread(mark)
        ? linkTo(l10n.t("Mark Reviewed"), "markReviewed", place)
        : linkTo(l10n.t("Reopen"), "reopen", place),
      linkTo(l10n.t("Checklist"), "checklist", place),
      linkTo(l10n.t("Why"), "explain", place),
    ];
    text.appendMarkdown(`\n\n${links.join(" · ")}`);
    text.isTrusted = {
      enabledCommands: ["markReviewed", "reopen", "checklist", "explain"].map((c) => `reviewDebt.${c}`),
    };
    return new vscode.Hover(text, new vscode.Range(position.line, 0, position.line, Math.max(1, start + 1)));
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

function linkTo(title: string, command: string, place: unknown): string {
  return `[${title}](command:reviewDebt.${command}?${encodeURIComponent(JSON.stringify([place]))})`;
}
