import { createReadStream } from "node:fs";
import type { Transform } from "node:stream";

/** More is not unpacked: a small file may hold a great deal of nothing. */
const unpackedLimit = 2 * 1024 * 1024 * 1024;

/** The part of `node:zlib` that newer versions of Node have. */
interface Zstd {
  readonly createZstdDecompress?: (options: { readonly chunkSize: number }) => Transform;
}

/**
 * What a zstd file holds, in pieces, and the beginning of a damaged one; `undefined` where this Node cannot unpack it.
 * The descriptor stays open.
 */
export function unzipped(descriptor: number, chunkSize: number): AsyncIterable<Buffer> | undefined {
  const zlib = process.getBuiltinModule("node:zlib") as Zstd;
  const unpack = zlib.createZstdDecompress?.({ chunkSize });
  return unpack && pieces(descriptor, unpack);
}

async function* pieces(descriptor: number, unpack: Transform): AsyncGenerator<Buffer> {
  const stream = createReadStream("", { fd: descriptor, autoClose: false, start: 0 });
  stream.on("error", (error) => unpack.destroy(error));
  let length = 0;
  try {
    for await (const piece of stream.pipe(unpack) as AsyncIterable<Buffer>) {
      length += piece.length;
      yield piece;
      if (length > unpackedLimit) return;
    }
  } catch {
    return;
  } finally {
    stream.destroy();
    unpack.destroy();
  }
}
