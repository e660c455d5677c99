import * as vscode from "vscode";
import { weekMarkdown } from "../../core/week/markdown.ts";
import { weekModel } from "../../core/week/model.ts";
import type { Week } from "../../core/week/weeks.ts";
import { type WeekWish, weekWishOf } from "../arguments.ts";
import { texts } from "./texts.ts";
import type { WeekScenes } from "./weekScenes.ts";

const scheme = "review-debt-week";

/** The weekly page as Markdown: as text to save, and as read-only documents, made anew each time one is opened. */
export class WeekText implements vscode.Disposable, vscode.TextDocumentContentProvider {
  readonly #scenes: WeekScenes;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;

  /** Fires when a document is to be read again. */
  readonly onDidChange = this.#changed.event;

  constructor(scenes: WeekScenes) {
    this.#scenes = scenes;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  /** The week that a wish means. */
  weekOf(wish: WeekWish): Week {
    return this.#scenes.weekOf(wish);
  }

  /** A name for a file with the text. */
  nameOf(wish: WeekWish): string {
    return `review-debt-week-${this.weekOf(wish).start}.md`;
  }

  /** The page about the week and the scope that a wish means. */
  async of(wish: WeekWish): Promise<string> {
    const { input } = await this.#scenes.sceneOf(wish);
    return weekMarkdown(weekModel(input), texts());
  }

  /** The text of a document. */
  provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const [week, scope] = query.split("&");
    return this.of(weekWishOf({ week, scope }));
  }

  /** Opens the document. */
  async show(wish: WeekWish): Promise<void> {
    const query = `${this.weekOf(wish).start}&${wish.scope ?? ""}`;
    const uri = vscode.Uri.from({ scheme, path: `/${this.nameOf(wish)}`, query });
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
