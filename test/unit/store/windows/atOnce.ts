import { DatabaseSync } from "node:sqlite";
import { Store } from "../../../../src/store/store.ts";
import { type Journal, Place } from "../place.ts";
import { OpenWindow } from "./openWindow.ts";
import { differences, Work } from "./work.ts";

/** After so many refusals of one batch, in four seconds, the editor still says nothing: only then is it worth telling. */
export const PATIENCE = 4;

/** What came of windows that wrote at once. */
export interface AtOnce {
  /** Batches that were stored. */
  readonly stored: number;
  /** How often a batch waited for another window longer than a call may, and was refused. */
  readonly refused: number;
  /** How often one batch was refused at most: after a quarter of a second, half a second and so on it is tried again. */
  readonly longestRun: number;
  /** Anything that went wrong, in words. */
  readonly wrong: readonly string[];
}

/**
 * Lets processes with a real store each write to one database, ten batches a second, three times as fast as the editor ever
 * does, and compares what it holds with what each of them logged.
 */
export async function writeAtOnce(processes: number, forMs: number, journal: Journal): Promise<AtOnce> {
  const place = new Place();
  try {
    const { folder } = place;
    const windows = Array.from(
      { length: processes },
      (_, i) => new OpenWindow({ folder, name: `window ${i}`, journal, forMs, everyMs: 100 }),
    );
    const errors = (await Promise.all(windows.map(({ ended }) => ended))).filter((error) => error !== "");
    const problems = windows.flatMap((window) => window.problems);
    const store = place.store();
    const works = windows.map(({ asked, stored }) => workAfter(store, asked.name, stored));
    return {
      stored: windows.reduce((sum, { stored }) => sum + stored, 0),
      refused: problems.length,
      longestRun: Math.max(...windows.map(({ longestRun }) => longestRun)),
      wrong: [
        ...errors,
        ...problems.filter((kind) => kind !== "locked"),
        ...windows.flatMap(({ losses }) => losses),
        ...differences(store, works),
        ...damageOf(place.database),
      ],
    };
  } finally {
    place.remove();
  }
}

/** The work of a window after so many steps. */
export function workAfter(store: Store, name: string, steps: number): Work {
  const work = new Work(name, store.key());
  while (work.steps < steps) work.next();
  return work;
}

/** What SQLite finds wrong with a database. */
export function damageOf(path: string): string[] {
  const database = new DatabaseSync(path);
  try {
    const answers = database.prepare("PRAGMA integrity_check").all();
    return answers.map((row) => String(row["integrity_check"])).filter((answer) => answer !== "ok");
  } finally {
    database.close();
  }
}
