import type { Connection } from "./connection.ts";
import { count, text } from "./rows.ts";

/** How far one of an agent's records was read. */
export interface StoredCursor {
  readonly source: string;
  /** The record's absolute path. */
  readonly file: string;
  /** Which file that was; opaque here. */
  readonly identity: string;
  readonly offset: number;
  /** The working folder the record last named. */
  readonly cwd: string | undefined;
}

/** What a window learned from agents' records: how far it read them, and which acts it told. */
export interface AgentProgress {
  readonly cursors: readonly StoredCursor[];
  /** Ids of acts of AI writing. */
  readonly acts: readonly string[];
  /** The moment, milliseconds since the epoch. */
  readonly atMs: number;
}

/** What the records of one source gave in the last weeks. */
export interface SourceTotals {
  /** Acts that were told. */
  readonly acts: number;
  /** When something new was last read, milliseconds since the epoch. */
  readonly readAtMs: number | undefined;
}

/** Agents remove their records after 30 days; what is known of older ones serves nobody. */
const keptMs = 40 * 86_400_000;
/** So many values are asked for in one statement. */
const questionLimit = 500;

/** The cursors of a set of folders. */
export function readCursors(db: Connection, scope: string): StoredCursor[] {
  return db.rows("SELECT * FROM agent_cursor WHERE scope = ? ORDER BY file", scope).flatMap((row) => {
    const source = text(row["source"]);
    const file = text(row["file"]);
    const identity = text(row["identity"]);
    const offset = count(row["offset"]);
    if (source === undefined || file === undefined || identity === undefined || offset === undefined) return [];
    return [{ source, file, identity, offset, cwd: text(row["cwd"]) }];
  });
}

/** What each source gave, by its name, with which the ids of its acts begin. */
export function sourceTotals(db: Connection): Map<string, SourceTotals> {
  const totals = new Map<string, SourceTotals>();
  for (const row of db.rows("SELECT source, max(read_at_ms) AS at_ms FROM agent_cursor GROUP BY source")) {
    const source = text(row["source"]);
    if (source !== undefined) totals.set(source, { acts: 0, readAtMs: count(row["at_ms"]) });
  }
  for (const row of db.rows(
    "SELECT substr(id, 1, instr(id, ':') - 1) AS source, count(*) AS acts FROM act GROUP BY 1",
  )) {
    const source = text(row["source"]);
    if (source !== undefined)
      totals.set(source, { readAtMs: totals.get(source)?.readAtMs, acts: count(row["acts"]) ?? 0 });
  }
  return totals;
}

/** Notes progress, and forgets what is too old. Belongs in a transaction. */
export function writeProgress(db: Connection, scope: string, { cursors, acts, atMs }: AgentProgress): void {
  const at = Math.round(atMs);
  for (const { source, file, identity, offset, cwd } of cursors) {
    db.run(
      `INSERT INTO agent_cursor VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (scope, source, file) DO UPDATE SET identity = excluded.identity, offset = excluded.offset,
         cwd = excluded.cwd, read_at_ms = excluded.read_at_ms`,
      scope,
      source,
      file,
      identity,
      Math.round(offset),
      cwd ?? null,
      at,
    );
  }
  for (const id of acts) {
    db.run("INSERT INTO act VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET at_ms = excluded.at_ms", id, at);
  }
  db.run("DELETE FROM agent_cursor WHERE read_at_ms < ?", at - keptMs);
  db.run("DELETE FROM act WHERE at_ms < ?", at - keptMs);
}

/** Which of some acts were told before. */
export function knownActs(db: Connection, ids: readonly string[]): Set<string> {
  const known = new Set<string>();
  for (let from = 0; from < ids.length; from += questionLimit) {
    const some = ids.slice(from, from + questionLimit);
    const marks = some.map(() => "?").join(", ");
    for (const row of db.rows(`SELECT id FROM act WHERE id IN (${marks})`, ...some)) {
      const id = text(row["id"]);
      if (id !== undefined) known.add(id);
    }
  }
  return known;
}
