import { DatabaseSync } from "node:sqlite";
import type { AiEdit } from "../../../src/core/attribution/aiEdit.ts";
import type { DatabaseFormat, Format, Parsed, Session } from "../../../src/agents/format.ts";

/** A record that nothing is known of yet. */
export function newSession(): Session {
  const requests = new Map<string, unknown>();
  return {
    cwd: undefined,
    calls: {
      set: (id, request) => {
        requests.set(id, request);
      },
      take: (id) => {
        const request = requests.get(id);
        requests.delete(id);
        return request;
      },
    },
  };
}

/** Reads a whole record as the reader does: lines without a wanted byte string never reach the format. `file` is its absolute path. */
export function readRecord(format: Format, text: string, file: string): Parsed {
  if (format.kind === "database") return readRows(format, text);
  const isWanted = (part: string): boolean => format.wanted.some((wanted) => part.includes(wanted));
  if (format.kind === "document") return isWanted(text) ? format.parse(text, file) : { edits: [], odd: 0 };
  const session = newSession();
  const parsed = text
    .split("\n")
    .filter(isWanted)
    .map((line) => format.parse(line, session));
  return sum(parsed);
}

/** `script` is the SQL text that makes the database. */
function readRows(format: DatabaseFormat, script: string): Parsed {
  const database = new DatabaseSync(":memory:");
  try {
    database.exec(script);
    const rows = database.prepare(format.query).all({ since: 0, limit: 10_000 });
    return sum(rows.map((row) => format.parse(row)));
  } finally {
    database.close();
  }
}

function sum(parsed: readonly Parsed[]): Parsed {
  const edits: AiEdit[] = [];
  let odd = 0;
  for (const each of parsed) {
    edits.push(...each.edits);
    odd += each.odd;
  }
  return { edits, odd };
}
