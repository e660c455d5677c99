import assert from "node:assert/strict";
import fc from "fast-check";
import { SipHash, sipKeyFrom } from "../../../../src/core/text/siphash.ts";

const mask = (1n << 64n) - 1n;
const rotated = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (64n - by))) & mask;
const littleEndian = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

/** SipHash-2-4 as in the paper, in one 64-bit number after the other: the second witness. */
function witness(key: Uint8Array, input: Uint8Array): bigint {
  const k0 = littleEndian(key.subarray(0, 8));
  const k1 = littleEndian(key.subarray(8));
  let v0 = k0 ^ 0x736f6d6570736575n;
  let v1 = k1 ^ 0x646f72616e646f6dn;
  let v2 = k0 ^ 0x6c7967656e657261n;
  let v3 = k1 ^ 0x7465646279746573n;
  const rounds = (count: number): void => {
    for (let i = 0; i < count; i++) {
      v0 = (v0 + v1) & mask;
      v2 = (v2 + v3) & mask;
      v1 = rotated(v1, 13n) ^ v0;
      v3 = rotated(v3, 16n) ^ v2;
      v0 = rotated(v0, 32n);
      v2 = (v2 + v1) & mask;
      v0 = (v0 + v3) & mask;
      v1 = rotated(v1, 17n) ^ v2;
      v3 = rotated(v3, 21n) ^ v0;
      v2 = rotated(v2, 32n);
    }
  };
  const last = new Uint8Array(8 * Math.floor(input.length / 8) + 8);
  last.set(input);
  last[last.length - 1] = input.length & 0xff;
  for (let i = 0; i < last.length; i += 8) {
    const word = littleEndian(last.subarray(i, i + 8));
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }
  v2 ^= 0xffn;
  rounds(4);
  return v0 ^ v1 ^ v2 ^ v3;
}

function sipHash(key: Uint8Array, input: Uint8Array): bigint {
  const hash = new SipHash(sipKeyFrom(key));
  for (const byte of input) hash.byte(byte);
  const { low, high } = hash.finish();
  return (BigInt(high) << 32n) | BigInt(low);
}

const counting = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i);
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe("SipHash", () => {
  it("gives the hash of the paper's example, appendix A", () => {
    assert.equal(sipHash(counting(16), counting(15)), 0xa129ca6149be45e5n);
  });

  it("gives the first of the reference vectors (vectors.h, vectors_sip64)", () => {
    const vectors = ["310e0edd47db6f72", "fd67dc93c539f874", "5a4fa9d909806c0d", "2d7efbd796666785"];
    vectors.forEach((vector, length) => {
      assert.equal(
        sipHash(counting(16), counting(length)),
        littleEndian(Buffer.from(vector, "hex")),
        `length ${length}`,
      );
    });
  });

  it("agrees with a second implementation on 0 to 300 bytes", () => {
    assert.equal(witness(counting(16), counting(15)), 0xa129ca6149be45e5n);
    for (let length = 0; length <= 300; length++) {
      assert.equal(sipHash(counting(16), counting(length)), witness(counting(16), counting(length)));
    }
  });

  it("agrees with a second implementation on any key and any bytes", () => {
    fc.assert(
      fc.property(bytes(16), fc.uint8Array({ maxLength: 40 }), (key, input) => {
        assert.equal(sipHash(key, input), witness(key, input));
      }),
      { numRuns: 500 },
    );
  });

  it("feeds a code unit low byte first", () => {
    const one = new SipHash(sipKeyFrom(counting(16)));
    const two = new SipHash(sipKeyFrom(counting(16)));
    one.codeUnit(0x1234);
    two.byte(0x34);
    two.byte(0x12);
    assert.deepEqual(one.finish(), two.finish());
  });

  it("forgets all by reset", () => {
    const hash = new SipHash(sipKeyFrom(counting(16)));
    const empty = hash.finish();
    hash.reset();
    for (let i = 0; i < 13; i++) hash.byte(i);
    hash.reset();
    assert.deepEqual(hash.finish(), empty);
  });

  it("takes keys of 16 bytes only, also inside a larger buffer", () => {
    assert.throws(() => sipKeyFrom(counting(15)), RangeError);
    assert.deepEqual(sipKeyFrom(counting(20).subarray(4)), [0x07060504, 0x0b0a0908, 0x0f0e0d0c, 0x13121110]);
  });
});
