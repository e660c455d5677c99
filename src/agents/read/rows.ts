import { lstatSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import type { DatabaseFormat } from "../format.ts";
import { isMoment } from "../../core/week/facts.ts";
import { OpenedRecord } from "./opened.ts";
import { type Manner, type Place, type Reading, understood, unreadable } from "./reading.ts";

/** How long to wait for a database that its agent writes, in milliseconds. */
const busyMs = 200;
/** So many rows are asked for at once; more only where all of them changed in the same moment. */
const rowLimit = 200;
const sameMomentLimit = 100_000;
/** In a database's header, where it says that it keeps a write-ahead log. */
const walVersion = 2;
const readVersionAt = 19;

/** Reads the rows that have changed since. A database that cannot be read, or not now, is counted and tried again. */
export async function readRows(
  format: DatabaseFormat,
  file: string,
  { cursor }: Place,
  manner: Manner,
): Promise<Reading> {
  using record = OpenedRecord.open(file);
  if (record === undefined) return unreadable();
  let database: DatabaseSync | undefined;
  try {
    const atRest = isAtRest(record, file);
    database = open(file, atRest);
    if (database === undefined) return unreadable();
    const since = await readSince(format, database, cursor?.offset ?? 0, manner);
    // What was read from a database at rest is sure only if it still is.
    if (atRest && !isAtRest(record, file)) return unreadable();
    return {
      skipped: 0,
      cursor: { source: format.source, file, identity: "", offset: since, cwd: undefined },
      tail: undefined,
      bytes: record.size,
    };
  } finally {
    database?.close();
  }
}

/** Whether a database keeps a write-ahead log and nobody has it open, or left one behind. */
function isAtRest(record: OpenedRecord, file: string): boolean {
  const header = Buffer.alloc(readVersionAt + 1);
  const isWal = record.read(header, 0) === header.length && header[readVersionAt] === walVersion;
  return isWal && lstatSync(`${file}-wal`, { throwIfNoEntry: false }) === undefined;
}

/**
 * Opens a database without leaving anything beside it: to read one that keeps a write-ahead log SQLite makes that log
 * anew where there is none (sqlite.org/wal.html, "Read-Only Databases"), unless it is told that nobody writes.
 */
function open(file: string, atRest: boolean): DatabaseSync | undefined {
  const sqlite = process.getBuiltinModule("node:sqlite") as typeof import("node:sqlite") | undefined;
  if (sqlite === undefined) return undefined;
  const url = pathToFileURL(file);
  url.searchParams.set("mode", "ro");
  if (atRest) url.searchParams.set("immutable", "1");
  const database = new sqlite.DatabaseSync(url, { readOnly: true });
  database.exec(`PRAGMA busy_timeout = ${busyMs}; PRAGMA query_only = ON; PRAGMA trusted_schema = OFF`);
  return database;
}

async function readSince(
  format: DatabaseFormat,
  database: DatabaseSync,
  sinceMs: number,
  { onParsed, breathe }: Manner,
): Promise<number> {
  const select = database.prepare(format.query);
  // One number that JavaScript cannot hold would end the reading for ever.
  select.setReadBigInts(true);
  let since = sinceMs;
  let limit = rowLimit;
  for (;;) {
    let count = 0;
    let last = since;
    for (const found of select.iterate({ since, limit })) {
      const row = withNumbers(found);
      const changedMs = Number(row["changed_ms"]);
      count++;
      // One that changed at no moment is not to hide all that comes after it.
      if (isMoment(changedMs)) last = Math.max(last, changedMs);
      onParsed(understood(() => format.parse(row)));
    }
    if (count < limit) return last;
    // Rows of one moment may lie on both sides of the limit, so that moment is asked for again.
    if (last > since) limit = rowLimit;
    else if ((limit *= 10) > sameMomentLimit) return last + 1;
    since = last;
    await breathe(count);
  }
}

/** A row whose whole numbers are plain ones, as near as these can be. */
function withNumbers(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, typeof value === "bigint" ? Number(value) : value]),
  );
}
