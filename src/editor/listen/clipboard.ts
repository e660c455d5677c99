import * as vscode from "vscode";
import type { Moves } from "../../core/ledger/moves.ts";
import { splitLines } from "../../core/text/lines.ts";
import type { Ledgers } from "../keep/ledgers.ts";

/**
 * Notes the marks of lines that are copied or cut, so that they are known where they are pasted (DESIGN §2, rule 6).
 * Sees the places that are copied, adds nothing to the clipboard, and takes no part in pasting.
 */
export class Clipboard implements vscode.Disposable, vscode.DocumentPasteEditProvider {
  readonly #ledgers: Ledgers;
  readonly #moves: Moves;
  readonly #registration: vscode.Disposable;

  constructor(ledgers: Ledgers, moves: Moves) {
    this.#ledgers = ledgers;
    this.#moves = moves;
    this.#registration = vscode.languages.registerDocumentPasteEditProvider({ pattern: "**" }, this, {
      providedPasteEditKinds: [],
      copyMimeTypes: ["text/plain"],
    });
  }

  /** Called at copy and cut, before a cut takes the text away. */
  prepareDocumentPaste(document: vscode.TextDocument, ranges: readonly vscode.Range[]): void {
    const file = this.#ledgers.of(document);
    const lines: string[] = [];
    const tags = ranges.flatMap((range) => {
      const copied = splitLines(document.getText(range));
      lines.push(...copied);
      const start = range.start.line;
      return file === undefined
        ? copied.map(() => undefined)
        : file.ledger.tagsOf({ start, end: start + copied.length });
    });
    this.#moves.copied(lines, tags);
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
