import * as vscode from "vscode";
import type { Day } from "../../core/week/facts.ts";
import type { WeekWish } from "../arguments.ts";
import type { Later } from "../later.ts";
import type { WeekPages } from "./weekPages.ts";

const scheme = "review-debt-week";

/** The weekly page as Markdown: as text to save, and as read-only documents, made anew each time one is opened. */
export class WeekText implements vscode.Disposable, vscode.TextDocumentContentProvider {
  readonly #pages: Later<WeekPages>;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;

  /** Fires when a document is to be read again. */
  readonly onDidChange = this.#changed.event;

  constructor(pages: Later<WeekPages>) {
    this.#pages = pages;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  /** A name for a file with the text about the week that begins on that day. */
  nameOf(week: Day): string {
    return `review-debt-week-${week}.md`;
  }

  /** The page about the week and the scope that a wish means. */
  async of(wish: WeekWish): Promise<string> {
    return (await this.#pages.get()).textOf(wish);
  }

  /** The text of a document. */
  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const [week, scope] = query.split("&");
    return (await this.#pages.get()).textFor({ week, scope });
  }

  /** Opens the document about the week that begins on that day. */
  async show(week: Day, scope: WeekWish["scope"]): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${this.nameOf(week)}`, query: `${week}&${scope ?? ""}` });
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
