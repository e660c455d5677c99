import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "./problem.ts";

/** The part of `node:sqlite` in use. */
export interface Sqlite {
  readonly DatabaseSync: new (path: string) => DatabaseSync;
}

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
