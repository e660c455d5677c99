import { join } from "node:path";
import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import { type LineFormat, nothing, type Parsed, type Session, type Surroundings } from "../format.ts";
import { type JsonObject, momentOf, numberIn, objectIn, objectOf, parsed, textIn, valueIn } from "../text/json.ts";
import { resolvePath } from "../text/paths.ts";
import { piecesOfDiff } from "../text/unifiedDiff.ts";
import { agentEdit, type Call, editsOfPatch, updates } from "./patches.ts";

const tool = "Codex";

/**
 * Codex's rollouts (FACTS-agents §2), all three eras, which one file may mix. What was applied is told by `FileChange` or
 * `patch_apply_end`; in older files by the patch and its output, under the same id, so that it counts once.
 */
export const codex: LineFormat = {
  kind: "lines",
  source: "codex",
  tool,
  wanted: [
    '"apply_patch',
    "apply_patch ",
    '"patch_apply_end"',
    '"FileChange"',
    '"session_meta"',
    '"turn_context"',
    'call_output"',
  ],

  roots({ home, env }: Surroundings): readonly string[] {
    const folder = env["CODEX_HOME"] || join(home, ".codex");
    return [join(folder, "sessions"), join(folder, "archived_sessions")];
  },

  enters: () => true,

  isRecord(file: string): boolean {
    return /(^|\/)rollout-[^/]*\.jsonl(\.zst)?$/.test(file);
  },

  parse(line: string, session: Session): Parsed {
    const record = objectOf(parsed(line));
    const payload = objectIn(record, "payload");
    if (record === undefined || payload === undefined) return nothing;
    const atMs = momentOf(valueIn(record, "timestamp"));
    switch (textIn(record, "type")) {
      case "session_meta":
      case "turn_context":
        session.cwd = textIn(payload, "cwd") ?? session.cwd;
        return nothing;
      case "response_item":
        return responseItem(payload, atMs, session);
      case "event_msg":
        return event(payload, atMs, session);
      default:
        return nothing;
    }
  },
};

function responseItem(payload: JsonObject, atMs: number | undefined, session: Session): Parsed {
  const id = textIn(payload, "call_id");
  if (id === undefined) return nothing;
  switch (textIn(payload, "type")) {
    case "function_call":
    case "custom_tool_call":
    case "local_shell_call": {
      const patch = patchOf(payload);
      if (patch !== undefined) session.calls.set(id, { ...patch, cwd: patch.cwd ?? session.cwd });
      return nothing;
    }
    case "function_call_output":
    case "custom_tool_call_output": {
      const call = objectOf(session.calls.take(id));
      const patch = textIn(call, "patch");
      if (patch === undefined || !succeeded(valueIn(payload, "output"))) return nothing;
      if (atMs === undefined) return { edits: [], odd: 1 };
      const edits = editsOfPatch({ id: `codex:${id}`, tool, atMs }, patch, textIn(call, "cwd"));
      return edits === undefined ? { edits: [], odd: 1 } : { edits, odd: 0 };
    }
    default:
      return nothing;
  }
}

/** The patch that a call applies, and the folder it names for it. */
function patchOf(payload: JsonObject): { readonly patch: string; readonly cwd: string | undefined } | undefined {
  const name = textIn(payload, "name");
  if (name === "apply_patch") {
    const input = textIn(payload, "input");
    if (input !== undefined) return { patch: input, cwd: undefined };
    const text = valueIn(payload, "arguments");
    const given = typeof text === "string" ? parsed(text) : text;
    const patch = textIn(given, "input") ?? textIn(given, "patch");
    return patch === undefined ? undefined : { patch, cwd: textIn(given, "workdir") };
  }
  // A shell that runs `apply_patch <<'EOF'`; of any other command nothing is looked at.
  const text = valueIn(payload, "arguments") ?? valueIn(payload, "action");
  const given = typeof text === "string" ? parsed(text) : text;
  const command = valueIn(given, "command") ?? valueIn(given, "cmd");
  const words = Array.isArray(command) ? command.filter((word) => typeof word === "string") : [command];
  const script = words.find(
    (word, i) =>
      typeof word === "string" &&
      word.includes("*** Begin Patch") &&
      (/^\s*(cd [^\n;&|]+&&\s*)?apply_?patch\b/.test(word) || /^apply_?patch$/.test(String(words[i - 1]))),
  );
  if (typeof script !== "string") return undefined;
  return { patch: script, cwd: textIn(given, "workdir") ?? textIn(given, "working_directory") };
}

/** Whether an output says that its call worked: by its exit code, or in words where it has none. */
function succeeded(output: unknown): boolean {
  const given = typeof output === "string" ? (parsed(output) ?? output) : output;
  const code = numberIn(objectIn(given, "metadata"), "exit_code");
  if (code !== undefined) return code === 0;
  const text = typeof given === "string" ? given : (textIn(given, "output") ?? "");
  return /^\s*(Exit code: 0\b[\s\S]*)?Success\b|\nSuccess\. Updated the following files/.test(text);
}

function event(payload: JsonObject, atMs: number | undefined, session: Session): Parsed {
  const type = textIn(payload, "type");
  if (type === "patch_apply_end") {
    const id = textIn(payload, "call_id");
    const status = textIn(payload, "status") ?? "completed";
    if (valueIn(payload, "success") !== true || status !== "completed") return nothing;
    return changes(id, valueIn(payload, "changes"), atMs, session);
  }
  const item = type === "item_completed" ? objectIn(payload, "item") : undefined;
  if (textIn(item, "type") !== "FileChange" || textIn(item, "status") !== "completed") return nothing;
  return changes(textIn(item, "id"), valueIn(item, "changes"), atMs, session);
}

function changes(id: string | undefined, map: unknown, atMs: number | undefined, session: Session): Parsed {
  const files = objectOf(map);
  if (id === undefined || files === undefined || atMs === undefined) return { edits: [], odd: 1 };
  const call: Call = { id: `codex:${id}`, tool, atMs };
  const edits: AiEdit[] = [];
  let odd = 0;
  for (const [name, change] of Object.entries(files)) {
    const path = resolvePath(name, session.cwd);
    const told = path === undefined ? undefined : editsOf(call, path, change, session.cwd);
    if (told === undefined) odd++;
    else edits.push(...told);
  }
  return { edits, odd };
}

function editsOf(call: Call, path: string, change: unknown, cwd: string | undefined): AiEdit[] | undefined {
  switch (textIn(change, "type")) {
    case "add": {
      const text = textIn(change, "content");
      return text === undefined ? undefined : [agentEdit(call, path, { kind: "whole", before: "", text })];
    }
    case "delete":
      return [agentEdit(call, path, { kind: "delete" })];
    case "update": {
      const diff = textIn(change, "unified_diff");
      if (diff === undefined) return undefined;
      const movedTo = resolvePath(valueIn(change, "move_path"), cwd);
      return updates(call, path, movedTo, { kind: "pieces", pieces: piecesOfDiff(diff) });
    }
    default:
      return undefined;
  }
}
