import type { LineHash } from "../core/text/hash.ts";
import type { Day, Fact, InWorkspace, LineFact, OutcomeFact } from "../core/week/facts.ts";
import {
  type AgentProgress,
  knownActs,
  readCursors,
  sourceTotals,
  type SourceTotals,
  type StoredCursor,
  writeProgress,
} from "./agents.ts";
import {
  type ChecklistRecord,
  loadChecklists,
  pruneChecklists,
  type StoredChecklist,
  writeChecklist,
} from "./checklists.ts";
import type { Connection } from "./connection.ts";
import { type Everything, everythingIn } from "./everything.ts";
import { addFacts, loadDays, loadOutcomes } from "./facts.ts";
import {
  type DiskStamp,
  type FileRecord,
  type FileSummary,
  filesWithText,
  loadFile,
  loadFormers,
  loadSnapshot,
  pruneOrigins,
  pruneFiles,
  type StoredFile,
  type StoredSnapshot,
  summaries,
  writeFile,
} from "./files.ts";
import { Handle, type Surroundings } from "./handle.ts";
import type { StoreProblem } from "./problem.ts";
import { type TreeState, treeStates } from "./tree.ts";
import { loadWeekAnswers, removeWeekAnswer, type WeekAnswer, writeWeekAnswer } from "./weekAnswers.ts";

/** Ledger changes of some files and the day facts that came of them: stored together or not at all. */
export interface Batch {
  readonly files: readonly FileRecord[];
  readonly facts: readonly InWorkspace<Fact>[];
  /** The moment, milliseconds since the epoch. */
  readonly atMs: number;
}

/**
 * What Review Debt remembers, in one SQLite database in one folder. Opened at the first call that needs it, created at
 * the first that writes; without it reads answer empty. Every method is synchronous and short, and waits at most some
 * 50 ms for another window.
 *
 * Every method but `close` throws `StoreError` (see `StoreProblem`) and then has changed nothing.
 */
export class Store {
  readonly #folder: string;
  readonly #handle: Handle;
  /** The connection that has swept up once: what an interrupted window left need not be looked for at every write. */
  #pruned: Connection | undefined;

  /** @param folder the absolute path of the store's own folder, which need not exist */
  constructor(folder: string, surroundings: Surroundings = {}) {
    this.#folder = folder;
    this.#handle = new Handle(folder, surroundings);
  }

  /** What every write throws until the database is opened anew, as far as that is known without writing. */
  get refusal(): StoreProblem | undefined {
    return this.#handle.refusal;
  }

  /** The 16 bytes that all hashes are keyed with; made when there is none yet. */
  key(): Uint8Array {
    return this.#handle.key();
  }

  /** A file with the ledger of its present text. */
  loadFile(uri: string): StoredFile | undefined {
    return this.#read(undefined, (db) => loadFile(db, uri));
  }

  /** The ledger a file had when its text had exactly that hash. */
  snapshotOf(uri: string, textHash: string): StoredSnapshot | undefined {
    return this.#read(undefined, (db) => loadSnapshot(db, uri, textHash));
  }

  /** The ledgers of the texts that a file had before its present one, the latest first. */
  formersOf(uri: string): StoredSnapshot[] {
    return this.#read([], (db) => loadFormers(db, uri));
  }

  /** The files with tracked lines whose present text has that hash. */
  filesWithText(textHash: string): string[] {
    return this.#read([], (db) => filesWithText(db, textHash));
  }

  /** Every file, by URI. */
  files(): FileSummary[] {
    return this.#read([], summaries);
  }

  /** The counts of every day in every workspace folder, by day. */
  days(): InWorkspace<LineFact>[] {
    return this.#read([], loadDays);
  }

  /** What became of lines that had landed in a commit, on every day in every workspace folder, by day. */
  outcomes(): InWorkspace<OutcomeFact>[] {
    return this.#read([], loadOutcomes);
  }

  /** How many lines of each state the present text of every file has that is there. `isBlank` knows the hash of a blank line. */
  treeStates(isBlank: (hash: LineHash) => boolean): TreeState[] {
    return this.#read([], (db) => treeStates(db, isBlank));
  }

  /** Every answer to a week's questions, the latest week first. */
  weekAnswers(): WeekAnswer[] {
    return this.#read([], loadWeekAnswers);
  }

  /** Every answered checklist, the latest first. */
  checklists(): StoredChecklist[] {
    return this.#read([], loadChecklists);
  }

  /** Every row there is, in readable form. */
  everything(): Everything {
    const rows = this.#read(undefined, (db) => everythingIn(db, this.#folder));
    return rows ?? everythingIn(undefined, this.#folder);
  }

  /** Stores a batch. Writing the same files again changes nothing; facts are added each time. */
  write(batch: Batch): void {
    const tellsAnything = batch.facts.length > 0 || batch.files.some((file) => file.spans.length > 0);
    this.#write(tellsAnything, (db) => {
      for (const record of batch.files) {
        writeFile(db, record, Math.round(batch.atMs));
      }
      addFacts(db, batch.facts);
    });
  }

  /**
   * Stores a checklist, and removes the one it replaces.
   * @returns `false`, and nothing is stored or removed, where its file is not stored
   */
  writeChecklist(checklist: ChecklistRecord, replacing: StoredChecklist | undefined): boolean {
    return this.#write(false, (db) => writeChecklist(db, checklist, replacing)) ?? false;
  }

  /** Stores an answer to a week's question, in the place of what was answered before. */
  writeWeekAnswer(answer: WeekAnswer): void {
    this.#write(true, (db) => writeWeekAnswer(db, answer));
  }

  /** Removes what was answered to a week's question. */
  removeWeekAnswer(week: Day, question: string): void {
    this.#write(false, (db) => removeWeekAnswer(db, week, question));
  }

  /** Lets a file keep everything under its new URI. What was stored under that one is gone, as the file there is. */
  renameFile(oldUri: string, newUri: string): void {
    if (oldUri === newUri) {
      return;
    }
    this.#write(false, (db) => {
      if (db.value("SELECT id FROM file WHERE uri = ?", oldUri) !== undefined) {
        db.run("DELETE FROM file WHERE uri = ?", newUri);
        db.run("UPDATE file SET uri = ? WHERE uri = ?", newUri, oldUri);
      }
    });
  }

  /** Notes whether a file is there, and its stamp when it is. A file that is not stored stays so. */
  markPresence(uri: string, present: boolean, disk: DiskStamp | undefined, atMs: number): void {
    this.#write(false, (db) => {
      db.run(
        "UPDATE file SET present = ?, disk_mtime_ms = ?, disk_size = ?, seen_at_ms = ? WHERE uri = ?",
        Number(present),
        disk?.mtimeMs ?? null,
        disk?.size ?? null,
        Math.round(atMs),
        uri,
      );
    });
  }

  /** Removes all that is known of a file; the days keep their counts. */
  forget(uri: string): void {
    this.#write(false, (db) => {
      db.run("DELETE FROM file WHERE uri = ?", uri);
      pruneOrigins(db);
    });
  }

  /**
   * Takes, or keeps, the right to do some work for all windows.
   * @param holder who asks, unique to the window
   * @param untilMs when it ends by itself; ask again before
   * @returns whether the right is the holder's now
   */
  takeLease(name: string, holder: string, nowMs: number, untilMs: number): boolean {
    // An end later than the one asked for was set by a clock that has since been put back.
    const taken = this.#write(true, (db) =>
      db.run(
        `INSERT INTO lease VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE
           SET holder = excluded.holder, until_ms = excluded.until_ms
           WHERE holder = excluded.holder OR until_ms <= ? OR until_ms > excluded.until_ms`,
        name,
        holder,
        Math.round(untilMs),
        Math.round(nowMs),
      ),
    );
    return taken === 1;
  }

  /** Gives the right back before its end, if it is the holder's. */
  releaseLease(name: string, holder: string): void {
    this.#write(false, (db) => {
      db.run("DELETE FROM lease WHERE name = ? AND holder = ?", name, holder);
    });
  }

  /** How far the records of agents were read for a set of workspace folders, which `scope` names. */
  agentCursors(scope: string): StoredCursor[] {
    return this.#read([], (db) => readCursors(db, scope));
  }

  /** Which of these acts were told before. */
  knownActs(ids: readonly string[]): Set<string> {
    return this.#read(new Set(), (db) => knownActs(db, ids));
  }

  /** What each source of agents' edits gave, by its name. */
  sourceTotals(): Map<string, SourceTotals> {
    return this.#read(new Map(), sourceTotals);
  }

  /** Notes what was learned from agents' records. */
  writeAgentProgress(scope: string, progress: AgentProgress): void {
    this.#write(progress.cursors.length > 0 || progress.acts.length > 0, (db) => writeProgress(db, scope, progress));
  }

  /**
   * Whether another window has written since this was last asked, or since the opening; before that,
   * whether there is anything to read. Cheap enough for every focus.
   */
  changedElsewhere(): boolean {
    return this.#handle.changedElsewhere();
  }

  /**
   * Overwrites and removes the database, what SQLite keeps beside it, backups, damaged copies and the key. Afterwards
   * the store is as new; its key is another one.
   */
  deleteEverything(): void {
    this.#handle.deleteEverything();
  }

  /** Closes the database. The next call opens it again. */
  close(): void {
    this.#handle.close();
  }

  #read<T>(empty: T, work: (db: Connection) => T): T {
    return this.#handle.use(false, (db) => db.transaction("read", () => work(db))) ?? empty;
  }

  /** @returns `undefined` where there is no database and none is to be created */
  #write<T>(create: boolean, work: (db: Connection) => T): T | undefined {
    return this.#handle.use(create, (db) => {
      const result = db.transaction("write", () => {
        if (db !== this.#pruned) {
          pruneFiles(db, Date.now());
          pruneChecklists(db, Date.now());
          pruneOrigins(db);
        }
        return work(db);
      });
      this.#pruned = db;
      return result;
    });
  }
}
