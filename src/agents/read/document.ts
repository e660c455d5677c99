import type { DocumentFormat, Parsed } from "../format.ts";
import { textOf } from "./lines.ts";
import { OpenedRecord } from "./opened.ts";
import { type Manner, type Place, type Reading, unreadable } from "./reading.ts";

/** A larger document is passed over. */
const documentLimit = 32 * 1024 * 1024;
/** So much is read at once. */
const pieceBytes = 1024 * 1024;

/** Reads a document that has changed, as a whole. One that is half-written has no cursor: it is to be read again. */
export async function readDocument(
  format: DocumentFormat,
  file: string,
  { cursor }: Place,
  manner: Manner,
): Promise<Reading> {
  using record = OpenedRecord.open(file);
  if (record === undefined) return unreadable();
  const { stamp, size } = record;
  if (cursor?.identity === stamp) return { skipped: 0, cursor, tail: undefined, bytes: 0 };
  const read = { source: format.source, file, identity: stamp, offset: size, cwd: undefined };
  if (size > documentLimit) return { skipped: 1, cursor: read, tail: undefined, bytes: 0 };
  const bytes = await all(record, manner);
  if (!format.wanted.some((wanted) => bytes.includes(wanted))) {
    return { skipped: 0, cursor: read, tail: undefined, bytes: bytes.length };
  }
  let parsed: Parsed = { edits: [], odd: 1 };
  try {
    const beside = { cwd: manner.workingFolder(), writtenMs: record.mtimeMs };
    parsed = format.parse(textOf(bytes), file, beside);
  } catch (error) {
    if (error instanceof SyntaxError) return { skipped: 0, cursor: undefined, tail: undefined, bytes: bytes.length };
  }
  manner.onParsed(parsed);
  return { skipped: 0, cursor: read, tail: undefined, bytes: bytes.length };
}

async function all(record: OpenedRecord, { breathe }: Manner): Promise<Buffer> {
  const bytes = Buffer.alloc(record.size);
  let length = 0;
  while (length < bytes.length) {
    const count = record.read(bytes.subarray(length, length + pieceBytes), length);
    if (count === 0) break;
    length += count;
    await breathe(count);
  }
  return bytes.subarray(0, length);
}
