import { rmSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { Connection } from "./connection.ts";
import { createPrivateFile, DATABASE_NAME, identityOf, keepBackup, setAside } from "./folder.ts";
import { isProblem, StoreError } from "./problem.ts";
import { MIGRATIONS, TABLES } from "./schema.ts";

/** The part of `node:sqlite` in use. */
export interface Sqlite {
  readonly DatabaseSync: new (path: string) => DatabaseSync;
}

/** How long a call may wait for another window, in milliseconds. It is the editor that waits, so: hardly. */
const BUSY_TIMEOUT_MS = 50;

/** The largest database that is checked whole when it is opened, in bytes: about 30 ms. Damage in a larger one shows when it is met. */
const CHECKED_BYTES = 32 * 1024 * 1024;

/** The first SQLite without the bug that can damage a WAL when it starts over (sqlite.org/wal.html, "WAL-reset"). */
const FIRST_SAFE_WAL = [3, 51, 3] as const;

/**
 * Loads SQLite, only when a database is about to be opened.
 * @throws StoreError `unavailable` where this Node has none
 */
export function loadSqlite(): Sqlite {
  const sqlite = process.getBuiltinModule("node:sqlite");
  // The types promise a module; a Node without SQLite, or with it switched off, answers undefined.
  if ((sqlite as unknown) === undefined) {
    throw new StoreError({ kind: "unavailable", message: "this Node has no node:sqlite" });
  }
  return sqlite;
}

/** Whether that version of SQLite (`"3.51.3"`) may keep a write-ahead log. */
export function walIsSafe(version: string): boolean {
  const parts = version.split(".").map(Number);
  for (const [i, floor] of FIRST_SAFE_WAL.entries()) {
    const part = parts[i] ?? 0;
    if (part !== floor) {
      return part > floor;
    }
  }
  return true;
}

/**
 * Renames the damaged database of a folder, see `setAside`.
 * @throws StoreError `corrupt` when it cannot be renamed
 */
export function setAsideDamaged(folder: string, nowMs: number, damaged: string | undefined): string | undefined {
  try {
    return setAside(folder, nowMs, damaged);
  } catch (error) {
    const message = "the database is damaged and cannot be renamed";
    throw new StoreError({ kind: "corrupt", message }, error);
  }
}

/**
 * Opens the database of a folder, creating or migrating it.
 * @throws StoreError of any kind but `deleted`, or what SQLite threw
 */
export function openDatabase(folder: string, sqlite: Sqlite, migrations: readonly string[] = MIGRATIONS): Connection {
  const path = join(folder, DATABASE_NAME);
  createPrivateFile(folder, DATABASE_NAME);
  const connection = new Connection(new sqlite.DatabaseSync(path), identityOf(path));
  try {
    connection.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON`);
    // In one transaction: between two looks another window may make the tables of a new database.
    const version = connection.transaction("read", () => checkedVersion(connection, migrations.length));
    checkPages(connection);
    setJournal(connection);
    if (version < migrations.length) {
      migrate(connection, folder, version, migrations);
    }
    checkTables(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Comes first: nothing of a newer database is touched, not even its journal mode. */
function checkedVersion(connection: Connection, supported: number): number {
  const found = Number(connection.value("PRAGMA user_version"));
  if (found > supported) {
    const message = `the database is of version ${found}, this extension knows ${supported}`;
    throw new StoreError({ kind: "newer", message, found, supported });
  }
  const tables = Number(connection.value("SELECT count(*) FROM sqlite_schema"));
  if (found < 0 || (found === 0 && tables > 0)) {
    throw new StoreError({ kind: "corrupt", message: "the database was not made by Review Debt" });
  }
  return found;
}

/** Only the structure counts here: a row with an odd value is skipped when it is read, the rest is worth keeping. */
function checkPages(connection: Connection): void {
  const pages = Number(connection.value("PRAGMA page_count"));
  if (pages * Number(connection.value("PRAGMA page_size")) > CHECKED_BYTES) {
    return;
  }
  connection.exec("PRAGMA ignore_check_constraints = ON");
  const answer = connection.value("PRAGMA quick_check(1)");
  connection.exec("PRAGMA ignore_check_constraints = OFF");
  if (answer !== "ok") {
    throw new StoreError({ kind: "corrupt", message: `quick_check: ${String(answer)}` });
  }
}

function checkTables(connection: Connection): void {
  const rows = connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'");
  const names = new Set(rows.map((row) => row["name"]));
  const missing = TABLES.filter((table) => !names.has(table));
  if (missing.length > 0) {
    throw new StoreError({ kind: "corrupt", message: `the database lacks ${missing.join(", ")}` });
  }
}

/**
 * WAL where it is safe: readers and a writer do not wait for each other. The mode is kept in the file, so a file may
 * come in the other one. Entering WAL can wait for the next opening; an unsafe one must be left, and SQLite says
 * `locked` where another window is in the way.
 */
function setJournal(connection: Connection): void {
  const safe = walIsSafe(String(connection.value("SELECT sqlite_version()")));
  let mode: unknown;
  try {
    mode = connection.value(`PRAGMA journal_mode = ${safe ? "WAL" : "TRUNCATE"}`);
  } catch (error) {
    if (!safe || !isProblem(error, "locked")) {
      throw error;
    }
  }
  if (mode !== "wal") {
    connection.exec("PRAGMA journal_mode = TRUNCATE");
  }
  // In WAL, NORMAL can lose the last commits to a power cut but never damages; without it only FULL promises that.
  connection.exec(`PRAGMA synchronous = ${mode === "wal" ? "NORMAL" : "FULL"}`);
}

function migrate(connection: Connection, folder: string, version: number, migrations: readonly string[]): void {
  if (version > 0) {
    backUp(connection, folder, version);
  }
  connection.transaction("write", () => {
    // Another window may have been here first, so the version is asked for again.
    for (const step of migrations.slice(checkedVersion(connection, migrations.length))) {
      connection.exec(step);
    }
    connection.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

/** A whole copy of what is still of that version, under another name until it is complete. */
function backUp(connection: Connection, folder: string, version: number): void {
  const partial = `review-debt.partial-${process.pid}.db`;
  rmSync(join(folder, partial), { force: true });
  try {
    createPrivateFile(folder, partial);
    connection.run("VACUUM INTO ?", join(folder, partial));
    // Another window may have taken the steps meanwhile; then the copy is of what came of them, and it has made the right one.
    if (Number(connection.value("PRAGMA user_version")) === version) {
      keepBackup(folder, partial, version);
    }
  } finally {
    rmSync(join(folder, partial), { force: true });
  }
}
