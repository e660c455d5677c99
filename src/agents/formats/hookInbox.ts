import { createHash } from "node:crypto";
import type { AiChange, AiEdit, Piece } from "../../core/attribution/aiEdit.ts";
import { nothing, type LineFormat, type Parsed } from "../format.ts";
import { hookTools } from "../hooks/tools.ts";
import { lineMark, type HookSource } from "../hooks/record.ts";
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
  let record: Readonly<Record<string, unknown>>;
  try {
    record = asObject(JSON.parse(line));
  } catch {
    return nothing;
  }
  if (record["reviewDebtHook"] !== 1) return nothing;
  const { atMs, by, call } = record;
  const path = resolvePath(record["path"], undefined);
  const change = changeOf(record["change"]);
  if (path === undefined || change === undefined || typeof atMs !== "number" || !Number.isFinite(atMs)) {
    return { edits: [], odd: 1 };
  }
  const isTab = by === "tab";
  const edit: AiEdit = {
    id: `${source}:${typeof call === "string" && call !== "" ? call : digest(path, change, atMs)}`,
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

function changeOf(value: unknown): AiChange | undefined {
  const { kind, pieces, before, text, from } = asObject(value);
  switch (kind) {
    case "pieces": {
      const found = Array.isArray(pieces) ? pieces.map(pieceOf) : [];
      const known = found.filter((piece) => piece !== undefined);
      return known.length === 0 || known.length < found.length ? undefined : { kind, pieces: known };
    }
    case "whole":
      return typeof text === "string"
        ? { kind, before: typeof before === "string" ? before : undefined, text }
        : undefined;
    case "delete":
      return { kind };
    case "move": {
      const origin = resolvePath(from, undefined);
      return origin === undefined ? undefined : { kind, from: origin };
    }
    default:
      return undefined;
  }
}

function pieceOf(value: unknown): Piece | undefined {
  const { oldText, newText, wholeLines, everywhere, line } = asObject(value);
  if (typeof oldText !== "string" || typeof newText !== "string") return undefined;
  return {
    oldText,
    newText,
    wholeLines: wholeLines === true,
    everywhere: everywhere === true,
    line: typeof line === "number" && Number.isSafeInteger(line) && line >= 0 ? line : undefined,
  };
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
