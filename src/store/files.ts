import type { Origin, Span } from "../core/ledger/mark.ts";
import type { Fact } from "../core/week/facts.ts";
import type { Connection, Row } from "./connection.ts";
import { bytesOf, committedColumns, count, integer, lineHashesOf, real, spansOf, stateColumns, text } from "./rows.ts";

/** How many texts of a file are remembered, the present one included. */
export const SNAPSHOTS_KEPT = 8;

/** What the disk said of a file, to see cheaply whether it changed: milliseconds since the epoch, and bytes. */
export interface DiskStamp {
  readonly mtimeMs: number;
  readonly size: number;
}

/** The ledger of one text of a file. */
export interface StoredSnapshot {
  /** The keyed hash of the text. */
  readonly textHash: string;
  /** The keyed hash of each line. */
  readonly lineHashes: Float64Array;
  /** In line order, 0-based, without overlaps; equal marks are one object. */
  readonly spans: readonly Span[];
}

/** A file as it was last written, with the ledger of its present text. */
export interface StoredFile extends StoredSnapshot {
  readonly uri: string;
  readonly unreadLines: number;
  /** Unread lines in tenths of a line's cost. */
  readonly unreadCostTenths: number;
  /** Whether the file was there when it was last looked for. */
  readonly present: boolean;
  readonly disk: DiskStamp | undefined;
  /** When it was last written or looked for, milliseconds since the epoch. */
  readonly seenAtMs: number;
}

/** What the queue needs to know of a file without its ledger. */
export interface FileSummary {
  readonly uri: string;
  readonly lineCount: number;
  readonly unreadLines: number;
  readonly unreadCostTenths: number;
  readonly present: boolean;
  /** Whether any line of the present text is tracked. */
  readonly hasSpans: boolean;
}

/** The state of one file to store: its present text and what is true of it. */
export interface FileRecord {
  readonly uri: string;
  readonly textHash: string;
  readonly lineHashes: ArrayLike<number>;
  readonly spans: readonly Span[];
  readonly unreadLines: number;
  readonly unreadCostTenths: number;
  readonly present: boolean;
  readonly disk: DiskStamp | undefined;
}

/** Reads a file with the ledger of its present text. */
export function loadFile(db: Connection, uri: string): StoredFile | undefined {
  const file = db.row("SELECT * FROM file WHERE uri = ?", uri);
  const textHash = text(file?.["text_hash"]);
  if (file === undefined || textHash === undefined) {
    return undefined;
  }
  const snapshot = loadSnapshot(db, uri, textHash);
  if (snapshot === undefined) {
    return undefined;
  }
  const mtimeMs = real(file["disk_mtime_ms"]);
  const size = count(file["disk_size"]);
  return {
    ...snapshot,
    uri,
    unreadLines: count(file["unread_lines"]) ?? 0,
    unreadCostTenths: count(file["unread_cost_tenths"]) ?? 0,
    present: integer(file["present"]) === 1,
    disk: mtimeMs === undefined || size === undefined ? undefined : { mtimeMs, size },
    seenAtMs: integer(file["seen_at_ms"]) ?? 0,
  };
}

/** Reads the ledger that a file had when its text had that hash. */
export function loadSnapshot(db: Connection, uri: string, textHash: string): StoredSnapshot | undefined {
  const row = db.row(
    `SELECT snapshot.id AS snapshot_id, line_count, line_hashes FROM snapshot JOIN file ON file.id = file_id
     WHERE uri = ? AND snapshot.text_hash = ?`,
    uri,
    textHash,
  );
  const id = row?.["snapshot_id"];
  const lineCount = count(row?.["line_count"]);
  if (id === undefined || lineCount === undefined) {
    return undefined;
  }
  const lineHashes = lineHashesOf(row?.["line_hashes"], lineCount);
  if (lineHashes === undefined) {
    return undefined;
  }
  const rows = db.rows(
    `SELECT span.*, origin.id, channel, tool, confidence, at_ms FROM span
     JOIN origin ON origin.number = span.origin WHERE snapshot_id = ? ORDER BY start_line`,
    id,
  );
  return { textHash, lineHashes, spans: spansOf(rows, lineCount) };
}

/** Reads what the queue shows of every file. */
export function summaries(db: Connection): FileSummary[] {
  const rows = db.rows(
    `SELECT uri, line_count, unread_lines, unread_cost_tenths, present,
       EXISTS (SELECT 1 FROM span WHERE snapshot_id = snapshot.id) AS has_spans
     FROM file JOIN snapshot ON file_id = file.id AND snapshot.text_hash = file.text_hash ORDER BY uri`,
  );
  return rows.flatMap((row) => summaryOf(row) ?? []);
}

function summaryOf(row: Row): FileSummary | undefined {
  const uri = text(row["uri"]);
  const lineCount = count(row["line_count"]);
  const unreadLines = count(row["unread_lines"]);
  const unreadCostTenths = count(row["unread_cost_tenths"]);
  if (uri === undefined || lineCount === undefined || unreadLines === undefined || unreadCostTenths === undefined) {
    return undefined;
  }
  const present = integer(row["present"]) === 1;
  return {
    uri,
    lineCount,
    unreadLines,
    unreadCostTenths,
    present,
    hasSpans: row["has_spans"] === 1n,
  };
}

/**
 * Writes one file: the snapshot of its text is replaced or added and becomes the present one; the oldest make room.
 * A file without spans that was never written is not a file of ours. Belongs in a transaction.
 */
export function writeFile(db: Connection, record: FileRecord, atMs: number): void {
  const known = db.value("SELECT id FROM file WHERE uri = ?", record.uri) !== undefined;
  if (!known && record.spans.length === 0) {
    return;
  }
  const fileId = db.value(
    `INSERT INTO file (uri, text_hash, unread_lines, unread_cost_tenths, present, disk_mtime_ms, disk_size, seen_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (uri) DO UPDATE SET text_hash = excluded.text_hash, unread_lines = excluded.unread_lines,
       unread_cost_tenths = excluded.unread_cost_tenths, present = excluded.present,
       disk_mtime_ms = excluded.disk_mtime_ms, disk_size = excluded.disk_size, seen_at_ms = excluded.seen_at_ms
     RETURNING id`,
    record.uri,
    record.textHash,
    record.unreadLines,
    record.unreadCostTenths,
    Number(record.present),
    record.disk?.mtimeMs ?? null,
    record.disk?.size ?? null,
    atMs,
  ) as bigint;
  // Where only the marks changed, SQLite sees that the hashes are the same bytes and leaves their pages alone.
  const snapshotId = db.value(
    `INSERT INTO snapshot (file_id, text_hash, line_count, used_at_ms, line_hashes) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (file_id, text_hash) DO UPDATE SET line_count = excluded.line_count,
       used_at_ms = excluded.used_at_ms, line_hashes = excluded.line_hashes
     RETURNING id`,
    fileId,
    record.textHash,
    record.lineHashes.length,
    atMs,
    bytesOf(record.lineHashes),
  ) as bigint;
  writeSpans(db, snapshotId, record.spans);
  db.run(
    `DELETE FROM snapshot WHERE file_id = ? AND id NOT IN
       (SELECT id FROM snapshot WHERE file_id = ? ORDER BY id = ? DESC, used_at_ms DESC, id DESC LIMIT ?)`,
    fileId,
    fileId,
    snapshotId,
    SNAPSHOTS_KEPT,
  );
}

function writeSpans(db: Connection, snapshotId: bigint, spans: readonly Span[]): void {
  db.run("DELETE FROM span WHERE snapshot_id = ?", snapshotId);
  const numbers = new Map<Origin, bigint>();
  for (const { start, end, mark } of spans) {
    let number = numbers.get(mark.origin);
    if (number === undefined) {
      number = writeOrigin(db, mark.origin);
      numbers.set(mark.origin, number);
    }
    db.run(
      "INSERT INTO span VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      snapshotId,
      start,
      end,
      number,
      ...stateColumns(mark.settled),
      ...committedColumns(mark.committed),
    );
  }
}

/** An act of writing never changes, so the first record of it stays. */
function writeOrigin(db: Connection, origin: Origin): bigint {
  db.run(
    `INSERT INTO origin (id, channel, tool, confidence, at_ms) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`,
    origin.id,
    origin.channel,
    origin.tool ?? null,
    origin.confidence,
    Math.round(origin.atMs),
  );
  return db.value("SELECT number FROM origin WHERE id = ?", origin.id) as bigint;
}

/** Removes the origins no span refers to any more. Belongs in a transaction. */
export function pruneOrigins(db: Connection): void {
  db.run("DELETE FROM origin WHERE number NOT IN (SELECT origin FROM span)");
}

/** Adds changes to the counts of their days. Belongs in a transaction. */
export function addFacts(db: Connection, facts: readonly Fact[]): void {
  for (const { day, kind, lines } of facts) {
    db.run(
      `INSERT INTO day_fact VALUES (?, ?, ?)
       ON CONFLICT (day, kind) DO UPDATE SET lines = lines + excluded.lines`,
      day,
      kind,
      lines,
    );
  }
}
