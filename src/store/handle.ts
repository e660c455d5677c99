import { join } from "node:path";
import { type Connection, VersionChanged } from "./connection.ts";
import { openDatabase, setAsideDamaged } from "./database.ts";
import { DATABASE_NAME, identityOf, isEmptyFile, shredAll } from "./folder.ts";
import { readKey, readOrCreateKey, removeKey } from "./key.ts";
import { isProblem, StoreError, storeErrorOf, type StoreProblem } from "./problem.ts";
import { loadSqlite, type Sqlite } from "./sqlite.ts";

/**
 * The stored state is not what this window last saw. Told once each time, in the middle of a call: only take note.
 * - `corrupt`: the database was damaged and set aside under that name; what is in memory can be written again.
 * - `replaced`: another window did that, or the file was removed; the same.
 * - `deleted`: another window deleted everything; what is in memory, and the key, must be forgotten.
 */
export type StoreLoss =
  | { readonly kind: "corrupt"; readonly setAside: string }
  | { readonly kind: "replaced" }
  | { readonly kind: "deleted" };

/** What surrounds a store. */
export interface Surroundings {
  /** Hears of a loss. */
  readonly onLoss?: (loss: StoreLoss) => void;
  /** Loads SQLite; tests put theirs in. */
  readonly sqlite?: () => Sqlite;
  /** Dates the name of a damaged database. */
  readonly now?: () => number;
}

/**
 * Holds the one connection and the key of a window: opens late, sees when another window took the file away, and
 * recovers from damage. All methods but `close` throw `StoreError`.
 */
export class Handle {
  readonly #folder: string;
  readonly #path: string;
  readonly #onLoss: (loss: StoreLoss) => void;
  readonly #sqlite: () => Sqlite;
  readonly #now: () => number;
  #connection: Connection | undefined;
  #dataVersion: unknown;
  #key: Uint8Array | undefined;

  constructor(folder: string, surroundings: Surroundings) {
    this.#folder = folder;
    this.#path = join(folder, DATABASE_NAME);
    this.#onLoss = surroundings.onLoss ?? (() => undefined);
    this.#sqlite = surroundings.sqlite ?? loadSqlite;
    this.#now = surroundings.now ?? Date.now;
  }

  /** See `Store.refusal`. */
  get refusal(): StoreProblem | undefined {
    return this.#connection?.refusal;
  }

  /** See `Store.key`. A damaged one is replaced, and the database set aside, whose hashes nothing can match any more. */
  key(): Uint8Array {
    if (this.#key !== undefined) return this.#key;
    try {
      this.#key = readOrCreateKey(this.#folder);
    } catch (error) {
      if (!isProblem(error, "corrupt")) throw error;
      this.#putAwayKeyless();
      this.#key = readOrCreateKey(this.#folder);
    }
    return this.#key;
  }

  /**
   * Runs `work` on the database. Damage found on the way is handled as at the opening: the database is set aside and
   * `work` runs again on a fresh one. It runs again, too, on one that another window has brought to a newer version.
   * @returns `undefined` where there is no database and none is to be created
   */
  use<T>(create: boolean, work: (db: Connection) => T): T | undefined {
    const before = this.#connection;
    let isDamaged = false;
    try {
      return this.#useOnce(create, work);
    } catch (error) {
      isDamaged = isProblem(error, "corrupt");
      if (isDamaged && this.refusal !== undefined) throw new StoreError(this.refusal, error);
      // SQLite decides at the opening whether it may write, and by now it may again.
      const isStale = error instanceof VersionChanged || (isProblem(error, "readOnly") && before !== undefined);
      // Without a connection the opening failed, and that has done all it can.
      if (this.#connection === undefined || (!isDamaged && !isStale)) throw storeErrorOf(error);
    }
    try {
      if (isDamaged) this.#putAwayDamaged();
      else this.close();
      return this.#useOnce(create, work);
    } catch (error) {
      throw storeErrorOf(error);
    }
  }

  /** See `Store.changedElsewhere`. */
  changedElsewhere(): boolean {
    const before = this.#connection;
    if (before === undefined) {
      return identityOf(this.#path) !== undefined;
    }
    const unchanged = this.use(false, (db) => {
      const version = db.value("PRAGMA data_version");
      const same = db === before && version === this.#dataVersion;
      this.#dataVersion = version;
      return same;
    });
    return unchanged !== true;
  }

  /** See `Store.deleteEverything`. */
  deleteEverything(): void {
    this.#emptyWal();
    this.close();
    this.#key = undefined;
    try {
      shredAll(this.#folder);
    } catch (error) {
      throw storeErrorOf(error);
    }
  }

  /** See `Store.close`. */
  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }

  /** Closing removes the WAL's name and leaves its bytes on the disk. */
  #emptyWal(): void {
    try {
      this.#connection?.value("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch {
      // Damaged or held by another window: then the file is still there to be overwritten, or was worth nothing.
    }
  }

  #useOnce<T>(create: boolean, work: (db: Connection) => T): T | undefined {
    const present = identityOf(this.#path);
    const isSame = this.#connection !== undefined && this.#connection.identity === present;
    // A window that deletes everything empties the database on the way, and has taken the key by then.
    const isEmptied = isSame && isEmptyFile(this.#path);
    if (isEmptied && this.#keyIsKept()) {
      // With a WAL it would go on as if nothing had happened, and nobody else would see what it writes.
      throw new StoreError({ kind: "corrupt", message: "the database was emptied" });
    }
    if (!isSame || isEmptied) {
      this.#noticeLoss(create);
      if (present === undefined && !create) {
        return undefined;
      }
      if (create) {
        this.key(); // what is stored is worth nothing without a key that is stored too
      }
      this.#open();
    }
    return this.#connection === undefined ? undefined : work(this.#connection);
  }

  /** Opens the database; a damaged one is put away and a fresh one takes its place. */
  #open(): void {
    const found = identityOf(this.#path);
    const open = (): Connection => openDatabase(this.#folder, this.#sqlite());
    let connection: Connection;
    try {
      connection = open();
    } catch (error) {
      if (!isProblem(error, "corrupt")) throw error;
      const isAway = this.#putAway(found);
      try {
        connection = open();
      } catch (again) {
        if (isAway || !isProblem(again, "corrupt")) throw again;
        throw new StoreError({ kind: "locked", message: "another window is putting the damaged database away" }, again);
      }
    }
    this.#connection = connection;
    this.#dataVersion = connection.value("PRAGMA data_version");
  }

  /**
   * Asks, before a database is opened, what became of the one before it. Another window that deletes everything takes
   * the key first; one that sets a damaged database aside leaves it.
   */
  #noticeLoss(writing: boolean): void {
    const hadConnection = this.#connection !== undefined;
    this.close();
    if (!this.#keyIsKept()) {
      this.#key = undefined;
      this.#onLoss({ kind: "deleted" });
      if (writing) {
        throw new StoreError({ kind: "deleted", message: "another window deleted everything" });
      }
    } else if (hadConnection) {
      this.#onLoss({ kind: "replaced" });
    }
  }

  #keyIsKept(): boolean {
    return this.#key === undefined || sameBytes(this.#key, readKey(this.#folder));
  }

  #putAwayKeyless(): void {
    this.close();
    removeKey(this.#folder);
    const keyless = identityOf(this.#path);
    if (keyless !== undefined && !this.#putAway(keyless)) {
      this.#onLoss({ kind: "replaced" });
    }
  }

  #putAwayDamaged(): void {
    const damaged = this.#connection?.identity;
    this.close();
    if (!this.#putAway(damaged)) {
      this.#onLoss({ kind: "replaced" });
    }
  }

  /** Sets the database of that identity aside and tells so. `false` where another window was first, or is at it. */
  #putAway(identity: string | undefined): boolean {
    const name = setAsideDamaged(this.#folder, this.#now(), identity);
    if (name === undefined) return false;
    this.#onLoss({ kind: "corrupt", setAside: name });
    return true;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && Buffer.compare(a, b) === 0;
}
