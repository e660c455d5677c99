import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Format, Parsed } from "../format.ts";
import type { Cursor, FromWorker, ToWorker } from "../messages.ts";
import { Acts } from "./acts.ts";
import { Batches, withinLimits } from "./batches.ts";
import { type Manner, Stopped, type Tail } from "./reading.ts";
import { cursorAtEnd, cursorSince, readRecord } from "./record.ts";
import { findRecords, type RecordFile, statOf } from "./records.ts";
import { ScopeFilter } from "./scope.ts";
import { type Source, sourcesOf } from "./sources.ts";
import { workingFolderOf } from "./workingFolder.ts";
import { FolderWatches } from "./watches.ts";

/** While somebody looks, records that changed lately are looked at this often, and everything else now and then. */
const hotMs = 500;
const coldMs = 30_000;
/** A record that changed in this time may change again soon. */
const hotForMs = 10 * 60_000;
/** Folders are walked through no more often. */
const walkGapMs = 250;
/** So many folders, those that changed last, are looked at for new entries in between. */
const folderLimit = 500;
/** While a look takes long, what it found so far is reported this often. */
const reportMs = 500;
/** Of a longer backlog only the end is read: the rest is for a look-back. */
const backlogBytes = 64 * 1024 * 1024;
/** A record that cannot be read, or is half-written, is looked at so often before it has to change. */
const tryLimit = 3;

/** A record that is followed. */
interface Known {
  readonly format: Format;
  readonly source: Source;
  readonly workingFolder: () => string | undefined;
  cursor: Cursor | undefined;
  tail: Tail | undefined;
  size: number;
  mtimeMs: number;
  tries: number;
}

/** What a follower is told at its start. */
export interface FollowerOptions extends Extract<ToWorker, { kind: "start" }> {
  readonly formats: readonly Format[];
  readonly tell: (message: FromWorker) => void;
  /** Resolves when the host has taken what it was told. */
  readonly room: () => Promise<void>;
}

/**
 * Follows the records of some sources: tells each edit of a file in scope once, soon after it was written. Without a
 * cursor a record that is older than its source's beginning is skipped. Folder watches wake it; timers run only while
 * somebody looks.
 */
export class Follower implements Disposable {
  readonly #options: FollowerOptions;
  readonly #sources: readonly Source[];
  readonly #filter: ScopeFilter;
  readonly #batches: Batches;
  readonly #acts = new Acts();
  readonly #stored: ReadonlyMap<string, Cursor>;
  readonly #known = new Map<string, Known>();
  readonly #folders = new Map<string, number>();
  readonly #missing = new Set<string>();
  readonly #watches = new FolderWatches((files) => this.#onTouched(files));
  readonly #touched = new Set<string>();
  #newCursors = new Map<string, Cursor>();
  #status = "";
  #reportedAtMs = 0;
  #walkedAtMs = -Infinity;
  #isThere = true;
  #timer: NodeJS.Timeout | undefined;
  #isAsked = false;
  #isBusy = false;
  #isOver = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#sources = sourcesOf(options.formats, options);
    this.#filter = new ScopeFilter(options.scope, options.surroundings.platform);
    this.#batches = new Batches((edits) => options.tell({ kind: "edits", edits }));
    this.#stored = new Map(options.cursors.map((cursor) => [keyOf(cursor.source, cursor.file), cursor]));
  }

  /** Looks at everything once, then follows. */
  start(): Promise<void> {
    return this.#wake();
  }

  /** Says whether anybody looks at the editor. Coming back looks at once. */
  setAttention(isThere: boolean): void {
    if (isThere === this.#isThere) return;
    this.#isThere = isThere;
    if (isThere) void this.#wake();
    else clearTimeout(this.#timer);
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#watches[Symbol.dispose]();
  }

  #onTouched(files: ReadonlySet<string>): void {
    for (const file of files) this.#touched.add(file);
    void this.#wake();
  }

  /** Looks for what is new, once more if asked meanwhile. */
  async #wake(): Promise<void> {
    this.#isAsked = true;
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      while (this.#isAsked && !this.#isOver) {
        this.#isAsked = false;
        await this.#look();
        this.#report();
      }
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    } finally {
      this.#isBusy = false;
      if (this.#isThere) this.#wakeIn(hotMs);
    }
  }

  #wakeIn(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isOver) this.#timer = setTimeout(() => void this.#wake(), ms);
  }

  /** Reads what is new: of all records after a walk through the folders, or of those that may have changed. */
  async #look(): Promise<void> {
    const touched = new Set(this.#touched);
    this.#touched.clear();
    const agoMs = performance.now() - this.#walkedAtMs;
    if (agoMs >= coldMs || this.#foldersChanged()) {
      if (agoMs >= walkGapMs) return this.#walk();
      await this.#lookAtSome(touched);
      setTimeout(() => void this.#wake(), walkGapMs).unref();
      return;
    }
    await this.#lookAtSome(touched);
  }

  async #lookAtSome(touched: ReadonlySet<string>): Promise<void> {
    for (const [path, known] of this.#known) {
      if (isHot(known) || touched.has(path) || touched.has(dirname(path))) await this.#lookAt(path, known);
    }
  }

  /** Whether a folder that was walked through has new entries, or a root is there that was not. */
  #foldersChanged(): boolean {
    for (const root of this.#missing) if (existsSync(root)) return true;
    for (const [folder, mtimeMs] of this.#folders) if (statOf(folder)?.mtimeMs !== mtimeMs) return true;
    return false;
  }

  async #walk(): Promise<void> {
    this.#walkedAtMs = performance.now();
    this.#folders.clear();
    this.#missing.clear();
    const met: [Format, Source, RecordFile][] = [];
    const folders = new Map<string, number>();
    const changedMs = new Map<string, number>();
    for (const source of this.#sources.filter(({ isOn }) => isOn)) {
      const roots = new Set<string>();
      source.skippedOnWalk = 0;
      for (const format of source.formats) {
        for (const root of new Set(format.roots(this.#options.surroundings))) {
          const found = findRecords(format, root, this.#options.scope);
          if (found.folders.size === 0) this.#missing.add(root);
          else roots.add(root);
          source.skippedOnWalk += found.skipped;
          for (const [folder, mtimeMs] of found.folders) {
            folders.set(folder, mtimeMs);
            changedMs.set(folder, Math.max(mtimeMs, changedMs.get(folder) ?? 0));
          }
          // New projects appear at the top, however long ago the last one did.
          const [top] = found.folders.keys();
          if (top !== undefined) changedMs.set(top, Infinity);
          for (const record of found.records) {
            const folder = dirname(record.path);
            changedMs.set(folder, Math.max(record.mtimeMs, changedMs.get(folder) ?? 0));
            met.push([format, source, record]);
          }
        }
      }
      source.roots = [...roots];
    }
    // Watched first, so that nothing is missed between this walk and the next; the liveliest folders before all others.
    this.#watches.keep(liveliest(changedMs));
    for (const folder of liveliest(changedMs).slice(0, folderLimit)) {
      this.#folders.set(folder, folders.get(folder) ?? 0);
    }
    for (const [format, source, record] of met) await this.#meet(format, source, record);
    for (const known of this.#known.values()) if (!isHot(known)) known.tail = undefined;
  }

  /** A record that a walk came by. */
  async #meet(format: Format, source: Source, record: RecordFile): Promise<void> {
    const { path, size, mtimeMs } = record;
    const known = this.#known.get(path);
    if (known !== undefined) return this.#lookAt(path, known);
    const stored = this.#stored.get(keyOf(source.name, path));
    const isOld = stored === undefined && mtimeMs < source.sinceMs;
    const cursor = isOld ? cursorAtEnd(format, path) : (stored ?? cursorSince(format, path, source.sinceMs));
    const seen = isOld && cursor !== undefined ? { size, mtimeMs } : { size: -1, mtimeMs: -1 };
    const workingFolder = workingFolderOf(format, record, this.#options.scope);
    const fresh: Known = { format, source, workingFolder, cursor, tail: undefined, ...seen, tries: 0 };
    this.#known.set(path, fresh);
    await this.#lookAt(path, fresh);
  }

  /** Reads a record on if it is not as it was. */
  async #lookAt(path: string, known: Known): Promise<void> {
    const stat = statOf(path);
    if (stat === undefined) {
      this.#known.delete(path);
      return;
    }
    // A database in WAL mode changes beside itself first.
    const beside = known.format.kind === "database" ? statOf(`${path}-wal`)?.mtimeMs : undefined;
    const mtimeMs = Math.max(stat.mtimeMs, beside ?? 0);
    const isSame = stat.size === known.size && mtimeMs === known.mtimeMs;
    if (isSame && (known.tries === 0 || known.tries >= tryLimit)) return;
    if (!isSame) known.tries = 0;
    known.size = stat.size;
    known.mtimeMs = mtimeMs;
    const { source } = known;
    const reading = await readRecord(known.format, path, known, this.#manner(known));
    this.#batches.flush();
    if (reading.bytes > 0) source.readAtMs = Date.now();
    known.tail = reading.tail;
    if (reading.cursor === undefined) {
      if (++known.tries === tryLimit) source.skipped++;
    } else {
      known.tries = 0;
      known.cursor = reading.cursor;
      source.skipped += reading.skipped;
      this.#newCursors.set(path, { ...reading.cursor, cwd: this.#filter.folder(reading.cursor.cwd) });
    }
    if (performance.now() - this.#reportedAtMs >= reportMs) this.#report();
  }

  #manner({ source, workingFolder }: Known): Manner {
    return {
      workingFolder,
      backlogBytes,
      onParsed: (parsed) => this.#take(source, parsed),
      breathe: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        await this.#options.room();
        if (this.#isOver) throw new Stopped();
      },
    };
  }

  #take(source: Source, { edits, odd }: Parsed): void {
    source.odd += odd;
    for (const told of edits) {
      if (told.atMs < source.sinceMs || this.#acts.has(told.id)) continue;
      const inScope = this.#filter.inScope(told);
      if (inScope === undefined) continue;
      this.#acts.add(told.id);
      const edit = withinLimits(inScope);
      if (edit === undefined) {
        source.skipped++;
        continue;
      }
      source.edits++;
      this.#batches.add(edit);
    }
  }

  /** Tells how far records were read, and the sources if they are not as they were. */
  #report(): void {
    this.#reportedAtMs = performance.now();
    if (this.#newCursors.size > 0) {
      this.#options.tell({ kind: "cursors", cursors: [...this.#newCursors.values()] });
      this.#newCursors = new Map();
    }
    const sources = this.#sources.map(({ status }) => status);
    const status = JSON.stringify(sources);
    if (status === this.#status) return;
    this.#status = status;
    this.#options.tell({ kind: "status", sources });
  }
}

/** Folders by when something in them changed last, that first. */
function liveliest(changedMs: ReadonlyMap<string, number>): string[] {
  return [...changedMs].toSorted(([, a], [, b]) => b - a).map(([folder]) => folder);
}

function isHot({ mtimeMs, format }: Known): boolean {
  return format.kind === "database" || Date.now() - mtimeMs < hotForMs;
}

function keyOf(source: string, file: string): string {
  return `${source}\n${file}`;
}
