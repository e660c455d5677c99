import * as vscode from "vscode";
import { fileOf } from "../cells.ts";
import type { Debts } from "../keep/debts.ts";
import type { Settings } from "../settings.ts";
import { linesText, minutesText } from "./amounts.ts";

/** A ring beside files with unread lines in the explorer. It has no colour: those are for git and problems. */
export class Badges implements vscode.Disposable, vscode.FileDecorationProvider {
  readonly #debts: Debts;
  readonly #settings: Settings;
  readonly #changed = new vscode.EventEmitter<vscode.Uri[]>();
  readonly #subscriptions: vscode.Disposable[];
  /** The files that have a badge, by URI: what it says. */
  #shown: ReadonlyMap<string, string> = new Map();

  /** Fires with the files whose badge changed. */
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(debts: Debts, settings: Settings) {
    this.#debts = debts;
    this.#settings = settings;
    const update = (): void => this.#update();
    this.#subscriptions = [
      vscode.window.registerFileDecorationProvider(this),
      debts.onDidChange(update),
      settings.onDidChange(update),
    ];
    this.#update();
  }

  /** The badge of a file, if it has one. */
  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const tooltip = this.#shown.get(uri.toString());
    return tooltip === undefined ? undefined : new vscode.FileDecoration("○", tooltip);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #update(): void {
    const before = this.#shown;
    this.#shown = this.#settings.showsBadges ? this.#wanted() : new Map();
    const both = new Set([...before.keys(), ...this.#shown.keys()]);
    const changed = [...both].filter((uri) => before.get(uri) !== this.#shown.get(uri));
    if (changed.length > 0) this.#changed.fire(changed.map((uri) => vscode.Uri.parse(uri)));
  }

  /** Cells count for their notebook. */
  #wanted(): ReadonlyMap<string, string> {
    const pace = this.#settings.paceLinesPerHour;
    const byFile = Map.groupBy(this.#debts.files(), ({ uri }) => fileOf(uri).toString());
    return new Map(
      [...byFile].map(([file, parts]) => {
        const lines = parts.reduce((sum, { debt }) => sum + debt.lines, 0);
        const costTenths = parts.reduce((sum, { debt }) => sum + debt.costTenths, 0);
        return [file, vscode.l10n.t("{0} unread, {1}", linesText(lines), minutesText({ lines, costTenths }, pace))];
      }),
    );
  }
}
