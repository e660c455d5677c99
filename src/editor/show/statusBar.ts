import * as vscode from "vscode";
import type { Beginning } from "../keep/beginning.ts";
import type { Debts } from "../keep/debts.ts";
import type { Pause } from "../keep/pause.ts";
import type { Storage } from "../keep/storage.ts";
import type { Settings } from "../settings.ts";
import { showLink } from "../week/links.ts";
import type { WeekDot } from "../week/weekDot.ts";
import { filesText, linesText, minutesText } from "./amounts.ts";

/** A tooltip has at most so many lines (PRODUCT §2). */
const tooltipLines = 5;

/**
 * The one item: minutes of reading left, or only the icon; a dot while a finished week is announced. No colour, no warning, no
 * animation (PRODUCT §2). It appears with the first tracked line, and says what it is until the person has used it.
 */
export class StatusBar implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #debts: Debts;
  readonly #pause: Pause;
  readonly #settings: Settings;
  readonly #storage: Storage;
  readonly #beginning: Beginning;
  readonly #dot: WeekDot;
  readonly #subscriptions: vscode.Disposable[];

  constructor(debts: Debts, pause: Pause, settings: Settings, storage: Storage, beginning: Beginning, dot: WeekDot) {
    this.#debts = debts;
    this.#pause = pause;
    this.#settings = settings;
    this.#storage = storage;
    this.#beginning = beginning;
    this.#dot = dot;
    this.#item = vscode.window.createStatusBarItem("reviewDebt.status", vscode.StatusBarAlignment.Right, 100);
    this.#item.name = vscode.l10n.t("Review Debt");
    this.#item.command = "reviewDebt.showMenu";
    const update = (): void => this.#update();
    this.#subscriptions = [
      this.#item,
      debts.onDidChange(update),
      pause.onDidChange(update),
      settings.onDidChange(update),
      storage.onDidChangeProblem(update),
      beginning.onDidChange(update),
      dot.onDidChange(update),
      vscode.window.onDidChangeActiveTextEditor(update),
    ];
    this.#update();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #update(): void {
    const total = this.#debts.total();
    const pace = this.#settings.paceLinesPerHour;
    const minutes = minutesText(total, pace);
    const isAnnounced = this.#dot.week !== undefined;
    this.#item.text = ["$(book)", ...(total.lines === 0 ? [] : [minutes]), ...(isAnnounced ? ["•"] : [])].join(" ");
    const label =
      total.lines === 0
        ? vscode.l10n.t("Review Debt: nothing to review")
        : vscode.l10n.t("Review Debt: {0} of AI-assisted code to read", minutes);
    const spoken = isAnnounced ? vscode.l10n.t("{0}; your week is ready", label) : label;
    this.#item.accessibilityInformation = { label: [spoken, ...this.#explanation()].join(". ") };
    this.#item.tooltip = this.#tooltip();
    if (this.#hasToSay) this.#item.show();
    else this.#item.hide();
  }

  /** Before anything was ever tracked there is nothing to say, unless something keeps it from being. */
  get #hasToSay(): boolean {
    const { hasBegun } = this.#beginning;
    return hasBegun || this.#pause.isPaused || this.#storage.problem !== undefined || this.#dot.week !== undefined;
  }

  /** What the item is, in a line, until the person has used it. The editor tells nobody that a tooltip was seen. */
  #explanation(): readonly string[] {
    const { hasBegun, isExplained } = this.#beginning;
    if (!hasBegun || isExplained) return [];
    return [
      vscode.l10n.t(
        "Minutes here are the time it takes to read what AI wrote and you have not looked at yet. A click shows what you can do. Only you see this.",
      ),
    ];
  }

  /** At most five lines, each a fact or a way on. */
  #tooltip(): vscode.MarkdownString {
    const pace = this.#settings.paceLinesPerHour;
    const files = this.#debts.files();
    const total = this.#debts.total();
    const active = vscode.window.activeTextEditor?.document.uri;
    const here = active === undefined ? undefined : this.#debts.of(active);
    const week = this.#dot.week;
    const lines: string[] = [];
    if (this.#pause.isPaused) {
      lines.push(`${pausedText(this.#pause.untilMs)} [${vscode.l10n.t("Resume")}](command:reviewDebt.resume)`);
    }
    if (this.#storage.problem !== undefined) lines.push(this.#storage.problem);
    lines.push(...this.#explanation());
    if (total.lines === 0) {
      lines.push(vscode.l10n.t("Nothing to review."));
    } else {
      if (here !== undefined && here.lines > 0) {
        lines.push(vscode.l10n.t("This file: {0}, {1}", linesText(here.lines), minutesText(here, pace)));
      }
      const count = filesText(files.length);
      lines.push(vscode.l10n.t("In all: {0} in {1}, {2}", linesText(total.lines), count, minutesText(total, pace)));
      lines.push(
        [
          `[${vscode.l10n.t("Next Unread Hunk")}](command:reviewDebt.next)`,
          `[${vscode.l10n.t("Show Queue")}](command:reviewDebt.showQueue)`,
        ].join(" · "),
      );
    }
    const last = week === undefined ? [] : [`[${vscode.l10n.t("Your week")}](${showLink({ week: week.start })})`];
    const shown = [...lines.slice(0, tooltipLines - last.length), ...last];
    const tooltip = new vscode.MarkdownString(shown.join("\n\n"));
    tooltip.isTrusted = {
      enabledCommands: ["reviewDebt.next", "reviewDebt.showQueue", "reviewDebt.showWeek", "reviewDebt.resume"],
    };
    return tooltip;
  }
}

function pausedText(untilMs: number | undefined): string {
  return untilMs === undefined
    ? vscode.l10n.t("Paused: nothing is recorded.")
    : vscode.l10n.t("Paused until tomorrow: nothing is recorded.");
}
