import type { DatabaseSync } from "node:sqlite";
import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import type { DatabaseFormat, DocumentFormat, Format, LineFormat } from "../format.ts";
import type { Cursor } from "../messages.ts";
import { RecordSession } from "./calls.ts";
import { LineCutter } from "./lines.ts";
import { OpenedRecord } from "./opened.ts";
import { unzipped } from "./zstd.ts";

/** What one look at a record gave. */
export interface Reading {
  readonly edits: readonly AiEdit[];
  /** Edits that were not understood. */
  readonly odd: number;
  /** Lines over the limit, or a record that cannot be read. */
  readonly skipped: number;
  /** Where to go on, `undefined` when the record could not be opened. */
  readonly cursor: Cursor | undefined;
  readonly bytes: number;
}

/** So many bytes are read at once. */
export const blockBytes = 1024 * 1024;
/** A request so far behind without a result will have none: what follows it is not read again for its sake. */
const openCallBytes = 1024 * 1024;
/** A larger document is passed over. */
const documentLimit = 64 * 1024 * 1024;
/** So many rows are asked for at once. */
const rowLimit = 500;
/** How long to wait for a database that its agent writes, in milliseconds. */
const busyMs = 200;

const block = Buffer.allocUnsafeSlow(blockBytes);

/** Lets others have the thread between two blocks; rejects to stop. */
export type Breath = (bytes: number) => Promise<void>;

/** Reads what is new in a record since `cursor`, or all of it without one. Never throws for what is in the record. */
export function readRecord(
  format: Format,
  file: string,
  cursor: Cursor | undefined,
  breathe: Breath,
): Promise<Reading> {
  switch (format.kind) {
    case "lines":
      return readLines(format, file, cursor, breathe);
    case "document":
      return readDocument(format, file, cursor, breathe);
    case "database":
      return readRows(format, file, cursor, breathe);
  }
}

/** A cursor behind everything that a record holds now. */
export function cursorAtEnd(format: Format, file: string): Cursor | undefined {
  using record = OpenedRecord.open(file);
  if (record === undefined) return undefined;
  const { source } = format;
  const offset = format.kind === "database" ? Date.now() : record.size;
  const identity = format.kind === "lines" ? record.identity() : stamp(record);
  return { source, file, identity, offset, cwd: undefined };
}

function unreadable(): Reading {
  return { edits: [], odd: 0, skipped: 1, cursor: undefined, bytes: 0 };
}

/** Names the present state of a record that is written anew as a whole. */
function stamp({ size, mtimeMs }: OpenedRecord): string {
  return `${size}:${mtimeMs}`;
}

async function readLines(
  format: LineFormat,
  file: string,
  cursor: Cursor | undefined,
  breathe: Breath,
): Promise<Reading> {
  using record = OpenedRecord.open(file);
  if (record === undefined) return unreadable();
  const same =
    cursor !== undefined && cursor.offset <= record.size && record.identity(cursor.identity) === cursor.identity;
  // A packed record is whole and grows no more; its offset counts packed bytes.
  const isPacked = file.endsWith(".zst");
  if (same && isPacked && cursor.offset === record.size) return { edits: [], odd: 0, skipped: 0, bytes: 0, cursor };
  const start = same && !isPacked ? cursor.offset : 0;
  const session = new RecordSession(same ? cursor.cwd : undefined);
  const edits: AiEdit[] = [];
  let odd = 0;
  const cutter = new LineCutter(format.wanted, start, (line, at) => {
    session.calls.at = at;
    const parsed = format.parse(line.toString("utf8"), session);
    edits.push(...parsed.edits);
    odd += parsed.odd;
  });
  let offset = start;
  for await (const bytes of isPacked ? unzipped(file, blockBytes) : blocks(record, start)) {
    cutter.push(bytes);
    offset += bytes.length;
    await breathe(bytes.length);
  }
  const oldest = session.calls.oldestAt ?? cutter.at;
  const next = isPacked ? record.size : cutter.at - oldest <= openCallBytes ? oldest : cutter.at;
  const identity = record.identity();
  return {
    edits,
    odd,
    skipped: cutter.tooLong,
    bytes: offset - start,
    cursor: { source: format.source, file, identity, offset: next, cwd: session.cwd },
  };
}

async function* blocks(record: OpenedRecord, start: number): AsyncGenerator<Buffer> {
  for (let offset = start; offset < record.size;) {
    const count = record.read(block, offset);
    if (count === 0) return;
    offset += count;
    yield block.subarray(0, count);
  }
}

async function readDocument(
  format: DocumentFormat,
  file: string,
  cursor: Cursor | undefined,
  breathe: Breath,
): Promise<Reading> {
  using record = OpenedRecord.open(file);
  if (record === undefined || record.size > documentLimit) return unreadable();
  const { source } = format;
  const identity = stamp(record);
  if (cursor?.identity === identity) return { edits: [], odd: 0, skipped: 0, bytes: 0, cursor };
  const bytes = Buffer.alloc(record.size);
  let length = 0;
  while (length < bytes.length) {
    const count = record.read(bytes.subarray(length), length);
    if (count === 0) break;
    length += count;
    await breathe(count);
  }
  const done = { source, file, identity, offset: record.size, cwd: undefined };
  const text = bytes.subarray(0, length);
  if (!format.wanted.some((wanted) => text.includes(wanted))) {
    return { edits: [], odd: 0, skipped: 0, bytes: length, cursor: done };
  }
  try {
    return { ...format.parse(text.toString("utf8"), file), skipped: 0, bytes: length, cursor: done };
  } catch (error) {
    // Half-written: there is more to come, so it is looked at again when it has changed.
    if (error instanceof SyntaxError) return { edits: [], odd: 0, skipped: 1, bytes: length, cursor: done };
    throw error;
  }
}

async function readRows(
  format: DatabaseFormat,
  file: string,
  cursor: Cursor | undefined,
  breathe: Breath,
): Promise<Reading> {
  using record = OpenedRecord.open(file);
  const sqlite = process.getBuiltinModule("node:sqlite") as typeof import("node:sqlite") | undefined;
  if (record === undefined || sqlite === undefined) return unreadable();
  let since = cursor?.offset ?? 0;
  const edits: AiEdit[] = [];
  let odd = 0;
  let database: DatabaseSync | undefined;
  try {
    database = new sqlite.DatabaseSync(file, { readOnly: true });
    database.exec(`PRAGMA busy_timeout = ${busyMs}; PRAGMA query_only = ON`);
    const select = database.prepare(format.query);
    for (;;) {
      const rows = select.all({ since, limit: rowLimit });
      let last = since;
      for (const row of rows) {
        const parsed = format.parse(row);
        edits.push(...parsed.edits);
        odd += parsed.odd;
        last = Math.max(last, Number(row["changed_ms"]) || 0);
      }
      // Rows of one moment may lie on both sides of the limit, so that moment is asked for again, until nothing moves on.
      const isEnd = rows.length < rowLimit || last === since;
      since = last;
      if (isEnd) break;
      await breathe(rows.length);
    }
  } catch {
    return { ...unreadable(), edits, odd };
  } finally {
    database?.close();
  }
  const done = { source: format.source, file, identity: stamp(record), offset: since, cwd: undefined };
  return { edits, odd, skipped: 0, bytes: record.size, cursor: done };
}
