import { type Dirent, lstatSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Format, Scope } from "../format.ts";

/** A file that holds records. */
export interface RecordFile {
  /** Absolute, as found. */
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** What a walk found below one root, and the folders it went through with the times of their last change. */
export interface Found {
  readonly records: RecordFile[];
  readonly folders: Map<string, number>;
  /** Entries that could not be read or are not what they seem. */
  skipped: number;
}

/** Agents do not nest deeper. */
const deepest = 8;
/** A folder tree with more entries is not one agent's. */
const entryLimit = 200_000;

/**
 * Finds the records of a format below one of its roots: regular files that really lie in it, whatever links say. Folders
 * that cannot be read are passed over and counted. Reads no file.
 */
export function findRecords(format: Format, root: string, scope: Scope): Found {
  const found: Found = { records: [], folders: new Map(), skipped: 0 };
  const top = realPath(root);
  if (top === undefined) return found;
  let left = entryLimit;
  const walk = (folder: string, depth: number): void => {
    const entries = list(folder, found);
    for (const entry of entries) {
      if (left-- <= 0) return;
      const path = join(folder, entry.name);
      const name = relative(top, path).split(sep).join("/");
      const stat = entry.isSymbolicLink() ? behindLink(path, top) : ownStat(path, entry);
      if (stat === undefined) {
        if (format.isRecord(name)) found.skipped++;
      } else if (stat.isDirectory()) {
        if (depth < deepest && format.enters(name, scope)) walk(path, depth + 1);
      } else if (format.isRecord(name)) {
        if (stat.isFile()) found.records.push({ path, size: stat.size, mtimeMs: stat.mtimeMs });
        else found.skipped++;
      }
    }
  };
  walk(top, 0);
  found.records.sort((a, b) => b.mtimeMs - a.mtimeMs);
  return found;
}

/** The path without links; `undefined` where nothing is. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function list(folder: string, found: Found): Dirent[] {
  try {
    found.folders.set(folder, statSync(folder).mtimeMs);
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    found.skipped++;
    return [];
  }
}

function ownStat(path: string, entry: Dirent): Stats | undefined {
  if (!entry.isFile() && !entry.isDirectory()) return undefined;
  return lstatSync(path, { throwIfNoEntry: false });
}

/** What a link inside a root leads to, if that lies in the root, too. */
function behindLink(path: string, root: string): Stats | undefined {
  const target = realPath(path);
  if (target === undefined || !isInside(target, root)) return undefined;
  const stat = statSync(target, { throwIfNoEntry: false });
  // A linked folder is reached by its own name.
  return stat?.isFile() === true ? stat : undefined;
}

/** Whether a path is a folder or lies in it. Both without links. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
