import { inflateRawSync } from "node:zlib";

/** A file in a zip. */
export interface ZipEntry {
  readonly name: string;
  /** Its kind and permissions as Unix has them. */
  readonly mode: number;
  /** Its unpacked bytes. */
  readonly bytes: Buffer;
}

const endSignature = 0x06054b50;
const endLength = 22;
const centralLength = 46;
const localLength = 30;
const deflated = 8;

/** The files of a zip, in its order. For those that vsce writes: whole, below 4 GB, not encrypted. */
export function entriesOf(zip: Buffer): readonly ZipEntry[] {
  return Array.from(headersOf(zip), ({ central, local }) => {
    const start = local + localLength + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + zip.readUInt32LE(central + 20));
    return {
      name: zip.toString("utf8", central + centralLength, central + centralLength + zip.readUInt16LE(central + 28)),
      mode: zip.readUInt32LE(central + 38) >>> 16,
      bytes: zip.readUInt16LE(central + 10) === deflated ? inflateRawSync(packed) : packed,
    };
  });
}

/**
 * The same zip without what tells one computer from another: every file is one that all may read and its owner write, of
 * the first day that a zip can name.
 */
export function withoutTraces(zip: Buffer): Buffer {
  const plain = Buffer.from(zip);
  const [midnight, firstOf1980, regularFile] = [0, 0x21, 0o100644];
  for (const { central, local } of headersOf(plain)) {
    for (const time of [central + 12, local + 10]) {
      plain.writeUInt16LE(midnight, time);
      plain.writeUInt16LE(firstOf1980, time + 2);
    }
    plain.writeUInt32LE(regularFile * 2 ** 16, central + 38);
  }
  return plain;
}

/** Where the two headers of each file are. */
function* headersOf(zip: Buffer): Generator<{ readonly central: number; readonly local: number }> {
  const end = zip.length - endLength;
  if (end < 0 || zip.readUInt32LE(end) !== endSignature) throw new Error("this is no zip as vsce writes it");
  let central = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    yield { central, local: zip.readUInt32LE(central + 42) };
    const [name, extra, comment] = [28, 30, 32].map((at) => zip.readUInt16LE(central + at));
    central += centralLength + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
}
