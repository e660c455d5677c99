import type { SQLOutputValue } from "node:sqlite";
import type {
  Channel,
  Committed,
  Confidence,
  Engagement,
  Evidence,
  Mark,
  Origin,
  Span,
  State,
} from "../core/ledger/mark.ts";
import { type Day, isMoment } from "../core/week/facts.ts";
import { isDay } from "../core/week/weeks.ts";
import type { Row } from "./connection.ts";

// The door for what comes out of the database: a file anyone on this machine can change. Whatever is not exactly what
// we would have written is dropped, and only the settling of lines is dropped before the lines: in doubt, unread.

const CHANNELS: Readonly<Record<Channel, true>> = {
  inlineAccept: true,
  chatEdit: true,
  agentSession: true,
  gitNote: true,
  agentTrace: true,
  declared: true,
};
const CONFIDENCES: Readonly<Record<Confidence, true>> = {
  reported: true,
  observed: true,
  likely: true,
  declared: true,
};
const ENGAGEMENTS: Readonly<Record<Engagement, true>> = {
  caret: true,
  selection: true,
  hover: true,
  definition: true,
  breakpoint: true,
};
const SCOPES: Readonly<Record<"hunk" | "selection" | "file", true>> = {
  hunk: true,
  selection: true,
  file: true,
};

/** The states a line can have. */
export const STATES: Readonly<Record<State, true>> = {
  unread: true,
  read: true,
  edited: true,
  marked: true,
  dismissed: true,
};

/** A whole number, or `undefined` for anything else, also for one that JavaScript cannot hold exactly. */
export function integer(value: SQLOutputValue | undefined): number | undefined {
  const number = typeof value === "bigint" ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

/** A whole number that counts something, so not a negative one. */
export function count(value: SQLOutputValue | undefined): number | undefined {
  const number = integer(value);
  return number !== undefined && number >= 0 ? number : undefined;
}

/** A moment that has a day, milliseconds since the epoch. */
export function moment(value: SQLOutputValue | undefined): number | undefined {
  const ms = integer(value);
  return ms !== undefined && isMoment(ms) ? ms : undefined;
}

/** A finite number of a REAL column. */
export function real(value: SQLOutputValue | undefined): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** A text. */
export function text(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A local calendar day. */
export function dayText(value: SQLOutputValue | undefined): Day | undefined {
  const day = text(value);
  return day !== undefined && isDay(day) ? day : undefined;
}

/** A name out of a closed list. */
export function oneOf<T extends string>(
  names: Readonly<Record<T, true>>,
  value: SQLOutputValue | undefined,
): T | undefined {
  return typeof value === "string" && Object.hasOwn(names, value) ? (value as T) : undefined;
}

/** The hashes of `lineCount` lines, or `undefined` where the bytes are not that many. */
export function lineHashesOf(value: SQLOutputValue | undefined, lineCount: number): Float64Array | undefined {
  if (!(value instanceof Uint8Array) || value.byteLength !== lineCount * Float64Array.BYTES_PER_ELEMENT) {
    return undefined;
  }
  const hashes = new Float64Array(lineCount);
  new Uint8Array(hashes.buffer).set(value); // a copy: the bytes need not start where a float may
  return hashes;
}

/** The bytes to store for line hashes. Every machine the editor runs on is little endian. */
export function bytesOf(lineHashes: ArrayLike<number>): Uint8Array {
  const hashes = lineHashes instanceof Float64Array ? lineHashes : Float64Array.from(lineHashes);
  return new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength);
}

/**
 * The spans of one snapshot out of rows of `span` joined with `origin`, in line order. Spans of one origin and equal
 * evidence share one `Mark`, so comparing marks by identity works as it does in memory. Spans that overlap, leave the
 * file or have an unknown origin are skipped; an unknown settlement leaves the lines unread, an unknown moment not
 * committed.
 */
export function spansOf(rows: readonly Row[], lineCount: number): Span[] {
  const spans: Span[] = [];
  const origins = new Map<string, Origin>();
  const marks = new Map<string, Mark>();
  let free = 0;
  for (const row of rows) {
    const start = integer(row["start_line"]);
    const end = integer(row["end_line"]);
    if (start === undefined || end === undefined || start < free || end <= start || end > lineCount) {
      continue;
    }
    const origin = originOf(row, origins);
    if (origin === undefined) {
      continue;
    }
    const settled = evidenceOf(row);
    const committed = committedOf(row);
    const sameMark = JSON.stringify([origin.id, settled, committed]);
    let mark = marks.get(sameMark);
    if (mark === undefined) {
      mark = { origin, settled, ...(committed && { committed }) };
      marks.set(sameMark, mark);
    }
    spans.push({ start, end, mark });
    free = end;
  }
  return spans;
}

function originOf(row: Row, known: Map<string, Origin>): Origin | undefined {
  const id = text(row["id"]);
  const channel = oneOf(CHANNELS, row["channel"]);
  const confidence = oneOf(CONFIDENCES, row["confidence"]);
  const atMs = moment(row["at_ms"]);
  if (id === undefined || channel === undefined || confidence === undefined || atMs === undefined) {
    return undefined;
  }
  let origin = known.get(id);
  if (origin === undefined) {
    origin = { id, channel, tool: text(row["tool"]), confidence, atMs };
    known.set(id, origin);
  }
  return origin;
}

function evidenceOf(row: Row): Evidence | undefined {
  const atMs = moment(row["settled_at_ms"]);
  if (atMs === undefined) {
    return undefined;
  }
  switch (row["state"]) {
    case "read": {
      const attendedMs = real(row["attended_ms"]);
      const engagement = engagementOf(row);
      if (attendedMs === undefined || attendedMs < 0 || engagement === undefined) return undefined;
      return { kind: "read", atMs, attendedMs, engagement };
    }
    case "edited":
      return { kind: "edited", atMs };
    case "marked": {
      const scope = oneOf(SCOPES, row["scope"]);
      return scope === undefined ? undefined : { kind: "marked", atMs, scope };
    }
    case "dismissed": {
      const reason = text(row["reason"]);
      return reason === undefined ? undefined : { kind: "dismissed", atMs, reason };
    }
    default:
      return undefined;
  }
}

/** Rows older than the column have none; then it was the caret, the most usual one. */
function engagementOf(row: Row): Engagement | undefined {
  return row["engagement"] === null ? "caret" : oneOf(ENGAGEMENTS, row["engagement"]);
}

/** The column of a span's engagement: empty for lines that are not read. */
export function engagementColumn(settled: Evidence | undefined): Engagement | null {
  return settled?.kind === "read" ? settled.engagement : null;
}

/** The columns of a span's state, in the order `state, settled_at_ms, attended_ms, scope, reason`. */
export function stateColumns(
  settled: Evidence | undefined,
): [state: State, atMs: number | null, attendedMs: number | null, scope: string | null, reason: string | null] {
  if (settled === undefined) {
    return ["unread", null, null, null, null];
  }
  const atMs = Math.round(settled.atMs);
  switch (settled.kind) {
    case "read":
      return ["read", atMs, settled.attendedMs, null, null];
    case "edited":
      return ["edited", atMs, null, null, null];
    case "marked":
      return ["marked", atMs, null, settled.scope, null];
    case "dismissed":
      return ["dismissed", atMs, null, null, settled.reason];
  }
}

function committedOf(row: Row): Committed | undefined {
  const sinceMs = moment(row["committed_at_ms"]);
  return sinceMs === undefined ? undefined : { sinceMs, isInHead: row["committed"] === 1n };
}

/** The columns of a span's way into commits, in the order `committed, committed_at_ms`. */
export function committedColumns(committed: Committed | undefined): [isInHead: number | null, atMs: number | null] {
  return committed === undefined ? [null, null] : [Number(committed.isInHead), Math.round(committed.sinceMs)];
}
