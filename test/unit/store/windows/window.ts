/** A window at work, run as a process of its own; what is asked of it is its argument, as JSON. See `OpenWindow`. */
import { setTimeout as pause } from "node:timers/promises";
import { StoreError } from "../../../../src/store/problem.ts";
import { Store } from "../../../../src/store/store.ts";
import { sqliteFor } from "../place.ts";
import type { Asked, Said } from "./openWindow.ts";
import { Work } from "./work.ts";

/** After a refusal the editor tries again this soon, and each time after twice as long, in milliseconds. */
const RETRY_MS = 300;

const asked = JSON.parse(process.argv[2] ?? "") as Asked;
const endMs = performance.now() + (asked.forMs ?? Infinity);
const store = new Store(asked.folder, {
  onLoss: ({ kind }) => say({ lost: kind }),
  ...(asked.journal && { sqlite: sqliteFor(asked.journal) }),
});

function say(said: Said): void {
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

/** Tries until it is done, as the editor does, and says each time why not. */
async function insist<T>(work: () => T): Promise<T> {
  for (let retryMs = RETRY_MS; ; retryMs *= 2) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      say({ problem: error.problem.kind });
      await pause(retryMs);
    }
  }
}

const work = new Work(asked.name, await insist(() => store.key()));
while (work.steps < (asked.steps ?? Infinity) && performance.now() < endMs) {
  const batch = work.next();
  say({ tries: work.steps });
  await insist(() => store.write(batch));
  say({ stored: work.steps });
  await pause(asked.everyMs);
}
store.close();
