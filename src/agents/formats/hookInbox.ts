import { createHash } from "node:crypto";
import type { AiChange, AiEdit, Piece } from "../../core/attribution/aiEdit.ts";
import { nothing, type LineFormat, type Parsed } from "../format.ts";
import { hookTools } from "../hooks/tools.ts";
import { lineMark, type HookSource } from "../hooks/record.ts";
import { countAt, listAt, momentAt, objectAt, asObject, parseJson, textAt, at, type JsonObject } from "../text/json.ts";
import { resolvePath } from "../text/paths.ts";

/** A hook that is in two of a tool's files runs twice; the second run comes within this time. */
const twiceMs = 2000;

/** What the hooks of connected tools told, by tool. Sources are shared with the formats of the tools' own records. */
export const hookInboxes: readonly LineFormat[] = hookTools.map(({ source, name }) => ({
  kind: "lines",
  source,
  tool: name,
  wanted: [lineMark],
  roots: ({ inbox }) => (inbox === undefined ? [] : [inbox]),
  enters: () => false,
  isRecord: (file) => file === `${source}.jsonl`,
  parse: (line) => parse(line, source, name),
}));

function parse(line: string, source: HookSource, tool: string): Parsed {
  const record = asObject(parseJson(line));
  if (at(record, "reviewDebtHook") !== 1) return nothing;
  const atMs = momentAt(record, "atMs");
  const call = textAt(record, "call") ?? "";
  const path = resolvePath(at(record, "path"), undefined);
  const change = changeOf(objectAt(record, "change"));
  if (path === undefined || change === undefined || atMs === undefined) {
    return { edits: [], odd: 1 };
  }
  const isTab = at(record, "by") === "tab";
  const edit: AiEdit = {
    id: `${source}:${call === "" ? digest(path, change, atMs) : call}`,
    tool,
    channel: isTab ? "inlineAccept" : "agentSession",
    confidence: "reported",
    atMs,
    path,
    change,
  };
  return { edits: [edit], odd: 0 };
}

function digest(path: string, change: AiChange, atMs: number): string {
  const act = JSON.stringify([path, change, Math.floor(atMs / twiceMs)]);
  return createHash("sha256").update(act).digest("hex").slice(0, 32);
}

function changeOf(told: JsonObject | undefined): AiChange | undefined {
  const kind = textAt(told, "kind");
  const text = textAt(told, "text");
  const from = resolvePath(at(told, "from"), undefined);
  if (kind === "delete") return { kind };
  if (kind === "move") return from === undefined ? undefined : { kind, from };
  if (kind === "whole") return text === undefined ? undefined : { kind, before: textAt(told, "before"), text };
  const pieces = listAt(told, "pieces").map(pieceOf);
  const known = pieces.filter((piece) => piece !== undefined);
  return kind !== "pieces" || known.length === 0 || known.length < pieces.length ? undefined : { kind, pieces: known };
}

function pieceOf(told: unknown): Piece | undefined {
  const oldText = textAt(told, "oldText");
  const newText = textAt(told, "newText");
  if (oldText === undefined || newText === undefined) return undefined;
  return {
    oldText,
    newText,
    wholeLines: at(told, "wholeLines") === true,
    everywhere: at(told, "everywhere") === true,
    line: countAt(told, "line"),
  };
}
