import * as vscode from "vscode";
import { hunksOf } from "../../core/ledger/hunks.ts";
import { type Debt, debtOfSpans, noDebt } from "../../core/review/debt.ts";
import { dayOf } from "../../core/week/facts.ts";
import type { ChecklistAnswers } from "../keep/answers.ts";
import type { Commits } from "../keep/commits.ts";
import type { Debts } from "../keep/debts.ts";
import type { FileLedger, Ledgers } from "../keep/ledgers.ts";
import type { Limits } from "../keep/limits.ts";
import type { Storage } from "../keep/storage.ts";
import type { Reading } from "../listen/reading.ts";
import { type Place, placeIn, Review } from "../review.ts";
import type { Settings } from "../settings.ts";
import { Soon } from "../soon.ts";
import { type Group, type GroupName, Groups } from "./groups.ts";
import {
  type FileNode,
  fileItem,
  groupItem,
  type GroupNode,
  type HunkNode,
  hunkItem,
  idOf,
  type ListNode,
  type MoreNode,
  moreItem,
  type QueueNode,
} from "./queueItems.ts";
import type { LateTree, Source } from "./lateTree.ts";
import { agoText, limitText } from "./wording.ts";

/** A change of what is to be read shows in the queue this soon. */
const delayMs = 120;
/** With many files it takes its time: the editor reads all of them again. */
const fileMs = 2;
/** Lines that only moved show their new numbers when typing pauses. */
const movedMs = 600;
/** With more files than this each shows its hunks only when it is opened. */
const openFiles = 30;
/** So many files of a group are shown at once; the others wait in a node of their own, for the editor never quite forgets a node that it once had. */
const shownFiles = 50;
/** So many are in such a node, and the rest in the next one there. */
const moreFiles = 500;

/** What goes into the side-bar tree: files with unread lines, by git state where there is git, and their hunks with a check box each. */
export class Queue implements vscode.Disposable, Source<QueueNode> {
  readonly #groups: Groups;
  readonly #ledgers: Ledgers;
  readonly #settings: Settings;
  readonly #storage: Storage;
  readonly #review: Review;
  readonly #answers: ChecklistAnswers;
  readonly #limits: Limits;
  readonly #view: LateTree<QueueNode>;
  readonly #subscriptions: vscode.Disposable[];
  #present: readonly Group[] = [];
  /** The nodes that the editor last read under a node, by its id, and under nothing. It knows a node again by its being the same. */
  readonly #read = new Map<string | undefined, readonly ListNode[]>();
  /** What they looked like when the editor last asked for them. */
  readonly #drawn = new Map<string, string>();
  /** What the hunks of those looked like whose hunks it asked for. */
  readonly #drawnHunks = new Map<string, string>();
  readonly #refreshed = new Soon(() => this.#refresh());

  constructor(
    view: LateTree<QueueNode>,
    debts: Debts,
    commits: Commits,
    ledgers: Ledgers,
    settings: Settings,
    storage: Storage,
    reading: Reading,
    answers: ChecklistAnswers,
    limits: Limits,
  ) {
    const review = new Review(ledgers, reading);
    this.#view = view;
    this.#groups = new Groups(debts, commits, ledgers, limits);
    this.#answers = answers;
    this.#limits = limits;
    this.#ledgers = ledgers;
    this.#settings = settings;
    this.#storage = storage;
    this.#review = review;
    const soon = (): void => {
      if (view.tree.visible) this.#refreshed.within(Math.max(delayMs, Math.min(this.#fileCount, shownFiles) * fileMs));
    };
    this.#subscriptions = [
      debts.onDidChange(soon),
      commits.onDidChange(soon),
      ledgers.onDidChange(() => {
        if (this.#view.tree.visible) this.#refreshed.within(movedMs);
      }),
      ...[settings.onDidChange, answers.onDidChange].map((onDidChange) =>
        onDidChange(() => {
          this.#drawn.clear();
          soon();
        }),
      ),
      limits.onDidChange(soon),
      storage.onDidChangeProblem(soon),
      // While nobody sees it, it rests.
      view.tree.onDidChangeVisibility(({ visible }) => {
        if (visible) this.#refresh();
      }),
      this.#view.tree.onDidChangeCheckboxState(async ({ items }) => {
        for (const [node, state] of items) {
          // Also where nothing comes of it: the editor has drawn the tick already.
          this.#drawn.delete(idOf(node.kind === "hunk" ? node.parent : node));
          for (const place of await this.#placesOf(node)) {
            if (state === vscode.TreeItemCheckboxState.Checked) review.mark(place);
            else review.reopen(place);
          }
        }
        this.#refresh();
      }),
    ];
    this.#refresh();
  }

  /** The groups, if there are any, their files, and the hunks of one. */
  async getChildren(node?: QueueNode): Promise<QueueNode[]> {
    if (node?.kind === "hunk") return [];
    if (node?.kind === "file") return this.#hunks(node);
    if (node === undefined) this.#present = this.#groups.present();
    const list = this.#listUnder(node);
    this.#forgetUnder(node && idOf(node));
    this.#read.set(node && idOf(node), list);
    return [...list];
  }

  /** How a node looks and reads. */
  getTreeItem(node: QueueNode): vscode.TreeItem {
    const pace = this.#settings.paceLinesPerHour;
    if (node.kind === "hunk") return hunkItem(node, pace);
    this.#drawn.set(idOf(node), this.#lookOf(node));
    if (node.kind === "more") return moreItem(node, this.#countOf(node));
    const debt = this.#debtOf(node);
    if (node.kind === "group") return groupItem(node, debt, pace);
    return fileItem(node, debt, pace, this.#fileCount <= openFiles);
  }

  dispose(): void {
    this.#refreshed.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** How many files there are; one in two groups counts twice, as it is shown twice. */
  get #fileCount(): number {
    return this.#present.reduce((count, group) => count + group.files.length, 0);
  }

  /** The groups, or the files where there are none, or those of a group or of more. */
  #listUnder(node: GroupNode | MoreNode | undefined): readonly ListNode[] {
    if (node?.kind === "group") return this.#filesFrom(0, node.name);
    if (node?.kind === "more") return this.#filesFrom(node.from, node.group);
    return this.#present.flatMap(({ name }): readonly ListNode[] =>
      name === undefined ? this.#filesFrom(0, name) : [{ kind: "group", name }],
    );
  }

  /** The files of a group from a place in it, and after so many that there are more. */
  #filesFrom(from: number, group: GroupName): readonly (FileNode | MoreNode)[] {
    const uris = this.#filesOf(group);
    const end = from + (from === 0 ? shownFiles : moreFiles);
    const files = uris.slice(from, end).map((uri): FileNode => ({ kind: "file", uri, group }));
    return end < uris.length ? [...files, { kind: "more", group, from: end }] : files;
  }

  #filesOf(group: GroupName): readonly vscode.Uri[] {
    return this.#present.find(({ name }) => name === group)?.files ?? [];
  }

  #countOf({ group, from }: MoreNode): number {
    return this.#filesOf(group).length - from;
  }

  /** The editor reads again what is under a node: it forgets all that it read there, however deep. */
  #forgetUnder(id: string | undefined): void {
    for (const node of this.#read.get(id) ?? []) this.#forgetUnder(idOf(node));
    this.#read.delete(id);
    this.#drawnHunks.delete(id ?? "");
  }

  #debtOf(node: GroupNode | FileNode): Debt {
    if (node.kind === "file") return this.#groups.debtOf(node.uri, node.group);
    return this.#present.find(({ name }) => name === node.name)?.debt ?? noDebt;
  }

  /** What a node shows of itself. */
  #lookOf(node: ListNode): string {
    if (node.kind === "more") return String(this.#countOf(node));
    const { lines, costTenths } = this.#debtOf(node);
    return `${lines} ${costTenths}`;
  }

  /** Whether the editor shows a node otherwise than it is, or what it read under it. */
  #isOutdated(node: ListNode): boolean {
    const id = idOf(node);
    if (this.#drawn.get(id) !== this.#lookOf(node)) return true;
    if (node.kind !== "file") return this.#isOtherUnder(node);
    const drawn = this.#drawnHunks.get(id);
    const file = this.#ledgers.inMemory(node.uri);
    return drawn !== undefined && drawn !== (file && hunksLook(file));
  }

  /** Whether other nodes than those that the editor read are under a node. */
  #isOtherUnder(node: GroupNode | MoreNode | undefined): boolean {
    const read = this.#read.get(node && idOf(node));
    return read !== undefined && read.map(idOf).join("\n") !== this.#listUnder(node).map(idOf).join("\n");
  }

  /** Hunks settled today stay, ticked, while their file has unread ones. */
  async #hunks(parent: FileNode): Promise<HunkNode[]> {
    const file = await this.#ledgers.open(parent.uri);
    this.#drawnHunks.delete(idOf(parent));
    if (file === undefined) return [];
    const today = dayOf(Date.now());
    const nameOf = this.#answers.hasAny(file) ? (await import("./questionWording.ts")).questionName : String;
    this.#drawnHunks.set(idOf(parent), hunksLook(file));
    return this.#groups
      .hunksIn(parent.group, file)
      .map((hunk): HunkNode => ({
        kind: "hunk",
        parent,
        file,
        hunk,
        debt: debtOfSpans(file.ledger.lines, hunk.spans),
        unsure: this.#answers.unsureOf(file, hunk).map(nameOf),
      }))
      .filter(
        ({ hunk, debt }) =>
          debt.lines > 0 || hunk.spans.some(({ mark: { settled } }) => settled && dayOf(settled.atMs) === today),
      );
  }

  /** The lines of a node; none when they have moved since it was drawn, so that no other line is settled. */
  async #placesOf(node: QueueNode): Promise<Place[]> {
    if (node.kind === "group" || node.kind === "more") return [];
    if (node.kind === "hunk") {
      const { file, hunk } = node;
      const same = hunksOf(file.ledger.spans()).some(({ start, end }) => start === hunk.start && end === hunk.end);
      return same ? [placeIn(file, hunk, "hunk")] : [];
    }
    const whole = await this.#review.wholeFile(node.uri);
    if (whole === undefined) return [];
    const { file } = whole;
    const hunks = this.#groups.hunksIn(node.group, file);
    if (hunks.length === hunksOf(file.ledger.spans()).length) return [whole];
    return hunks.map((range) => placeIn(file, range, "hunk"));
  }

  /** The editor drops clicks on what it reads again, so that is only what looks different. */
  #refresh(): void {
    this.#refreshed.cancel();
    const { limit } = this.#limits;
    this.#view.tree.message = this.#storage.problem ?? "";
    this.#view.tree.description = limit === undefined ? "" : limitText(limit);
    this.#present = this.#groups.present();
    if (this.#present.length === 0 || this.#isOtherUnder(undefined)) return this.#view.changed();
    const changed = [...this.#read.values()].flat().filter((node) => this.#isOutdated(node));
    if (changed.length === 0) return;
    // Whether it reads again what is under them is the editor's business: closed ones it leaves alone.
    for (const node of changed) this.#forgetUnder(idOf(node));
    this.#view.changed(changed);
  }
}

/** What the hunks of a file show, as far as it can change: lines, marks and ages. */
function hunksLook({ ledger }: FileLedger): string {
  const ages = new Set(ledger.spans().map(({ mark: { origin } }) => agoText(origin.atMs, Date.now())));
  return [ledger.revision, ...ages].join(" ");
}
