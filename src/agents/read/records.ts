import { type Dirent, lstatSync, readdirSync, type Stats, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Format, Scope } from "../format.ts";
import { isInside, realPath } from "./paths.ts";

/** A file that holds records. */
export interface RecordFile {
  /** Its real path. */
  readonly path: string;
  /** The real path of the root it lies in. */
  readonly root: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** What a walk found below one root. */
export interface Found {
  /** The newest first, each once. */
  readonly records: readonly RecordFile[];
  /** The folders it went through, with the times of their last change. */
  readonly folders: ReadonlyMap<string, number>;
  /** Entries that could not be read or are not what they seem. */
  readonly skipped: number;
}

/** Agents do not nest deeper. */
const deepest = 8;
/** A folder tree with more entries is not one agent's. */
const entryLimit = 200_000;
const packed = ".zst";

/**
 * Finds the records of a format below one of its roots: regular files that really lie in it, whatever links say. Folders
 * that cannot be read are passed over and counted. Reads no file.
 */
export function findRecords(format: Format, root: string, scope: Scope): Found {
  const top = realPath(root);
  if (top === undefined) return { records: [], folders: new Map(), skipped: 0 };
  const walk = new Walk(format, top, scope);
  try {
    walk.through(top, 0);
  } catch {
    // A format that fails at a name must not stop the others.
    walk.skipped++;
  }
  const records = [...walk.records.values()].filter(({ path }) => {
    // Where a record lies packed and plain, the plain one goes on.
    return !path.endsWith(packed) || !walk.records.has(path.slice(0, -packed.length));
  });
  return {
    records: records.toSorted((a, b) => b.mtimeMs - a.mtimeMs),
    folders: walk.folders,
    skipped: walk.skipped,
  };
}

class Walk {
  readonly records = new Map<string, RecordFile>();
  readonly folders = new Map<string, number>();
  skipped = 0;
  readonly #format: Format;
  readonly #top: string;
  readonly #scope: Scope;
  #left = entryLimit;

  constructor(format: Format, top: string, scope: Scope) {
    this.#format = format;
    this.#top = top;
    this.#scope = scope;
  }

  through(folder: string, depth: number): void {
    for (const entry of this.#entries(folder)) {
      if (this.#left-- <= 0) return;
      const path = join(folder, entry.name);
      const name = relative(this.#top, path).split(sep).join("/");
      if (entry.isDirectory()) {
        if (depth < deepest && this.#format.enters(name, this.#scope)) this.through(path, depth + 1);
      } else if (this.#format.isRecord(name)) this.#take(path, entry);
    }
  }

  #take(path: string, entry: Dirent): void {
    // A linked folder is reached by its own name.
    const real = entry.isSymbolicLink() ? realPath(path) : path;
    const stat = real !== undefined && isInside(real, this.#top) ? statOf(real) : undefined;
    if (real === undefined || stat?.isFile() !== true) this.skipped++;
    else this.records.set(real, { path: real, root: this.#top, size: stat.size, mtimeMs: stat.mtimeMs });
  }

  #entries(folder: string): Dirent[] {
    try {
      const { mtimeMs } = statSync(folder);
      const entries = readdirSync(folder, { withFileTypes: true });
      this.folders.set(folder, mtimeMs);
      return entries;
    } catch {
      this.skipped++;
      return [];
    }
  }
}

/** What a path stands for itself, links not followed; `undefined` where that cannot be told. */
export function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
