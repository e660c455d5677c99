import { Stop } from "../rig/say.ts";
import { measureQueueOpening } from "./queueOpening.ts";
import { publish, table } from "./report.ts";
import { measureWalk } from "./walkOrder.ts";

/** Issue 5: so long may it take to list 10 000 hunks and put them in order, and to open the queue with them. */
const wantedOrderMs = 20;
const wantedQueueMs = 100;

/** The walk's order, measured alone, and the queue's opening, measured in a real editor. */
export async function run(): Promise<void> {
  const { rows, listAndOrderMs } = measureWalk();
  const few = await measureQueueOpening(1);
  const many = await measureQueueOpening(500);
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  const all = (times: readonly number[]): string =>
    `${ms(median(times))} (${times.map((time) => time.toFixed(0)).join(", ")})`;
  publish(
    "review",
    "Reviewing",
    [
      table([["10 000 hunks in 500 files", "time"], ...rows]),
      table([
        ["opened by key, until rows are drawn", "500 files, 10 000 hunks", "1 file, 20 hunks"],
        ["the queue, shown again", all(many.againMs), all(few.againMs)],
        ["the queue, for the first time in a window", all(many.firstMs), all(few.firstMs)],
        ["peer: the editor's own source control view, for the first time", all(many.scmMs), all(few.scmMs)],
      ]),
      "List and order: medians of 9 samples after a warm-up, each of as many calls as take 200 ms, of the thread's processor time; risks are remembered for as long as a text is the same, so a list does not pay for them. Openings: three windows each, median and all. What the first one takes with a single file is the editor's share: it builds the view.",
    ].join("\n\n"),
  );
  if (listAndOrderMs > wantedOrderMs) {
    throw new Stop(`List and order take ${listAndOrderMs.toFixed(1)} ms, more than ${wantedOrderMs} ms.`);
  }
  if (median(many.againMs) > wantedQueueMs) {
    throw new Stop(`The queue opens in ${ms(median(many.againMs))}, more than ${wantedQueueMs} ms.`);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
