import type * as vscode from "vscode";
import { weekMarkdown } from "../../core/week/markdown.ts";
import { weekModel } from "../../core/week/model.ts";
import { type WeekWish, weekWishOf } from "../arguments.ts";
import { texts } from "./texts.ts";
import { WeekPage } from "./weekPage.ts";
import { WeekScenes, type WeekSources } from "./weekScenes.ts";

/** Makes weekly pages. Loaded when somebody asks for the first. */
export class WeekPages implements vscode.Disposable {
  /** The page in an editor tab. */
  readonly page: WeekPage;
  readonly #scenes: WeekScenes;

  /** @param media the folder of the page's style */
  constructor(sources: WeekSources, media: vscode.Uri) {
    this.#scenes = new WeekScenes(sources);
    this.page = new WeekPage(this.#scenes, media);
  }

  /** The page about the week and the scope that a wish means, as Markdown. */
  async textOf(wish: WeekWish): Promise<string> {
    const { input } = await this.#scenes.sceneOf(wish);
    return weekMarkdown(weekModel(input), texts());
  }

  /** The same for a wish that comes from outside. */
  textFor(argument: unknown): Promise<string> {
    return this.textOf(weekWishOf(argument));
  }

  dispose(): void {
    this.page.dispose();
  }
}
