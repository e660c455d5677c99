import { isMoment } from "../../core/week/facts.ts";

/** An object as JSON has it: not `null`, not an array. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What the JSON text says; `undefined` for what is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value as an object, or `undefined`. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The value as a list; an empty one for what is none. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as a text, or `undefined`. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The object's own property; `undefined` for what is no object, has none, or only inherits it. */
export function at(value: unknown, key: string): unknown {
  const object = asObject(value);
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The text at the key, or `undefined`. */
export function textAt(value: unknown, key: string): string | undefined {
  return asText(at(value, key));
}

/** The finite number at the key, or `undefined`. */
export function numberAt(value: unknown, key: string): number | undefined {
  const found = at(value, key);
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

/** The number at the key, when it counts something: whole, not below zero, and held exactly; or `undefined`. */
export function countAt(value: unknown, key: string): number | undefined {
  const found = at(value, key);
  return typeof found === "number" && Number.isSafeInteger(found) && found >= 0 ? found : undefined;
}

/** The truth value at the key, or `undefined`. */
export function flagAt(value: unknown, key: string): boolean | undefined {
  const found = at(value, key);
  return typeof found === "boolean" ? found : undefined;
}

/** The object at the key, or `undefined`. */
export function objectAt(value: unknown, key: string): JsonObject | undefined {
  return asObject(at(value, key));
}

/** The list at the key; an empty one where there is none. */
export function listAt(value: unknown, key: string): readonly unknown[] {
  return asList(at(value, key));
}

/** The object's own keys and values, without `__proto__`; none for what is no object. */
export function entriesOf(value: unknown): [key: string, value: unknown][] {
  return Object.entries(asObject(value) ?? {}).filter(([key]) => key !== "__proto__");
}

/** A moment in milliseconds since the epoch, of an ISO 8601 text or of such milliseconds; `undefined` for what is none. */
export function momentOf(value: unknown): number | undefined {
  const ms = typeof value === "string" ? Date.parse(value) : value;
  return typeof ms === "number" && ms > 0 && isMoment(ms) ? ms : undefined;
}

/** The moment at the key, or `undefined`. */
export function momentAt(value: unknown, key: string): number | undefined {
  return momentOf(at(value, key));
}
