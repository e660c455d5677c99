import * as vscode from "vscode";
import type { Everything } from "../../store/everything.ts";

const scheme = "review-debt-stored";

/** A read-only document with every row that is stored, made anew each time it is asked for. */
export class StoredData implements vscode.Disposable, vscode.TextDocumentContentProvider {
  readonly #read: () => Everything | undefined;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly #uri = vscode.Uri.from({ scheme, path: `/${vscode.l10n.t("Review Debt: everything stored")}.json` });

  /** Fires when the document is to be read again. */
  readonly onDidChange = this.#changed.event;

  /** @param read reads all tables; `undefined` when they cannot be read */
  constructor(read: () => Everything | undefined) {
    this.#read = read;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  /** The document's text. */
  provideTextDocumentContent(): string {
    const everything = this.#read();
    return everything === undefined
      ? vscode.l10n.t("The stored data cannot be read now.")
      : `${JSON.stringify(everything, undefined, 2)}\n`;
  }

  /** Opens the document. */
  async show(): Promise<void> {
    this.#changed.fire(this.#uri);
    const document = await vscode.workspace.openTextDocument(this.#uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
