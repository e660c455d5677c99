import type { AiChange, Piece } from "../../core/attribution/aiEdit.ts";
import { parsePatch } from "../text/applyPatch.ts";
import { listAt, objectAt, asObject, parseJson, textAt, at, type JsonObject } from "../text/json.ts";
import { resolvePath } from "../text/paths.ts";
import type { HookRecord, HookSource } from "./record.ts";

/** What a hook told, and the tool that told it: a tool may run the hooks of another one. */
export interface Told {
  readonly source: HookSource;
  readonly records: readonly HookRecord[];
}

/**
 * Understands what a tool gives its hooks on standard input; `undefined` for everything that is no applied edit. Only the
 * keys named here are looked at. Never throws.
 * @param source the tool whose file has the hook
 */
export function tell(input: string, source: HookSource, nowMs: number): Told | undefined {
  const payload = parse(input);
  if (payload === undefined) return undefined;
  const event = textAt(payload, "hook_event_name") ?? textAt(payload, "hookEventName") ?? "";
  const told = (from: HookSource, by: HookRecord["by"], changes: readonly Changed[], call?: string): Told => ({
    source: from,
    records: changes.map(({ path, change }) => {
      const part = change.kind === "move" ? `${call}:move:${path}` : `${call}:${path}`;
      const own = call === undefined ? {} : { call: changes.length === 1 ? call : part };
      return { atMs: nowMs, by, ...own, path, change };
    }),
  });

  if (event === "afterFileEdit") return told("cursor", "agent", written(payload, payload, undefined));
  if (event === "afterTabFileEdit") return told("cursor", "tab", tabEdits(payload));
  if (at(payload, "agent_action_name") === "post_write_code") {
    const info = objectAt(payload, "tool_info");
    return info === undefined ? undefined : told("windsurf", "agent", written(info, info, undefined));
  }
  const cwd = textAt(payload, "cwd");
  const camelTool = textAt(payload, "toolName");
  if (camelTool !== undefined) {
    if (textAt(objectAt(payload, "toolResult"), "resultType") !== "success") return undefined;
    return told("copilotCli", "agent", toolEdits(camelTool, at(payload, "toolArgs"), undefined, cwd));
  }
  const tool = textAt(payload, "tool_name");
  const from = sourceOf(payload, source);
  if (tool === undefined || from === undefined || event.toLowerCase() !== "posttooluse" || isFailed(payload)) {
    return undefined;
  }
  const response = objectAt(payload, "tool_response");
  const changes = toolEdits(tool, at(payload, "tool_input"), response, cwd);
  return told(from, "agent", changes, textAt(payload, "tool_use_id"));
}

interface Changed {
  readonly path: string;
  readonly change: AiChange;
}

/**
 * Whose call it was, told by things only one tool has. `undefined` for VS Code's own chat, which runs the hooks of Claude
 * Code and Copilot: its edits are seen in the editor, before and after they are kept.
 */
function sourceOf(payload: JsonObject, source: HookSource): HookSource | undefined {
  const transcript = (textAt(payload, "transcript_path") ?? "").replaceAll("\\", "/");
  const call = textAt(payload, "tool_use_id") ?? "";
  if (call.includes("__vscode-") || /\/workspaceStorage\/|\/GitHub\.copilot-chat\//i.test(transcript)) return undefined;
  if (textAt(payload, "cursor_version") !== undefined) return "cursor";
  if (transcript.includes("/.claude/projects/")) return "claudeCode";
  if (transcript.includes("/.copilot/")) return "copilotCli";
  return source;
}

function isFailed(payload: JsonObject): boolean {
  const response = objectAt(payload, "tool_response") ?? {};
  const result = textAt(objectAt(payload, "tool_result") ?? response, "result_type") ?? "success";
  return (
    result !== "success" ||
    typeof at(response, "error") === "string" ||
    at(response, "is_error") === true ||
    at(response, "success") === false ||
    /^(Error|User rejected|<tool_use_error>)/.test(textAt(payload, "tool_response") ?? "")
  );
}

/** The edits of a call of an edit tool, in the spellings of all tools; none for another tool. */
function toolEdits(tool: string, given: unknown, response: JsonObject | undefined, cwd: string | undefined): Changed[] {
  const name = tool
    .replace(/^functions\./, "")
    .replaceAll("_", "")
    .toLowerCase();
  if (name === "applypatch") return patched(given, cwd);
  const input = typeof given === "string" ? parse(given) : asObject(given);
  if (input === undefined) return [];
  switch (name) {
    case "edit":
    case "multiedit":
    case "strreplace":
    case "strreplaceeditor":
    case "write":
    case "create":
      return written(input, response ?? {}, cwd);
    case "notebookedit": {
      const source = textAt(input, "new_source");
      const isDelete = at(input, "edit_mode") === "delete";
      const path = pathOf(input, cwd);
      if (path === undefined || source === undefined || isDelete) return [];
      return [{ path, change: { kind: "pieces", pieces: [piece("", source, { wholeLines: true })] } }];
    }
    case "delete": {
      const path = pathOf(input, cwd);
      return path === undefined ? [] : [{ path, change: { kind: "delete" } }];
    }
    default:
      return [];
  }
}

/** A whole text, or texts that were replaced. What the tool answered goes before what it was asked. */
function written(input: JsonObject, response: JsonObject, cwd: string | undefined): Changed[] {
  const path = pathOf(response, cwd) ?? pathOf(input, cwd);
  if (path === undefined) return [];
  const whole = first(input, "content", "contents", "file_text");
  if (whole !== undefined) {
    return [
      { path, change: { kind: "whole", before: at(response, "type") === "create" ? "" : undefined, text: whole } },
    ];
  }
  const several = at(input, "edits");
  const edits: readonly unknown[] = Array.isArray(several) ? several : [{ ...input, ...answered(response) }];
  const pieces = edits.flatMap((edit) => {
    const found = asObject(edit);
    const oldText = found && (first(found, "old_string", "old_str") ?? (isInsert(found) ? "" : undefined));
    const newText = found && first(found, "new_string", "new_str", "insert_text");
    if (oldText === undefined || newText === undefined || oldText === newText) return [];
    const everywhere = at(found, "replace_all") === true;
    return [piece(oldText, newText, { everywhere, line: edits.length === 1 ? lineIn(response) : undefined })];
  });
  return pieces.length === 0 ? [] : [{ path, change: { kind: "pieces", pieces } }];
}

/** Claude Code tells in its own spelling what it did. */
function answered(response: JsonObject): JsonObject {
  const oldText = textAt(response, "oldString");
  const newText = textAt(response, "newString");
  return oldText === undefined || newText === undefined ? {} : { old_string: oldText, new_string: newText };
}

function isInsert(edit: JsonObject): boolean {
  return at(edit, "command") === "insert";
}

/** The first changed line, as far as the answer tells it: up to three lines before it count as changed. */
function lineIn(response: JsonObject): number | undefined {
  return lineNumber(at(listAt(response, "structuredPatch")[0], "newStart"));
}

/**
 * Cursor's completions. A completion within a line comes as the few characters that changed; the whole line, where it is
 * told, is found again more surely.
 */
function tabEdits(payload: JsonObject): Changed[] {
  const path = pathOf(payload, undefined);
  if (path === undefined) return [];
  const pieces = listAt(payload, "edits").flatMap((entry): Piece[] => {
    const edit = asObject(entry);
    const oldText = edit && textAt(edit, "old_string");
    const newText = edit && textAt(edit, "new_string");
    if (edit === undefined || oldText === undefined || newText === undefined || oldText === newText) return [];
    const line = lineNumber(at(objectAt(edit, "range"), "start_line_number"));
    const oldLine = textAt(edit, "old_line");
    const newLine = textAt(edit, "new_line");
    const isWithinLine =
      oldLine?.includes(oldText) === true && newLine?.includes(newText) === true && !/[\r\n]/.test(oldLine + newLine);
    return [isWithinLine ? piece(oldLine, newLine, { wholeLines: true, line }) : piece(oldText, newText, { line })];
  });
  return pieces.length === 0 ? [] : [{ path, change: { kind: "pieces", pieces } }];
}

function patched(given: unknown, cwd: string | undefined): Changed[] {
  const input = typeof given === "string" ? (parse(given) ?? given) : asObject(given);
  const patch = typeof input === "string" ? input : input && first(input, "input", "patch");
  return (patch === undefined ? [] : (parsePatch(patch) ?? [])).flatMap((file): Changed[] => {
    const path = resolvePath(file.path, cwd);
    if (path === undefined) return [];
    if (file.kind === "add") return [{ path, change: { kind: "whole", before: "", text: file.text } }];
    if (file.kind === "delete") return [{ path, change: { kind: "delete" } }];
    const moved = file.movedTo === undefined ? path : resolvePath(file.movedTo, cwd);
    if (moved === undefined) return [];
    const move: Changed[] = moved === path ? [] : [{ path: moved, change: { kind: "move", from: path } }];
    const { pieces } = file;
    return pieces.length === 0 ? move : [...move, { path: moved, change: { kind: "pieces", pieces } }];
  });
}

function piece(oldText: string, newText: string, more: Partial<Piece> = {}): Piece {
  return { oldText, newText, wholeLines: false, everywhere: false, line: undefined, ...more };
}

function pathOf(from: JsonObject, cwd: string | undefined): string | undefined {
  return resolvePath(first(from, "file_path", "path", "filePath", "notebook_path"), cwd);
}

function lineNumber(oneBased: unknown): number | undefined {
  return Number.isSafeInteger(oneBased) && Number(oneBased) > 0 ? Number(oneBased) - 1 : undefined;
}

/** An object from JSON. Windsurf is known for control characters in strings, which JSON forbids: they are spelled out. */
function parse(text: string): JsonObject | undefined {
  return asObject(parseJson(text) ?? parseJson(text.replaceAll(/"(?:[^"\\]|\\[^])*"/g, spelledOut)));
}

function spelledOut(quoted: string): string {
  // eslint-disable-next-line no-control-regex
  return quoted.replaceAll(/[\u0000-\u001F]/g, (found) => JSON.stringify(found).slice(1, -1));
}

function first(from: JsonObject, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = textAt(from, key);
    if (value !== undefined) return value;
  }
  return undefined;
}
