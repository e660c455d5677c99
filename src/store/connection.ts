import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";

import { StoreError, type StoreProblem } from "./problem.ts";

/** Another window has brought the database to another version since it was opened. */
export class VersionChanged extends Error {}

/** A row as SQLite gives it: integers as `bigint`, so that no stored number, however odd, makes reading throw. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** An open database: statements prepared once, and transactions that leave nothing behind when they fail. */
export class Connection {
  /** Which file this is, see `identityOf`. */
  readonly identity: string | undefined;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #version: number | undefined;
  #refusal: StoreProblem | undefined;

  constructor(database: DatabaseSync, identity: string | undefined) {
    this.#database = database;
    this.identity = identity;
  }

  /** What every transaction that would write throws; `undefined` where it may. */
  get refusal(): StoreProblem | undefined {
    return this.#refusal;
  }

  /** From now on each transaction is of that version of the database, and refused if it would write. */
  stayAt(version: number, refusal?: StoreProblem): void {
    this.#version = version;
    this.#refusal = refusal;
  }

  /** Runs statements that answer nothing. */
  exec(sql: string): void {
    this.#database.exec(sql);
  }

  rows(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepared(sql).all(...values);
  }

  row(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepared(sql).get(...values);
  }

  /** The one value of the one row that a question such as `PRAGMA user_version` answers. */
  value(sql: string, ...values: SQLInputValue[]): SQLOutputValue | undefined {
    const row = this.row(sql, ...values);
    return row === undefined ? undefined : Object.values(row)[0];
  }

  /** @returns how many rows it changed */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepared(sql).run(...values).changes);
  }

  /**
   * All of `work` or none of it, on one state of the database. To write takes the right to write at once, so that no
   * other window can make it fail half-way.
   * @throws VersionChanged before anything is done
   */
  transaction<T>(to: "read" | "write", work: () => T): T {
    if (to === "write" && this.#refusal !== undefined) throw new StoreError(this.#refusal);
    this.exec(to === "write" ? "BEGIN IMMEDIATE" : "BEGIN");
    try {
      if (this.#version !== undefined && Number(this.value("PRAGMA user_version")) !== this.#version) {
        throw new VersionChanged();
      }
      const result = work();
      this.exec("COMMIT");
      return result;
    } catch (error) {
      try {
        this.exec("ROLLBACK");
      } catch {
        // SQLite has already rolled back by itself, as it does when the disk is full. The first error is the one to tell.
      }
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      statement.setReadBigInts(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
