import { SipHash, sipKeyFrom } from "./siphash.ts";

/** A keyed hash of one line without its white space: an integer below 2^53. */
export type LineHash = number;

/** A keyed hash of a whole text, line by line: 32 hexadecimal digits. */
export type TextHash = string;

const twoTo32 = 0x1_0000_0000;

/** Code units that are white space in the sense of `\s`, the same that `stripped` removes. */
function isWhiteSpace(unit: number): boolean {
  return (
    unit === 32 ||
    (unit >= 9 && unit <= 13) ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}

/** Hashes texts with one per-install key, so that what is stored reveals no code. */
export class Hasher {
  readonly #line: SipHash;
  readonly #text: SipHash;
  readonly #blank: LineHash;

  /** `key` is 16 random bytes. */
  constructor(key: Uint8Array) {
    this.#line = new SipHash(sipKeyFrom(key));
    // The second half of a text's hash wants a key of its own, derived so that one key is enough to keep.
    this.#text = new SipHash(sipKeyFrom(key.map((byte) => byte ^ 0x5c)));
    this.#blank = this.line("");
  }

  /** The hash of a line; lines that differ only in white space have the same. */
  line(line: string): LineHash {
    const hash = this.#line;
    hash.reset();
    for (let i = 0; i < line.length; i++) {
      const unit = line.charCodeAt(i);
      if (!isWhiteSpace(unit)) hash.codeUnit(unit);
    }
    const { low, high } = hash.finish();
    return (high & 0x1fffff) * twoTo32 + low;
  }

  /** Whether this is the hash of a line of only white space. */
  isBlank(hash: LineHash): boolean {
    return hash === this.#blank;
  }

  /**
   * The hashes of all lines. Give what the last call had and returned, and only what changed
   * between the first and the last differing line is hashed again.
   */
  lines(
    lines: readonly string[],
    before?: { readonly lines: readonly string[]; readonly hashes: readonly LineHash[] },
  ): LineHash[] {
    let start = 0;
    let tail = 0;
    if (before !== undefined) {
      const shorter = Math.min(lines.length, before.lines.length);
      while (start < shorter && lines[start] === before.lines[start]) start++;
      while (
        tail < shorter - start &&
        lines[lines.length - 1 - tail] === before.lines[before.lines.length - 1 - tail]
      ) {
        tail++;
      }
    }
    const middle = lines.slice(start, lines.length - tail).map((line) => this.line(line));
    if (before === undefined) return middle;
    return [...before.hashes.slice(0, start), ...middle, ...before.hashes.slice(before.hashes.length - tail)];
  }

  /** The hash of a text from the hashes of its lines. */
  text(hashes: readonly LineHash[]): TextHash {
    return half(this.#line, hashes) + half(this.#text, hashes);
  }
}

function half(hash: SipHash, lines: readonly LineHash[]): string {
  hash.reset();
  for (const line of lines) {
    const low = line >>> 0;
    const high = Math.floor(line / twoTo32);
    for (let shift = 0; shift < 32; shift += 8) hash.byte((low >>> shift) & 0xff);
    for (let shift = 0; shift < 32; shift += 8) hash.byte((high >>> shift) & 0xff);
  }
  const { low, high } = hash.finish();
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}
