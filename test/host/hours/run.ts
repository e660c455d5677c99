import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { Clock } from "../clock.ts";
import { releaseWindow, setWindow } from "../product.ts";
import { type Census, censusAtRest } from "./census.ts";
import { memoryAtRest } from "./heap.ts";
import { Work, type Workplace } from "./work.ts";

/** How long is worked, and where: what the file `$REVIEW_DEBT_HOURS` says, as JSON. */
export interface HoursAsked extends Workplace {
  readonly hours: number;
  readonly actsPerHour: number;
}

/** What the hours came to; memory in bytes. */
export interface HoursResult {
  /** Before the first act, when the window had come to rest. */
  readonly settled: number;
  /** At the end of each hour. */
  readonly hourly: readonly number[];
  /** After everything was closed. */
  readonly closed: number;
  /** How many files were opened. */
  readonly opened: number;
  /** When everything had been done once and closed, and when everything was closed at the end. */
  readonly before: Counted;
  readonly after: Counted;
  /** Timers of a second, and all of the product's, while the window was not focused. */
  readonly unfocused: { readonly seconds: number; readonly timers: readonly string[] };
  /** Why it ended early. */
  readonly problem: string | undefined;
}

/** A census that can be written down. */
export type Counted = Omit<Census, "ours"> & { readonly ours: Readonly<Record<string, number>> };

/** Lives the hours and writes a `HoursResult` to `result.json` beside the bundle. */
export async function run(): Promise<void> {
  const asked = JSON.parse(readFileSync(process.env["REVIEW_DEBT_HOURS"] ?? "", "utf8")) as HoursAsked;
  const result = await live(asked);
  writeFileSync(join(__dirname, "result.json"), JSON.stringify(result, undefined, 1));
}

async function live(asked: HoursAsked): Promise<Partial<HoursResult>> {
  const { hasProduct, hours, actsPerHour } = asked;
  const say = (line: string): void => tell(`${hasProduct ? "with" : "without"} the extension, ${line}`);
  const hourly: number[] = [];
  let result: Partial<HoursResult> = { hourly };
  let clock: Clock | undefined;
  try {
    await vscode.extensions.getExtension("review-debt-test.rdtest")?.activate();
    await vscode.extensions.getExtension("vscode.git")?.activate();
    if (hasProduct) await vscode.extensions.getExtension("review-debt.review-debt")?.activate();
    result = { ...result, settled: await memoryAtRest() };
    say(`at rest: ${megabytes(result.settled)}`);
    if (hasProduct) {
      clock = Clock.hold();
      setWindow({ focused: true, active: true });
    }
    const work = new Work(asked);
    await work.beginWithEverything();
    result = { ...result, before: counted(await censusAtRest(hasProduct)) };
    for (let hour = 1; hour <= hours; hour++) {
      const startedMs = performance.now();
      for (let act = 0; act < actsPerHour; act++) {
        await work.act();
        clock?.pass(3600 / actsPerHour);
      }
      const tookMs = performance.now() - startedMs;
      hourly.push(await memoryAtRest());
      say(`hour ${hour}: ${megabytes(hourly.at(-1))}, ${(tookMs / actsPerHour).toFixed(0)} ms an act`);
    }
    if (clock !== undefined) {
      setWindow({ focused: false, active: true });
      clock.pass(2);
      await memoryAtRest();
      result = { ...result, unfocused: { seconds: clock.pending, timers: (await censusAtRest()).timers } };
    }
    await work.goHome();
    result = {
      ...result,
      closed: await memoryAtRest(),
      after: counted(await censusAtRest(hasProduct)),
      opened: work.opened,
    };
    say(`everything closed: ${megabytes(result.closed)}`);
  } catch (error) {
    result = { ...result, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    if (clock !== undefined) {
      releaseWindow();
      clock.release();
    }
  }
  return result;
}

function counted(all: Census): Counted {
  return { ...all, ours: Object.fromEntries(all.ours) };
}

/** Lines with this sign go to the terminal (`test/rig/hostsuite.ts`). */
function tell(line: string): void {
  console.log(`▏${line}`);
}

function megabytes(bytes: number | undefined): string {
  return `${((bytes ?? 0) / 1024 / 1024).toFixed(1)} MB`;
}
