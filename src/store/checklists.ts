import type { Verdict } from "../core/review/answers.ts";
import type { Connection, Row } from "./connection.ts";
import { bytesOf, count, integer, lineHashesOf, moment, oneOf, text } from "./rows.ts";

/** What was said to a question, that it is unsure included. */
export type StoredVerdict = Verdict | "unsure";

/** A checklist that was answered for adjacent lines of a file. */
export interface ChecklistRecord {
  readonly uri: string;
  /** The keyed hash of each of its lines as they were then. */
  readonly lineHashes: Float64Array;
  /** When it was answered, milliseconds since the epoch. */
  readonly atMs: number;
  /** The person's own words, to themselves. */
  readonly note: string | undefined;
  /** By the ids of questions. */
  readonly answers: ReadonlyMap<string, StoredVerdict>;
}

/** A checklist as it is stored. */
export interface StoredChecklist extends ChecklistRecord {
  /** Its number in the database. */
  readonly id: number;
}

/** Older checklists are forgotten. */
const keptMs = 90 * 86_400_000;

const VERDICTS: Readonly<Record<StoredVerdict, true>> = {
  holds: true,
  doesNotApply: true,
  unsure: true,
};

/** Reads every checklist, the latest first. One with odd values is skipped; of its answers only the odd ones are. */
export function loadChecklists(db: Connection): StoredChecklist[] {
  const answers = loadAnswers(db);
  const rows = db.rows(
    "SELECT checklist.*, uri FROM checklist JOIN file ON file.id = file_id ORDER BY at_ms DESC, checklist.id DESC",
  );
  return rows.flatMap((row) => checklistOf(row, answers) ?? []);
}

function checklistOf(
  row: Row,
  answers: ReadonlyMap<number, ReadonlyMap<string, StoredVerdict>>,
): StoredChecklist | undefined {
  const id = integer(row["id"]);
  const uri = text(row["uri"]);
  const atMs = moment(row["at_ms"]);
  const lineCount = count(row["line_count"]);
  const lineHashes = lineCount === undefined ? undefined : lineHashesOf(row["line_hashes"], lineCount);
  if (id === undefined || uri === undefined || atMs === undefined || lineHashes === undefined) return undefined;
  return { id, uri, lineHashes, atMs, note: text(row["note"]), answers: answers.get(id) ?? new Map() };
}

/** The answers of every checklist, by its number. */
function loadAnswers(db: Connection): Map<number, Map<string, StoredVerdict>> {
  const answers = new Map<number, Map<string, StoredVerdict>>();
  for (const row of db.rows("SELECT * FROM checklist_answer ORDER BY checklist_id, question")) {
    const id = integer(row["checklist_id"]);
    const question = text(row["question"]);
    const verdict = oneOf(VERDICTS, row["verdict"]);
    if (id === undefined || question === undefined || verdict === undefined) continue;
    const ofOne = answers.get(id) ?? new Map<string, StoredVerdict>();
    answers.set(id, ofOne.set(question, verdict));
  }
  return answers;
}

/**
 * Writes a checklist in place of an older one. Belongs in a transaction.
 * @returns `false`, and nothing is written or removed, where its file is not stored
 */
export function writeChecklist(
  db: Connection,
  checklist: ChecklistRecord,
  replacing: StoredChecklist | undefined,
): boolean {
  const fileId = db.value("SELECT id FROM file WHERE uri = ?", checklist.uri);
  if (fileId === undefined) return false;
  if (replacing !== undefined) {
    // By its moment, too: another window may have removed it, and SQLite gives its number to the next one.
    db.run("DELETE FROM checklist WHERE id = ? AND at_ms = ?", replacing.id, replacing.atMs);
  }
  const { lineHashes, atMs, note, answers } = checklist;
  const id = db.value(
    "INSERT INTO checklist (file_id, at_ms, note, line_count, line_hashes) VALUES (?, ?, ?, ?, ?) RETURNING id",
    fileId,
    Math.round(atMs),
    note ?? null,
    lineHashes.length,
    bytesOf(lineHashes),
  ) as bigint;
  // Nobody's, but somebody may have left some under the number that is the next free one.
  db.run("DELETE FROM checklist_answer WHERE checklist_id = ?", id);
  for (const [question, verdict] of answers) {
    db.run("INSERT INTO checklist_answer VALUES (?, ?, ?)", id, question, verdict);
  }
  return true;
}

/** Removes checklists that were answered long ago. Belongs in a transaction. */
export function pruneChecklists(db: Connection, nowMs: number): void {
  db.run("DELETE FROM checklist WHERE at_ms < ?", nowMs - keptMs);
}
