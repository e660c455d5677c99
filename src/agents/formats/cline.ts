import { basename, dirname, join } from "node:path";
import { type DocumentFormat, nothing, type Parsed, type Surroundings } from "../format.ts";
import { editsOf, together } from "../text/act.ts";
import {
  asList,
  asObject,
  asText,
  at,
  flagAt,
  listAt,
  momentAt,
  numberAt,
  objectAt,
  parseJson,
  textAt,
} from "../text/json.ts";
import { editingTool, ofNewFiles, requestedChanges } from "../text/request.ts";
import { changesOfMessage, isEditMessage } from "../text/toolMessage.ts";
import { answerOf, saysFailure } from "../text/toolResult.ts";

const common = { source: "cline", tool: "Cline" } as const;

/**
 * Cline's sessions since 4.0: `~/.cline/data/sessions/<id>/<id>.messages.json`, written anew at every message.
 * Source: cline/cline, `sdk/packages/core/docs/messages-contract-v1.md` and `executors/editor.ts`.
 */
export const cline: DocumentFormat = {
  ...common,
  kind: "document",
  roots: ({ home, env }: Surroundings) => [
    env["CLINE_SESSION_DATA_DIR"] ||
      join(env["CLINE_DATA_DIR"] || join(env["CLINE_DIR"] || join(home, ".cline"), "data"), "sessions"),
  ],
  enters: (folder) => folder.split("/").length <= 2,
  isRecord: (file) => file.endsWith(".messages.json"),
  workingFolder(file, _scope, read) {
    // A sub-agent's messages may have no manifest of their own.
    const session = dirname(file);
    for (const path of [file.replace(/\.messages\.json$/, ".json"), join(session, `${basename(session)}.json`)]) {
      const manifest = parseJson(read(path) ?? "");
      const folder = textAt(manifest, "cwd") ?? textAt(manifest, "workspace_root");
      if (folder !== undefined) return folder;
    }
    return undefined;
  },
  wanted: ['"editor"', '"apply_patch"', '"write_to_file"', '"replace_in_file"'],
  parse(text, file, beside) {
    const document: unknown = JSON.parse(text);
    const session = textAt(document, "sessionId") ?? basename(file);
    const requests = new Map<string, Request>();
    const parts: Parsed[] = [];
    for (const message of listAt(document, "messages")) {
      for (const block of listAt(message, "content")) {
        const type = textAt(block, "type");
        if (type === "tool_use") keepRequest(requests, block, momentAt(message, "ts"));
        if (type !== "tool_result") continue;
        const id = textAt(block, "tool_use_id");
        const request = id === undefined ? undefined : requests.get(id);
        const answer = answerOf(at(block, "content"));
        if (id === undefined || request === undefined || flagAt(block, "is_error") === true || saysFailure(answer))
          continue;
        requests.delete(id);
        const atMs =
          momentAt(message, "ts") ?? request.askedMs ?? momentAt(document, "updated_at") ?? beside?.writtenMs;
        const call = { ...common, id: `${session}:${id}`, atMs, cwd: beside?.cwd };
        parts.push(editsOf(call, changesOf(request, answer)));
      }
    }
    return together(parts);
  },
};

/**
 * Cline's tasks until then: `globalStorage/saoudrizwan.claude-dev/tasks/<time>/ui_messages.json`. Edits that a setting
 * approved were said; of those it asked for, only what the user changed before saving tells that the answer was yes.
 * Source: cline/cline, `WriteToFileToolHandler.ts`.
 */
export const clineTasks: DocumentFormat = {
  ...common,
  kind: "document",
  roots: ({ userFolder }) =>
    userFolder === undefined ? [] : [join(userFolder, "globalStorage", "saoudrizwan.claude-dev")],
  enters: (folder) => /^tasks(?:\/[^/]+)?$/.test(folder),
  isRecord: (file) => /^tasks\/[^/]+\/ui_messages\.json$/.test(file),
  workingFolder(file, _scope, read) {
    const task = dirname(file);
    const history = parseJson(read(join(dirname(dirname(task)), "state", "taskHistory.json")) ?? "");
    return textAt(
      asList(history).find((entry) => textAt(entry, "id") === basename(task)),
      "cwdOnTaskInitialization",
    );
  },
  wanted: ['"tool"'],
  parse(text, file, beside) {
    const task = basename(dirname(file));
    const messages = asList(JSON.parse(text));
    return together(
      messages.map((message, index) => {
        if (flagAt(message, "partial") === true || at(message, textAt(message, "type") ?? "") !== "tool")
          return nothing;
        const shown = shownBy(message);
        if (!isEditMessage(shown)) return nothing;
        if (textAt(message, "type") === "ask" && !wasSaved(messages, index, textAt(shown, "path"))) return nothing;
        const atMs = momentAt(message, "ts");
        return editsOf({ ...common, id: `${task}:${atMs}`, atMs, cwd: beside?.cwd }, changesOfMessage(shown));
      }),
    );
  },
};

interface Request {
  readonly tool: string;
  readonly input: unknown;
  readonly askedMs: number | undefined;
}

function keepRequest(requests: Map<string, Request>, block: unknown, askedMs: number | undefined): void {
  const id = textAt(block, "id");
  const tool = editingTool(textAt(block, "name"));
  if (id === undefined || tool === undefined) return;
  const input = objectAt(block, "input");
  // Lines are counted from one here.
  const line = numberAt(input, "insert_line");
  requests.set(id, { tool, input: line === undefined ? input : { ...input, insert_line: line - 1 }, askedMs });
}

/** `editor` makes a file where there is none, whatever text it was to replace, and writes no other as a whole. */
function changesOf({ tool, input }: Request, answer: string): ReturnType<typeof requestedChanges> {
  const text = textAt(input, "new_text");
  if (text === undefined || !answer.includes("File created successfully")) {
    const asked = requestedChanges(input);
    return tool === "editor" && textAt(input, "old_text") === undefined ? ofNewFiles(asked) : asked;
  }
  const path = textAt(input, "path");
  return path === undefined ? undefined : [{ path, change: { kind: "whole", before: "", text } }];
}

function shownBy(message: unknown): unknown {
  return asObject(parseJson(asText(at(message, "text")) ?? ""));
}

/** Whether the messages up to the next question tell what the user changed in the same file, which is told after saving. */
function wasSaved(messages: readonly unknown[], asked: number, path: string | undefined): boolean {
  for (const message of messages.slice(asked + 1)) {
    const say = textAt(message, "say");
    if (say === "user_feedback_diff") return path !== undefined && textAt(shownBy(message), "path") === path;
    if (say === "tool" || say === "api_req_started" || textAt(message, "type") === "ask") return false;
  }
  return false;
}
