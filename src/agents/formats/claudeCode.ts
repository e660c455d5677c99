import { join } from "node:path";
import type { AiChange, AiEdit, Piece } from "../../core/attribution/aiEdit.ts";
import { splitLines } from "../../core/text/lines.ts";
import { type LineFormat, nothing, type Parsed, type Scope, type Session, type Surroundings } from "../format.ts";
import {
  type JsonObject,
  listIn,
  momentOf,
  numberIn,
  objectIn,
  objectOf,
  parsed,
  textIn,
  valueIn,
} from "../text/json.ts";
import { resolvePath } from "../text/paths.ts";

/** Longer folder names are cut and end in a hash. */
const slugLength = 200;

/** Claude Code's transcripts (FACTS-agents §1). A result tells all of an edit, so requests are never looked at. */
export const claudeCode: LineFormat = {
  kind: "lines",
  source: "claudeCode",
  tool: "Claude Code",
  wanted: ['"structuredPatch"'],

  roots({ home, env }: Surroundings): readonly string[] {
    const named = (env["CLAUDE_CONFIG_DIR"] ?? "").split(",").map((folder) => folder.trim());
    const folders = named.some((folder) => folder !== "")
      ? named.filter((folder) => folder !== "")
      : [join(home, ".claude"), join(home, ".config", "claude")];
    return folders.map((folder) => join(folder, "projects"));
  },

  enters(folder: string, { folders }: Scope): boolean {
    const [project = "", ...below] = folder.split("/");
    if (below.some((name) => name === "tool-results" || name === "memory")) return false;
    return folders.some((path) => mayBe(project, path));
  },

  isRecord(file: string): boolean {
    return /^[^/]+\/.*\.jsonl$/.test(file) && !file.endsWith("/journal.jsonl");
  },

  parse(line: string, session: Session): Parsed {
    const record = objectOf(parsed(line));
    const result = objectIn(record, "toolUseResult");
    if (record === undefined || result === undefined) return nothing;
    session.cwd = textIn(record, "cwd") ?? session.cwd;
    const block = listIn(objectIn(record, "message"), "content").find((item) => textIn(item, "type") === "tool_result");
    const filePath = valueIn(result, "filePath");
    if (filePath === undefined) return nothing;
    if (valueIn(block, "is_error") === true || valueIn(record, "toolDenialKind") !== undefined) return nothing;
    const path = resolvePath(filePath, session.cwd);
    const id = textIn(block, "tool_use_id");
    const atMs = momentOf(valueIn(record, "timestamp"));
    const change = changeOf(result);
    if (path === undefined || id === undefined || atMs === undefined || change === undefined) {
      return { edits: [], odd: 1 };
    }
    const edit: AiEdit = {
      id: `claudeCode:${id}`,
      tool: "Claude Code",
      channel: "agentSession",
      confidence: "reported",
      atMs,
      path,
      change,
    };
    return { edits: [edit], odd: 0 };
  },
};

/**
 * Whether a project's folder may be that of a path, or of a folder above or below it: agents are started there, too.
 * The name says little (`/a/b` and `/a-b` have the same), so records say it again.
 */
function mayBe(slug: string, path: string): boolean {
  const own = path.replaceAll(/[^A-Za-z0-9-]/g, "-");
  if (slug.length > slugLength) return own.startsWith(slug.slice(0, slugLength));
  return own === slug || own.startsWith(slug.endsWith("-") ? slug : `${slug}-`) || slug.startsWith(`${own}-`);
}

function changeOf(result: JsonObject): AiChange | undefined {
  const content = textIn(result, "content");
  if (content !== undefined) return { kind: "whole", text: content, before: textBefore(result, content) };
  const hunks = listIn(result, "structuredPatch");
  const edits = listIn(result, "edits");
  if (edits.length > 0) {
    const pieces = edits.flatMap((edit) => pieceOf(edit, undefined) ?? []);
    return pieces.length === edits.length ? { kind: "pieces", pieces } : undefined;
  }
  if (valueIn(result, "replaceAll") === true && hunks.length > 0)
    return { kind: "pieces", pieces: hunks.map(hunkPiece) };
  const line = hunks.length === 1 ? firstChangedLine(hunks[0]) : undefined;
  const piece = pieceOf(result, line);
  return piece && { kind: "pieces", pieces: [piece] };
}

function pieceOf(edit: unknown, line: number | undefined): Piece | undefined {
  const oldText = textIn(edit, "oldString") ?? textIn(edit, "old_string");
  const newText = textIn(edit, "newString") ?? textIn(edit, "new_string");
  if (oldText === undefined || newText === undefined) return undefined;
  const everywhere = valueIn(edit, "replaceAll") === true || valueIn(edit, "replace_all") === true;
  return { oldText, newText, wholeLines: false, everywhere, line };
}

/** A hunk's lines have their tabs as spaces, which makes no difference: texts are compared without white space. */
function hunkPiece(hunk: unknown): Piece {
  const lines = listIn(hunk, "lines").filter((line) => typeof line === "string");
  const side = (sign: string): string =>
    lines
      .filter((line) => line.startsWith(" ") || line.startsWith(sign))
      .map((line) => line.slice(1))
      .join("\n");
  return { oldText: side("-"), newText: side("+"), wholeLines: true, everywhere: false, line: startOf(hunk) };
}

function startOf(hunk: unknown): number | undefined {
  const start = numberIn(hunk, "newStart");
  return start === undefined ? undefined : Math.max(0, start - 1);
}

/** Where the text that an edit put in begins: behind the hunk's context. */
function firstChangedLine(hunk: unknown): number | undefined {
  const start = startOf(hunk);
  const context = listIn(hunk, "lines").findIndex((line) => typeof line === "string" && !line.startsWith(" "));
  return start === undefined ? undefined : start + Math.max(0, context);
}

/** What a written file held before: told, or what its patch leaves when it is taken back. */
function textBefore(result: JsonObject, content: string): string | undefined {
  if (textIn(result, "type") === "create") return "";
  const original = textIn(result, "originalFile");
  if (original !== undefined) return original;
  const hunks = listIn(result, "structuredPatch");
  if (hunks.length === 0) return undefined;
  const lines = splitLines(content);
  for (const hunk of hunks.toReversed()) {
    const start = startOf(hunk);
    const count = numberIn(hunk, "newLines");
    if (start === undefined || count === undefined) return undefined;
    lines.splice(start, count, ...hunkPiece(hunk).oldText.split("\n"));
  }
  return lines.join("\n");
}
