import { isAbsolute, join } from "node:path";
import type { AiChange, Piece } from "../../core/attribution/aiEdit.ts";
import { type LineFormat, nothing, type Parsed, type Scope, type Session, type Surroundings } from "../format.ts";
import { editsOf, together } from "../text/act.ts";
import {
  asObject,
  at,
  flagAt,
  type JsonObject,
  listAt,
  momentAt,
  numberAt,
  objectAt,
  parseJson,
  textAt,
} from "../text/json.ts";
import { resolvePath } from "../text/paths.ts";
import { mayBeProject } from "../text/projectName.ts";
import { firstChangedLine, piecesOfStructuredPatch, textBefore } from "../text/structuredPatch.ts";

/**
 * Claude Code's transcripts, v1.0 to v2.1: `projects/<slug>/<session>.jsonl` and its sub-agents' files. An edit is a
 * request (assistant line) and a result (user line). In the main session the result tells everything; a sub-agent's
 * result has only words, so that there the request tells what was written.
 */
export const claudeCode: LineFormat = {
  kind: "lines",
  source: "claudeCode",
  tool: "Claude Code",
  // Ends of keys and beginnings of sentences: seven bytes at most, the first of them a rare one, are found ten times
  // faster than longer ones. `isTelling` looks closer before anything is parsed.
  wanted: ['Patch":', '_file":', 'Diff":{', '_path":', "The fil", "File cr"],
  // The whole file before an edit, the bulk of the line. A write has it in another place, and there it is looked at.
  unneeded: [{ after: '"originalFile":"', before: '","structuredPatch":' }],
  roots,
  enters,
  isRecord,
  parse,
};

function roots({ home, env }: Surroundings): string[] {
  const asked = (env["CLAUDE_CONFIG_DIR"] ?? "").split(",").map((folder) => folder.trim());
  const folders = asked.filter((folder) => folder !== "").map((folder) => folder.replace(/^~(?=$|[\\/])/, () => home));
  if (folders.length === 0) {
    folders.push(join(home, ".claude"), join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "claude"));
  }
  const projects = folders.filter((folder) => isAbsolute(folder)).map((folder) => join(folder, "projects"));
  // The project folder may have a name that tells nothing about the project, so it is a root of its own.
  const name = env["CLAUDE_CODE_PROJECT_DIR_NAME"] ?? "";
  const isName = name !== "" && name !== "." && name !== ".." && !/[\\/\0]/.test(name);
  return isName ? [...projects, ...projects.map((folder) => join(folder, name))] : projects;
}

/** Of a longer project folder's name the rest is a hash. */
const longestName = 200;
const sessionName = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** `<slug>/<session>/subagents/…` of the scope's projects; below a root with a name of its own, `<session>/subagents/…`. */
function enters(folder: string, scope: Scope): boolean {
  const [first = "", ...rest] = folder.split("/");
  const below = sessionName.test(first) ? [first, ...rest] : rest;
  if (below === rest && !mayBeProject(first, scope, longestName)) return false;
  return !isPrivate(below) && (below.length < 2 || below[1] === "subagents");
}

function isRecord(file: string): boolean {
  const parts = file.split("/");
  return file.endsWith(".jsonl") && parts.at(-1) !== "journal.jsonl" && !isPrivate(parts);
}

/** Spilled outputs of tools, and what the agent keeps for itself. */
function isPrivate(parts: readonly string[]): boolean {
  return parts.includes("tool-results") || parts.includes("memory");
}

const editTools: readonly unknown[] = ["Edit", "MultiEdit", "Write"];

/** Keys of results that tell an edit; the one that stands first in the line first. */
const resultKeys = ['"newString"', '"structuredPatch"', '"updated_file"', '"bashEditDiff"'];
/** What stands in the requests and results of a sub-agent's edits. */
const subAgentMarks = ['"file_path"', "has been updated", "created successfully at:"];

/** Whether a line may tell an edit, seen before it is parsed. Quotes inside of texts are escaped, so these are keys. */
function isTelling(line: string): boolean {
  const has = (mark: string): boolean => line.includes(mark);
  return resultKeys.some(has) || (!line.includes('"isSidechain":false') && subAgentMarks.some(has));
}

function parse(line: string, session: Session): Parsed {
  if (!isTelling(line)) return nothing;
  const entry = parseJson(withoutOriginal(line));
  session.cwd = resolvePath(at(entry, "cwd"), undefined) ?? session.cwd;
  const blocks = listAt(at(entry, "message"), "content");
  if (at(entry, "type") === "assistant") {
    // In the main session results tell everything.
    if (flagAt(entry, "isSidechain") === false) return nothing;
    for (const block of blocks) {
      const id = textAt(block, "id");
      const isCall = at(block, "type") === "tool_use" && editTools.includes(at(block, "name"));
      if (isCall && id !== undefined) session.calls.set(id, requestOf(objectAt(block, "input")));
    }
    return nothing;
  }
  if (at(entry, "type") !== "user") return nothing;
  const results = blocks.filter((block) => at(block, "type") === "tool_result");
  return together(results.map((block) => parseResult(entry, block, results.length === 1, session)));
}

/** The result of an edit without the file as it was before: most of the line's bytes, and nothing to learn from them. */
function withoutOriginal(line: string): string {
  if (!line.includes('"newString":')) return line;
  const key = '"originalFile":"';
  const start = line.indexOf(key) + key.length;
  if (start < key.length) return line;
  for (let end = line.indexOf('"', start); end >= 0; end = line.indexOf('"', end + 1)) {
    let escapes = 0;
    while (line[end - 1 - escapes] === "\\") escapes++;
    if (escapes % 2 === 0) return line.slice(0, start) + line.slice(end);
  }
  return line;
}

/** What a request asks for: of its input only what tells the edit. */
interface Request {
  readonly path: string | undefined;
  readonly oldText: string | undefined;
  readonly newText: string | undefined;
  readonly content: string | undefined;
  readonly everywhere: boolean;
  readonly edits: readonly unknown[];
}

function requestOf(input: JsonObject | undefined): Request {
  return {
    path: textAt(input, "file_path"),
    oldText: textAt(input, "old_string"),
    newText: textAt(input, "new_string"),
    content: textAt(input, "content"),
    everywhere: flagAt(input, "replace_all") === true,
    edits: listAt(input, "edits"),
  };
}

/** One file that a result tells of. */
interface Told {
  readonly path: string | undefined;
  readonly change: AiChange | undefined;
}

function parseResult(entry: unknown, block: unknown, isOnly: boolean, session: Session): Parsed {
  const id = textAt(block, "tool_use_id");
  if (id === undefined || id === "") return nothing;
  const request = session.calls.take(id) as Request | undefined;
  const denied = at(entry, "toolDenialKind") ?? undefined;
  if (flagAt(block, "is_error") === true || denied !== undefined) return nothing;
  const result = isOnly ? (at(entry, "toolUseResult") ?? undefined) : undefined;
  // A result that is a text is a refusal or a failure.
  if (result !== undefined && asObject(result) === undefined) return nothing;
  const diff = objectAt(result, "bashEditDiff");
  const isCommand = diff !== undefined;
  let told: readonly Told[] = [];
  if (isCommand) told = byCommand(result, diff);
  else if (result !== undefined) told = byResult(result, request);
  else if (request !== undefined && isDone(block)) told = [byRequest(request, block)];
  const changes = told.flatMap(({ path, change }) =>
    path === undefined || change === undefined ? [] : [{ path, change }],
  );
  const { source, tool } = claudeCode;
  const call = { source, tool, id, atMs: momentAt(entry, "timestamp"), cwd: session.cwd };
  const { edits, odd } = editsOf(call, changes);
  return {
    // A command may also have brought text from elsewhere, such as a branch.
    edits: isCommand ? edits.map((edit) => ({ ...edit, confidence: "likely" })) : edits,
    odd: odd + told.length - changes.length,
  };
}

/** Whether the words of a result say that the file was written. Only their start is looked at. */
function isDone(block: unknown): boolean {
  return /^(?:The file [\s\S]+ has been updated\b|File created successfully at:)/.test(wordsOf(block));
}

function wordsOf(block: unknown): string {
  const words = textAt(block, "content") ?? textAt(listAt(block, "content")[0], "text") ?? "";
  return words.slice(0, 4096);
}

/** An edit whose result has only words. */
function byRequest(request: Request, block: unknown): Told {
  const { path, content } = request;
  if (content === undefined) return { path, change: changeOfEdits(request, undefined) };
  const before = wordsOf(block).startsWith("File created") ? "" : undefined;
  return { path, change: { kind: "whole", before, text: content } };
}

/** An edit whose result tells it. What a result leaves out, its request may tell. */
function byResult(result: unknown, request: Request | undefined): Told[] {
  const notebook = textAt(result, "notebook_path");
  const written = textAt(result, "updated_file");
  if (notebook !== undefined && written !== undefined) {
    // The notebook's JSON text, whole. Older records only tell the cell's source, which is in the file as JSON strings
    // that the next save by an editor breaks into others: nothing to look for, so they tell nothing.
    if ((textAt(result, "error") ?? "") !== "") return [];
    return [{ path: notebook, change: { kind: "whole", before: textAt(result, "original_file"), text: written } }];
  }
  const path = textAt(result, "filePath") ?? request?.path;
  const patch = at(result, "structuredPatch");
  if (path === undefined || (patch === undefined && textAt(result, "newString") === undefined && !request)) return [];
  const oldText = textAt(result, "oldString") ?? request?.oldText;
  const newText = textAt(result, "newString") ?? request?.newText;
  const edits = listAt(result, "edits");
  const content = textAt(result, "content") ?? request?.content;
  if (content !== undefined) return [{ path, change: changeOfWrite(result, content) }];
  const told: Request = {
    path,
    oldText,
    newText,
    content: undefined,
    everywhere: flagAt(result, "replaceAll") ?? request?.everywhere ?? false,
    edits: edits.length > 0 ? edits : (request?.edits ?? []),
  };
  // What the user made of it in the tool's own diff is only in the patch.
  const isModified = flagAt(result, "userModified") === true && piecesOfStructuredPatch(patch) !== undefined;
  return [{ path, change: changeOfEdits(isModified ? { ...told, newText: undefined, edits: [] } : told, patch) }];
}

function changeOfWrite(result: unknown, text: string): AiChange {
  // One that is empty may have been cut out of the line; the patch knows better.
  const original = textAt(result, "originalFile") || undefined;
  if (at(result, "type") === "create") return { kind: "whole", before: original ?? "", text };
  return { kind: "whole", before: original ?? textBefore(at(result, "structuredPatch"), text), text };
}

/** The change of one edit or several; `undefined` where its texts are missing. */
function changeOfEdits(told: Request, patch: unknown): AiChange | undefined {
  if (told.edits.length > 0) {
    const pieces = told.edits.map((edit) => pieceOf(requestOf(asObject(edit)), undefined));
    return pieces.every((piece) => piece !== undefined) ? { kind: "pieces", pieces } : undefined;
  }
  const hunks = piecesOfStructuredPatch(patch);
  const piece = pieceOf(told, patch);
  if (hunks !== undefined && (piece === undefined || piece.everywhere)) return { kind: "pieces", pieces: hunks };
  // An edit of nothing writes a file that is new or empty.
  if (piece?.oldText === "") return { kind: "whole", before: "", text: piece.newText };
  return piece && { kind: "pieces", pieces: [piece] };
}

function pieceOf({ oldText, newText, everywhere }: Request, patch: unknown): Piece | undefined {
  if (oldText === undefined || newText === undefined) return undefined;
  const line = everywhere ? undefined : lineOf(oldText, newText, patch);
  return { oldText, newText, wholeLines: false, everywhere, line };
}

/** Where the new text begins: above the first changed line by as many lines as both texts share there. */
function lineOf(oldText: string, newText: string, patch: unknown): number | undefined {
  const changed = firstChangedLine(patch);
  if (changed === undefined) return undefined;
  const oldLines = oldText.split("\n");
  const newLines = newText.split("\n");
  let shared = 0;
  while (shared < Math.min(oldLines.length, newLines.length) && oldLines[shared] === newLines[shared]) shared++;
  return Math.max(0, changed - shared);
}

/**
 * The files that a shell command changed (since 2.1.269). A command that moved a branch, or changed more files than the
 * record tells, tells nothing: its text is hardly the agent's.
 */
function byCommand(result: unknown, diff: JsonObject): Told[] {
  const isMore = (numberAt(diff, "moreFiles") ?? 0) > 0 || flagAt(diff, "unavailable") === true;
  if (isMore || objectAt(result, "gitOperation") !== undefined) return [];
  return listAt(diff, "files").map((file) => {
    const path = textAt(file, "filePath");
    if (flagAt(file, "deleted") === true) return { path, change: { kind: "delete" } };
    const pieces = piecesOfStructuredPatch(at(file, "hunks"));
    const [only] = pieces ?? [];
    if (flagAt(file, "created") === true && only !== undefined && only.oldText === "" && pieces?.length === 1) {
      return { path, change: { kind: "whole", before: "", text: only.newText } };
    }
    return { path, change: pieces && { kind: "pieces", pieces } };
  });
}
