/** A 128-bit key as four 32-bit words, least significant first. */
export type SipKey = readonly [number, number, number, number];

/** Reads a key from 16 bytes, little endian. Throws `RangeError` on any other length. */
export function sipKeyFrom(bytes: Uint8Array): SipKey {
  if (bytes.length !== 16) throw new RangeError("a SipHash key has 16 bytes");
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
  return [view.getUint32(0, true), view.getUint32(4, true), view.getUint32(8, true), view.getUint32(12, true)];
}

/** Both halves of a 64-bit SipHash. */
export interface SipResult {
  readonly low: number;
  readonly high: number;
}

/**
 * SipHash-2-4, the keyed 64-bit hash of Aumasson and Bernstein (2012), over a stream of bytes.
 * Without the key its results say nothing of the text, so a stored hash is no use to a dictionary.
 * The four 64-bit words of its state are kept as pairs of 32-bit halves, the fastest form in JavaScript.
 */
export class SipHash {
  #v0l = 0;
  #v0h = 0;
  #v1l = 0;
  #v1h = 0;
  #v2l = 0;
  #v2h = 0;
  #v3l = 0;
  #v3h = 0;
  #wordLow = 0;
  #wordHigh = 0;
  #length = 0;
  readonly #key: SipKey;

  constructor(key: SipKey) {
    this.#key = key;
    this.reset();
  }

  /** Forgets what was fed. */
  reset(): void {
    const [k0l, k0h, k1l, k1h] = this.#key;
    this.#v0l = k0l ^ 0x70736575;
    this.#v0h = k0h ^ 0x736f6d65;
    this.#v1l = k1l ^ 0x6e646f6d;
    this.#v1h = k1h ^ 0x646f7261;
    this.#v2l = k0l ^ 0x6e657261;
    this.#v2h = k0h ^ 0x6c796765;
    this.#v3l = k1l ^ 0x79746573;
    this.#v3h = k1h ^ 0x74656462;
    this.#wordLow = 0;
    this.#wordHigh = 0;
    this.#length = 0;
  }

  /** Feeds one byte, 0 to 255. */
  byte(value: number): void {
    const at = this.#length++ & 7;
    if (at < 4) this.#wordLow |= value << (8 * at);
    else this.#wordHigh |= value << (8 * (at - 4));
    if (at === 7) this.#compress();
  }

  /** Feeds one UTF-16 code unit as two bytes, low byte first. */
  codeUnit(value: number): void {
    this.byte(value & 0xff);
    this.byte(value >>> 8);
  }

  /** The hash of all bytes fed so far. Feed no more without `reset`. */
  finish(): SipResult {
    const length = this.#length & 0xff;
    this.#wordHigh |= length << 24;
    this.#compress();
    this.#v2l ^= 0xff;
    for (let round = 0; round < 4; round++) this.#round();
    return {
      low: (this.#v0l ^ this.#v1l ^ this.#v2l ^ this.#v3l) >>> 0,
      high: (this.#v0h ^ this.#v1h ^ this.#v2h ^ this.#v3h) >>> 0,
    };
  }

  #compress(): void {
    this.#v3l ^= this.#wordLow;
    this.#v3h ^= this.#wordHigh;
    this.#round();
    this.#round();
    this.#v0l ^= this.#wordLow;
    this.#v0h ^= this.#wordHigh;
    this.#wordLow = 0;
    this.#wordHigh = 0;
  }

  #round(): void {
    let v0l = this.#v0l;
    let v0h = this.#v0h;
    let v1l = this.#v1l;
    let v1h = this.#v1h;
    let v2l = this.#v2l;
    let v2h = this.#v2h;
    let v3l = this.#v3l;
    let v3h = this.#v3h;
    let sum: number;
    let high: number;

    // v0 += v1; v1 <<<= 13; v1 ^= v0; v0 <<<= 32
    sum = (v0l >>> 0) + (v1l >>> 0);
    v0h = (v0h + v1h + (sum > 0xffffffff ? 1 : 0)) | 0;
    v0l = sum | 0;
    high = (v1h << 13) | (v1l >>> 19);
    v1l = ((v1l << 13) | (v1h >>> 19)) ^ v0l;
    v1h = high ^ v0h;
    high = v0l;
    v0l = v0h;
    v0h = high;

    // v2 += v3; v3 <<<= 16; v3 ^= v2
    sum = (v2l >>> 0) + (v3l >>> 0);
    v2h = (v2h + v3h + (sum > 0xffffffff ? 1 : 0)) | 0;
    v2l = sum | 0;
    high = (v3h << 16) | (v3l >>> 16);
    v3l = ((v3l << 16) | (v3h >>> 16)) ^ v2l;
    v3h = high ^ v2h;

    // v0 += v3; v3 <<<= 21; v3 ^= v0
    sum = (v0l >>> 0) + (v3l >>> 0);
    v0h = (v0h + v3h + (sum > 0xffffffff ? 1 : 0)) | 0;
    v0l = sum | 0;
    high = (v3h << 21) | (v3l >>> 11);
    v3l = ((v3l << 21) | (v3h >>> 11)) ^ v0l;
    v3h = high ^ v0h;

    // v2 += v1; v1 <<<= 17; v1 ^= v2; v2 <<<= 32
    sum = (v2l >>> 0) + (v1l >>> 0);
    v2h = (v2h + v1h + (sum > 0xffffffff ? 1 : 0)) | 0;
    v2l = sum | 0;
    high = (v1h << 17) | (v1l >>> 15);
    v1l = ((v1l << 17) | (v1h >>> 15)) ^ v2l;
    v1h = high ^ v2h;
    high = v2l;
    v2l = v2h;
    v2h = high;

    this.#v0l = v0l;
    this.#v0h = v0h;
    this.#v1l = v1l;
    this.#v1h = v1h;
    this.#v2l = v2l;
    this.#v2h = v2h;
    this.#v3l = v3l;
    this.#v3h = v3h;
  }
}
