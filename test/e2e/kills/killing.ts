import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { random } from "../../bench/random.ts";
import type { State } from "../../../src/core/ledger/mark.ts";
import { Desk } from "../desk.ts";
import { isAlive } from "../../rig/lock.ts";
import { eventually } from "../pages/eventually.ts";
import { type ActKind, BusyDay, filesOfDay, ownFiles } from "./day.ts";
import { type Counts, Life, type Tracked, wordsOf } from "./world.ts";

/** What was on screen for so long is stored. */
const shownForMs = 1000;
/** A kill comes at most so long after something was done. */
const latestMs = 3000;
/** What agents did is found again after a restart; marks of changes on disk take a moment, too. */
const settleMs = 30_000;

/** What came of killing extension hosts. */
export interface Killed {
  readonly kills: number;
  /** How often each act was done. */
  readonly acts: ReadonlyMap<ActKind, number>;
  /** So many acts were done, or seen, less than a second before a kill; and so many of those were stored. */
  readonly late: number;
  readonly lateStored: number;
  /** After so many kills the page was loaded anew; after the others the editor started another host. */
  readonly reloads: number;
  /** Databases that did not open or are damaged. */
  readonly damaged: readonly string[];
  /** Lines whose state was lost, and counts that are too low or too high. */
  readonly lost: readonly string[];
}

/**
 * A busy day in a real editor whose extension host is killed, as `kill -9` does, so many times at moments of chance. The same seed
 * chooses the same acts and moments.
 */
export async function killHosts(kills: number, seed: number, say: (line: string) => void): Promise<Killed> {
  const chance = random(seed);
  const fileCount = 6 + Math.ceil(kills / 4);
  const desk = await Desk.open("killed", {
    files: filesOfDay(fileCount),
    settings: { "editor.quickSuggestions": false, "editor.wordBasedSuggestions": "off" },
  });
  try {
    return await killAll(desk, kills, fileCount, chance, say);
  } finally {
    await desk.close();
  }
}

async function killAll(
  desk: Desk,
  kills: number,
  fileCount: number,
  chance: () => number,
  say: (line: string) => void,
): Promise<Killed> {
  let life = new Life({ files: ownFiles(fileCount), counts: {} });
  const day = new BusyDay(desk, life, chance);
  const damaged: string[] = [];
  const lost: string[] = [];
  let [late, lateStored, reloads] = [0, 0, 0];
  for (let kill = 1; kill <= kills; kill++) {
    for (let more = Math.floor(chance() * 2); more > 0; more--) await day.act(() => Infinity);
    const afterMs = chance() * latestMs;
    const isReload = chance() < 0.15;
    const killAtMs = await day.act((pressedMs) => pressedMs + afterMs);
    await pause(Math.max(0, killAtMs - performance.now()));
    const diedAtMs = await killHost(desk);
    const certain = life.certain(diedAtMs, shownForMs);
    const stored = storedCounts(desk, damaged, kill);
    const storable = life.storable(certain, diedAtMs, shownForMs);
    if (stored !== undefined && !storable.has(wordsOf(stored))) {
      lost.push(`kill ${kill}: stored is ${wordsOf(stored)}, possible is ${[...storable].join(" or ")}`);
    }
    if (isReload) {
      for (const text of day.unsaved) await desk.backedUp(text);
      await desk.reload();
      reloads++;
    } else await hostIsBack(desk);
    const { found, act } = await settled(desk, life, certain);
    if (act === undefined) lost.push(`kill ${kill}: ${found.words}; possible is\n${life.words(certain)}`);
    else {
      late += life.acts - certain;
      lateStored += act - certain;
    }
    if (kill % 10 === 0 || act === undefined) say(`${kill} kills, ${lost.length + damaged.length} lost`);
    const again = stored === undefined ? 0 : (found.counts.landed ?? 0) - (stored.landed ?? 0);
    life = new Life(life.found(found.tracked, found.counts), { lines: again, atMs: performance.now() });
    day.goOn(life);
  }
  return { kills, acts: day.done, late, lateStored, reloads, damaged, lost };
}

/** Kills the extension host of the window and returns when it is dead. */
export async function killHost(desk: Desk): Promise<number> {
  const pid = desk.editor.extensionHosts().at(-1);
  if (pid === undefined) throw new Error("no extension host runs");
  process.kill(pid, "SIGKILL");
  const diedAtMs = performance.now();
  await eventually(
    "the extension host to be dead",
    async () => isAlive(pid),
    (alive) => !alive,
  );
  return diedAtMs;
}

/** Waits for the next extension host. The editor starts it by itself, but after some crashes in a row only when asked. */
export async function hostIsBack(desk: Desk): Promise<void> {
  const { page } = desk.workbench;
  const ready = page.locator('[id="review-debt-test.rdtest.rdtest.ready"]');
  const restart = page.locator(".notifications-toasts .monaco-button", { hasText: "Restart" });
  await eventually(
    "the window to see that its host is gone",
    () => ready.count(),
    (count) => count === 0,
  );
  await eventually(
    "another extension host",
    async () => {
      if ((await restart.count()) > 0) await restart.first().click();
      return ready.count();
    },
    (count) => count > 0,
    120_000,
  );
  await desk.workbench.ready();
}

interface Found {
  readonly tracked: ReadonlyMap<string, Tracked>;
  readonly counts: Counts;
  readonly words: string;
}

/** Waits until everything is as it may be after the restart; `act` is undefined when it never is. */
async function settled(desk: Desk, life: Life, certain: number): Promise<{ found: Found; act: number | undefined }> {
  const endMs = performance.now() + settleMs;
  for (;;) {
    const found = await exported(desk);
    const act = life.match(certain, found.tracked, found.counts);
    if (act !== undefined || performance.now() > endMs) return { found, act };
    await pause(200);
  }
}

async function exported(desk: Desk): Promise<Found> {
  const { files, days } = await desk.exported();
  const tracked = new Map<string, Tracked>();
  for (const { path, spans } of files) {
    const states = new Map<number, State>();
    for (const { start, end, state } of spans) for (let line = start; line <= end; line++) states.set(line, state);
    tracked.set(path ?? "", states);
  }
  const counts: Record<string, number> = {};
  for (const { day: _, ...kinds } of days) {
    for (const [kind, lines] of Object.entries(kinds)) counts[kind] = (counts[kind] ?? 0) + lines;
  }
  return { tracked, counts, words: `${wordsOf(counts)}; ${wordsOfFiles(tracked)}` };
}

/** What the database had counted when the host died, from a copy. A damaged one is told. */
function storedCounts(desk: Desk, damaged: string[], kill: number): Counts | undefined {
  const folder = mkdtempSync(join(tmpdir(), "review-debt-killed-"));
  try {
    for (const end of ["", "-journal", "-wal"]) {
      const file = join(desk.storage, `review-debt.db${end}`);
      if (existsSync(file)) copyFileSync(file, join(folder, `review-debt.db${end}`));
    }
    const copy = join(folder, "review-debt.db");
    if (!existsSync(copy)) return {};
    using db = new DatabaseSync(copy);
    const check = Object.values(db.prepare("PRAGMA integrity_check").get() ?? {}).join();
    if (check !== "ok") damaged.push(`kill ${kill}: ${check}`);
    if (db.prepare("PRAGMA user_version").get()?.["user_version"] === 0) return {};
    const rows = db.prepare("SELECT kind, sum(lines) AS lines FROM day_fact GROUP BY kind").all();
    return Object.fromEntries(rows.map(({ kind, lines }) => [String(kind), Number(lines)]));
  } catch (error) {
    damaged.push(`kill ${kill}: ${String(error)}`);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function wordsOfFiles(tracked: ReadonlyMap<string, Tracked>): string {
  return [...tracked]
    .map(([path, states]) => `${path} ${[...states].map(([line, state]) => `${line} ${state}`).join(", ")}`)
    .join("; ");
}
