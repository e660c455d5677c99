import * as vscode from "vscode";
import type { WalkLimit } from "../core/review/walk.ts";
import type { Day } from "../core/week/facts.ts";
import { type QuestionId, weekQuestions } from "../core/week/questions.ts";
import { isDay } from "../core/week/weeks.ts";
import type { NamedLine } from "./review.ts";

// What menus, links, key bindings and other extensions pass to commands. Each answers `undefined`, or no, for anything else.

/** A line that a link or a code lens (`{uri, line, revision}`) or the menu of a line number (`{uri, lineNumber}`) names. */
export function lineOf(argument: unknown): NamedLine | undefined {
  if (typeof argument !== "object" || argument === null || !("uri" in argument)) return undefined;
  const uri = typeof argument.uri === "string" ? vscode.Uri.parse(argument.uri) : argument.uri;
  if (!(uri instanceof vscode.Uri)) return undefined;
  if ("lineNumber" in argument && typeof argument.lineNumber === "number")
    return { uri, line: argument.lineNumber - 1 };
  if (!("line" in argument) || typeof argument.line !== "number") return undefined;
  const revision = "revision" in argument && typeof argument.revision === "number" ? argument.revision : undefined;
  return { uri, line: argument.line, ...(revision !== undefined && { revision }) };
}

/** A file: its URI, or what has one. */
export function uriOf(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  if (typeof argument !== "object" || argument === null) return undefined;
  return "uri" in argument && argument.uri instanceof vscode.Uri ? argument.uri : undefined;
}

/** Why lines are dismissed: `{reason}`. */
export function reasonOf(argument: unknown): string | undefined {
  if (typeof argument !== "object" || argument === null || !("reason" in argument)) return undefined;
  return typeof argument.reason === "string" ? argument.reason : undefined;
}

/** A number of days: `{days}`. */
export function daysOf(argument: unknown): number | undefined {
  if (typeof argument !== "object" || argument === null || !("days" in argument)) return undefined;
  return typeof argument.days === "number" && Number.isFinite(argument.days) ? argument.days : undefined;
}

/** Whether it is a limit as the walk takes it, or `"none"`. */
export function isLimit(argument: unknown): argument is WalkLimit | "none" {
  if (argument === "none") return true;
  if (typeof argument !== "object" || argument === null || !("kind" in argument)) return false;
  if (argument.kind === "file") return "file" in argument && typeof argument.file === "string";
  if (argument.kind === "folder") return "folder" in argument && typeof argument.folder === "string";
  if (argument.kind === "since") return "atMs" in argument && typeof argument.atMs === "number";
  if (argument.kind === "tool") return !("tool" in argument) || typeof argument.tool === "string";
  return argument.kind === "uncommitted";
}

/** Whether a question is answered already: `{confirmed: true}`. */
export function isConfirmed(argument: unknown): boolean {
  return typeof argument === "object" && argument !== null && "confirmed" in argument && argument.confirmed === true;
}

/** What a link or another extension says of a weekly page. What is left out is decided by whoever takes it. */
export interface WeekWish {
  /** A day of the week. */
  readonly week?: Day;
  /** What the page is about: the window's folders, or all together. */
  readonly scope?: "workspace" | "all";
}

/** Which weekly page: `{week, scope}`, each of which may be left out. */
export function weekWishOf(argument: unknown): WeekWish {
  if (typeof argument !== "object" || argument === null) return {};
  const week =
    "week" in argument && typeof argument.week === "string" && isDay(argument.week) ? argument.week : undefined;
  const scope = "scope" in argument ? argument.scope : undefined;
  return { ...(week !== undefined && { week }), ...((scope === "workspace" || scope === "all") && { scope }) };
}

/** A question of a weekly page and, where nobody is to be asked, the answer: `{question, text}`. */
export function weekQuestionOf(argument: unknown): { readonly id: QuestionId; readonly text?: string } | undefined {
  if (typeof argument !== "object" || argument === null || !("question" in argument)) return undefined;
  const known = weekQuestions.find(({ id }) => id === argument.question);
  if (known === undefined) return undefined;
  return { id: known.id, ...("text" in argument && typeof argument.text === "string" && { text: argument.text }) };
}
