import { join } from "node:path";
import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import type { LineRange } from "../../core/ledger/tagged-lines.ts";
import { resolvePath } from "../text/paths.ts";
import { type Budget, HashedText } from "./contentHash.ts";
import { type FileInside, readInside } from "./inside.ts";
import { filesOfTrace, type TracedFile } from "./traceRow.ts";

const megabyte = 1024 * 1024;
const tracesBytes = 16 * megabyte;
const fileBytes = 2 * megabyte;
/** So much of the folder's files is read in one go. */
const filesBytes = 64 * megabyte;
/** So many paths are looked at. */
const fileLimit = 5000;
/** So much is hashed in one go: less than a second's work. */
const hashedBytes = 128 * megabyte;

/**
 * What the Agent Trace of a folder (`.agent-trace/traces.jsonl`) says that AI wrote, over the files as they are. Lines
 * count only where their hash says that they are still the same: the rows' line numbers are often wrong.
 */
export function editsFromTraces(folder: string): AiEdit[] {
  const traces = readInside(folder, join(folder, ".agent-trace", "traces.jsonl"), tracesBytes);
  const files = new TracedFiles(folder);
  const edits = new Map<string, AiEdit>();
  for (const line of traces?.text.split("\n") ?? []) {
    if (line.trim() === "") continue;
    for (const traced of filesOfTrace(line)) {
      const edit = files.edit(traced);
      if (edit !== undefined && !edits.has(edit.id)) edits.set(edit.id, edit);
    }
  }
  return [...edits.values()];
}

interface KnownFile {
  readonly file: FileInside;
  readonly hashed: HashedText;
}

/** The files of a folder that its traces name, each read once. */
class TracedFiles {
  readonly #folder: string;
  readonly #known = new Map<string, KnownFile | undefined>();
  readonly #budget: Budget = { bytes: hashedBytes };
  #left = filesBytes;

  constructor(folder: string) {
    this.#folder = folder;
  }

  edit({ id, tool, atMs, path, ranges }: TracedFile): AiEdit | undefined {
    const known = this.#file(path);
    if (known === undefined) return undefined;
    const written = ranges.flatMap((range) => known.hashed.find(range, range.hash, this.#budget) ?? []);
    if (written.length === 0) return undefined;
    return {
      id: `agentTrace:${id}:${path}`,
      tool,
      channel: "agentTrace",
      confidence: "reported",
      atMs,
      path: known.file.path,
      change: { kind: "lines", text: known.file.text, written: merged(written) },
    };
  }

  #file(path: string): KnownFile | undefined {
    if (this.#known.has(path)) return this.#known.get(path);
    if (this.#known.size >= fileLimit) return undefined;
    const file = this.#read(path) ?? (path.includes("\\") ? this.#read(path.replaceAll("\\", "/")) : undefined);
    const known = file && { file, hashed: new HashedText(file.text) };
    this.#known.set(path, known);
    return known;
  }

  #read(path: string): FileInside | undefined {
    const absolute = resolvePath(path, this.#folder);
    if (absolute === undefined || this.#left <= 0) return undefined;
    const file = readInside(this.#folder, absolute, Math.min(fileBytes, this.#left));
    this.#left -= file?.text.length ?? 0;
    return file;
  }
}

/** The same lines in order, none twice. */
function merged(ranges: readonly LineRange[]): readonly LineRange[] {
  const found: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}
