import type { Origin, Span } from "../core/ledger/mark.ts";
import type { Connection, Row } from "./connection.ts";
import {
  bytesOf,
  committedColumns,
  count,
  engagementColumn,
  integer,
  lineHashesOf,
  real,
  spansOf,
  stateColumns,
  text,
} from "./rows.ts";

/** How many texts of a file are remembered, the present one included. */
export const SNAPSHOTS_KEPT = 8;
/** How many more texts are remembered that a change on disk left, as a branch switch does: those come back. */
export const LEFT_TEXTS_KEPT = 24;
/** Texts that were not used for so long are forgotten, and of all files together those beyond so many lines. */
const forgottenAfterMs = 120 * 24 * 60 * 60_000;
const linesKept = 5_000_000;
/** No text of ours has more; a number that somebody made larger is not to take the room of all others. */
const linesOfOne = 100_000;

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
}

/** A text of a file and what was true of it. */
export interface TextRecord {
  readonly textHash: string;
  readonly lineHashes: ArrayLike<number>;
  readonly spans: readonly Span[];
}

/** The state of one file to store: its present text and what is true of it. */
export interface FileRecord extends TextRecord {
  readonly uri: string;
  /** Texts it had since it was last stored and lost by changes on disk, the oldest first. */
  readonly left?: readonly TextRecord[];
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
  const [row] = db.rows(`${snapshotsOfFile} AND snapshot.text_hash = ?`, uri, textHash);
  return row && snapshotOf(db, row);
}

/** Reads the ledgers of the texts that a file had before its present one, the latest first. */
export function loadFormers(db: Connection, uri: string): StoredSnapshot[] {
  const rows = db.rows(
    `${snapshotsOfFile} AND snapshot.text_hash <> file.text_hash ORDER BY used_at_ms DESC, snapshot.id DESC`,
    uri,
  );
  return rows.flatMap((row) => snapshotOf(db, row) ?? []);
}

const snapshotsOfFile = `SELECT snapshot.id AS snapshot_id, snapshot.text_hash AS text_hash, line_count, line_hashes
  FROM snapshot JOIN file ON file.id = file_id WHERE uri = ?`;

function snapshotOf(db: Connection, row: Row): StoredSnapshot | undefined {
  const textHash = text(row["text_hash"]);
  const id = row["snapshot_id"];
  const lineCount = count(row["line_count"]);
  if (id === undefined || textHash === undefined || lineCount === undefined) {
    return undefined;
  }
  const lineHashes = lineHashesOf(row["line_hashes"], lineCount);
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

/** Finds the files with tracked lines whose present text has that hash. */
export function filesWithText(db: Connection, textHash: string): string[] {
  const rows = db.rows(
    `SELECT uri FROM file JOIN snapshot ON file_id = file.id AND snapshot.text_hash = file.text_hash
     WHERE file.text_hash = ? AND EXISTS (SELECT 1 FROM span WHERE snapshot_id = snapshot.id) ORDER BY uri`,
    textHash,
  );
  return rows.flatMap((row) => text(row["uri"]) ?? []);
}

/** Reads what the queue shows of every file. */
export function summaries(db: Connection): FileSummary[] {
  const rows = db.rows(
    `SELECT uri, line_count, unread_lines, unread_cost_tenths, present
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
  };
}

/**
 * Writes one file: the snapshot of its text is replaced or added and becomes the present one; the oldest make room.
 * A file without spans that was never written is not a file of ours. Belongs in a transaction.
 */
export function writeFile(db: Connection, record: FileRecord, atMs: number): void {
  const known = db.value("SELECT id FROM file WHERE uri = ?", record.uri) !== undefined;
  const { left = [] } = record;
  if (!known && record.spans.length === 0 && left.every(({ spans }) => spans.length === 0)) {
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
  for (const former of left) {
    const id = writeSnapshot(db, fileId, former, atMs);
    db.run(
      "INSERT INTO left_text VALUES (?, ?) ON CONFLICT (snapshot_id) DO UPDATE SET at_ms = excluded.at_ms",
      id,
      atMs,
    );
  }
  const snapshotId = writeSnapshot(db, fileId, record, atMs);
  const others =
    "SELECT id FROM snapshot WHERE file_id = ? AND id <> ? AND (id IN (SELECT snapshot_id FROM left_text)) = ?";
  for (const [isLeft, kept] of [
    [0, SNAPSHOTS_KEPT - 1],
    [1, LEFT_TEXTS_KEPT],
  ] as const) {
    db.run(
      `DELETE FROM snapshot WHERE id IN (${others} ORDER BY used_at_ms DESC, id DESC LIMIT -1 OFFSET ?)`,
      fileId,
      snapshotId,
      isLeft,
      kept,
    );
  }
}

function writeSnapshot(
  db: Connection,
  fileId: bigint,
  { textHash, lineHashes, spans }: TextRecord,
  atMs: number,
): bigint {
  // Where only the marks changed, SQLite sees that the hashes are the same bytes and leaves their pages alone.
  const id = db.value(
    `INSERT INTO snapshot (file_id, text_hash, line_count, used_at_ms, line_hashes) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (file_id, text_hash) DO UPDATE SET line_count = excluded.line_count,
       used_at_ms = excluded.used_at_ms, line_hashes = excluded.line_hashes
     RETURNING id`,
    fileId,
    textHash,
    lineHashes.length,
    atMs,
    bytesOf(lineHashes),
  ) as bigint;
  writeSpans(db, id, spans);
  return id;
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
      "INSERT INTO span VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      snapshotId,
      start,
      end,
      number,
      ...stateColumns(mark.settled),
      ...committedColumns(mark.committed),
      engagementColumn(mark.settled),
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

/** Removes files and texts that will hardly come back. Belongs in a transaction. */
export function pruneFiles(db: Connection, nowMs: number): void {
  db.run("DELETE FROM file WHERE present = 0 AND seen_at_ms < ?", nowMs - forgottenAfterMs);
  db.run(
    `DELETE FROM snapshot WHERE id IN (
       SELECT text.id FROM (
         SELECT id, file_id, text_hash, used_at_ms, TOTAL(max(0, min(line_count, ${linesOfOne}))) OVER (ORDER BY used_at_ms DESC, id DESC) AS lines
         FROM snapshot) AS text
       JOIN file ON file.id = text.file_id
       WHERE (text.used_at_ms < ? OR text.lines > ?) AND text.text_hash <> file.text_hash)`,
    nowMs - forgottenAfterMs,
    linesKept,
  );
}

/** Removes the origins no span refers to any more. Belongs in a transaction. */
export function pruneOrigins(db: Connection): void {
  db.run("DELETE FROM origin WHERE number NOT IN (SELECT origin FROM span)");
}
