import * as vscode from "vscode";
import { hunksOf, type ReviewHunk } from "../../core/ledger/hunks.ts";
import { stateOf } from "../../core/ledger/mark.ts";
import { isUnread } from "../../core/ledger/tag.ts";
import { type Debt, debtOfSpans } from "../../core/review/debt.ts";
import { dayOf } from "../../core/week/facts.ts";
import type { Debts, FileDebt } from "../keep/debts.ts";
import type { FileLedger, Ledgers } from "../keep/ledgers.ts";
import type { Storage } from "../keep/storage.ts";
import type { Place, Review } from "../review.ts";
import type { Settings } from "../settings.ts";
import { Soon } from "../soon.ts";
import { agoText, linesText, minutesText, rangeText, stateIcon, statesText, toolText } from "./wording.ts";

/** A file of the queue. */
export interface FileNode {
  readonly kind: "file";
  readonly uri: vscode.Uri;
}

/** A hunk of a file of the queue. */
export interface HunkNode {
  readonly kind: "hunk";
  readonly file: FileLedger;
  readonly hunk: ReviewHunk;
  readonly debt: Debt;
}

/** What the queue shows. */
export type QueueNode = FileNode | HunkNode;

/** A change of what is to be read shows in the queue this soon. */
const delayMs = 120;
/** Lines that only moved show their new numbers when typing pauses. */
const movedMs = 600;
/** So much of a hunk's first line tells it from others. */
const codeLength = 80;

/** The side-bar tree: files with unread lines, and their hunks with a check box each. */
export class Queue implements vscode.Disposable, vscode.TreeDataProvider<QueueNode> {
  readonly #debts: Debts;
  readonly #ledgers: Ledgers;
  readonly #settings: Settings;
  readonly #storage: Storage;
  readonly #review: Review;
  readonly #changed = new vscode.EventEmitter<FileNode[] | undefined>();
  readonly #view: vscode.TreeView<QueueNode>;
  readonly #subscriptions: vscode.Disposable[];
  #shown: readonly FileNode[] = [];
  readonly #refreshed = new Soon(() => this.#refresh());

  /** Fires when files, or without any the whole tree, are to be read again. */
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(debts: Debts, ledgers: Ledgers, settings: Settings, storage: Storage, review: Review) {
    this.#debts = debts;
    this.#ledgers = ledgers;
    this.#settings = settings;
    this.#storage = storage;
    this.#review = review;
    this.#view = vscode.window.createTreeView("reviewDebt.queue", {
      treeDataProvider: this,
      manageCheckboxStateManually: true,
      showCollapseAll: true,
    });
    const soon = (): void => this.#refreshed.within(delayMs);
    this.#subscriptions = [
      this.#view,
      debts.onDidChange(soon),
      ledgers.onDidChange(() => {
        if (this.#view.visible) this.#refreshed.within(movedMs);
      }),
      settings.onDidChange(soon),
      storage.onDidChangeProblem(soon),
      this.#view.onDidChangeCheckboxState(async ({ items }) => {
        for (const [node, state] of items) {
          const place = await this.#placeOf(node);
          if (place === undefined) continue;
          if (state === vscode.TreeItemCheckboxState.Checked) review.mark(place);
          else review.reopen(place);
        }
        this.#refresh();
      }),
    ];
    this.#refresh();
  }

  /** Shows the queue and puts the keyboard into it. */
  async reveal(): Promise<void> {
    await vscode.commands.executeCommand("reviewDebt.queue.focus");
  }

  /** The files, or the hunks of one. Hunks settled today stay, ticked, while their file has unread ones. */
  async getChildren(node?: QueueNode): Promise<QueueNode[]> {
    if (node === undefined) {
      this.#shown = this.#debts.files().map(({ uri }: FileDebt) => ({ kind: "file", uri }));
      return [...this.#shown];
    }
    if (node.kind === "hunk") return [];
    const file = await this.#ledgers.open(node.uri);
    if (file === undefined) return [];
    const today = dayOf(Date.now());
    return hunksOf(file.ledger.spans())
      .map((hunk): HunkNode => ({ kind: "hunk", file, hunk, debt: debtOfSpans(file.ledger.lines, hunk.spans) }))
      .filter(
        ({ hunk, debt }) =>
          debt.lines > 0 || hunk.spans.some(({ mark: { settled } }) => settled && dayOf(settled.atMs) === today),
      );
  }

  /** How a node looks and reads. */
  getTreeItem(node: QueueNode): vscode.TreeItem {
    return node.kind === "file" ? this.#fileItem(node) : this.#hunkItem(node);
  }

  dispose(): void {
    this.#refreshed.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  /** The lines of a node; `undefined` when they have moved since it was drawn, so that no other line is settled. */
  async #placeOf(node: QueueNode): Promise<Place | undefined> {
    if (node.kind === "file") return this.#review.wholeFile(node.uri);
    const { file, hunk } = node;
    const same = hunksOf(file.ledger.spans()).some(({ start, end }) => start === hunk.start && end === hunk.end);
    return same ? { file, range: hunk, scope: "hunk" } : undefined;
  }

  /** While the whole tree is read again the editor drops clicks on it, so that is only for other files than before. */
  #refresh(): void {
    this.#refreshed.cancel();
    this.#view.message = this.#storage.problem ?? "";
    const files = this.#debts.files().map(({ uri }) => uri.toString());
    const sameFiles =
      files.length > 0 &&
      files.length === this.#shown.length &&
      this.#shown.every(({ uri }, i) => uri.toString() === files[i]);
    this.#changed.fire(sameFiles ? [...this.#shown] : undefined);
  }

  #fileItem({ uri }: FileNode): vscode.TreeItem {
    const debt = this.#debts.of(uri);
    const item = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Expanded);
    const minutes = minutesText(debt, this.#settings.paceLinesPerHour);
    const path = vscode.workspace.asRelativePath(uri);
    item.id = uri.toString();
    item.contextValue = "file";
    item.iconPath = vscode.ThemeIcon.File;
    const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    item.description = [minutes, linesText(debt.lines), folder].filter(Boolean).join(" · ");
    item.tooltip = `${path}\n${linesText(debt.lines)}, ${minutes}`;
    item.checkboxState = {
      state: vscode.TreeItemCheckboxState.Unchecked,
      tooltip: vscode.l10n.t("Mark the whole file reviewed"),
    };
    item.accessibilityInformation = {
      label: vscode.l10n.t("{0}: {1} to read, {2}", path, linesText(debt.lines), minutes),
    };
    return item;
  }

  #hunkItem({ file, hunk, debt }: HunkNode): vscode.TreeItem {
    const { uri, ledger } = file;
    const range = rangeText(hunk.start, hunk.end);
    const first = hunk.spans.find(({ mark }) => isUnread(mark)) ?? hunk.spans[0];
    const code = (ledger.lines[first?.start ?? hunk.start] ?? "").trim().slice(0, codeLength);
    const lines = hunk.end - hunk.start === 1 ? vscode.l10n.t("Line {0}", range) : vscode.l10n.t("Lines {0}", range);
    const item = new vscode.TreeItem(lines);
    const marks = hunk.spans.map(({ mark }) => mark);
    const open = debt.lines > 0;
    const facts = [
      open ? minutesText(debt, this.#settings.paceLinesPerHour) : statesText(marks),
      [...new Set(marks.map(toolText))].join(", "),
      agoText(Math.max(...marks.map(({ origin }) => origin.atMs)), Date.now()),
    ];
    item.id = `${uri.toString()}#${hunk.start}`;
    item.contextValue = open ? "hunk.open" : "hunk.settled";
    item.description = facts.join(" · ");
    item.tooltip = `${code}\n${lines} · ${item.description}\n${statesText(marks)}`;
    item.iconPath = stateIcon(open || first === undefined ? "unread" : stateOf(first.mark));
    item.checkboxState = {
      state: open ? vscode.TreeItemCheckboxState.Unchecked : vscode.TreeItemCheckboxState.Checked,
      tooltip: open ? vscode.l10n.t("Mark reviewed") : vscode.l10n.t("Reopen"),
    };
    item.accessibilityInformation = {
      label: `${lines}, ${facts.join(", ")}, ${statesText(marks)}: ${code}`,
    };
    const start = first?.start ?? hunk.start;
    item.command = {
      command: "vscode.open",
      title: vscode.l10n.t("Open"),
      arguments: [uri, { selection: new vscode.Range(start, 0, start, 0) }],
    };
    return item;
  }
}
