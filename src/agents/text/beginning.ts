import { parseJson } from "./json.ts";

/** The first line of a record of JSON lines, understood; `undefined` where it is none. */
export function firstLineOf(text: string | undefined): unknown {
  const end = text?.indexOf("\n") ?? -1;
  return parseJson(end < 0 ? (text ?? "") : (text ?? "").slice(0, end));
}
