import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** Every file of ours starts so; nothing else in the folder is ever touched. */
const PREFIX = "review-debt.";

/** The database's name in the store's folder. */
export const DATABASE_NAME = "review-debt.db";

/** The key's name, beside the database. */
export const KEY_NAME = "review-debt.key";

/** What SQLite puts beside a database, by suffix. */
const COMPANIONS = ["-wal", "-shm", "-journal"];

const BACKUP_PREFIX = "review-debt.backup-v";
const BACKUPS_KEPT = 1;
const SET_ASIDE_PREFIX = "review-debt.corrupt-";
const SET_ASIDE_KEPT = 3;

/** Is there while a window sets a database aside. */
const LOCK_NAME = "review-debt.lock";
/** A lock of that age, in milliseconds, was left behind by a window that ended in the middle. */
const LOCK_STALE_MS = 10_000;

/**
 * Creates an empty file only its owner can read, and its folder. One that exists stays as it is.
 * @returns whether it was created
 */
export function createPrivateFile(folder: string, name: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(join(folder, name), "wx", 0o600));
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
      throw error;
    }
    return false;
  }
}

/** Which file a path stands for right now, so that one put in its place is noticed; `undefined` where there is none. */
export function identityOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.dev}:${stat.ino}`;
}

/** Whether there is a file without a byte in it. */
export function isEmptyFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === 0;
}

/** The name of the copy that is made before a database of that version is migrated. */
function backupName(version: number): string {
  return `${BACKUP_PREFIX}${version}.db`;
}

/** Puts a finished backup in its place and removes the ones before it. */
export function keepBackup(folder: string, partialName: string, version: number): void {
  renameSync(join(folder, partialName), join(folder, backupName(version)));
  keepNewest(folder, BACKUP_PREFIX, BACKUPS_KEPT);
}

/**
 * Renames a damaged database and what SQLite keeps beside it to a name with the (UTC) time in it. The newest few stay:
 * a disk that keeps failing must not fill up with them.
 * @param damaged which file it is, see `identityOf`
 * @returns the new name of the database, without the folder; `undefined` where another window has set it aside, or is at it
 */
export function setAside(folder: string, nowMs: number, damaged: string | undefined): string | undefined {
  return alone(folder, nowMs, () =>
    identityOf(join(folder, DATABASE_NAME)) === damaged ? renameAside(folder, nowMs) : undefined,
  );
}

/** Does `work` unless another window does it at this moment. */
function alone<T>(folder: string, nowMs: number, work: () => T): T | undefined {
  const lock = join(folder, LOCK_NAME);
  const madeMs = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? nowMs;
  if (Math.abs(nowMs - madeMs) > LOCK_STALE_MS) {
    rmSync(lock, { force: true });
  }
  if (!createPrivateFile(folder, LOCK_NAME)) {
    return undefined;
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function renameAside(folder: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  let name = `${SET_ASIDE_PREFIX}${stamp}.db`;
  for (let n = 2; existsSync(join(folder, name)); n++) {
    name = `${SET_ASIDE_PREFIX}${stamp}-${n}.db`;
  }
  // The database goes last: from then on another window may make a fresh one, with companions of its own.
  for (const suffix of [...COMPANIONS, ""]) {
    if (existsSync(join(folder, DATABASE_NAME + suffix))) {
      renameSync(join(folder, DATABASE_NAME + suffix), join(folder, name + suffix));
    }
  }
  keepNewest(folder, SET_ASIDE_PREFIX, SET_ASIDE_KEPT);
  return name;
}

/** Every file of ours with its size in bytes. */
export function filesOnDisk(folder: string): { readonly name: string; readonly bytes: number }[] {
  return ourNames(folder).map((name) => ({
    name,
    bytes: statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0,
  }));
}

/**
 * Overwrites and unlinks every file of ours, the key first: without it the hashes in the rest mean nothing to anyone,
 * and a window that finds its database gone can tell a deletion from a database that was set aside.
 * @throws the first failure, after all files were tried
 */
export function shredAll(folder: string): void {
  const failures: unknown[] = [];
  const names = ourNames(folder).toSorted((a, b) => Number(b === KEY_NAME) - Number(a === KEY_NAME));
  for (const name of names) {
    try {
      // The -shm holds page numbers only, and another window has it mapped: truncating it would kill that process.
      if (!name.endsWith("-shm")) {
        overwrite(join(folder, name));
      }
      rmSync(join(folder, name), { force: true });
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) {
    throw failures[0];
  }
}

function ourNames(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(PREFIX)) : [];
}

/** Keeps the databases renamed last; the companions of a removed database go with it. */
function keepNewest(folder: string, prefix: string, count: number): void {
  const databases = ourNames(folder)
    .filter((name) => name.startsWith(prefix) && name.endsWith(".db"))
    .map((name) => ({ name, renamedMs: statSync(join(folder, name)).ctimeMs }))
    .toSorted((a, b) => b.renamedMs - a.renamedMs);
  for (const { name } of databases.slice(count)) {
    for (const suffix of ["", ...COMPANIONS]) {
      rmSync(join(folder, name + suffix), { force: true });
    }
  }
}

const ZEROS = new Uint8Array(64 * 1024);

function overwrite(path: string): void {
  const descriptor = openSync(path, "r+");
  try {
    const { size } = fstatSync(descriptor);
    for (let at = 0; at < size; at += ZEROS.length) {
      writeSync(descriptor, ZEROS, 0, Math.min(ZEROS.length, size - at), at);
    }
    fsyncSync(descriptor);
    ftruncateSync(descriptor, 0);
  } finally {
    closeSync(descriptor);
  }
}
