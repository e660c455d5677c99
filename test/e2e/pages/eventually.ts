import { setTimeout as delay } from "node:timers/promises";

/**
 * Reads again and again until what is read is right, and returns it. Throws with the last thing read when that takes longer than
 * `timeoutMs`. Use it where the page offers no event to wait for; never sleep a fixed time.
 */
export async function eventually<T>(
  what: string,
  read: () => Promise<T>,
  isRight: (value: T) => boolean,
  timeoutMs = 40_000,
): Promise<T> {
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (isRight(value)) {
      return value;
    }
    if (performance.now() > endMs) {
      throw new Error(`${what}: not within ${timeoutMs} ms; last seen: ${JSON.stringify(value)}`);
    }
    await delay(50);
  }
}

/** Whether a text is the wanted one, or matches it. */
export function fits(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === "string" ? text === wanted : wanted.test(text);
}
