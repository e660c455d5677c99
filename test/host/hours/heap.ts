import { once } from "node:events";
import { Session } from "node:inspector";
import { Worker } from "node:worker_threads";
import { collectGarbage } from "../../rig/garbage.ts";

/** So much the memory of a process at rest may differ from one look to the next, in bytes. */
const restBytes = 256 * 1024;
/** So often it is looked, a second apart. */
const restLooks = 60;

/**
 * What this process and its threads hold, in bytes, once that stays the same for a few seconds: whatever was begun is done by
 * then. It is JavaScript's heaps and what hangs on them outside, after everything that nobody holds was collected.
 */
export async function memoryAtRest(): Promise<number> {
  let bytes = await ownMemory();
  for (let looks = 0, same = 0; looks < restLooks && same < 3; looks++) {
    await new Promise<void>((resolve) => setTimeout(resolve, 1000));
    const before = bytes;
    bytes = await ownMemory();
    same = Math.abs(bytes - before) < restBytes ? same + 1 : 0;
  }
  for (const worker of threads(everyObject())) {
    await collectGarbageOf(worker);
    const heap = await worker.getHeapStatistics().catch(() => undefined);
    bytes += (heap?.used_heap_size ?? 0) + (heap?.external_memory ?? 0);
  }
  return bytes;
}

async function ownMemory(): Promise<number> {
  for (let times = 0; times < 2; times++) {
    collectGarbage();
    // What is finalised lets go of more.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Before it looks at a thread's memory the engine collects what nobody holds there. */
async function collectGarbageOf(worker: Worker): Promise<void> {
  const snapshot = await worker.getHeapSnapshot().catch(() => undefined);
  snapshot?.resume();
  if (snapshot !== undefined) await once(snapshot, "end");
}

/** The threads among objects that did not end yet. */
export function threads(objects: readonly object[]): Worker[] {
  // A class of the editor's own extends `Worker`: its prototype is one, too, but no thread.
  const isPrototype = (object: object): boolean => Object.hasOwn(object, "constructor");
  return objects.filter(
    (object) => object instanceof Worker && !isPrototype(object) && object.threadId >= 0,
  ) as Worker[];
}

/** Every object in the memory of this process, functions and arrays too. */
export function everyObject(): readonly object[] {
  const session = new Session();
  session.connect();
  try {
    const ask = (method: string, parameters: object): RemoteObject => {
      let answer: RemoteObject | undefined;
      // A session of the thread's own answers before this returns.
      session.post(method, parameters, (error, result) => {
        if (error !== null) throw new Error(error.message);
        answer = result as RemoteObject;
      });
      if (answer === undefined) throw new Error(`${method} did not answer`);
      return answer;
    };
    const objectGroup = "heap";
    const { result } = ask("Runtime.evaluate", { expression: "Object.prototype", objectGroup });
    const { objects } = ask("Runtime.queryObjects", { prototypeObjectId: result?.objectId, objectGroup });
    const handed = Symbol.for("review-debt heap");
    ask("Runtime.callFunctionOn", {
      objectId: objects?.objectId,
      functionDeclaration: "function () { globalThis[Symbol.for('review-debt heap')] = this; }",
    });
    const all = (globalThis as Record<symbol, unknown>)[handed] as readonly object[];
    delete (globalThis as Record<symbol, unknown>)[handed];
    return all;
  } finally {
    session.disconnect();
  }
}

interface RemoteObject {
  readonly result?: { readonly objectId: string };
  readonly objects?: { readonly objectId: string };
}
