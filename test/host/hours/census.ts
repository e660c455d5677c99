import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { productPath } from "../product.ts";
import { everyObject, threads } from "./heap.ts";

/** What lives in the extension host at one moment. */
export interface Census {
  /** How many objects there are of each class of the product: the place of the class in the program, and the number. */
  readonly ours: ReadonlyMap<string, number>;
  /** The product's timers that wait, each by its callback. */
  readonly timers: readonly string[];
  /** All listeners of all events in the process, the editor's own included. */
  readonly listeners: number;
  /** Threads in the process, the editor's own included. */
  readonly threads: number;
  /** What keeps the process busy, by kind, the editor's own included; of timers only ours count (`timers`). */
  readonly handles: Readonly<Record<string, number>>;
  /** Open files, pipes and sockets of the process; `undefined` where the system does not tell. */
  readonly openFiles: number | undefined;
}

/** Kinds that come and go with every timer and every read of the editor's own. */
const fleeting = new Set(["Timeout", "Immediate", "FSReqCallback", "FSReqPromise", "TTYWrap"]);

/** A census once no timer of ours waits and no handle comes or goes any more: whatever was begun is done by then. */
export async function censusAtRest(isOurs = true): Promise<Census> {
  const program = isOurs ? productText() : "";
  let latest = census(program);
  for (let looks = 0; looks < 60; looks++) {
    await new Promise<void>((resolve) => setTimeout(resolve, 250));
    const before = latest;
    latest = census(program);
    if (latest.timers.length === 0 && isDeepStrictEqual(latest.handles, before.handles)) return latest;
  }
  return latest;
}

/**
 * Counts what lives in this process. `program` is the product's text, empty for a process without it. Everything that nobody holds
 * is collected first.
 */
function census(program: string): Census {
  const objects = everyObject();
  const classes = new Map<object, string>();
  for (const object of objects) {
    if (!isClass(object)) continue;
    const text = Function.prototype.toString.call(object);
    const place = program.indexOf(text);
    if (place >= 0) classes.set(object.prototype as object, `${object.name}, ${place}: ${text.slice(0, 80)}`);
  }
  const ours = new Map<string, number>();
  const timers: string[] = [];
  let listeners = 0;
  for (const object of objects) {
    const name = classes.get(Object.getPrototypeOf(object) as object);
    if (name !== undefined) ours.set(name, (ours.get(name) ?? 0) + 1);
    else if (isWaiting(object)) {
      const text = Function.prototype.toString.call(object._onTimeout);
      if (program.includes(text)) timers.push(text);
    } else listeners += listenersOf(object);
  }
  const handles: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) {
    if (!fleeting.has(kind)) handles[kind] = (handles[kind] ?? 0) + 1;
  }
  const files = "/proc/self/fd";
  return {
    ours,
    timers,
    listeners,
    threads: threads(objects).length,
    handles,
    openFiles: existsSync(files) ? readdirSync(files).length : undefined,
  };
}

/** All that the product's process can run; what a thread runs lives in its own memory. */
function productText(): string {
  const folder = join(productPath(), "dist");
  const parts = readdirSync(folder).filter((name) => name.endsWith(".cjs"));
  return parts.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
}

/** Only classes have a `prototype` that nobody can replace, and built-in ones no text to find. */
function isClass(object: object): object is Function {
  return typeof object === "function" && Object.getOwnPropertyDescriptor(object, "prototype")?.writable === false;
}

/** Whether it is a timer of Node's that did not run out yet. */
function isWaiting(object: object): object is { readonly _onTimeout: Function } {
  return typeof own(object, "_onTimeout") === "function" && own(object, "_destroyed") === false;
}

/** The listeners of one of the editor's events (`Emitter` in its `base/common/event.ts`). */
function listenersOf(object: object): number {
  const size = own(object, "_size");
  return typeof size === "number" && Object.hasOwn(object, "_options") ? size : 0;
}

function own(object: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value;
}
