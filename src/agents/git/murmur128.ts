const mask = 0xffff_ffff_ffff_ffffn;
const c1 = 0x87c3_7b91_1142_53d5n;
const c2 = 0x4cf5_ad43_2745_937fn;

/** MurmurHash3 for x64, 128 bits, seed 0 (Austin Appleby, public domain): its two halves, sixteen hexadecimal digits each. */
export function murmur128(bytes: Uint8Array): readonly [first: string, second: string] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length & ~15;
  let h1 = 0n;
  let h2 = 0n;
  for (let at = 0; at < whole; at += 16) {
    h1 ^= scrambledFirst(view.getBigUint64(at, true));
    h1 = ((rotated(h1, 27n) + h2) * 5n + 0x52dce729n) & mask;
    h2 ^= scrambledSecond(view.getBigUint64(at + 8, true));
    h2 = ((rotated(h2, 31n) + h1) * 5n + 0x38495ab5n) & mask;
  }
  if (whole < bytes.length) {
    const rest = new DataView(new ArrayBuffer(16));
    for (let at = whole; at < bytes.length; at++) rest.setUint8(at - whole, bytes[at] ?? 0);
    h2 ^= scrambledSecond(rest.getBigUint64(8, true));
    h1 ^= scrambledFirst(rest.getBigUint64(0, true));
  }
  const length = BigInt(bytes.length);
  h1 = ((h1 ^ length) + (h2 ^ length)) & mask;
  h2 = ((h2 ^ length) + h1) & mask;
  h1 = finished(h1);
  h2 = finished(h2);
  h1 = (h1 + h2) & mask;
  h2 = (h2 + h1) & mask;
  return [digits(h1), digits(h2)];
}

function scrambledFirst(block: bigint): bigint {
  return (rotated((block * c1) & mask, 31n) * c2) & mask;
}

function scrambledSecond(block: bigint): bigint {
  return (rotated((block * c2) & mask, 33n) * c1) & mask;
}

function rotated(value: bigint, by: bigint): bigint {
  return ((value << by) | (value >> (64n - by))) & mask;
}

function finished(value: bigint): bigint {
  let mixed = ((value ^ (value >> 33n)) * 0xff51_afd7_ed55_8ccdn) & mask;
  mixed = ((mixed ^ (mixed >> 33n)) * 0xc4ce_b9fe_1a85_ec53n) & mask;
  return mixed ^ (mixed >> 33n);
}

function digits(half: bigint): string {
  return half.toString(16).padStart(16, "0");
}
