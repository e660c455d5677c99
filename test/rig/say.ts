/** One line of progress for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`› ${line}\n`);
}

/**
 * Does one step and says so: what, then how long it took. A long step says every 15 seconds that it is still at it.
 * The step's own error passes through.
 */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedMs = performance.now();
  say(`${what}…`);
  const stillAtIt = setInterval(() => say(`  still at it, ${elapsed(startedMs)}`), 15_000);
  try {
    const result = await work();
    say(`  done in ${elapsed(startedMs)}`);
    return result;
  } finally {
    clearInterval(stillAtIt);
  }
}

/** Seconds since `startedMs` (a `performance.now()` reading), for people. */
export function elapsed(startedMs: number): string {
  return `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
}

/** An error whose message tells a person all they need; it is shown without a stack. */
export class Stop extends Error {}

/** Runs a command's main function: a `Stop` prints its message, any other error its stack, and both exit with 1. */
export async function main(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    console.error(error instanceof Stop ? `\n✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}
