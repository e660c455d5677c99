import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import type { AiChange } from "../../core/attribution/aiEdit.ts";
import { diffLines } from "../../core/text/diff.ts";
import { splitLines, stripped } from "../../core/text/lines.ts";
import {
  type DocumentFormat,
  type LineFormat,
  nothing,
  type Parsed,
  type Scope,
  type Surroundings,
} from "../format.ts";
import { editsOf, together } from "../text/act.ts";
import { asObject, asText, at, flagAt, listAt, momentAt, numberAt, objectAt, parseJson, textAt } from "../text/json.ts";
import { isAbsolutePath } from "../text/paths.ts";
import { editingTool, requestedChanges } from "../text/request.ts";

const common = {
  source: "gemini",
  tool: "Gemini CLI",
  wanted: ['"replace"', '"write_file"', '"directories"'],
  roots: ({ home, env }: Surroundings) => [join(env["GEMINI_CLI_HOME"] || home, ".gemini", "tmp")],
  enters(folder: string, scope: Scope): boolean {
    const [project = "", chats = "chats", , deeper] = folder.split("/");
    return chats === "chats" && deeper === undefined && mayBeProject(project, scope);
  },
  workingFolder(file: string, scope: Scope, read: (path: string) => string | undefined): string | undefined {
    let project = dirname(file);
    while (basename(project) !== "chats" && project !== dirname(project)) project = dirname(project);
    project = dirname(project);
    const named = read(join(project, ".project_root"))?.trim();
    if (named !== undefined && isAbsolutePath(named)) return named;
    return foldersAbove(scope).find((folder) => hashOf(folder) === basename(project));
  },
} as const;

/**
 * Sessions of Gemini CLI: `~/.gemini/tmp/<project>/chats/session-….jsonl`, of sub-agents one folder deeper. A message that
 * changed is appended once more under its old id.
 * Source: google-gemini/gemini-cli, `chatRecordingService.ts`, `write-file.ts` and `edit.ts`.
 */
export const gemini: LineFormat = {
  ...common,
  kind: "lines",
  isRecord: (file) => /^[^/]+\/chats\/(?:[^/]+\/)?[^/]+\.jsonl$/.test(file),
  parse(line, session) {
    const record = asObject(parseJson(line));
    if (record === undefined) return nothing;
    session.cwd ??= asText(listAt(record, "directories")[0]);
    const messages = [record, ...listAt(objectAt(record, "$set"), "messages")];
    return together(messages.map((message) => editsOfMessage(message, session.cwd, session.writtenMs)));
  },
};

/** The same sessions before they grew line by line: one JSON document, written anew at every message. */
export const geminiDocument: DocumentFormat = {
  ...common,
  kind: "document",
  isRecord: (file) => /^[^/]+\/chats\/(?:[^/]+\/)?[^/]+\.json$/.test(file),
  parse(text, _file, beside) {
    const document: unknown = JSON.parse(text);
    const cwd = beside?.cwd ?? asText(listAt(document, "directories")[0]);
    return together(listAt(document, "messages").map((message) => editsOfMessage(message, cwd, beside?.writtenMs)));
  },
};

/** The project's folder has a short name or, before that, the SHA-256 of the project's path. */
function mayBeProject(name: string, scope: Scope): boolean {
  return !/^[0-9a-f]{64}$/.test(name) || foldersAbove(scope).some((folder) => hashOf(folder) === name);
}

function hashOf(folder: string): string {
  return createHash("sha256").update(folder).digest("hex");
}

/** The folders wanted and all that hold them: an agent may have been started above the window's folder. */
function foldersAbove({ folders }: Scope): string[] {
  return folders.flatMap((folder) => {
    const above = [folder];
    for (let up = dirname(folder); up !== above.at(-1); up = dirname(up)) above.push(up);
    return above;
  });
}

function editsOfMessage(message: unknown, cwd: string | undefined, writtenMs: number | undefined): Parsed {
  const messageId = textAt(message, "id");
  return together(
    listAt(message, "toolCalls").map((call) => {
      if (editingTool(textAt(call, "name")) === undefined || textAt(call, "status") !== "success") return nothing;
      const id = textAt(call, "id");
      if (id === undefined) return { edits: [], odd: 1 };
      const atMs = momentAt(call, "timestamp") ?? momentAt(message, "timestamp") ?? writtenMs;
      const change = changeOf(call);
      const path = pathOf(call, cwd);
      const changes =
        change === "human" ? [] : path !== undefined && change !== undefined ? [{ path, change }] : undefined;
      return editsOf({ source: common.source, tool: common.tool, id: `${messageId}:${id}`, atMs, cwd }, changes);
    }),
  );
}

/** What the call changed; `"human"` where a person's share in it cannot be told from the model's. */
function changeOf(call: unknown): AiChange | "human" | undefined {
  const shown = objectAt(call, "resultDisplay");
  const text = textAt(shown, "newContent");
  const before = isNew(call) ? "" : textAt(shown, "originalContent");
  if (wasChangedByUser(call)) {
    const proposed = textAt(objectAt(call, "args"), "ai_proposed_content");
    if (text === undefined) return "human";
    if (proposed !== undefined && before !== undefined) return ofTheModel(before, proposed, text);
    // Whoever only takes lines out leaves the model's.
    const added = numberAt(objectAt(shown, "diffStat"), "user_added_lines");
    return added === 0 && before !== undefined ? { kind: "whole", before, text } : "human";
  }
  if (text !== undefined) return { kind: "whole", before, text };
  const [asked] = requestedChanges(at(call, "args")) ?? [];
  return asked?.change.kind === "whole" ? { ...asked.change, before } : asked?.change;
}

/** The lines of `text` that stand in the proposal, without those that were there before. */
function ofTheModel(before: string, proposed: string, text: string): AiChange {
  const keys = splitLines(text).map(stripped);
  const isOld = unchanged(splitLines(before).map(stripped), keys);
  const isProposed = unchanged(splitLines(proposed).map(stripped), keys);
  const written = keys.flatMap((_, line) => (isProposed[line] && !isOld[line] ? [{ start: line, end: line + 1 }] : []));
  return { kind: "lines", text, written };
}

/** For each new line, whether it is one of the old ones. */
function unchanged(oldKeys: readonly string[], newKeys: readonly string[]): boolean[] {
  const same = newKeys.map(() => true);
  for (const hunk of diffLines(oldKeys, newKeys)) same.fill(false, hunk.newStart, hunk.newEnd);
  return same;
}

function wasChangedByUser(call: unknown): boolean {
  const stat = objectAt(objectAt(call, "resultDisplay"), "diffStat");
  return (
    (numberAt(stat, "user_added_lines") ?? 0) > 0 ||
    (numberAt(stat, "user_removed_lines") ?? 0) > 0 ||
    flagAt(objectAt(call, "args"), "modified_by_user") === true
  );
}

function isNew(call: unknown): boolean {
  return (
    flagAt(objectAt(call, "resultDisplay"), "isNewFile") ??
    resultOf(call)?.startsWith("Successfully created and wrote to new file") ??
    false
  );
}

/** The file as the result names it, which is absolute, else as it was asked for. */
function pathOf(call: unknown, cwd: string | undefined): string | undefined {
  const asked = textAt(objectAt(call, "args"), "file_path");
  const shown = textAt(objectAt(call, "resultDisplay"), "filePath");
  if (shown !== undefined && isAbsolutePath(shown)) return shown;
  if (asked === undefined || isAbsolutePath(asked) || cwd !== undefined) return asked;
  // "Successfully overwrote file: /project/src/a.ts.", "Successfully modified file: /project/src/a.ts (1 replacements)."
  const named = /^Success[^:\n]*: (\S[^\n]*)/.exec(resultOf(call) ?? "")?.[1] ?? "";
  const ends = [". ", " ("].map((after) => `${named} `.indexOf(`${asked}${after}`)).filter((end) => end >= 0);
  return ends.length === 0 ? asked : named.slice(0, Math.min(...ends) + asked.length);
}

/** What an editing tool answered. Only its first words, the tool's own, are looked at. */
function resultOf(call: unknown): string | undefined {
  return textAt(objectAt(objectAt(listAt(call, "result")[0], "functionResponse"), "response"), "output");
}
