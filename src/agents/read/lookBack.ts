import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import type { Format, Parsed, Scope, Surroundings } from "../format.ts";
import { editsFromGit, type GitSource } from "../git/edits.ts";
import type { FromWorker } from "../messages.ts";
import { Acts } from "./acts.ts";
import { inParts, withinLimits } from "./batches.ts";
import type { LineSpan } from "./calls.ts";
import { Findings } from "./findings.ts";
import { Stopped } from "./reading.ts";
import { cursorSince, readRecord } from "./record.ts";
import { findRecords, type RecordFile } from "./records.ts";
import { workingFolderOf } from "./workingFolder.ts";
import { ScopeFilter } from "./scope.ts";

/** Progress is told in steps of this share. */
const step = 0.01;

/** What is looked back on. */
export interface LookBack {
  readonly formats: readonly Format[];
  /** What is read from the folders' repositories. */
  readonly git: readonly GitSource[];
  readonly surroundings: Surroundings;
  readonly scope: Scope;
  /** Edits from then on count, milliseconds since the epoch. */
  readonly sinceMs: number;
  readonly tell: (message: FromWorker) => void;
  /** Resolves when the host has taken what it was told. */
  readonly room: () => Promise<void>;
  readonly isCancelled: () => boolean;
}

/** Reads everything that agents left since a moment, says how far it is, and tells the edits of files in scope, each once. */
export async function lookBack(options: LookBack): Promise<void> {
  const { sinceMs, tell, isCancelled } = options;
  const filter = new ScopeFilter(options.scope, options.surroundings.platform, true);
  const acts = new Acts();
  const findings = new Findings();
  const wanted = (told: AiEdit): AiEdit | undefined => {
    const inScope = filter.inScope(told);
    return inScope && withinLimits(inScope);
  };
  const note = (told: AiEdit, format: Format, file: string, lines: readonly LineSpan[] | undefined): void => {
    if (told.atMs < sinceMs || acts.has(told.id)) return;
    const edit = wanted(told);
    if (edit === undefined) return;
    acts.add(told.id);
    if (lines !== undefined && format.kind === "lines") findings.addSpot(edit, format, file, lines);
    else findings.addEdit(edit);
  };
  const records = recordsSince(options);
  const total = records.reduce((sum, [, { size }]) => sum + size, 0);
  let done = 0;
  let toldShare = 0;
  const breathe = async (bytes: number): Promise<void> => {
    done += bytes;
    const share = Math.min(1, done / Math.max(1, total));
    if (share - toldShare >= step) {
      toldShare = share;
      tell({ kind: "progress", share });
    }
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (isCancelled()) throw new Stopped();
  };
  let isComplete = false;
  try {
    for (const [format, record] of records) {
      const { path } = record;
      const workingFolder = workingFolderOf(format, record, options.scope);
      const from = { cursor: cursorSince(format, path, sinceMs), tail: undefined };
      const onParsed = ({ edits }: Parsed, lines?: readonly LineSpan[]): void => {
        for (const edit of edits) note(edit, format, path, lines);
      };
      await readRecord(format, path, from, { onParsed, breathe, workingFolder, backlogBytes: Infinity });
      await breathe(0);
    }
    for (const told of options.git.length === 0 ? [] : await editsFromGit(options.scope, sinceMs, options.git)) {
      const edit = wanted(told);
      if (edit !== undefined) findings.addEdit(edit);
    }
    await breathe(0);
    for (const found of findings.files()) {
      const edits = found.flatMap((edit) => wanted(edit) ?? []);
      await tellFile(
        edits.toSorted((a, b) => a.atMs - b.atMs),
        options,
      );
    }
    isComplete = true;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    tell({ kind: "lookBackEnd", isComplete });
  }
}

async function tellFile(edits: readonly AiEdit[], { tell, room }: LookBack): Promise<void> {
  let left = edits.length;
  for (const part of inParts(edits)) {
    await room();
    left -= part.length;
    tell({ kind: "lookBackEdits", edits: part, endsFile: left === 0 });
  }
}

/** The records that have changed since, each once, the newest of each format first. */
function recordsSince({ formats, surroundings, scope, sinceMs }: LookBack): [Format, RecordFile][] {
  const found = new Map<string, [Format, RecordFile]>();
  for (const format of formats) {
    for (const root of new Set(format.roots(surroundings))) {
      for (const record of findRecords(format, root, scope).records) {
        const isRecent = record.mtimeMs >= sinceMs || format.kind === "database";
        if (isRecent && !found.has(record.path)) found.set(record.path, [format, record]);
      }
    }
  }
  return [...found.values()];
}
