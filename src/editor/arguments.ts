import * as vscode from "vscode";
import type { WalkLimit } from "../core/review/walk.ts";
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
