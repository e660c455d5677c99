import { existsSync, type FSWatcher, statSync, watch } from "node:fs";
import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import type { Format } from "../format.ts";
import type { Cursor, FromWorker, SourceStatus, ToWorker } from "../messages.ts";
import { cursorAtEnd, type Reading, readRecord } from "./reading.ts";
import { findRecords, type RecordFile } from "./records.ts";
import { ScopeFilter } from "./scope.ts";
import { sourcesOf } from "./sources.ts";

/** While somebody looks, records that changed lately are looked at this often, and everything else now and then. */
const hotMs = 500;
const coldMs = 30_000;
/** A record that changed in this time may change again soon. */
const hotForMs = 10 * 60_000;
/** What several events of one folder are waited for. */
const settleMs = 60;
/** So many folders are watched. */
const watchLimit = 64;
/** So many acts are remembered, so that a copy of a record tells nothing twice. */
const actLimit = 200_000;
/** Messages are cut to so many edits, and so much text, so that the host takes each in no time. */
const batchEdits = 200;
const batchCharacters = 512 * 1024;

/** A source, its formats and what it gave. */
interface Source {
  readonly name: string;
  readonly tool: string;
  readonly formats: readonly Format[];
  readonly isOn: boolean;
  readonly sinceMs: number;
  readonly roots: string[];
  readAtMs: number | undefined;
  edits: number;
  odd: number;
  skipped: number;
}

/** A record that is followed. */
interface Known {
  readonly format: Format;
  readonly source: Source;
  cursor: Cursor;
  size: number;
  mtimeMs: number;
}

/** What a follower is told at its start. */
export interface FollowerOptions extends Extract<ToWorker, { kind: "start" }> {
  readonly formats: readonly Format[];
  readonly tell: (message: FromWorker) => void;
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
  readonly #known = new Map<string, Known>();
  readonly #cursors: Map<string, Cursor>;
  readonly #folders = new Map<string, number>();
  readonly #missing = new Set<string>();
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #told = new Set<string>();
  #isThere = true;
  #timer: NodeJS.Timeout | undefined;
  #walkedAtMs = -Infinity;
  #isBusy = false;
  #isAskedAgain = false;
  #isOver = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#filter = new ScopeFilter(options.scope, options.surroundings.platform);
    this.#cursors = new Map(options.cursors.map((cursor) => [cursor.file, cursor]));
    const nowMs = Date.now();
    this.#sources = sourcesOf(options.formats).map(({ name, tool, formats }) => ({
      name,
      tool,
      formats,
      isOn: !options.off.includes(name),
      sinceMs: options.since[name] ?? nowMs,
      roots: [],
      readAtMs: undefined,
      edits: 0,
      odd: 0,
      skipped: 0,
    }));
  }

  /** Looks at everything once, then follows. */
  async start(): Promise<void> {
    await this.#look(true);
    this.#tellStatus();
    this.#plan();
  }

  /** Says whether anybody looks at the editor. Coming back looks at once. */
  setAttention(isThere: boolean): void {
    if (isThere === this.#isThere) return;
    this.#isThere = isThere;
    if (isThere) this.#wake();
    else clearTimeout(this.#timer);
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
  }

  #plan(): void {
    clearTimeout(this.#timer);
    if (this.#isThere && !this.#isOver) this.#timer = setTimeout(() => this.#wake(), hotMs);
  }

  #wake(): void {
    if (this.#isOver) return;
    if (this.#isBusy) {
      this.#isAskedAgain = true;
      return;
    }
    void this.#lookAndPlan();
  }

  async #lookAndPlan(): Promise<void> {
    do {
      this.#isAskedAgain = false;
      const nowMs = performance.now();
      await this.#look(nowMs - this.#walkedAtMs >= coldMs || this.#foldersChanged());
    } while (this.#isAskedAgain && !this.#isOver);
    this.#plan();
  }

  /** Reads what is new: of all records after a walk through the folders, or of those that may have changed. */
  async #look(walks: boolean): Promise<void> {
    this.#isBusy = true;
    try {
      if (walks) await this.#walk();
      else for (const [path, known] of this.#known) if (isHot(known)) await this.#lookAt(path, known);
    } finally {
      this.#isBusy = false;
    }
  }

  /** Whether a folder that was walked through has new entries, or a root is there that was not. */
  #foldersChanged(): boolean {
    if ([...this.#missing].some((root) => existsSync(root))) return true;
    for (const [folder, mtimeMs] of this.#folders) {
      if (statSync(folder, { throwIfNoEntry: false })?.mtimeMs !== mtimeMs) return true;
    }
    return false;
  }

  async #walk(): Promise<void> {
    this.#walkedAtMs = performance.now();
    this.#folders.clear();
    this.#missing.clear();
    const { surroundings, scope } = this.#options;
    for (const source of this.#sources) {
      if (!source.isOn) continue;
      source.roots.length = 0;
      const skippedBefore = source.skipped;
      let skipped = 0;
      for (const format of source.formats) {
        for (const root of new Set(format.roots(surroundings))) {
          const found = findRecords(format, root, scope);
          if (found.folders.size === 0) this.#missing.add(root);
          else if (!source.roots.includes(root)) source.roots.push(root);
          for (const [folder, mtimeMs] of found.folders) this.#folders.set(folder, mtimeMs);
          skipped += found.skipped;
          for (const record of found.records) await this.#meet(format, source, record);
        }
      }
      source.skipped = Math.max(skippedBefore, skipped);
    }
    this.#watchFolders();
  }

  /** A record that a walk came by. */
  async #meet(format: Format, source: Source, record: RecordFile): Promise<void> {
    const known = this.#known.get(record.path);
    if (known !== undefined) return this.#lookAt(record.path, known);
    const stored = this.#cursors.get(record.path);
    const isOld = stored === undefined && record.mtimeMs < source.sinceMs;
    const cursor = isOld ? cursorAtEnd(format, record.path) : stored;
    if (isOld && cursor === undefined) return;
    const start = cursor ?? { source: source.name, file: record.path, identity: "", offset: 0, cwd: undefined };
    const fresh: Known = { format, source, cursor: start, size: -1, mtimeMs: -1 };
    if (isOld) Object.assign(fresh, { size: record.size, mtimeMs: record.mtimeMs });
    this.#known.set(record.path, fresh);
    if (!isOld) await this.#lookAt(record.path, fresh);
  }

  /** Reads a record on if it is not as it was. */
  async #lookAt(path: string, known: Known): Promise<void> {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) {
      this.#known.delete(path);
      return;
    }
    // A database in WAL mode changes beside itself first.
    const beside =
      known.format.kind === "database" ? statSync(`${path}-wal`, { throwIfNoEntry: false })?.mtimeMs : undefined;
    const mtimeMs = Math.max(stat.mtimeMs, beside ?? 0);
    if (stat.size === known.size && mtimeMs === known.mtimeMs) return;
    known.size = stat.size;
    known.mtimeMs = mtimeMs;
    const reading = await readRecord(known.format, path, known.cursor.identity === "" ? undefined : known.cursor, rest);
    this.#take(known, reading);
  }

  #take(known: Known, reading: Reading): void {
    const { source } = known;
    source.odd += reading.odd;
    source.skipped += reading.skipped;
    const fresh = reading.edits.flatMap((edit) => {
      if (edit.atMs < source.sinceMs || this.#told.has(edit.id)) return [];
      const inScope = this.#filter.inScope(edit);
      if (inScope === undefined) return [];
      this.#told.add(edit.id);
      return [inScope];
    });
    if (this.#told.size > actLimit) this.#told.clear();
    source.edits += fresh.length;
    for (const edits of batches(fresh)) this.#options.tell({ kind: "edits", edits });
    if (reading.bytes > 0) source.readAtMs = Date.now();
    if (reading.cursor !== undefined) {
      known.cursor = reading.cursor;
      this.#options.tell({ kind: "cursors", cursors: [reading.cursor] });
    }
    this.#tellStatus();
  }

  #watchFolders(): void {
    for (const folder of this.#folders.keys()) {
      if (this.#watchers.has(folder) || this.#watchers.size >= watchLimit) continue;
      try {
        let timer: NodeJS.Timeout | undefined;
        const watcher = watch(folder, { persistent: false }, () => {
          clearTimeout(timer);
          timer = setTimeout(() => this.#wake(), settleMs);
        });
        watcher.on("error", () => {
          watcher.close();
          this.#watchers.delete(folder);
        });
        this.#watchers.set(folder, watcher);
      } catch {
        // No more watches are to be had: the timer looks after this folder.
        return;
      }
    }
  }

  #tellStatus(): void {
    const sources = this.#sources.map(
      ({ name, tool, isOn, sinceMs, roots, readAtMs, edits, odd, skipped }): SourceStatus => {
        return { source: name, tool, isOn, sinceMs, roots: [...roots], readAtMs, edits, odd, skipped };
      },
    );
    this.#options.tell({ kind: "status", sources });
  }
}

/** Edits in parts that are quick to hand over. */
export function* batches(edits: readonly AiEdit[]): Generator<readonly AiEdit[]> {
  let batch: AiEdit[] = [];
  let characters = 0;
  for (const edit of edits) {
    batch.push(edit);
    characters += sizeOf(edit);
    if (batch.length < batchEdits && characters < batchCharacters) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

/** About how many characters an edit holds. */
function sizeOf({ change }: AiEdit): number {
  switch (change.kind) {
    case "pieces":
      return change.pieces.reduce((sum, { oldText, newText }) => sum + oldText.length + newText.length, 0);
    case "whole":
      return change.text.length + (change.before?.length ?? 0);
    case "lines":
      return change.text.length;
    case "delete":
    case "move":
      return 0;
  }
}

function isHot({ mtimeMs, format }: Known): boolean {
  return format.kind === "database" || Date.now() - mtimeMs < hotForMs;
}

/** Lets messages come in between two blocks. */
function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
