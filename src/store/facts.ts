import type { State } from "../core/ledger/mark.ts";
import type { Changer, Fact, FactKind, InWorkspace, LineFact, OutcomeFact } from "../core/week/facts.ts";
import type { Connection, Row } from "./connection.ts";
import { dayText, integer, oneOf, STATES, text } from "./rows.ts";

const KINDS: Readonly<Record<FactKind, true>> = {
  landed: true,
  read: true,
  edited: true,
  marked: true,
  dismissed: true,
  removedUnread: true,
};
const CHANGERS: Readonly<Record<Changer, true>> = { person: true, agent: true };

/** Reads the counts of every day, by day. */
export function loadDays(db: Connection): InWorkspace<LineFact>[] {
  return db
    .rows("SELECT * FROM day_fact ORDER BY day, workspace, kind")
    .flatMap((row) => inWorkspace(row, lineFactOf(row)) ?? []);
}

/** Reads what became of lines that had landed in a commit, by day. */
export function loadOutcomes(db: Connection): InWorkspace<OutcomeFact>[] {
  return db
    .rows("SELECT * FROM outcome ORDER BY day, workspace, state, by_whom")
    .flatMap((row) => inWorkspace(row, outcomeFactOf(row)) ?? []);
}

/** The largest count there is: JavaScript holds it exactly. */
const most = Number.MAX_SAFE_INTEGER;
/** What a count that is no count of ours is worth, so that it does not keep the next one from being stored. */
const linesBefore = `CASE WHEN lines BETWEEN -${most} AND ${most} THEN lines ELSE 0 END`;
const attendedBefore = `CASE WHEN kind = 'read' AND attended_ms BETWEEN -${most} AND ${most} THEN attended_ms ELSE 0 END`;

/** Adds changes to the counts of their days. Belongs in a transaction. */
export function addFacts(db: Connection, facts: readonly InWorkspace<Fact>[]): void {
  for (const fact of facts) {
    if (fact.kind === "outcome") {
      db.run(
        `INSERT INTO outcome VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (day, workspace, state, by_whom) DO UPDATE SET lines = ${linesBefore} + excluded.lines`,
        fact.day,
        fact.workspace,
        fact.state,
        fact.by,
        fact.lines,
      );
    } else {
      db.run(
        `INSERT INTO day_fact VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (day, workspace, kind) DO UPDATE SET lines = ${linesBefore} + excluded.lines,
           attended_ms = ${attendedBefore} + excluded.attended_ms`,
        fact.day,
        fact.workspace,
        fact.kind,
        fact.lines,
        fact.attendedMs ?? 0,
      );
    }
  }
}

function inWorkspace<F>(row: Row, fact: F | undefined): InWorkspace<F> | undefined {
  const workspace = text(row["workspace"]);
  return fact === undefined || workspace === undefined ? undefined : { ...fact, workspace };
}

/** The count of one kind on one day, or `undefined` for a row that says nothing we know. */
function lineFactOf(row: Row): LineFact | undefined {
  const day = dayText(row["day"]);
  const kind = oneOf<FactKind>(KINDS, row["kind"]);
  const lines = integer(row["lines"]);
  const attendedMs = integer(row["attended_ms"]);
  if (day === undefined || kind === undefined || lines === undefined) return undefined;
  return { day, kind, lines, ...(attendedMs !== undefined && attendedMs !== 0 && { attendedMs }) };
}

function outcomeFactOf(row: Row): OutcomeFact | undefined {
  const day = dayText(row["day"]);
  const state = oneOf<State>(STATES, row["state"]);
  const by = oneOf<Changer>(CHANGERS, row["by_whom"]);
  const lines = integer(row["lines"]);
  if (day === undefined || state === undefined || by === undefined || lines === undefined) return undefined;
  return { day, kind: "outcome", state, by, lines };
}
