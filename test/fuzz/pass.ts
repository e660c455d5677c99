import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import type { OpenDoor } from "./door.ts";
import { collectGarbage } from "../rig/garbage.ts";

/** No input may take longer, in milliseconds of this thread's processor time. */
export const slowestAllowedMs = 1000;
/** So much may be left in memory of however many inputs, in bytes: what fills up once, such as compiled code. */
export const growthAllowedBytes = 4 * 1024 * 1024;

/** What came of feeding a door. */
export interface Passage {
  readonly inputs: number;
  readonly slowestMs: number;
  /** What memory grew by between a fifth of the inputs and all of them, in bytes. */
  readonly grownBytes: number;
  /** The first input that broke something, with what it broke; `undefined` when none did. */
  readonly failure: string | undefined;
}

/** Feeds a door so many inputs, the same ones for the same seed. */
export async function feed(
  door: OpenDoor,
  inputs: number,
  seed: number,
  allowedMs = slowestAllowedMs,
): Promise<Passage> {
  let slowestMs = 0;
  const take = door.take as (input: unknown) => void | Promise<void>;
  const timed = async (input: unknown): Promise<number> => {
    const before = process.threadCpuUsage();
    const done = take(input);
    if (done instanceof Promise) await done;
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  };
  const property = fc.asyncProperty(door.inputs, async (input) => {
    let ms = await timed(input);
    // A machine that is busy with others, or code that was compiled just now, is no slow parser.
    if (ms > allowedMs) ms = Math.min(ms, await timed(input));
    slowestMs = Math.max(slowestMs, ms);
    if (ms > allowedMs) throw new Error(`took ${Math.round(ms)} ms`);
  });
  const some = async (count: number, from: number): Promise<string | undefined> => {
    const details = await fc.check(property, { numRuns: Math.max(1, count), seed: from });
    if (!details.failed) return undefined;
    const { errorInstance: error } = details;
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `${why.slice(0, 2000)}\n${fc.defaultReportMessage(details)?.slice(0, 4000)}`;
  };
  const warming = Math.ceil(inputs / 5);
  const early = await some(warming, seed);
  const beforeBytes = await heapBytes();
  const late = early ?? (inputs > warming ? await some(inputs - warming, seed + 1) : undefined);
  return { inputs, slowestMs, grownBytes: (await heapBytes()) - beforeBytes, failure: late };
}

async function heapBytes(): Promise<number> {
  collectGarbage();
  // What is left of files and databases goes after the objects that held them.
  await setImmediate();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
