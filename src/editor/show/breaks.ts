import * as vscode from "vscode";
import { goOn, type Sitting } from "../../core/review/sitting.ts";
import type { Settings } from "../settings.ts";

/** Suggests a break, once in a sitting and never again when that is not wanted. Blocks nothing. */
export class Breaks {
  readonly #settings: Settings;
  #sitting: Sitting | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** The user settled so many lines, or, with none, went to another hunk. */
  wentOn(lines: number): void {
    const { sitting, hint } = goOn(this.#sitting, Date.now(), lines);
    this.#sitting = sitting;
    if (hint !== undefined && this.#settings.suggestsBreaks) void this.#suggest(hint);
  }

  async #suggest(hint: "time" | "lines"): Promise<void> {
    const { l10n } = vscode;
    const never = l10n.t("Don't Show Again");
    const chosen = await vscode.window.showInformationMessage(
      hint === "time"
        ? l10n.t("You have been reviewing for an hour. After that much, eyes miss more; a break helps.")
        : l10n.t("You have reviewed 400 lines in one go. After that many, eyes miss more; a break helps."),
      never,
    );
    if (chosen === never) await this.#settings.stopSuggestingBreaks();
  }
}
