import * as vscode from "vscode";
import { type CellText, matchCells } from "../../core/ledger/cells.ts";
import { splitLines } from "../../core/text/lines.ts";
import { cellsIn } from "../cells.ts";
import { isOwnFile } from "../disk.ts";
import type { Debts } from "../keep/debts.ts";
import type { Ledgers } from "../keep/ledgers.ts";
import type { Storage } from "../keep/storage.ts";

/** Follows the cells of open notebooks, each of which is a document, and finds again what is known of them. */
export class Notebooks implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #debts: Debts;
  readonly #storage: Storage;
  readonly #subscriptions: vscode.Disposable[];

  constructor(ledgers: Ledgers, debts: Debts, storage: Storage) {
    this.#ledgers = ledgers;
    this.#debts = debts;
    this.#storage = storage;
    this.#subscriptions = [
      vscode.workspace.onDidOpenNotebookDocument((notebook) => this.#follow(notebook)),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        for (const { removedCells } of contentChanges)
          for (const cell of removedCells) this.#debts.gone(cell.document.uri);
        if (contentChanges.some(({ addedCells }) => addedCells.length > 0)) this.#follow(notebook);
      }),
    ];
    for (const notebook of vscode.workspace.notebookDocuments) this.#follow(notebook);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #follow(notebook: vscode.NotebookDocument): void {
    if (!isOwnFile(notebook.uri)) return;
    const documents = notebook.getCells().map(({ document }) => document);
    const fresh = documents.filter((document) => this.#ledgers.of(document) === undefined);
    this.#recognize(notebook.uri, documents, fresh);
    for (const document of fresh) this.#ledgers.attach(document);
  }

  /** Gives what is known under other names the names that the cells have now. */
  #recognize(notebook: vscode.Uri, all: readonly vscode.TextDocument[], fresh: readonly vscode.TextDocument[]): void {
    const followed = new Set(all.filter((document) => !fresh.includes(document)).map(({ uri }) => uri.toString()));
    const known = cellsIn(this.#storage.knownUris(), notebook).filter((uri) => !followed.has(uri.toString()));
    if (known.length === 0 || !this.#storage.hasKey) return;
    const { hasher } = this.#storage;
    const cells = fresh.map((document): CellText => {
      const lineHashes = hasher.lines(splitLines(document.getText()));
      return { key: document.uri.toString(), lineHashes, textHash: hasher.text(lineHashes) };
    });
    const stored = known.flatMap((uri) => this.#storage.loadFile(uri.toString()) ?? []);
    const found = matchCells(
      stored.map(({ uri, textHash, lineHashes }) => ({ key: uri, textHash, lineHashes })),
      cells,
    );
    this.#ledgers.renameAll(
      [...found]
        .filter(([now, before]) => now !== before)
        .map(([now, before]) => ({ from: vscode.Uri.parse(before), to: vscode.Uri.parse(now) })),
    );
    const present = new Set(all.map(({ uri }) => uri.toString()));
    for (const uri of cellsIn(this.#storage.knownUris(), notebook))
      if (!present.has(uri.toString())) this.#debts.gone(uri);
  }
}
