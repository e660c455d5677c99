import { ensureProgram } from "./packages.ts";
import { Stop } from "./say.ts";

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: readonly string[]];

/** The tests of a whole day, which run in no network. */
export const dayConfig: readonly string[] = ["--config", "test/day/.mocharc.json"];

/** The command that runs a command as it is. */
export function alone(command: Command): Promise<Command> {
  return Promise.resolve(command);
}

/** Makes sure that system calls can be watched and a network be taken away, on Linux. Throws `Stop` that names what is missing. */
export async function ensureTracing(): Promise<void> {
  if (process.platform !== "linux") return;
  await ensureProgram("strace", "strace");
  await ensureProgram("ip", "iproute2");
}

/**
 * The command that runs a command in a network namespace that has nothing but loopback, so that whoever calls somebody gets no
 * answer and is seen. Linux only; throws `Stop` elsewhere, and where strace and iproute2 are not to be had.
 */
export async function inNoNetwork(command: Command): Promise<Command> {
  if (process.platform !== "linux")
    throw new Stop("Only Linux can take the network away from a program: run this there.");
  await ensureTracing();
  const asRoot = process.getuid?.() === 0 ? [] : ["--map-root-user"];
  return ["unshare", "--net", ...asRoot, "sh", "-c", 'ip link set lo up && exec "$@"', "sh", ...command];
}
