import type { State } from "../core/ledger/mark.ts";
import type { LineHash } from "../core/text/hash.ts";
import type { Connection, Row } from "./connection.ts";
import { count, lineHashesOf, oneOf, STATES, text } from "./rows.ts";

/** How many lines of one state a file's present text has. */
export interface TreeState {
  readonly uri: string;
  readonly state: State;
  /** Those that are not blank. */
  readonly lines: number;
}

/** Counts the tracked lines of every file that is there, by file and state. `isBlank` knows the hash of a blank line. */
export function treeStates(db: Connection, isBlank: (hash: LineHash) => boolean): TreeState[] {
  // A row a file, so that its hashes are read once however many spans it has.
  const rows = db.rows(
    `SELECT uri, line_count, line_hashes,
       (SELECT group_concat(state || ' ' || start_line || ' ' || end_line) FROM span WHERE snapshot_id = snapshot.id) AS spans
     FROM file JOIN snapshot ON file_id = file.id AND snapshot.text_hash = file.text_hash
     WHERE present = 1 ORDER BY uri`,
  );
  return rows.flatMap((row) => statesOf(row, isBlank));
}

function statesOf(row: Row, isBlank: (hash: LineHash) => boolean): TreeState[] {
  const uri = text(row["uri"]);
  const lineCount = count(row["line_count"]);
  const hashes = lineCount === undefined ? undefined : lineHashesOf(row["line_hashes"], lineCount);
  const spans = text(row["spans"]);
  if (uri === undefined || hashes === undefined || spans === undefined) return [];
  const lines = new Map<State, number>();
  let free = 0;
  for (const span of spans.split(",")) {
    const [name, from, until] = span.split(" ");
    const start = count(Number(from));
    const end = count(Number(until));
    // As `spansOf` has it, the first of two that overlap is the one.
    if (start === undefined || end === undefined || start < free || end <= start) continue;
    free = end;
    const state = oneOf<State>(STATES, name) ?? "unread";
    let solid = lines.get(state) ?? 0;
    for (const hash of hashes.subarray(start, end)) if (!isBlank(hash)) solid++;
    lines.set(state, solid);
  }
  return [...lines]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([state, solid]) => (solid > 0 ? [{ uri, state, lines: solid }] : []));
}
