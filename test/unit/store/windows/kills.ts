import { setTimeout as pause } from "node:timers/promises";
import { type Journal, Place } from "../place.ts";
import { damageOf, workAfter } from "./atOnce.ts";
import { OpenWindow } from "./openWindow.ts";
import { differences } from "./work.ts";

/** What came of killing a window. */
export interface Kills {
  /** Batches that it had been told are stored. */
  readonly stored: number;
  /** How often it died in the middle of a write that was stored all the same. */
  readonly unsaid: number;
  /** Anything that went wrong, in words. */
  readonly wrong: readonly string[];
}

/**
 * Kills a process with a real store and real ledgers, as `kill -9` does, at moments spread over its work: while it opens
 * the database, writes, and at rest. Each time the next window opens what it left.
 * @param moment between 0 and 1, anew each time
 */
export async function killWindows(times: number, journal: Journal, moment: () => number): Promise<Kills> {
  const results: Kills[] = [];
  // Two at a time: what one waits for, the other can use.
  const places = Array.from({ length: times }, () => new Place());
  const killNext = async (): Promise<void> => {
    for (let place = places.pop(); place !== undefined; place = places.pop()) {
      results.push(await killOnce(place, journal, moment()));
    }
  };
  await Promise.all([killNext(), killNext()]);
  return {
    stored: results.reduce((sum, { stored }) => sum + stored, 0),
    unsaid: results.reduce((sum, { unsaid }) => sum + unsaid, 0),
    wrong: results.flatMap(({ wrong }) => wrong),
  };
}

async function killOnce(place: Place, journal: Journal, moment: number): Promise<Kills> {
  try {
    const window = new OpenWindow({ folder: place.folder, name: "window", journal, everyMs: 0 });
    await window.speaks;
    await pause(moment * 250);
    window.kill();
    const error = await window.ended;
    const wrong = error === "" ? [] : [error];
    const store = place.store({ onLoss: ({ kind }) => wrong.push(kind) });
    const { stored, tried } = window;
    const said = differences(store, [workAfter(store, "window", stored)]);
    // It may have died between the commit and the word of it.
    const isUnsaid =
      said.length > 0 && tried > stored && differences(store, [workAfter(store, "window", tried)]).length === 0;
    wrong.push(...(isUnsaid ? [] : said), ...damageOf(place.database));
    return { stored, unsaid: Number(isUnsaid), wrong };
  } finally {
    place.remove();
  }
}
