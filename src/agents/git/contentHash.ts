import { createHash } from "node:crypto";
import type { LineRange } from "../../core/ledger/tagged-lines.ts";
import { hasWord, splitLines } from "../../core/text/lines.ts";
import { murmur128 } from "./murmur128.ts";

/** A hash as Agent Trace writes it, understood. */
export interface ContentHash {
  readonly kind: "murmur32" | "murmur128" | "sha256";
  /** Hexadecimal digits, lower case. */
  readonly digits: string;
}

/** So much may still be hashed, in bytes. Shared by all that is looked for in one go. */
export interface Budget {
  bytes: number;
}

/** What a hash costs beside its bytes: it is kept. */
const hashCost = 128;
/** How many times as long as the other hashes the long one takes, which JavaScript has no numbers for. */
const longHashCost = 24;

/** A hash of a known form: `murmur3:` and 8 or 32 digits, `sha256:` and 64; `undefined` for any other. */
export function contentHash(text: string | undefined): ContentHash | undefined {
  const [, name, digits = ""] = /^(murmur3|sha256):([0-9a-f]+)$/.exec(text?.toLowerCase() ?? "") ?? [];
  const kind = kinds.find((one) => one.name === name && one.length === digits.length)?.kind;
  return kind && { kind, digits };
}

const kinds = [
  { kind: "murmur32", name: "murmur3", length: 8 },
  { kind: "murmur128", name: "murmur3", length: 32 },
  { kind: "sha256", name: "sha256", length: 64 },
] as const;

/** A text whose lines can be found by their hash. */
export class HashedText {
  readonly #lines: readonly string[];
  /** Line ends as they are, where they are not all `\n`. */
  readonly #carriageReturns: boolean;
  /** Per kind of hash and number of lines: the first lines of the windows with that hash. */
  readonly #windows = new Map<string, Map<string, number[]>>();

  constructor(text: string) {
    this.#lines = splitLines(text);
    this.#carriageReturns = text.includes("\r\n");
  }

  /**
   * Where the lines with a hash are now: at their place, or as near to it as they are found. `undefined` where they are
   * not, or the budget is spent. Lines without a word are only looked for at their place.
   */
  find(range: LineRange, hash: ContentHash, budget: Budget): LineRange | undefined {
    const count = range.end - range.start;
    if (count < 1 || count > this.#lines.length) return undefined;
    if (range.end <= this.#lines.length && this.#digests(range.start, count, hash.kind, budget).includes(hash.digits)) {
      return range;
    }
    const starts = this.#index(count, hash.kind, budget).get(hash.digits) ?? [];
    const [start] = starts.toSorted((a, b) => Math.abs(a - range.start) - Math.abs(b - range.start));
    if (start === undefined) return undefined;
    return this.#lines.slice(start, start + count).some(hasWord) ? { start, end: start + count } : undefined;
  }

  #index(count: number, kind: ContentHash["kind"], budget: Budget): ReadonlyMap<string, readonly number[]> {
    const key = `${kind}:${count}`;
    const known = this.#windows.get(key);
    if (known !== undefined) return known;
    const found = new Map<string, number[]>();
    for (let start = 0; start + count <= this.#lines.length && budget.bytes > 0; start++) {
      for (const digest of this.#digests(start, count, kind, budget)) {
        const starts = found.get(digest);
        if (starts === undefined) found.set(digest, [start]);
        else starts.push(start);
      }
    }
    this.#windows.set(key, found);
    return found;
  }

  /** The specification does not say whether the last line's end belongs to a range, or which line ends count. */
  #digests(start: number, count: number, kind: ContentHash["kind"], budget: Budget): readonly string[] {
    if (budget.bytes <= 0) return [];
    const lines = this.#lines.slice(start, start + count);
    const ends = this.#carriageReturns ? ["\n", "\r\n"] : ["\n"];
    return ends.flatMap((end) => {
      const whole = Buffer.from(lines.join(end) + end);
      const open = whole.subarray(0, whole.length - end.length);
      budget.bytes -= (whole.length + open.length) * (kind === "murmur128" ? longHashCost : 1) + 2 * hashCost;
      return [...digests[kind](open), ...digests[kind](whole)];
    });
  }
}

const digests: Readonly<Record<ContentHash["kind"], (bytes: Buffer) => readonly string[]>> = {
  murmur32: (bytes) => [murmur3(bytes)],
  murmur128: (bytes) => {
    // As one number whose low half is the first, which is how Python's `mmh3.hash128` has it; and half by half.
    const [first, second] = murmur128(bytes);
    return [second + first, first + second];
  },
  sha256: (bytes) => [sha256(bytes)],
};

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** MurmurHash3 for x86, 32 bits, seed 0 (Austin Appleby, public domain), as eight hexadecimal digits. */
export function murmur3(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length & ~3;
  let hash = 0;
  for (let at = 0; at < whole; at += 4) {
    hash ^= mixed(view.getUint32(at, true));
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let at = bytes.length - 1; at >= whole; at--) tail = (tail << 8) | (bytes[at] ?? 0);
  if (whole < bytes.length) hash ^= mixed(tail);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, "0");
}

function mixed(block: number): number {
  const product = Math.imul(block, 0xcc9e2d51);
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593);
}
