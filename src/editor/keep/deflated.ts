import type { Packing } from "../../core/text/buffer.ts";

/** Keeps texts deflated, a byte a character; one with half a character, which no bytes of UTF-8 stand for, as it is. */
export const deflated: Packing = (text) =>
  text.isWellFormed() ? inflating(zlib().deflateRawSync(text).toString("latin1")) : () => text;

/** In a function of its own, which does not keep the text alive. */
function inflating(packed: string): () => string {
  return () => String(zlib().inflateRawSync(Buffer.from(packed, "latin1")));
}

/** Not loaded before a file with tracked lines is at rest. */
function zlib() {
  return process.getBuiltinModule("node:zlib");
}
