import type { Day } from "../core/week/facts.ts";
import type { Connection } from "./connection.ts";
import { dayText, moment, text } from "./rows.ts";

/** What the person wrote to a question of a week. */
export interface WeekAnswer {
  /** The first day of the week. */
  readonly week: Day;
  /** The question's id. */
  readonly question: string;
  /** Their own words, to themselves. */
  readonly text: string;
  /** When they wrote it, milliseconds since the epoch. */
  readonly atMs: number;
}

/** Reads every answer, the latest week first. */
export function loadWeekAnswers(db: Connection): WeekAnswer[] {
  return db.rows("SELECT * FROM week_answer ORDER BY week DESC, question").flatMap((row) => {
    const week = dayText(row["week"]);
    const question = text(row["question"]);
    const answer = text(row["text"]);
    const atMs = moment(row["at_ms"]);
    if (week === undefined || question === undefined || answer === undefined || atMs === undefined) return [];
    return [{ week, question, text: answer, atMs }];
  });
}

/** Writes an answer in place of an older one to the same question. Belongs in a transaction. */
export function writeWeekAnswer(db: Connection, { week, question, text: answer, atMs }: WeekAnswer): void {
  db.run(
    `INSERT INTO week_answer VALUES (?, ?, ?, ?)
     ON CONFLICT (week, question) DO UPDATE SET text = excluded.text, at_ms = excluded.at_ms`,
    week,
    question,
    answer,
    Math.round(atMs),
  );
}

/** Removes an answer. Belongs in a transaction. */
export function removeWeekAnswer(db: Connection, week: Day, question: string): void {
  db.run("DELETE FROM week_answer WHERE week = ? AND question = ?", week, question);
}
