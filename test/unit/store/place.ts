import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type StoreProblem, StoreError } from "../../../src/store/problem.ts";
import type { Sqlite } from "../../../src/store/sqlite.ts";
import { Store } from "../../../src/store/store.ts";

/** A folder of a test's own with the stores and connections it opened; all of it goes when the test ends. */
export class Place {
  readonly root = mkdtempSync(join(tmpdir(), "review-debt-store-"));
  /** Where the store lives; not there until something is written. */
  readonly folder = join(this.root, "globalStorage");
  readonly database = join(this.folder, "review-debt.db");
  readonly #open: { close(): void }[] = [];

  store(surroundings?: ConstructorParameters<typeof Store>[1]): Store {
    return this.closing(new Store(this.folder, surroundings));
  }

  /** A connection beside the store, as another program would have. */
  raw(path: string = this.database): DatabaseSync {
    return this.closing(new DatabaseSync(path));
  }

  closing<T extends { close(): void }>(opened: T): T {
    this.#open.push(opened);
    return opened;
  }

  names(): string[] {
    return readdirSync(this.folder).toSorted();
  }

  /** The bytes of files in the folder. */
  bytes(names: readonly string[] = this.names()): Buffer {
    return Buffer.concat(names.map((name) => readFileSync(join(this.folder, name))));
  }

  /** Closes all that was opened here; a test may have done so before. */
  closeAll(): void {
    for (const opened of this.#open.splice(0)) {
      try {
        opened.close();
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ERR_INVALID_STATE")) {
          throw error;
        }
      }
    }
  }

  remove(): void {
    this.closeAll();
    rmSync(this.root, { recursive: true });
  }
}

/** The problem a call ends in; fails the test when it ends in none. */
export function problemOf(call: () => unknown): StoreProblem {
  try {
    call();
  } catch (error) {
    if (error instanceof StoreError) {
      return error.problem;
    }
    throw error;
  }
  throw new Error("expected a StoreError");
}

/** The real SQLite with something done to every database before the store gets it. */
export function sqliteThat(prepare: (database: DatabaseSync) => void): () => Sqlite {
  class Prepared extends DatabaseSync {
    constructor(path: string) {
      super(path);
      prepare(this);
    }
  }
  return () => ({ DatabaseSync: Prepared });
}

/** The real SQLite, saying it is a version that may keep a WAL. */
export const sqliteWithWal = sqliteThat((database) => {
  database.function("sqlite_version", () => "3.51.3");
});

/** The real SQLite, saying it is a version that may not. */
export const sqliteWithoutWal = sqliteThat((database) => {
  database.function("sqlite_version", () => "3.50.4");
});

/** How a database keeps its transactions whole. */
export type Journal = "a WAL" | "a rollback journal";

/** The real SQLite, keeping that journal. */
export function sqliteFor(journal: Journal): () => Sqlite {
  return journal === "a WAL" ? sqliteWithWal : sqliteWithoutWal;
}
