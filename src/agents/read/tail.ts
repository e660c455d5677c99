import type { LineFormat } from "../format.ts";
import { RecordSession } from "./calls.ts";
import { gapsOf, LineCutter, type OnLine, textOf } from "./lines.ts";
import { OpenedRecord } from "./opened.ts";
import { type Manner, type Place, type Reading, understood, unreadable } from "./reading.ts";
import { unzipped } from "./zstd.ts";

/** So many bytes are read at once. */
const blockBytes = 128 * 1024;
const lineEnd = 0x0a;

/** Filled and emptied between two breaths, so one is enough for all records. */
const block = Buffer.allocUnsafeSlow(blockBytes);

/** Reads the lines that a record has grown by. A file that was replaced or cut is read from its beginning. */
export async function readTail(format: LineFormat, file: string, from: Place, manner: Manner): Promise<Reading> {
  using record = OpenedRecord.open(file);
  if (record === undefined) return unreadable();
  if (file.endsWith(".zst")) return await readPacked(format, file, record, from, manner);
  const { cursor } = from;
  const tail = from.tail !== undefined && record.isAt(from.tail.mark, from.tail.offset) ? from.tail : undefined;
  const isOn = cursor !== undefined && record.isAt(cursor.identity, cursor.offset);
  const session = tail?.session ?? new RecordSession(isOn ? cursor.cwd : undefined);
  session.cwd ??= manner.workingFolder();
  session.writtenMs = record.mtimeMs;
  let start = tail?.offset ?? (isOn ? cursor.offset : 0);
  const isBehind = record.size - start > manner.backlogBytes;
  if (isBehind) start = record.size - manner.backlogBytes;
  const cutter = new LineCutter(format.wanted, start, isInLine(record, start), lines(format, session, manner, false));
  let offset = start;
  while (offset < record.size) {
    const count = record.read(block, offset);
    if (count === 0) break;
    cutter.push(block.subarray(0, count));
    offset += count;
    await manner.breathe(count);
  }
  const { at } = cutter;
  const next = session.resumeFrom(at);
  return {
    skipped: cutter.tooLong + (isBehind ? 1 : 0),
    cursor: { source: format.source, file, identity: record.mark(next.at), offset: next.at, cwd: next.cwd },
    tail: { mark: record.mark(at), offset: at, session },
    bytes: offset - start,
  };
}

/** A packed record is whole and grows no more; its offset counts packed bytes. */
async function readPacked(
  format: LineFormat,
  file: string,
  record: OpenedRecord,
  { cursor }: Place,
  manner: Manner,
): Promise<Reading> {
  const { size } = record;
  if (cursor !== undefined && cursor.offset === size && record.isAt(cursor.identity, size)) {
    return { skipped: 0, cursor, tail: undefined, bytes: 0 };
  }
  const pieces = unzipped(record, blockBytes);
  if (pieces === undefined) return unreadable();
  const session = new RecordSession(manner.workingFolder());
  session.writtenMs = record.mtimeMs;
  const cutter = new LineCutter(format.wanted, 0, false, lines(format, session, manner, true));
  for await (const bytes of pieces) {
    cutter.push(bytes);
    await manner.breathe(bytes.length);
  }
  return {
    skipped: cutter.tooLong,
    cursor: { source: format.source, file, identity: record.mark(size), offset: size, cwd: session.cwd },
    tail: undefined,
    bytes: size,
  };
}

/** Whether a place lies inside a line: one that was too long when it was read up to there, or was joined in the middle. */
function isInLine(record: OpenedRecord, offset: number): boolean {
  const before = Buffer.alloc(1);
  return offset > 0 && record.read(before, offset - 1) === 1 && before[0] !== lineEnd;
}

function lines(format: LineFormat, session: RecordSession, { onParsed }: Manner, isPacked: boolean): OnLine {
  const gaps = gapsOf(format);
  return (line, at) => {
    session.begin({ at, end: at + line.length });
    const parsed = understood(() => format.parse(textOf(line, gaps), session));
    onParsed(parsed, isPacked ? undefined : session.calls.lines);
  };
}
