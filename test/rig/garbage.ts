import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");

/** Has V8 collect what nobody holds in this thread; with `minor` only what is young. */
export const collectGarbage = runInNewContext("gc") as (options?: { readonly type: "minor" }) => void;

/** How many bytes JavaScript's heap holds once what nobody holds was collected. */
export function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
