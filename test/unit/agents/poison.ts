/** A list in a list in a list, and so on: more than a parser that calls itself for each can hold. */
export const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;

/** Stands for a value that is taken out with its key. */
const gone = Symbol("gone");
/** Stands for `deep` until the record is a text again, which can hold it. */
const deepMark = "a list in a list";

/** What may stand where another thing is expected. */
export const poison: readonly unknown[] = [
  gone,
  deepMark,
  null,
  true,
  -1,
  1e308,
  "",
  "\0/etc/passwd",
  "/work/\0nul",
  "../../../../outside",
  [],
  [[[]]],
  {},
  { __proto__: null, toString: 1 },
  JSON.parse('{"__proto__":{"filePath":"/polluted"},"constructor":{"prototype":1}}'),
  "__proto__",
];

/**
 * The JSON text with poison at some of its places. Places are counted in depth-first order, also through JSON that is kept
 * as a text in it. A text that is no JSON stays as it is.
 */
export function poisoned(json: string, places: readonly (readonly [place: number, value: unknown])[]): string {
  if (!isJson(json)) return json;
  const { count } = visit(JSON.parse(json), new Map());
  const { value } = visit(JSON.parse(json), new Map(places.map(([place, put]) => [place % count, put])));
  return JSON.stringify(value === gone ? null : value).replaceAll(new RegExp(`(\\\\*)"${deepMark}\\1"`, "g"), deep);
}

/** The value with others in some of its places, and how many places it has. */
function visit(value: unknown, others: ReadonlyMap<number, unknown>): { value: unknown; count: number } {
  let count = 0;
  const walk = (each: unknown): unknown => {
    const place = count++;
    if (others.has(place)) return others.get(place);
    if (typeof each === "string" && /^\s*[[{]/.test(each) && isJson(each)) {
      const inner = walk(JSON.parse(each));
      return inner === gone ? "" : JSON.stringify(inner);
    }
    if (Array.isArray(each)) return each.map(walk).filter((inner) => inner !== gone);
    if (typeof each !== "object" || each === null) return each;
    const entries = Object.entries(each).map(([key, inner]) => [key, walk(inner)] as const);
    return Object.fromEntries(entries.filter(([, inner]) => inner !== gone));
  };
  return { value: walk(value), count };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
