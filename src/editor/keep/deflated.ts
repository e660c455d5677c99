import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Packing } from "../../core/text/buffer.ts";

/** Keeps texts deflated, a byte a character; one with half a character, which no bytes of UTF-8 stand for, as it is. */
export const deflated: Packing = (text) =>
  text.isWellFormed() ? inflating(deflateRawSync(text).toString("latin1")) : () => text;

/** In a function of its own, which does not keep the text alive. */
function inflating(packed: string): () => string {
  return () => inflateRawSync(Buffer.from(packed, "latin1")).toString();
}
