import { join } from "node:path";
import { Connection } from "./connection.ts";
import { createPrivateFile, DATABASE_NAME, identityOf, setAside } from "./folder.ts";
import { isProblem, StoreError } from "./problem.ts";
import { MIGRATIONS } from "./schema.ts";
import type { Sqlite } from "./sqlite.ts";
import { checkTables, migrate, onlyRead, versionOf } from "./versions.ts";

/** How long a call may wait for another window, in milliseconds. It is the editor that waits, so: hardly. */
const BUSY_TIMEOUT_MS = 50;

/** The largest database that is checked whole when it is opened, in bytes: about 30 ms. Damage in a larger one shows when it is met. */
const CHECKED_BYTES = 32 * 1024 * 1024;

/** The first SQLite without the bug that can damage a WAL when it starts over (sqlite.org/wal.html, "WAL-reset"). */
const FIRST_SAFE_WAL = [3, 51, 3] as const;

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
 * Opens the database of a folder, creating or migrating it. One of a newer version is only read.
 * @throws StoreError of any kind but `deleted`, or what SQLite threw
 */
export function openDatabase(folder: string, sqlite: Sqlite, migrations: readonly string[] = MIGRATIONS): Connection {
  const path = join(folder, DATABASE_NAME);
  createPrivateFile(folder, DATABASE_NAME);
  const connection = new Connection(new sqlite.DatabaseSync(path), identityOf(path));
  try {
    connection.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON`);
    // Comes first: nothing of a newer database is touched, not even its journal mode.
    const version = connection.transaction("read", () => versionOf(connection));
    if (version > migrations.length) {
      onlyRead(connection, version, migrations);
      return connection;
    }
    checkPages(connection);
    setJournal(connection);
    if (version < migrations.length) {
      migrate(connection, folder, version, migrations);
    }
    checkTables(connection);
    connection.stayAt(migrations.length);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
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
  // In WAL, NORMAL would damage nothing, but a power cut could take back the last hundred batches.
  connection.exec("PRAGMA synchronous = FULL");
}
