import { asList, asText, at, flagAt, listAt, parseJson, textAt } from "./json.ts";

/** The first words of a tool's answer to an editing call; texts come plain or in blocks. */
export function answerOf(content: unknown): string {
  const block = asList(content)[0];
  return asText(content) ?? textAt(block, "text") ?? textAt(block, "content") ?? "";
}

/**
 * Whether an answer says that the call failed or was refused. Only some tools mark that; the rest say it, as a sentence or
 * as JSON with `success` or `error`.
 */
export function saysFailure(answer: string): boolean {
  const said = parseJson(answer);
  for (const result of [said, ...asList(said), ...listAt(said, "results")]) {
    if (flagAt(result, "success") === false || Boolean(at(result, "error"))) return true;
  }
  return /^\s*(?:<[\w-]*error>|error\b|failed\b|failure\b|no replacement\b|user (?:denied|rejected|declined|cancell?ed)|the user (?:denied|rejected|declined|cancell?ed|doesn't want))/i.test(
    answer,
  );
}
