import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Runs `work` while holding a lock file that carries this process's id, so that two runs on one machine do not install
 * into the same folder at once. A lock whose process is gone is taken over. `onWait` is called once, with the holder's id.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, onWait: (pid: number) => void): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder !== undefined && !told) {
      told = true;
      onWait(holder);
    }
    await delay(250);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    removeIfStale(file);
    return false;
  }
}

/** Renaming is atomic, so of two processes that both find a stale lock only one removes it. */
function removeIfStale(file: string): void {
  const holder = holderOf(file);
  if (holder === undefined || isAlive(holder)) {
    return;
  }
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch {
    // Another process was faster; the loop looks again.
  }
}

function holderOf(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined;
  }
}

/** Whether a process runs, or is dead and not yet buried. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
