import { Readable, type Transform } from "node:stream";
import type { OpenedRecord } from "./opened.ts";

/** More is not unpacked: a small file may hold a great deal of nothing. */
const unpackedLimit = 2 * 1024 * 1024 * 1024;

/** The part of `node:zlib` that newer versions of Node have. */
interface Zstd {
  readonly createZstdDecompress?: (options: { readonly chunkSize: number }) => Transform;
}

/** So much of the packed bytes is read at once. */
const pieceBytes = 64 * 1024;

/** What a zstd file holds, in pieces, and the beginning of a damaged one; `undefined` where this Node cannot unpack it. */
export function unzipped(record: OpenedRecord, chunkSize: number): AsyncIterable<Buffer> | undefined {
  const zlib = process.getBuiltinModule("node:zlib") as Zstd;
  const unpack = zlib.createZstdDecompress?.({ chunkSize });
  return unpack && pieces(record, unpack);
}

async function* pieces(record: OpenedRecord, unpack: Transform): AsyncGenerator<Buffer> {
  const source = Readable.from(packed(record));
  let length = 0;
  try {
    for await (const piece of source.pipe(unpack) as AsyncIterable<Buffer>) {
      length += piece.length;
      yield piece;
      if (length > unpackedLimit) return;
    }
  } catch {
    return;
  } finally {
    source.destroy();
    unpack.destroy();
  }
}

function* packed(record: OpenedRecord): Generator<Buffer> {
  for (let offset = 0; ;) {
    const piece = Buffer.alloc(pieceBytes);
    const count = record.read(piece, offset);
    if (count === 0) return;
    offset += count;
    yield piece.subarray(0, count);
  }
}
