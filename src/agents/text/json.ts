/** A JSON object whose values are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A value as an object; `undefined` for anything else, arrays included. */
export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** An object's own value of that name, never an inherited one. */
export function valueIn(object: unknown, name: string): unknown {
  const found = objectOf(object);
  return found !== undefined && Object.hasOwn(found, name) ? found[name] : undefined;
}

/** An object's own object of that name. */
export function objectIn(object: unknown, name: string): JsonObject | undefined {
  return objectOf(valueIn(object, name));
}

/** An object's own text of that name. */
export function textIn(object: unknown, name: string): string | undefined {
  const value = valueIn(object, name);
  return typeof value === "string" ? value : undefined;
}

/** An object's own finite number of that name. */
export function numberIn(object: unknown, name: string): number | undefined {
  const value = valueIn(object, name);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** An object's own list of that name; empty where there is none. */
export function listIn(object: unknown, name: string): readonly unknown[] {
  const value = valueIn(object, name);
  return Array.isArray(value) ? value : [];
}

/** A moment as an ISO text or in milliseconds since the epoch; `undefined` for what is none. */
export function momentOf(value: unknown): number | undefined {
  const ms = typeof value === "string" ? Date.parse(value) : value;
  return typeof ms === "number" && Number.isFinite(ms) ? ms : undefined;
}

/** A JSON text; `undefined` where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
