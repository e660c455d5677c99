import { join } from "node:path";
import type { AiChange } from "../../core/attribution/aiEdit.ts";
import { type DatabaseFormat, type DocumentFormat, nothing, type Parsed, type Surroundings } from "../format.ts";
import { type Call, editsOf, type FileChange } from "../text/act.ts";
import { piecesOfWholeDiff } from "../text/inDiff.ts";
import { asText, at, flagAt, listAt, momentAt, momentOf, objectAt, parseJson, textAt } from "../text/json.ts";
import { editingTool, requestedChanges } from "../text/request.ts";

const common = {
  source: "openCode",
  tool: "OpenCode",
  roots: ({ home, env }: Surroundings) => [join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "opencode")],
} as const;

/**
 * OpenCode's database, `opencode.db` or, of a version for testing, `opencode-dev.db`. A part of a message is one call of a tool, updated in place. The query hands out what
 * calls of editing tools asked for and what came of it, never a prompt or a reply.
 * Source: anomalyco/opencode, `tool/edit.ts`, `tool/write.ts` and `tool/apply_patch.ts`.
 */
export const openCode: DatabaseFormat = {
  ...common,
  kind: "database",
  enters: () => false,
  isRecord: (file) => /^opencode(?:-[\w.]+)?\.db$/.test(file),
  // `case` keeps SQLite from reading as JSON what is none, which would end the query.
  query: `
    select part.id as id, part.time_updated as changed_ms,
      json_extract(part.data, '$.tool') as tool, json_extract(part.data, '$.callID') as call_id,
      json_extract(part.data, '$.state.input') as input, json_extract(part.data, '$.state.time.end') as end_ms,
      json_extract(part.data, '$.state.metadata.diff') as diff,
      json_extract(part.data, '$.state.metadata.filediff') as file_diff,
      json_extract(part.data, '$.state.metadata.files') as files,
      json_extract(part.data, '$.state.metadata.exists') as existed,
      case when json_valid(message.data) then json_extract(message.data, '$.path.cwd') end as cwd
    from part left join message on message.id = part.message_id
    where part.time_updated >= :since and case when json_valid(part.data) then
      json_extract(part.data, '$.type') = 'tool' and json_extract(part.data, '$.state.status') = 'completed'
      and json_extract(part.data, '$.tool') in ('edit', 'write', 'apply_patch', 'patch', 'multiedit') end
    order by part.time_updated, part.id limit :limit`,
  parse(row) {
    const existed = at(row, "existed");
    return editsOfCall({
      tool: at(row, "tool"),
      id: at(row, "call_id"),
      input: parseJson(textAt(row, "input") ?? ""),
      endMs: momentOf(at(row, "end_ms")) ?? momentOf(at(row, "changed_ms")),
      cwd: textAt(row, "cwd"),
      diff: textAt(row, "diff"),
      fileDiff: parseJson(textAt(row, "file_diff") ?? ""),
      files: parseJson(textAt(row, "files") ?? ""),
      existed: typeof existed === "number" ? existed !== 0 : undefined,
    });
  },
};

/** Parts of messages before there was a database: `storage/part/<message>/<part>.json`, in older versions for each project. */
export const openCodeParts: DocumentFormat = {
  ...common,
  kind: "document",
  enters: (folder) =>
    /^(?:storage|storage\/part(?:\/[^/]+)?)$/.test(folder) ||
    /^project(?:\/[^/]+(?:\/storage(?:\/session(?:\/part(?:\/[^/]+){0,2})?)?)?)?$/.test(folder),
  isRecord: (file) =>
    /^(?:storage\/part\/[^/]+|project\/[^/]+\/storage\/session\/part\/[^/]+\/[^/]+)\/[^/]+\.json$/.test(file),
  wanted: ['"tool"'],
  parse(text, _file, beside) {
    const part: unknown = JSON.parse(text);
    const state = objectAt(part, "state");
    if (textAt(part, "type") !== "tool" || textAt(state, "status") !== "completed") return nothing;
    const metadata = objectAt(state, "metadata");
    return editsOfCall({
      tool: at(part, "tool"),
      id: at(part, "callID"),
      input: at(state, "input"),
      endMs: momentAt(objectAt(state, "time"), "end") ?? beside?.writtenMs,
      cwd: beside?.cwd,
      diff: textAt(metadata, "diff"),
      fileDiff: at(metadata, "filediff"),
      files: at(metadata, "files"),
      existed: flagAt(metadata, "exists"),
    });
  },
};

/** A completed call, wherever it was kept. */
interface Completed {
  readonly tool: unknown;
  readonly id: unknown;
  readonly input: unknown;
  readonly endMs: number | undefined;
  readonly cwd: string | undefined;
  readonly diff: string | undefined;
  readonly fileDiff: unknown;
  readonly files: unknown;
  /** Whether there was a file before a whole one was written. */
  readonly existed: boolean | undefined;
}

function editsOfCall(completed: Completed): Parsed {
  const id = asText(completed.id);
  if (editingTool(completed.tool) === undefined) return nothing;
  if (id === undefined) return { edits: [], odd: 1 };
  // Models on the user's machine may count their calls from nought in each session; the time tells them apart.
  const call: Call = {
    source: common.source,
    tool: common.tool,
    id: `${id}:${completed.endMs ?? 0}`,
    atMs: completed.endMs,
    cwd: completed.cwd,
  };
  return editsOf(call, changesOf(completed));
}

/** What is in the files after the formatter ran, where that is told; else what was asked for. */
function changesOf(completed: Completed): FileChange[] | undefined {
  const files = listAt({ files: completed.files }, "files").flatMap(changesOfFile);
  if (files.length > 0) return files;
  const asked = requestedChanges(completed.input);
  const [only, ...others] = asked ?? [];
  if (only === undefined || others.length > 0) return asked;
  const path = textAt(completed.fileDiff, "file") ?? only.path;
  return [{ path, change: told(only.change, completed) }];
}

function told(asked: AiChange, { fileDiff, diff, existed }: Completed): AiChange {
  const before = textAt(fileDiff, "before");
  const text = textAt(fileDiff, "after");
  // An edit that replaces nothing writes the whole file, and its diff takes an old one for empty.
  if (asked.kind === "whole") return existed === false ? { ...asked, before: "" } : asked;
  if (before !== undefined && text !== undefined) return { kind: "whole", before, text };
  const pieces = piecesOfWholeDiff(textAt(fileDiff, "patch") ?? diff);
  return pieces === undefined ? asked : { kind: "pieces", pieces };
}

/** What `apply_patch` did to one file. */
function changesOfFile(file: unknown): FileChange[] {
  const from = textAt(file, "filePath");
  if (from === undefined) return [];
  const path = textAt(file, "movePath") ?? from;
  const type = textAt(file, "type");
  if (type === "delete") return [{ path, change: { kind: "delete" } }];
  const before = textAt(file, "before");
  const text = textAt(file, "after");
  const pieces = piecesOfWholeDiff(textAt(file, "patch") ?? textAt(file, "diff")) ?? [];
  const changes: FileChange[] = path === from ? [] : [{ path, change: { kind: "move", from } }];
  if (before !== undefined && text !== undefined) {
    changes.push({ path, change: { kind: "whole", before: type === "add" ? "" : before, text } });
  } else if (type === "add" && pieces.length > 0) {
    changes.push({ path, change: { kind: "whole", before: "", text: pieces.map((piece) => piece.newText).join("") } });
  } else if (pieces.length > 0) changes.push({ path, change: { kind: "pieces", pieces } });
  return changes;
}
