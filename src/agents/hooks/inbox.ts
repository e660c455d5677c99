import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { timeOf, type HookSource } from "./record.ts";

/** Over this many bytes an inbox loses its oldest lines, down to half as many. */
export const inboxBytes = 1024 * 1024;

/** Lines older than this go at the next chance. */
export const keptMs = 24 * 60 * 60 * 1000;

const newline = 10;
/** While a file of this name is in the folder, hooks keep nothing. */
const pausedName = "paused";
const takenSuffix = ".taken";
/** A process that has held a taken inbox this long has died. */
const abandonedMs = 10_000;

/** The folder with what hooks told, in a folder of ours. */
export function inboxFolder(storage: string): string {
  return join(storage, "hooks", "inbox");
}

/** The file with what the hooks of one tool told. */
export function inboxFile(folder: string, source: HookSource): string {
  return join(folder, `${source}.jsonl`);
}

/** Adds lines, which only the user can read, and drops what is too old or too much. A line over the limit is dropped. */
export function append(folder: string, source: HookSource, lines: readonly string[], nowMs: number): void {
  const file = inboxFile(folder, source);
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
  if (bytes.length === 0 || bytes.length > inboxBytes || existsSync(join(folder, pausedName))) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A line that was never ended, as when the disk was full, is not to take this one with it.
  write(file, isInLine(file) ? Buffer.concat([Buffer.from("\n"), bytes]) : bytes);
  putBackAbandoned(folder, nowMs);
  tidy(file, nowMs);
}

/**
 * Removes what was read from an inbox: those of the first `bytes` bytes of the file with this inode that tell of a file of
 * ours. Other windows read the rest. What stays is then in a file of its own, which is read from its start. Does nothing
 * when the file is another one by now, is gone, or has nothing of ours.
 */
export function consumed(
  file: string,
  read: { readonly inode: number; readonly bytes: number },
  isOurs: (path: string) => boolean,
): void {
  const kept = (bytes: Buffer): Buffer => {
    const lines = bytes.subarray(0, read.bytes).toString("utf8").split("\n");
    const others = lines.filter((line) => line !== "" && !isOurs(pathOf(line)));
    return Buffer.concat([Buffer.from(others.map((line) => `${line}\n`).join("")), bytes.subarray(read.bytes)]);
  };
  try {
    if (statSync(file).ino !== read.inode) return;
    const bytes = readFileSync(file);
    if (kept(bytes).length === bytes.length) return;
  } catch {
    return;
  }
  replace(file, (found, inode) => (inode === read.inode ? kept(found) : found));
}

/** Makes all that the hooks told go, whoever it is for. */
export function empty(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (name !== pausedName) rmSync(join(folder, name), { force: true });
  }
}

/** Lets hooks keep nothing at all, or again what they tell. */
export function setPaused(folder: string, isPaused: boolean): void {
  const mark = join(folder, pausedName);
  if (isPaused) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(mark, "");
  } else rmSync(mark, { force: true });
}

/** Drops the lines of an inbox that are older than a day, and the oldest ones of too many. */
export function tidy(file: string, nowMs: number): void {
  if (!isDue(file, nowMs)) return;
  replace(file, (bytes) => {
    let start = bytes.length <= inboxBytes ? 0 : lineStart(bytes, bytes.length - inboxBytes / 2);
    while (start < bytes.length && isOld(bytes.subarray(start, start + 64), nowMs)) start = lineStart(bytes, start + 1);
    return bytes.subarray(start);
  });
}

/**
 * Writes at the end. Another process may take the file away between opening and writing; then what was written may not
 * be read any more and is written again. Twice is harmless: an edit is known by its id.
 */
function write(file: string, bytes: Buffer): void {
  const flags = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);
  for (let tries = 0; tries < 20; tries += 1) {
    const descriptor = openSync(file, flags, 0o600);
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
      if (statSync(file, { throwIfNoEntry: false })?.ino === fstatSync(descriptor).ino) return;
    } finally {
      closeSync(descriptor);
    }
  }
}

/** Whether a file ends within a line. One that is not there, or is taken away at this moment, does not. */
function isInLine(file: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch {
    return false;
  }
  try {
    const last = Buffer.alloc(1);
    return readSync(descriptor, last, 0, 1, fstatSync(descriptor).size - 1) === 1 && last[0] !== newline;
  } finally {
    closeSync(descriptor);
  }
}

/** Takes the file away, and writes what is to stay to the end of the one that is there by then. */
function replace(file: string, kept: (bytes: Buffer, inode: number) => Buffer): void {
  const taken = `${file}.${randomBytes(6).toString("hex")}${takenSuffix}`;
  let bytes: Buffer;
  try {
    renameSync(file, taken);
    bytes = readFileSync(taken);
  } catch {
    // Another process has it: what was in it is not lost.
    return;
  }
  // A line without its end is still being written; who writes it sees that the file was taken, and writes it again.
  const whole = bytes.subarray(0, bytes.lastIndexOf(newline) + 1);
  const rest = kept(whole, statSync(taken).ino);
  if (rest.length > 0) write(file, rest);
  rmSync(taken, { force: true });
}

/** What a process took and did not finish with, since it was ended, comes back. */
function putBackAbandoned(folder: string, nowMs: number): void {
  for (const name of readdirSync(folder)) {
    const source = /^([a-zA-Z]+\.jsonl)(?:\.[0-9a-f]+\.taken)+$/.exec(name)?.[1];
    const path = join(folder, name);
    const changedMs = statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? nowMs;
    if (source !== undefined && nowMs - changedMs > abandonedMs) {
      replace(path, (bytes) => {
        write(join(folder, source), bytes);
        return bytes.subarray(bytes.length);
      });
    }
  }
}

function isDue(file: string, nowMs: number): boolean {
  if (!existsSync(file)) return false;
  const descriptor = openSync(file, "r");
  try {
    if (fstatSync(descriptor).size > inboxBytes) return true;
    const start = Buffer.alloc(64);
    return isOld(start.subarray(0, readSync(descriptor, start, 0, start.length, 0)), nowMs);
  } finally {
    closeSync(descriptor);
  }
}

/** A line that does not tell its time is none of ours and goes as well. */
function isOld(start: Buffer, nowMs: number): boolean {
  const atMs = timeOf(start.toString("latin1"));
  return atMs === undefined || nowMs - atMs > keptMs;
}

function pathOf(line: string): string {
  try {
    return String((JSON.parse(line) as { path?: unknown } | null)?.path);
  } catch {
    return "";
  }
}

/** The start of the first line at or after an offset. */
function lineStart(bytes: Buffer, offset: number): number {
  const end = bytes.indexOf(newline, offset - 1);
  return end === -1 ? bytes.length : end + 1;
}
