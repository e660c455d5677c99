import type { Format } from "../format.ts";
import type { Cursor } from "../messages.ts";
import { readDocument } from "./document.ts";
import { OpenedRecord } from "./opened.ts";
import { type Manner, type Place, type Reading, Stopped, unreadable } from "./reading.ts";
import { readRows } from "./rows.ts";
import { readTail } from "./tail.ts";

/** A record joined at its end is read from so far before it, for requests that wait and the working folder. */
const joinBytes = 1024 * 1024;

/** Reads what is new in a record. Never rejects, whatever is in the record and on the disk, but with `Stopped`. */
export async function readRecord(format: Format, file: string, from: Place, manner: Manner): Promise<Reading> {
  try {
    return await read(format, file, from, manner);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    return unreadable();
  }
}

function read(format: Format, file: string, from: Place, manner: Manner): Promise<Reading> {
  switch (format.kind) {
    case "lines":
      return readTail(format, file, from, manner);
    case "document":
      return readDocument(format, file, from, manner);
    case "database":
      return readRows(format, file, from, manner);
  }
}

/** A cursor for a record whose present content is of no interest; `undefined` when it cannot be read. */
export function cursorAtEnd(format: Format, file: string): Cursor | undefined {
  using record = OpenedRecord.open(file);
  if (record === undefined) return undefined;
  const { source } = format;
  switch (format.kind) {
    case "lines": {
      const offset = file.endsWith(".zst") ? record.size : Math.max(0, record.size - joinBytes);
      return { source, file, identity: record.mark(offset), offset, cwd: undefined };
    }
    case "document":
      return { source, file, identity: record.stamp, offset: record.size, cwd: undefined };
    case "database":
      return cursorSince(format, file, Date.now());
  }
}

/** Where to start in a record of which nothing is known, for what changed since a moment. */
export function cursorSince({ source, kind }: Format, file: string, sinceMs: number): Cursor | undefined {
  return kind === "database" ? { source, file, identity: "", offset: sinceMs, cwd: undefined } : undefined;
}
