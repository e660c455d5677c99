import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { AiEdit } from "../../../src/core/attribution/aiEdit.ts";
import type { DatabaseFormat, Format, Parsed } from "../../../src/agents/format.ts";
import { RecordSession } from "../../../src/agents/read/calls.ts";
import { gapsOf, textOf } from "../../../src/agents/read/lines.ts";

/** When every fixture was last written, as far as its reader knows. */
export const writtenMs = Date.UTC(2026, 10, 1);

/** A record that nothing is known of yet, but for its working folder. */
export function newSession(cwd?: string): RecordSession {
  const session = new RecordSession(cwd);
  session.writtenMs = writtenMs;
  return session;
}

/**
 * Reads a whole record as the reader does: lines without a wanted byte string never reach the format, nor do parts that are
 * not needed. `file` is its absolute path.
 */
export function readRecord(format: Format, text: string, file: string): Parsed {
  if (format.kind === "database") return sum(rowsOf(format, text).map((row) => format.parse(row)));
  const isWanted = (part: string): boolean => format.wanted.some((wanted) => part.includes(wanted));
  if (format.kind === "document")
    return isWanted(text)
      ? format.parse(text, file, { cwd: folderOf(format, file), writtenMs })
      : { edits: [], odd: 0 };
  const session = newSession(folderOf(format, file));
  const parsed = text
    .split("\n")
    .filter(isWanted)
    .map((line) => format.parse(textOf(Buffer.from(line), gapsOf(format)), session));
  return sum(parsed);
}

/** The rows of a database that the SQL text makes. */
export function rowsOf(format: DatabaseFormat, script: string): Record<string, unknown>[] {
  const database = new DatabaseSync(":memory:");
  try {
    database.exec(script);
    return database.prepare(format.query).all({ since: 0, limit: 10_000 });
  } finally {
    database.close();
  }
}

/** The working folder that a file beside the fixture tells. */
function folderOf(format: Format, file: string): string | undefined {
  return format.workingFolder?.(file, { folders: [] }, (path) => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
  });
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
