import { isAbsolute, join } from "node:path";
import type { AiChange } from "../../core/attribution/aiEdit.ts";
import { type LineFormat, nothing, type Parsed, type Session, type Surroundings } from "../format.ts";
import { editsOf, type FileChange } from "../text/act.ts";
import { type PatchedFile, parsePatch } from "../text/applyPatch.ts";
import { firstLineOf } from "../text/beginning.ts";
import {
  asList,
  asObject,
  asText,
  at,
  entriesOf,
  flagAt,
  momentAt,
  numberAt,
  objectAt,
  parseJson,
  textAt,
} from "../text/json.ts";
import { resolvePath } from "../text/paths.ts";
import { piecesOfDiff } from "../text/unifiedDiff.ts";

/**
 * Codex's rollouts, of CLI, IDE and desktop. Three eras tell an edit, and one file may mix them: a call of `apply_patch`
 * and its output; the event `patch_apply_end`; the item `FileChange`. Event and item tell the files as they were changed,
 * the call only what was asked for. All of one act carry one call's id, so that it is one act however often it is told.
 */
export const codex: LineFormat = {
  kind: "lines",
  source: "codex",
  tool: "Codex",
  // Seven bytes at most, the first of them a rare one, are found ten times faster than longer ones. `isTelling` looks
  // closer before anything is parsed.
  wanted: ['_meta"', "_contex", '_end"', "FileCha", "*** Beg", "Success", "verific"],
  roots,
  enters: () => true,
  isRecord: (file) => /(?:^|\/)rollout-[^/]*\.jsonl(?:\.zst)?$/.test(file),
  workingFolder: (file, _scope, read) => folderOf(at(firstLineOf(read(file)), "payload")),
  parse,
};

function folderOf(payload: unknown): string | undefined {
  return resolvePath(at(payload, "cwd"), undefined);
}

function roots({ home, env }: Surroundings): string[] {
  const asked = env["CODEX_HOME"] ?? "";
  const folder = isAbsolute(asked) ? asked : join(home, ".codex");
  return [join(folder, "sessions"), join(folder, "archived_sessions")];
}

/** What stands in the lines that may tell an edit. */
const marks = [
  '"session_meta"',
  '"turn_context"',
  '"patch_apply_end"',
  '"FileChange"',
  // Calls, and the outputs of those that went well or were not even tried.
  "*** Begin Patch",
  "Success.",
  "verification failed",
];

/** Whether a line may tell an edit, seen before it is parsed. */
function isTelling(line: string): boolean {
  return marks.some((mark) => line.includes(mark));
}

function parse(line: string, session: Session): Parsed {
  if (!isTelling(line)) return nothing;
  const entry = parseJson(line);
  const payload = at(entry, "payload");
  const atMs = momentAt(entry, "timestamp");
  switch (at(entry, "type")) {
    case "session_meta":
    case "turn_context":
      session.cwd = folderOf(payload) ?? session.cwd;
      return nothing;
    case "response_item":
      return parseItem(payload, atMs, session);
    case "event_msg":
      return parseEvent(payload, atMs, session);
    default:
      return nothing;
  }
}

/** A call of the patch tool that waits for its output. */
interface Call {
  /** `undefined` for a patch that was not understood. */
  readonly files: readonly PatchedFile[] | undefined;
  /** Where the patch's paths start. */
  readonly cwd: string | undefined;
}

function parseItem(payload: unknown, atMs: number | undefined, session: Session): Parsed {
  const id = textAt(payload, "call_id");
  if (id === undefined || id === "") return nothing;
  switch (at(payload, "type")) {
    case "function_call":
    case "custom_tool_call":
    case "local_shell_call": {
      const call = at(payload, "status") === "failed" ? undefined : callOf(payload, session);
      if (call !== undefined) session.calls.set(id, call);
      return nothing;
    }
    case "function_call_output":
    case "custom_tool_call_output": {
      const call = session.calls.take(id) as Call | undefined;
      return call !== undefined && wentWell(at(payload, "output")) ? editsOfCall(id, atMs, call) : nothing;
    }
    default:
      return nothing;
  }
}

/** The patch that a call asks for; `undefined` for a call of another tool. */
function callOf(payload: unknown, session: Session): Call | undefined {
  const name = textAt(payload, "name") ?? "";
  if (/(?:^|\.)apply_patch$/.test(name)) {
    const asked = at(payload, "input") ?? at(payload, "arguments");
    const parsed = typeof asked === "string" ? asObject(parseJson(asked)) : asObject(asked);
    const patch = textAt(parsed, "input") ?? textAt(parsed, "patch") ?? asText(asked) ?? "";
    return { files: parsePatch(patch), cwd: session.cwd };
  }
  const action = objectAt(payload, "action");
  const asked = action ?? at(payload, "arguments");
  const input = typeof asked === "string" ? parseJson(asked) : asked;
  const command = at(input, "command") ?? at(input, "cmd");
  const words = typeof command === "string" ? [command] : asList(command).filter((word) => typeof word === "string");
  const folder =
    resolvePath(textAt(input, "workdir") ?? textAt(input, "working_directory"), session.cwd) ?? session.cwd;
  return callOfCommand(words, folder);
}

/** `apply_patch PATCH`, or a shell's script of nothing but `apply_patch <<'EOF' …`, after a `cd` at most. */
function callOfCommand(words: readonly string[], folder: string | undefined): Call | undefined {
  const script = words.at(-1) ?? "";
  if (words.length === 2 && /^apply_?patch$/.test(words[0] ?? "")) return { files: parsePatch(script), cwd: folder };
  const start = /^\s*(?:cd\s+(?:"([^"]*)"|'([^']*)'|(\S+))\s*&&\s*)?apply_?patch\s+<</.exec(script);
  if (start === null) return undefined;
  const moved = start[1] ?? start[2] ?? start[3];
  return { files: parsePatch(script), cwd: moved === undefined ? folder : resolvePath(moved, folder) };
}

/** Whether an output says that the patch was applied: it has been JSON with an exit code, such a text, and a plain text. */
function wentWell(output: unknown): boolean {
  const words = asText(output) ?? textAt(output, "content") ?? textAt(asList(output)[0], "text") ?? "";
  const told = asObject(parseJson(words)) ?? asObject(output);
  if (flagAt(told, "success") === false) return false;
  const code = numberAt(objectAt(told, "metadata"), "exit_code");
  if (code !== undefined) return code === 0;
  const text = textAt(told, "output") ?? words;
  const said = /^(?:Exit code:|Process exited with code) (-?\d+)/m.exec(text)?.[1];
  return said === undefined ? /^Success\./m.test(text) : Number(said) === 0;
}

function parseEvent(payload: unknown, atMs: number | undefined, session: Session): Parsed {
  const isItem = at(payload, "type") === "item_completed";
  const act = isItem ? objectAt(payload, "item") : payload;
  const isPatch = isItem ? at(act, "type") === "FileChange" : at(act, "type") === "patch_apply_end";
  const id = textAt(act, isItem ? "id" : "call_id");
  if (!isPatch || id === undefined || id === "") return nothing;
  // This record tells more than the call's output will, and also that the call failed.
  const call = session.calls.take(id) as Call | undefined;
  const status = at(act, "status");
  const success = flagAt(act, "success");
  if (status === undefined ? success !== true : status !== "completed" || success === false) return nothing;
  const told = entriesOf(at(act, "changes")).map(([path, change]) => toldByChange(path, change));
  if (told.length > 0) return editsOfFiles(id, atMs, session.cwd, told);
  // At first the event did not say what was changed.
  return call === undefined ? { edits: [], odd: 1 } : editsOfCall(id, atMs, call);
}

/** What a record says of one file. */
interface Told {
  readonly path: string;
  readonly movedTo: string | undefined;
  /** `undefined` for a change that was not understood. */
  readonly change: AiChange | undefined;
}

function toldByPatch(file: PatchedFile): Told {
  const { path } = file;
  if (file.kind === "delete") return { path, movedTo: undefined, change: { kind: "delete" } };
  if (file.kind === "add") return { path, movedTo: undefined, change: { kind: "whole", before: "", text: file.text } };
  return { path, movedTo: file.movedTo, change: { kind: "pieces", pieces: file.pieces } };
}

/** `{type: "update", …}`, or `{update: {…}}` as it was at first. */
function toldByChange(path: string, change: unknown): Told {
  const kinds = ["add", "delete", "update"];
  const kind = textAt(change, "type") ?? kinds.find((name) => objectAt(change, name) !== undefined) ?? "";
  const body = objectAt(change, kind) ?? change;
  const content = textAt(body, "content");
  const diff = textAt(body, "unified_diff");
  const movedTo = textAt(body, "move_path");
  if (kind === "delete") return { path, movedTo: undefined, change: { kind } };
  if (kind === "add" && content !== undefined) {
    return { path, movedTo: undefined, change: { kind: "whole", before: "", text: content } };
  }
  if (kind === "update" && diff !== undefined)
    return { path, movedTo, change: { kind: "pieces", pieces: piecesOfDiff(diff) } };
  return { path, movedTo, change: undefined };
}

function editsOfCall(id: string, atMs: number | undefined, { files, cwd }: Call): Parsed {
  return files === undefined ? { edits: [], odd: 1 } : editsOfFiles(id, atMs, cwd, files.map(toldByPatch));
}

function editsOfFiles(id: string, atMs: number | undefined, cwd: string | undefined, told: readonly Told[]): Parsed {
  const changes: FileChange[] = [];
  let odd = 0;
  for (const { path, movedTo = path, change } of told) {
    const isMoved = resolvePath(path, cwd) !== resolvePath(movedTo, cwd);
    const isEmpty = change?.kind === "pieces" && change.pieces.length === 0;
    if (change === undefined || (isEmpty && !isMoved)) {
      odd++;
      continue;
    }
    if (isMoved) changes.push({ path: movedTo, change: { kind: "move", from: path } });
    if (isEmpty) continue;
    // A patch may have several sections for one file.
    const same = changes.findIndex((other) => other.path === movedTo && other.change.kind === "pieces");
    const other = changes[same]?.change;
    if (change.kind !== "pieces" || other?.kind !== "pieces") changes.push({ path: movedTo, change });
    else changes[same] = { path: movedTo, change: { kind: "pieces", pieces: [...other.pieces, ...change.pieces] } };
  }
  const { source, tool } = codex;
  const parsed = editsOf({ source, tool, id, atMs, cwd }, changes);
  return { edits: parsed.edits, odd: parsed.odd + odd };
}
