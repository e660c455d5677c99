import * as vscode from "vscode";
import { cellNumber, fileOf } from "../cells.ts";
import type { ReviewHunk } from "../../core/ledger/hunks.ts";
import { stateOf } from "../../core/ledger/mark.ts";
import { isUnread } from "../../core/ledger/tag.ts";
import type { Debt } from "../../core/review/debt.ts";
import type { FileLedger } from "../keep/ledgers.ts";
import type { GroupName } from "./groups.ts";
import { linesText, minutesText } from "./amounts.ts";
import { agoText, groupMeaning, groupText, rangeText, stateIcon, statesText, toolText } from "./wording.ts";

/** So much of a hunk's first line tells it from others. */
const codeLength = 80;

/** The files with hunks of one git state. */
export interface GroupNode {
  readonly kind: "group";
  readonly name: NonNullable<GroupName>;
}

/** A file of the queue, or of a group of it. */
export interface FileNode {
  readonly kind: "file";
  readonly uri: vscode.Uri;
  readonly group: GroupName;
}

/** The files of a group from a place in it, when there are very many. */
export interface MoreNode {
  readonly kind: "more";
  readonly group: GroupName;
  readonly from: number;
}

/** A hunk of a file of the queue. */
export interface HunkNode {
  readonly kind: "hunk";
  readonly parent: FileNode;
  readonly file: FileLedger;
  readonly hunk: ReviewHunk;
  readonly debt: Debt;
  /** The names of the questions of its checklist that stay open. */
  readonly unsure: readonly string[];
}

/** What lists of the queue are made of. */
export type ListNode = GroupNode | FileNode | MoreNode;

/** What the queue shows. */
export type QueueNode = ListNode | HunkNode;

/** How a group looks and reads. It has no check box: nobody reviews so much at once. */
export function groupItem(node: GroupNode, debt: Debt, paceLinesPerHour: number): vscode.TreeItem {
  const { name } = node;
  const item = new vscode.TreeItem(groupText(name), vscode.TreeItemCollapsibleState.Expanded);
  const minutes = minutesText(debt, paceLinesPerHour);
  item.id = idOf(node);
  item.contextValue = `group.${name}`;
  item.description = `${minutes} · ${linesText(debt.lines)}`;
  item.tooltip = groupMeaning(name);
  item.accessibilityInformation = {
    label: vscode.l10n.t("{0}: {1} to read, {2}", groupText(name), linesText(debt.lines), minutes),
  };
  return item;
}

/** How a file looks and reads, at first with its hunks or without. */
export function fileItem(node: FileNode, debt: Debt, paceLinesPerHour: number, isOpen: boolean): vscode.TreeItem {
  const { uri, group } = node;
  const file = fileOf(uri);
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(file, isOpen ? Expanded : Collapsed);
  const minutes = minutesText(debt, paceLinesPerHour);
  const relative = vscode.workspace.asRelativePath(file);
  const cell = cellNumber(uri);
  const path = cell === undefined ? relative : vscode.l10n.t("{0}, cell {1}", relative, cell);
  if (cell !== undefined) item.label = path.slice(path.lastIndexOf("/") + 1);
  item.id = idOf(node);
  item.contextValue = "file";
  item.iconPath = vscode.ThemeIcon.File;
  const folder = relative.slice(0, Math.max(0, relative.lastIndexOf("/")));
  item.description = [minutes, linesText(debt.lines), folder].filter(Boolean).join(" · ");
  item.tooltip = `${path}\n${linesText(debt.lines)}, ${minutes}`;
  item.checkboxState = checkbox(
    false,
    group === undefined
      ? vscode.l10n.t("Mark the whole file reviewed")
      : vscode.l10n.t("Mark all its hunks in this group reviewed"),
  );
  item.accessibilityInformation = {
    label: vscode.l10n.t("{0}: {1} to read, {2}", path, linesText(debt.lines), minutes),
  };
  return item;
}

/** How so many files that wait look and read. */
export function moreItem(node: MoreNode, count: number): vscode.TreeItem {
  const item = new vscode.TreeItem(
    count === 1 ? vscode.l10n.t("1 more file") : vscode.l10n.t("{0} more files", count),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = idOf(node);
  item.contextValue = "more";
  return item;
}

/** How a hunk looks and reads. */
export function hunkItem({ parent, file, hunk, debt, unsure }: HunkNode, paceLinesPerHour: number): vscode.TreeItem {
  const { uri, ledger } = file;
  const range = rangeText(hunk.start, hunk.end);
  const first = hunk.spans.find(({ mark }) => isUnread(mark)) ?? hunk.spans[0];
  const code = (ledger.lines[first?.start ?? hunk.start] ?? "").trim().slice(0, codeLength);
  const lines = hunk.end - hunk.start === 1 ? vscode.l10n.t("Line {0}", range) : vscode.l10n.t("Lines {0}", range);
  const item = new vscode.TreeItem(lines);
  const marks = hunk.spans.map(({ mark }) => mark);
  const open = debt.lines > 0;
  const isUnsure = open && unsure.length > 0;
  const facts = [
    open ? minutesText(debt, paceLinesPerHour) : statesText(marks),
    ...(isUnsure ? [vscode.l10n.t("not sure: {0}", unsure.join(", "))] : []),
    [...new Set(marks.map(toolText))].join(", "),
    agoText(Math.max(...marks.map(({ origin }) => origin.atMs)), Date.now()),
  ];
  item.id = `${idOf(parent)}#${hunk.start}`;
  item.contextValue = open ? "hunk.open" : "hunk.settled";
  item.description = facts.join(" · ");
  item.tooltip = `${code}\n${lines} · ${item.description}\n${statesText(marks)}`;
  item.iconPath = isUnsure
    ? new vscode.ThemeIcon("question")
    : stateIcon(open || first === undefined ? "unread" : stateOf(first.mark));
  item.checkboxState = checkbox(!open, open ? vscode.l10n.t("Mark reviewed") : vscode.l10n.t("Reopen"));
  item.accessibilityInformation = {
    label: `${lines}, ${facts.join(", ")}, ${statesText(marks)}: ${code}`,
  };
  const start = first?.start ?? hunk.start;
  item.command = {
    title: vscode.l10n.t("Open"),
    command: "vscode.open",
    arguments: [uri, { selection: new vscode.Range(start, 0, start, 0) }],
  };
  return item;
}

/** A check box that says what a click on it does. */
function checkbox(isChecked: boolean, does: string) {
  const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
  return { state: isChecked ? Checked : Unchecked, tooltip: does, accessibilityInformation: { label: does } };
}

/** The same as long as the node is shown there, so that it stays open or closed as it is. */
export function idOf(node: ListNode): string {
  if (node.kind === "group") return node.name;
  if (node.kind === "more") return [node.group, node.from].join("#");
  const uri = node.uri.toString();
  return node.group === undefined ? uri : `${node.group} ${uri}`;
}
