import type { LineRange } from "../../core/ledger/tagged-lines.ts";
import { toolsOfSessions } from "./noteTools.ts";
import { productNamed } from "./products.ts";

/** What a Git AI note says of one file (FACTS-agents §4.1; Git AI Standard v3.0.0). */
export interface NotedFile {
  /** Below the repository's top folder, with `/`. */
  readonly path: string;
  /** In the note's order: a later one wins a line. */
  readonly claims: readonly Claim[];
}

/** Lines of a file and who wrote them. */
export interface Claim {
  /** The tool's product name; `undefined` where no tool is known to have written them. */
  readonly tool: string | undefined;
  readonly ranges: readonly LineRange[];
}

/** The name of a tool that its note does not tell. */
export const unnamedTool = "AI (Git AI note)";

const attestationBytes = 1024 * 1024;
/** Files that a note may name. */
const fileLimit = 2000;

/**
 * The files of a note. Only what stands above the line `---` is read: below it notes may keep whole conversations,
 * which `toolsOfSessions` passes over.
 */
export function filesOfNote(note: Buffer): readonly NotedFile[] {
  const end = note.subarray(0, attestationBytes).indexOf("\n---\n");
  if (end < 0 || note.subarray(0, 4).equals(Buffer.from("---\n"))) return [];
  const tools = toolsOfSessions(note.subarray(end + 5));
  const files = new Map<string, Claim[]>();
  let claims: Claim[] | undefined;
  for (const line of note.toString("utf8", 0, end).split("\n")) {
    if (!line.startsWith("  ")) {
      const path = safePath(line);
      claims = path === undefined ? undefined : (files.get(path) ?? []);
      if (path !== undefined && claims !== undefined && files.size < fileLimit) files.set(path, claims);
      continue;
    }
    const [key = "", ranges = ""] = line.slice(2).split(" ");
    const read = rangesOf(ranges);
    if (key !== "" && read.length > 0) {
      claims?.push({ tool: toolOfKey(key, tools), ranges: read });
    }
  }
  return [...files].map(([path, all]) => ({ path, claims: all }));
}

/** Which lines of a file each tool wrote, for a file of so many lines. Tools come in the note's order. */
export function linesByTool(claims: readonly Claim[], lineCount: number): ReadonlyMap<string, readonly LineRange[]> {
  const owners: (string | undefined)[] = Array.from({ length: lineCount });
  const free = new FreeLines(lineCount);
  for (const { tool, ranges } of claims.toReversed()) {
    for (const { start, end } of ranges) {
      for (let line = free.from(start); line < Math.min(end, lineCount); line = free.from(line)) {
        owners[line] = tool;
        free.take(line);
      }
    }
  }
  const found = new Map<string, LineRange[]>();
  for (const { tool } of claims) if (tool !== undefined) found.set(tool, []);
  for (let start = 0, end = 0; start < lineCount; start = end) {
    const tool = owners[start];
    for (end = start + 1; end < lineCount && owners[end] === tool;) end++;
    if (tool !== undefined) found.get(tool)?.push({ start, end });
  }
  return new Map([...found].filter(([, ranges]) => ranges.length > 0));
}

/** Lines that nobody has claimed yet. Claims that overlap a thousand times cost no more than those that do not. */
class FreeLines {
  /** Leads from each line towards the next free one. */
  readonly #next: Int32Array;

  constructor(lineCount: number) {
    this.#next = Int32Array.from({ length: lineCount + 1 }, (_, line) => line);
  }

  /** The first free line from `start` on; the number of lines where there is none. */
  from(start: number): number {
    const next = this.#next;
    let line = Math.min(start, next.length - 1);
    while (next[line] !== line) {
      const step = next[line] ?? next.length - 1;
      next[line] = next[step] ?? step;
      line = next[line] ?? step;
    }
    return line;
  }

  take(line: number): void {
    this.#next[line] = line + 1;
  }
}

/** `undefined` for a human's key (`h_…`), and for one of a kind that is not known: in doubt nobody's lines are called AI. */
function toolOfKey(key: string, tools: ReadonlyMap<string, string>): string | undefined {
  const session = /^((?:s_)?[0-9a-f]{1,64})(?:::t_[0-9a-f]{1,64})?$/.exec(key)?.[1];
  return session === undefined ? undefined : (productNamed(tools.get(session) ?? "") ?? unnamedTool);
}

/** A path that stays below the top folder; `undefined` for any other. */
function safePath(line: string): string | undefined {
  const path = /^"(.+)"$/.exec(line)?.[1] ?? line;
  // oxlint-disable-next-line no-control-regex -- Such a path is none.
  if (/[\u0000-\u0008\u000a-\u001f\\]/.test(path) || /^[a-z]:/i.test(path)) return undefined;
  const names = path.split("/");
  return names.some((name) => name === "" || name === "." || name === "..") ? undefined : path;
}

/** 0-based ranges of `1,2,19-222`, without those that are none. */
function rangesOf(text: string): readonly LineRange[] {
  return text.split(",").flatMap((part) => {
    const [, first = "", last = first] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part) ?? [];
    const start = Number(first) - 1;
    const end = Number(last);
    return first !== "" && start >= 0 && end > start ? [{ start, end }] : [];
  });
}
