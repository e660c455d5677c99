import * as vscode from "vscode";
import { addDebt, type Debt, lessDebt, noDebt } from "../../core/review/debt.ts";
import { fileOf } from "../cells.ts";
import type { Debts } from "../keep/debts.ts";
import { ToCommit } from "../listen/toCommit.ts";
import type { Settings } from "../settings.ts";
import { Soon } from "../soon.ts";
import { linesText, minutesText } from "./amounts.ts";

/** Git and debts change in bursts. */
const delayMs = 200;

/** A file to commit and what of it is unread and not committed yet. */
interface Row {
  readonly uri: vscode.Uri;
  readonly debt: Debt;
}

/**
 * A glance before the commit, in the source control view: which of the files to commit hold unread lines. Off unless
 * wanted, and never in the way: it stops no commit. Nobody asks git while it is off.
 */
export class BeforeCommit implements vscode.Disposable, vscode.TreeDataProvider<Row> {
  readonly #debts: Debts;
  readonly #settings: Settings;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #updated = new Soon(() => this.#update());
  readonly #subscriptions: vscode.Disposable[];
  #toCommit: ToCommit | undefined;
  #view: vscode.TreeView<Row> | undefined;
  #rows: readonly Row[] = [];

  /** Fires when the rows are to be read again. */
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(debts: Debts, settings: Settings) {
    this.#debts = debts;
    this.#settings = settings;
    const soon = (): void => {
      if (this.#view !== undefined) this.#updated.within(delayMs);
    };
    this.#subscriptions = [debts.onDidChange(soon), settings.onDidChange(() => this.#switch())];
    this.#switch();
  }

  /** The files, by path. */
  getChildren(row?: Row): Row[] {
    return row === undefined ? [...this.#rows] : [];
  }

  /** How a file looks and reads. */
  getTreeItem({ uri, debt }: Row): vscode.TreeItem {
    const item = new vscode.TreeItem(fileOf(uri));
    const minutes = minutesText(debt, this.#settings.paceLinesPerHour);
    item.id = uri.toString();
    item.iconPath = vscode.ThemeIcon.File;
    item.description = `${minutes} · ${linesText(debt.lines)}`;
    item.command = { title: vscode.l10n.t("Open"), command: "vscode.open", arguments: [uri] };
    const path = vscode.workspace.asRelativePath(fileOf(uri));
    item.accessibilityInformation = {
      label: vscode.l10n.t("{0}: {1} to read, {2}", path, linesText(debt.lines), minutes),
    };
    return item;
  }

  dispose(): void {
    this.#stop();
    this.#updated.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #switch(): void {
    if (this.#settings.glancesBeforeCommit === (this.#view !== undefined)) return;
    if (this.#view !== undefined) {
      this.#stop();
      return;
    }
    this.#view = vscode.window.createTreeView("reviewDebt.beforeCommit", { treeDataProvider: this });
    this.#toCommit = new ToCommit();
    this.#toCommit.onDidChange(() => this.#updated.within(delayMs));
    void this.#toCommit.start();
    this.#updated.within(delayMs);
  }

  #stop(): void {
    this.#toCommit?.dispose();
    this.#toCommit = undefined;
    this.#view?.dispose();
    this.#view = undefined;
  }

  #update(): void {
    if (this.#view === undefined) return;
    const files = new Set(this.#toCommit?.files().map((uri) => uri.toString()));
    this.#rows = this.#debts
      .files()
      .filter(({ uri }) => files.has(fileOf(uri).toString()))
      .map(({ uri, debt, inHead }) => ({ uri, debt: lessDebt(debt, inHead) }))
      .filter(({ debt }) => debt.lines > 0);
    const { l10n } = vscode;
    const { lines } = this.#rows.reduce((sum, { debt }) => addDebt(sum, debt), noDebt);
    const count = new Set(this.#rows.map(({ uri }) => fileOf(uri).toString())).size;
    // The title, since that is there while the view is closed, too.
    this.#view.title =
      lines === 0
        ? l10n.t("Nothing unread in what you commit")
        : count === 1
          ? l10n.t("1 file to commit holds {0}", unreadText(lines))
          : l10n.t("{0} files to commit hold {1}", count, unreadText(lines));
    this.#changed.fire();
  }
}

function unreadText(lines: number): string {
  return lines === 1 ? vscode.l10n.t("1 unread line") : vscode.l10n.t("{0} unread lines", lines);
}
