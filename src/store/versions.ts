import { rmSync } from "node:fs";
import { join } from "node:path";
import { Connection } from "./connection.ts";
import { createPrivateFile, keepBackup } from "./folder.ts";
import { isProblem, StoreError } from "./problem.ts";
import { TABLES } from "./schema.ts";
import { loadSqlite } from "./sqlite.ts";

/**
 * How many steps a database has taken. Belongs in a transaction: between two looks another window may make the tables of
 * a new one.
 * @throws StoreError `corrupt` for one that is not ours
 */
export function versionOf(connection: Connection): number {
  const version = Number(connection.value("PRAGMA user_version"));
  if (version > 0) return version;
  if (version < 0 || connection.value("SELECT count(*) FROM sqlite_schema") !== 0n) {
    throw new StoreError({ kind: "corrupt", message: "the database was not made by Review Debt" });
  }
  return version;
}

/**
 * Lets the database of a newer version be read and never written. What it has besides is not seen; rows that say what
 * nobody knows here are dropped as any odd ones, see `rows.ts`.
 * @throws StoreError `newer` where it lacks anything of ours or is damaged: it is not for us to set aside
 */
export function onlyRead(connection: Connection, version: number, migrations: readonly string[]): void {
  const supported = migrations.length;
  const message = `the database is of version ${version}, this extension knows ${supported}`;
  const refusal = { kind: "newer", message, found: version, supported } as const;
  try {
    const missing = lacking(connection, migrations);
    if (missing.length > 0) throw incomplete(missing);
  } catch (error) {
    throw isProblem(error, "corrupt") ? new StoreError(refusal, error) : error;
  }
  connection.exec("PRAGMA query_only = ON");
  connection.stayAt(version, refusal);
}

/** @throws StoreError `corrupt` where a table is missing in a database of the present version */
export function checkTables(connection: Connection): void {
  const rows = connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'");
  const names = new Set(rows.map((row) => row["name"]));
  const missing = TABLES.filter((table) => !names.has(table));
  if (missing.length > 0) {
    throw incomplete(missing);
  }
}

function incomplete(missing: readonly string[]): StoreError {
  return new StoreError({ kind: "corrupt", message: `the database lacks ${missing.join(", ")}` });
}

/** The columns that a database has after these steps and this one has not: `["span.origin"]`. */
function lacking(connection: Connection, steps: readonly string[]): string[] {
  const made = new Connection(new (loadSqlite().DatabaseSync)(":memory:"), undefined);
  try {
    for (const step of steps) made.exec(step);
    const has = columnsOf(connection);
    return [...columnsOf(made)].filter((column) => !has.has(column));
  } finally {
    made.close();
  }
}

function columnsOf(connection: Connection): Set<string> {
  const rows = connection.rows(
    `SELECT made.name || '.' || has.name AS name FROM sqlite_schema AS made JOIN pragma_table_info(made.name) AS has
     WHERE made.type = 'table'`,
  );
  return new Set(rows.map((row) => String(row["name"])));
}

/** Takes the steps that the database of an older version lacks, after a copy of it was made. All of them, or none. */
export function migrate(connection: Connection, folder: string, version: number, migrations: readonly string[]): void {
  if (version > 0) {
    const missing = lacking(connection, migrations.slice(0, version));
    if (missing.length > 0) throw incomplete(missing);
    backUp(connection, folder, version);
  }
  connection.transaction("write", () => {
    // Another window may have been here first, so the version is asked for again.
    for (const step of migrations.slice(versionOf(connection))) {
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
