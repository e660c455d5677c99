import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";

const ai = ["alpha(1);", "beta(2);", "gamma(3);"];

/** What a desk's database holds, and what the window says of it. */
export class Storing {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The database, which need not exist. */
  get database(): string {
    return join(this.#desk.storage, "review-debt.db");
  }

  /** Has AI write three lines under a line of a file, and waits until they are marked. */
  async block(file: string, under: number): Promise<void> {
    await this.#desk.letAiWrite(file, ai, under);
    const first = under + 1;
    await eventually(
      `marks from line ${first} on`,
      () => this.#desk.workbench.decorations.gutterLines(),
      (lines) => [first, first + 1, first + 2].every((line) => lines.includes(line)),
    );
  }

  /** Waits until the queue says this above its rows. */
  async queueSays(line: string): Promise<void> {
    const { queue } = this.#desk.workbench;
    await queue.show();
    await eventually(
      `the queue to say "${line}"`,
      () => queue.message(),
      (text) => text === line,
    );
  }

  /** Waits until the database holds these marks of the present texts: `["locked.js 2-5 unread"]`. */
  async stored(...wanted: readonly string[]): Promise<void> {
    await eventually(
      `${wanted.join(", ")} to be stored`,
      async () => this.#spans().join(),
      (found) => found === wanted.join(),
    );
  }

  /** The extension is there, answers, and has thrown nothing; nothing pops up. */
  async isQuiet(): Promise<void> {
    await this.#desk.exported();
    assert.deepEqual(await this.#desk.workbench.notifications(), []);
    this.hasThrownNothing();
  }

  /** Neither the editor's log nor ours has an error of ours. */
  hasThrownNothing(): void {
    const errors = this.#desk
      .hostLog()
      .split("\n")
      .filter((line) => line.includes("[error]") && line.includes("review-debt.review-debt"));
    assert.deepEqual(errors, []);
    assert.doesNotMatch(this.#desk.log(), /\[error\]/);
  }

  #spans(): string[] {
    if (!existsSync(this.database)) return [];
    try {
      using db = new DatabaseSync(this.database, { readOnly: true, timeout: 1000 });
      if (db.prepare("PRAGMA user_version").get()?.["user_version"] === 0) return [];
      const rows = db
        .prepare(
          `SELECT uri, start_line || '-' || end_line || ' ' || state AS words
           FROM file JOIN snapshot ON file_id = file.id AND snapshot.text_hash = file.text_hash
           JOIN span ON snapshot_id = snapshot.id ORDER BY uri, start_line`,
        )
        .all();
      return rows.map(({ uri, words }) => `${String(uri).replace(/.*\//, "")} ${String(words)}`);
    } catch (error) {
      // While it is damaged, or a window is just putting another one in its place, there is nothing to read.
      return [String(error)];
    }
  }
}
