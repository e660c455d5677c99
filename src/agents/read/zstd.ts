import { createReadStream } from "node:fs";
import type { Transform } from "node:stream";

/** More is not unpacked: a small file may hold a great deal of nothing. */
const unpackedLimit = 2 * 1024 * 1024 * 1024;

/** The part of `node:zlib` that newer versions of Node have. */
interface Zstd {
  readonly createZstdDecompress?: (options: { readonly chunkSize: number }) => Transform;
}

/** What a zstd file holds, in pieces; nothing where this Node cannot unpack it, and the beginning of a damaged one. */
export async function* unzipped(file: string, chunkSize: number): AsyncGenerator<Buffer> {
  const zlib = process.getBuiltinModule("node:zlib") as Zstd;
  const unpack = zlib.createZstdDecompress?.({ chunkSize });
  if (unpack === undefined) return;
  const stream = createReadStream(file);
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
