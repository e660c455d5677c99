import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { inserted, insertionInto, memberOf, scan, withoutChild, type Insertion } from "./jsonText.ts";
import { HooksProblem } from "./problem.ts";

/** What we put into a tool's file of hooks: `{"hooks": {<event>: [<entry>]}}`. */
export interface Hooks {
  /** Our entry for each event. */
  readonly entries: readonly HookEntry[];
  /** Whether the tool wants `"version": 1`. */
  readonly isVersioned: boolean;
  /** Whether the file has our name, so that nothing else belongs into it. */
  readonly isOwnFile: boolean;
  /** A part of each of our commands that no other command has, the same in each version of ours. */
  readonly mark: string;
}

/** An entry in the list of one event. */
export interface HookEntry {
  readonly event: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What was put into a text, so that it can be taken out again. It holds nothing of the text itself. */
export interface Receipt {
  /** SHA-256 of the text with the insertions made. */
  readonly sha256: string;
  /** Offset and length of each insertion, in the order they were made. */
  readonly insertions: readonly (readonly [offset: number, length: number])[];
  /** Whether there was no file before. */
  readonly isNewFile: boolean;
}

/** Whether our entries are in a file: all as they should be, some or older ones, or none. */
export type Connection = "on" | "outdated" | "off";

/**
 * Tells whether our hooks are in a file; `undefined` is no file.
 * @throws HooksProblem when the text cannot be judged
 */
export function connectionOf(text: string | undefined, hooks: Hooks): Connection {
  const found = text === undefined ? [] : ours(text, hooks);
  if (found.length === 0) return "off";
  const isRight = ({ event, value }: HookEntry): boolean =>
    found.filter((place) => place.path[1] === event && isDeepStrictEqual(place.value, value)).length === 1;
  return found.length === hooks.entries.length && hooks.entries.every(isRight) ? "on" : "outdated";
}

/**
 * The file with our hooks, everything else as it was, byte for byte. Older entries of ours go.
 * @throws HooksProblem: `notPlainJson`, `unexpectedShape`
 */
export function connected(text: string | undefined, hooks: Hooks): { text: string; receipt: Receipt } {
  if (text === undefined) {
    const lists = Object.fromEntries(hooks.entries.map(({ event, value }) => [event, [value]]));
    const whole = { ...(hooks.isVersioned ? { version: 1 } : {}), hooks: lists };
    const made = `${JSON.stringify(whole, undefined, 2)}\n`;
    return { text: made, receipt: { sha256: digest(made), insertions: [], isNewFile: true } };
  }
  let result = withoutOurs(text, hooks);
  const insertions: [number, number][] = [];
  const insert = (insertion: Insertion): void => {
    result = inserted(result, insertion);
    insertions.push([insertion.offset, insertion.text.length]);
  };
  if (hooks.isVersioned && memberOf(scan(result), "version") === undefined) {
    insert(insertionInto(result, scan(result), "version", 1));
  }
  for (const { event, value } of hooks.entries) {
    const root = scan(result);
    const lists = memberOf(root, "hooks");
    const list = memberOf(lists, event);
    if (lists === undefined) insert(insertionInto(result, root, "hooks", { [event]: [value] }));
    else if (lists.kind !== "object") throw new HooksProblem("unexpectedShape", "hooks");
    else if (list === undefined) insert(insertionInto(result, lists, event, [value]));
    else if (list.kind !== "array") throw new HooksProblem("unexpectedShape", `hooks.${event}`);
    else insert(insertionInto(result, list, undefined, value));
  }
  return { text: result, receipt: { sha256: digest(result), insertions, isNewFile: false } };
}

/**
 * The file without our hooks; `undefined` where no file is left, since only we made it. With the receipt, and where
 * nothing has changed since, exactly what was there before; else our entries go, and lists that are empty without them.
 * @throws HooksProblem: `notPlainJson`
 */
export function disconnected(text: string, hooks: Hooks, receipt: Receipt | undefined): string | undefined {
  if (receipt !== undefined && digest(text) === receipt.sha256) {
    if (receipt.isNewFile) return undefined;
    return receipt.insertions.reduceRight(
      (rest, [offset, length]) => rest.slice(0, offset) + rest.slice(offset + length),
      text,
    );
  }
  const result = withoutOurs(text, hooks);
  const isOnlyOurs = hooks.isOwnFile || receipt?.isNewFile === true;
  return isOnlyOurs && Object.keys(parsed(result)).every((key) => key === "version") ? undefined : result;
}

/** Where an entry of ours stands, and what it is. */
interface Place {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

function ours(text: string, { mark }: Hooks): Place[] {
  const isOurs = (value: unknown): boolean =>
    isObject(value) &&
    ["command", "bash", "powershell"].some((key) => typeof value[key] === "string" && value[key].includes(mark));
  const places: Place[] = [];
  const events = parsed(text)["hooks"];
  for (const [event, list] of isObject(events) ? Object.entries(events) : []) {
    for (const [index, value] of Array.isArray(list) ? list.entries() : []) {
      const path = ["hooks", event, index];
      // Claude Code groups hooks by what they match; a group may hold others' hooks as well.
      const group: unknown = isObject(value) ? value["hooks"] : undefined;
      const hooks: unknown[] = Array.isArray(group) ? group : [];
      if (isOurs(value) || (hooks.length > 0 && hooks.every(isOurs))) places.push({ path, value });
      else {
        for (const [inner, hook] of hooks.entries()) {
          if (isOurs(hook)) places.push({ path: [...path, "hooks", inner], value: hook });
        }
      }
    }
  }
  return places;
}

function withoutOurs(text: string, hooks: Hooks): string {
  let result = text;
  for (let place = ours(result, hooks)[0]; place !== undefined; place = ours(result, hooks)[0]) {
    result = without(result, place.path);
  }
  return result;
}

/** The text without what stands at a path, and without the list and the member `hooks` when they are empty then. */
function without(text: string, path: readonly (string | number)[]): string {
  let container = scan(text);
  let index = -1;
  for (const [depth, step] of path.entries()) {
    if (container.kind === "value") return text;
    index =
      container.kind === "array" ? Number(step) : container.members.findLastIndex((member) => member.key === step);
    if (depth === path.length - 1) break;
    const next = container.kind === "array" ? container.items[index] : container.members[index]?.value;
    if (next === undefined) return text;
    container = next;
  }
  if (container.kind === "value") return text;
  const { length } = container.kind === "array" ? container.items : container.members;
  const result = withoutChild(text, container, index);
  return length === 1 && path.length > 1 ? without(result, path.slice(0, -1)) : result;
}

/** @throws HooksProblem */
function parsed(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch (error) {
    throw new HooksProblem("notPlainJson", error instanceof Error ? error.message : "");
  }
  if (!isObject(value)) throw new HooksProblem("unexpectedShape", "no object");
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
