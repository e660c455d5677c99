const quote = 0x22;
const backslash = 0x5c;
const openingBrace = 0x7b;
const openings: ReadonlySet<number> = new Set([openingBrace, 0x5b]);
const closings: ReadonlySet<number> = new Set([0x7d, 0x5d]);
const comma = 0x2c;
const colon = 0x3a;

/** The longest key and tool name that is looked at, in bytes. */
const maxBytes = 80;

/** Which keys lead to a tool's name, by depth: `sessions` or `prompts`, any id, `agent_id`, `tool`. */
const onTheWay: readonly ((key: string) => boolean)[] = [
  (key) => key === "sessions" || key === "prompts",
  (key) => /^[0-9a-z_]+$/.test(key),
  (key) => key === "agent_id",
  (key) => key === "tool",
];

/**
 * The names of the tools in the JSON part of a Git AI note, by session. The bytes are walked through once, and only keys
 * and those names ever become strings: the rest are prompts, replies, names and addresses. What is no JSON tells as much
 * as it tells before it breaks.
 */
export function toolsOfSessions(json: Buffer): Map<string, string> {
  const tools = new Map<string, string>();
  /** The keys that lead here, as long as all of them are on the way. */
  const keys: string[] = [];
  let depth = 0;
  let isKey = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at] ?? 0;
    if (byte === quote) {
      const end = endOfString(json, at + 1);
      if (isKey && depth > 0 && keys.length >= depth - 1 && depth <= onTheWay.length) {
        keys.length = depth - 1;
        const key = end - at <= maxBytes ? json.toString("latin1", at + 1, end) : "";
        if (onTheWay[depth - 1]?.(key) === true) keys.push(key);
      } else if (!isKey && depth === onTheWay.length && keys.length === depth && end - at <= maxBytes) {
        tools.set(keys[1] ?? "", json.toString("latin1", at + 1, end));
      }
      at = end;
    } else if (openings.has(byte)) {
      depth++;
      isKey = byte === openingBrace;
      // A list has no keys, and nothing in it is on the way.
      if (!isKey) keys.length = Math.min(keys.length, Math.max(depth - 2, 0));
    } else if (closings.has(byte)) {
      depth = Math.max(depth - 1, 0);
      keys.length = Math.min(keys.length, depth);
      isKey = false;
    } else if (byte === comma) {
      isKey = true;
    } else if (byte === colon) {
      isKey = false;
    }
  }
  return tools;
}

/** Where the closing quote of a string is, or the end of the bytes. */
function endOfString(json: Buffer, start: number): number {
  for (let at = start; ;) {
    const end = json.indexOf(quote, at);
    if (end < 0) return json.length;
    let escapes = 0;
    while (end - escapes > start && json[end - escapes - 1] === backslash) escapes++;
    if (escapes % 2 === 0) return end;
    at = end + 1;
  }
}
