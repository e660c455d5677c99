import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { formats } from "../../src/agents/formats.ts";
import type { Format, Parsed } from "../../src/agents/format.ts";
import { RecordSession } from "../../src/agents/read/calls.ts";
import { root } from "../rig/paths.ts";
import { table } from "./report.ts";

const samples = join(root, "..", "shared", "samples");

/** What one format made of one sample. */
interface Reading {
  /** Lines, documents or rows that passed the byte filter, of all. */
  readonly wanted: number;
  readonly all: number;
  /** Calls of editing tools, by the names they go by, whatever became of them. */
  readonly calls: number;
  readonly edits: number;
  readonly files: number;
  readonly odd: number;
}

/** Reads every public sample with every format that fits and prints what each gives. Writes nothing. */
export async function run(): Promise<void> {
  if (!existsSync(samples)) {
    process.stdout.write(
      `The samples are not on this machine (${join("..", "shared", "samples")}), so there is nothing to read.\n`,
    );
    return;
  }
  const rows = [["sample", "format", "passed the filter", "edit calls", "edits", "files", "odd"]];
  for (const file of globSync("*/*", { cwd: samples }).toSorted()) {
    const readings = formats.flatMap((format) => {
      const reading = tryToRead(format, join(samples, file));
      const fits = reading !== undefined && (isNamed(format, dirname(file)) || reading.edits + reading.odd > 0);
      return fits ? [{ source: format.source, reading }] : [];
    });
    // A tool may have several formats; its file is of the one that finds most in it.
    const best = Map.groupBy(readings, ({ source }) => source);
    for (const [source, all] of best) {
      const [first] = all.toSorted((a, b) => b.reading.edits - a.reading.edits || b.reading.wanted - a.reading.wanted);
      if (first === undefined) continue;
      const { wanted, all: parts, calls, edits, files, odd } = first.reading;
      rows.push([file, source, `${wanted} of ${parts}`, ...[calls, edits, files, odd].map(String)]);
    }
  }
  process.stdout.write(`${table(rows)}\n\n${notes}\n`);
}

const notes = `An edit call may have been refused, may have failed, or has no result yet: then it is no edit. It may also change
several files, each of which is one. "Odd" are records of applied edits that were not understood.`;

const editCall =
  /"(?:name|toolName|tool)"\s*:\s*"(?:Edit|MultiEdit|Write|NotebookEdit|apply_patch|edit|create|str_replace_editor|replace|write_file|write|replace_string_in_file|multi_replace_string_in_file|create_file|insert_edit_into_file|StrReplace|edit_file|Create|ApplyPatch|editedExistingFile|newFileCreated|replace_in_file|write_to_file|editor)"/g;

/** Whether a sample's folder is that of the format's tool: `claude-code` of `claudeCode`. */
function isNamed(format: Format, folder: string): boolean {
  const [a, b] = [folder, format.source].map((name) => name.replaceAll("-", "").toLowerCase());
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a));
}

/** `undefined` for a file that cannot be of this format. */
function tryToRead(format: Format, file: string): Reading | undefined {
  const extension = basename(file).replace(/^.*\./, "");
  if ((extension === "db") !== (format.kind === "database") || !["json", "jsonl", "db"].includes(extension))
    return undefined;
  if (format.kind === "lines" && extension === "json") return undefined;
  try {
    return format.kind === "database" ? readRows(format, file) : readText(format, file);
  } catch {
    return undefined;
  }
}

function readText(format: Exclude<Format, { kind: "database" }>, file: string): Reading {
  const text = readFileSync(file, "utf8");
  const parts = format.kind === "lines" ? text.split("\n").filter((line) => line !== "") : [text];
  const wanted = parts.filter((part) => format.wanted.some((bytes) => part.includes(bytes)));
  const calls = text.match(editCall)?.length ?? 0;
  const writtenMs = statSync(file).mtimeMs;
  const session = new RecordSession(undefined);
  session.writtenMs = writtenMs;
  const parsed = wanted.map((part) =>
    format.kind === "lines" ? format.parse(part, session) : format.parse(part, file, { cwd: undefined, writtenMs }),
  );
  return { wanted: wanted.length, all: parts.length, calls, ...counted(parsed) };
}

function readRows(format: Extract<Format, { kind: "database" }>, file: string): Reading {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database.prepare(format.query).all({ since: 0, limit: 100_000 });
    return { wanted: rows.length, all: rows.length, calls: 0, ...counted(rows.map((row) => format.parse(row))) };
  } finally {
    database.close();
  }
}

function counted(parsed: readonly Parsed[]): { readonly edits: number; readonly files: number; readonly odd: number } {
  const edits = new Map(parsed.flatMap((each) => each.edits).map((edit) => [edit.id, edit]));
  const files = new Set([...edits.values()].map(({ path }) => path));
  return { edits: edits.size, files: files.size, odd: parsed.reduce((sum, { odd }) => sum + odd, 0) };
}
