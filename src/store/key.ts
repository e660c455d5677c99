import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KEY_NAME } from "./folder.ts";
import { StoreError, storeErrorOf } from "./problem.ts";

/** Bytes in the key of an install. */
export const KEY_BYTES = 16;

/**
 * The random key of this install, with which all text and line hashes are made. It is kept beside the database and not
 * in it, so that a copy of the database alone lets nobody test a guess about the code.
 * @returns `undefined` where there is none yet
 * @throws StoreError: `corrupt` for a file of the wrong size, `readOnly`, `unavailable`
 */
export function readKey(folder: string): Uint8Array | undefined {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(join(folder, KEY_NAME));
  } catch (error) {
    if (hasCode(error, "ENOENT")) {
      return undefined;
    }
    throw storeErrorOf(error);
  }
  if (bytes.length !== KEY_BYTES) {
    const message = `${KEY_NAME} holds ${bytes.length} bytes instead of ${KEY_BYTES}`;
    throw new StoreError({ kind: "corrupt", message });
  }
  return new Uint8Array(bytes);
}

/**
 * Reads the key, or makes it. Windows that start at once end up with the same one: the bytes are written under another
 * name first and the finished file is linked, so nobody reads half a key.
 * @throws StoreError as `readKey`, and `full`
 */
export function readOrCreateKey(folder: string): Uint8Array {
  const existing = readKey(folder);
  if (existing !== undefined) {
    return existing;
  }
  const path = join(folder, KEY_NAME);
  const key = randomBytes(KEY_BYTES);
  const draft = `${path}.${randomBytes(6).toString("hex")}.draft`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(draft, key, { flag: "wx", mode: 0o600, flush: true });
    linkOrWrite(draft, path, key);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) {
      throw storeErrorOf(error);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  const settled = readKey(folder);
  if (settled === undefined) {
    throw new StoreError({ kind: "locked", message: `${KEY_NAME} went away while it was made` });
  }
  return settled;
}

/**
 * Removes the key, so that the next one is made.
 * @throws StoreError where it cannot be removed
 */
export function removeKey(folder: string): void {
  try {
    rmSync(join(folder, KEY_NAME), { force: true });
  } catch (error) {
    throw storeErrorOf(error);
  }
}

/** FAT and some network drives have no links; there the file is written in place, which is as exclusive. */
function linkOrWrite(draft: string, path: string, key: Uint8Array): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (hasCode(error, "EEXIST")) {
      throw error;
    }
    writeFileSync(path, key, { flag: "wx", mode: 0o600, flush: true });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
