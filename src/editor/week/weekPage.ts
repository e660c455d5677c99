import * as vscode from "vscode";
import { weekHtml } from "../../core/week/html.ts";
import { directionOf } from "../../core/week/locale.ts";
import { weekModel } from "../../core/week/model.ts";
import type { Week } from "../../core/week/weeks.ts";
import type { WeekWish } from "../arguments.ts";
import { answerLink, linkedCommands, saveLink, showLink } from "./links.ts";
import { weekMeant } from "./meant.ts";
import { texts } from "./texts.ts";
import type { WeekScene, WeekScenes } from "./weekScenes.ts";

/** The weekly page in an editor tab: static, without any script. Its links call our own commands and nothing else. */
export class WeekPage implements vscode.Disposable {
  readonly #scenes: WeekScenes;
  readonly #media: vscode.Uri;
  #panel: vscode.WebviewPanel | undefined;
  /** What it shows, or showed last. */
  #wish: WeekWish = {};
  #drawings = 0;

  /** @param media the folder of the page's style */
  constructor(scenes: WeekScenes, media: vscode.Uri) {
    this.#scenes = scenes;
    this.#media = media;
  }

  /** What it shows; without a page what was chosen last of which workspaces. */
  get wish(): WeekWish {
    const { week, scope } = this.#wish;
    return { ...(scope !== undefined && { scope }), ...(this.#panel !== undefined && week !== undefined && { week }) };
  }

  /** Opens the page, made anew, about a week. */
  async show({ week, scope = this.#wish.scope }: WeekWish): Promise<void> {
    const { start } = weekMeant({ ...(week !== undefined && { week }) });
    this.#wish = { week: start, ...(scope !== undefined && { scope }) };
    if (this.#panel === undefined) this.#open();
    else this.#panel.reveal();
    await this.#draw();
  }

  /** Makes the page anew, if somebody sees it. */
  async refresh(): Promise<void> {
    if (this.#panel?.visible === true) await this.#draw();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #open(): void {
    const panel = vscode.window.createWebviewPanel(
      "reviewDebt.week",
      vscode.l10n.t("Your Week"),
      vscode.ViewColumn.Active,
      {
        enableScripts: false,
        enableForms: false,
        enableCommandUris: linkedCommands,
        enableFindWidget: true,
        localResourceRoots: [this.#media],
      },
    );
    let isVisible = true;
    panel.onDidChangeViewState(() => {
      const wasVisible = isVisible;
      isVisible = panel.visible;
      // It also fires when the keyboard comes and goes.
      if (!wasVisible) void this.refresh();
    });
    panel.onDidDispose(() => (this.#panel = undefined));
    this.#panel = panel;
  }

  async #draw(): Promise<void> {
    const drawing = ++this.#drawings;
    const wish = this.#wish;
    const scene = await this.#scenes.sceneOf(wish);
    const webview = this.#panel?.webview;
    // Another drawing began meanwhile, or nobody is there to see this one.
    if (webview === undefined || drawing !== this.#drawings) return;
    const html = this.#html(scene, webview);
    // The same text again would scroll the page to its top.
    if (webview.html !== html) webview.html = html;
  }

  #html({ input, previous, next }: WeekScene, webview: vscode.Webview): string {
    const { week, workspace } = input;
    const scope = workspace === undefined ? "all" : "workspace";
    const shown = { week: week.start, scope } as const;
    const to = (other: Week | undefined): string | undefined => other && showLink({ week: other.start, scope });
    const canBeOther = (vscode.workspace.workspaceFolders ?? []).length > 0;
    const other = scope === "all" ? "workspace" : "all";
    const model = weekModel(input);
    const words = texts();
    return weekHtml(model, words, {
      cspSource: webview.cspSource,
      dir: directionOf(words.locale),
      style: webview.asWebviewUri(vscode.Uri.joinPath(this.#media, "week.css")).toString(),
      actions: {
        previous: to(previous),
        next: to(next),
        save: saveLink(shown),
        scope: canBeOther ? showLink({ ...shown, scope: other }) : undefined,
      },
      answerTargets: new Map(model.questions.map(({ id }) => [id, answerLink(week.start, id)])),
    });
  }
}
