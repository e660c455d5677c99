import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StoreLoss } from "../../../../src/store/handle.ts";
import { type Journal, Place, sqliteFor } from "../place.ts";
import { damageOf, workAfter } from "./atOnce.ts";
import { type Deed, recordWindow } from "./recording.ts";
import { differences, SHARED, type Work } from "./work.ts";

/** What came of cutting the power: how often the next window found what. */
export interface PowerCuts {
  /** All that was said to be stored, and nothing else than what was to be stored next. */
  readonly whole: number;
  /** The database as it was at some earlier step. */
  readonly earlier: number;
  /** Damage: it was set aside, told once, and a fresh one begun. */
  readonly setAside: number;
  /** A sound database in which not all belongs together. */
  readonly mixed: number;
  /** Anything that was thrown or would not go on, in words. */
  readonly wrong: readonly string[];
}

/** How SQLite, and so a disk, divides what is written: of a write, some sectors may reach the disk and others not. */
const SECTOR = 512;

/**
 * Cuts the power at random moments of a window's work and lets the next window open what the disk holds then.
 *
 * A window with a real store is recorded system call by system call. For each cut the files are made anew from the calls
 * before it. What was written before the last `fsync` of its file is on the disk. Of what came after, anything may be: all,
 * nothing, any of the writes in any order, any sectors of each; a file that was cut off may still have its end, and one
 * that was removed without a sync of the folder may be there again. The key is there, since it is written and synced
 * once, before the first row.
 *
 * A disk that keeps its word then has all that was said to be stored. One that does not may have anything.
 * @param lies how many of the last calls before the cut were synced in vain
 * @param random between 0 and 1, anew each time
 */
export async function cutPower(
  { times, steps, lies = 0 }: { readonly times: number; readonly steps: number; readonly lies?: number },
  journal: Journal,
  random: () => number,
): Promise<PowerCuts> {
  const recorded = new Place();
  const counts = { whole: 0, earlier: 0, setAside: 0, mixed: 0 };
  const wrong: string[] = [];
  try {
    const deeds = await recordWindow(recorded, journal, steps);
    const works = worksOf(recorded, steps);
    const moments = Array.from({ length: times }, () => 1 + Math.floor(random() * deeds.length));
    const disk = new Disk();
    let taken = 0;
    for (const at of moments.toSorted((a, b) => a - b)) {
      const honestUntil = Math.max(taken, at - lies);
      for (const deed of deeds.slice(taken, honestUntil)) disk.take(deed);
      taken = honestUntil;
      const place = new Place();
      try {
        mkdirSync(place.folder);
        copyFileSync(join(recorded.folder, "review-debt.key"), join(place.folder, "review-debt.key"));
        const left = disk.cut(random, deeds.slice(honestUntil, at));
        for (const [name, bytes] of left) writeFileSync(join(place.folder, name), bytes);
        const found = openAfterwards(place, journal, works);
        if (typeof found === "string") counts[found]++;
        else counts[found >= stepsStored(deeds.slice(0, at)) ? "whole" : "earlier"]++;
      } catch (error) {
        wrong.push(`after ${at} calls: ${String(error)}`);
      } finally {
        place.remove();
      }
    }
    return { ...counts, wrong };
  } finally {
    recorded.remove();
  }
}

/** The work after each step, from none on. */
function worksOf(place: Place, steps: number): Work[] {
  const store = place.store();
  return Array.from({ length: steps + 1 }, (_, i) => workAfter(store, "window", i));
}

/** Opens what a power cut left and lets the work go on. Returns the step after which it is exactly that. */
function openAfterwards(place: Place, journal: Journal, works: readonly Work[]): number | "setAside" | "mixed" {
  const losses: StoreLoss[] = [];
  const store = place.store({ sqlite: sqliteFor(journal), onLoss: (loss) => losses.push(loss) });
  const shared = store.loadFile(SHARED);
  const step = shared === undefined ? 0 : works.findIndex((work) => work.atMs === shared.seenAtMs);
  const isExact = differences(store, [works[step]!]).length === 0;
  const next = works[Math.min(step + 1, works.length - 1)]!;
  store.write({ files: next.files(), facts: [], atMs: next.atMs });
  store.close();
  assert.deepEqual(damageOf(place.database), []);
  assert.ok(losses.length <= 1, "told once");
  if (losses.length > 0) return "setAside";
  return isExact ? step : "mixed";
}

/** How many steps were said to be stored. */
function stepsStored(deeds: readonly Deed[]): number {
  const said = deeds.flatMap((deed) => (deed.kind === "say" && "stored" in deed.said ? [deed.said.stored] : []));
  return said.at(-1) ?? 0;
}

/** Which sectors of a write reach the disk; of another deed, whether it does, as if it had one. */
type Fate = (sectors: number) => readonly boolean[];

/** All, nothing, any of the writes, or any of their sectors. */
const fates: readonly ((random: () => number) => Fate)[] = [
  () => (sectors) => Array<boolean>(sectors).fill(true),
  () => (sectors) => Array<boolean>(sectors).fill(false),
  (random) => (sectors) => Array<boolean>(sectors).fill(random() < 0.5),
  (random) => (sectors) => Array.from({ length: sectors }, () => random() < 0.5),
];

const happens = fates[0]!(Math.random);

/** The disk while deeds go by: what is on it for certain, and what is on its way there. */
class Disk {
  readonly #synced = new Map<string, Uint8Array>();
  readonly #waiting = new Map<string, Deed[]>();

  take(deed: Deed): void {
    if (deed.kind === "say") return;
    if (deed.kind === "sync") {
      if (deed.file === ".") this.#syncFolder();
      else apply(this.#waiting.get(deed.file) ?? [], deed.file, happens, this.#synced);
      this.#waiting.delete(deed.file);
      return;
    }
    const waiting = this.#waiting.get(deed.file);
    if (waiting === undefined) this.#waiting.set(deed.file, [deed]);
    else waiting.push(deed);
  }

  /** The files there are when the power goes after these deeds, whose syncs did nothing. */
  cut(random: () => number, unsynced: readonly Deed[]): ReadonlyMap<string, Uint8Array> {
    const fate = fates[Math.floor(random() * fates.length)]!(random);
    const files = new Map([...this.#synced].map(([name, bytes]) => [name, bytes.slice()]));
    for (const [file, waiting] of this.#waiting) apply(waiting, file, fate, files);
    for (const deed of unsynced) if ("file" in deed) apply([deed], deed.file, fate, files);
    return files;
  }

  /** What was removed before stays removed. */
  #syncFolder(): void {
    for (const [file, waiting] of this.#waiting) {
      const removed = waiting.findLastIndex(({ kind }) => kind === "remove") + 1;
      if (removed > 0) this.#synced.delete(file);
      this.#waiting.set(file, waiting.slice(removed));
    }
  }
}

/** Lets deeds reach one of the files as far as fate has it. */
function apply(deeds: readonly Deed[], file: string, fate: Fate, files: Map<string, Uint8Array>): void {
  for (const deed of deeds) {
    const bytes = files.get(file) ?? new Uint8Array();
    if (deed.kind === "write") files.set(file, written(bytes, deed.at, deed.bytes, fate));
    else if (deed.kind === "cut" && fate(1)[0] === true) files.set(file, bytes.slice(0, deed.size));
    else if (deed.kind === "remove" && fate(1)[0] === true) files.delete(file);
  }
}

/** A file's bytes with these at that place, as far as their sectors reach the disk. */
function written(old: Uint8Array, at: number, bytes: Uint8Array, fate: Fate): Uint8Array {
  const kept = fate(Math.ceil(bytes.length / SECTOR));
  const end = at + Math.min(bytes.length, (kept.lastIndexOf(true) + 1) * SECTOR);
  const result = end > old.length ? longer(old, end) : old;
  for (const [i, isKept] of kept.entries()) {
    if (isKept) result.set(bytes.subarray(i * SECTOR, (i + 1) * SECTOR), at + i * SECTOR);
  }
  return result;
}

/** The same bytes and zeros up to that length, with room for more: files grow write by write. */
function longer(bytes: Uint8Array, length: number): Uint8Array {
  const hasRoom = bytes.byteOffset === 0 && bytes.buffer.byteLength >= length;
  const buffer = hasRoom ? bytes.buffer : new ArrayBuffer(2 * length);
  const result = new Uint8Array(buffer, 0, length);
  if (hasRoom) result.fill(0, bytes.length);
  else result.set(bytes);
  return result;
}
