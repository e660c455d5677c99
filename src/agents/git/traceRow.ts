import { createHash } from "node:crypto";
import type { LineRange } from "../../core/ledger/tagged-lines.ts";
import { asObject, at, listAt, momentAt, numberAt, objectAt, parseJson, textAt } from "../text/json.ts";
import { type ContentHash, contentHash } from "./contentHash.ts";
import { productNamed } from "./products.ts";

/** What a row of Agent Trace says that AI wrote in one file. */
export interface TracedFile {
  /** Names the row in every copy of it. */
  readonly id: string;
  /** The tool's product name. */
  readonly tool: string;
  readonly atMs: number;
  /** As the row has it: absolute or not, with any slashes. */
  readonly path: string;
  readonly ranges: readonly TracedRange[];
}

/** Lines as they were, and the hash of what they said. */
export interface TracedRange extends LineRange {
  readonly hash: ContentHash;
}

const unnamedTool = "AI (Agent Trace)";

/**
 * The files of a row: of one that conforms (Agent Trace 0.1.0, FACTS-agents §4.2), or of the flat ones seen in the wild,
 * of one range each. Ranges of humans, of both or of nobody known are left out, and those whose hash is of no known form.
 */
export function filesOfTrace(line: string): readonly TracedFile[] {
  const row = asObject(parseJson(line));
  const atMs = momentAt(row, "timestamp");
  if (row === undefined || atMs === undefined) return [];
  const flatPath = textAt(row, "file_path");
  const files =
    flatPath === undefined
      ? listAt(row, "files").map((file) => ({ path: textAt(file, "path"), ranges: rangesOfFile(file) }))
      : [{ path: flatPath, ranges: isAi(row) ? rangeOf(row) : [] }];
  const own = textAt(row, "id") ?? "";
  const id = /^[\w-]{1,64}$/.test(own) ? own : createHash("sha256").update(line).digest("hex").slice(0, 32);
  const tool = toolOf(row);
  return files.flatMap(({ path, ranges }) =>
    path === undefined || ranges.length === 0 ? [] : [{ id, tool, atMs, path, ranges }],
  );
}

function rangesOfFile(file: unknown): readonly TracedRange[] {
  return listAt(file, "conversations").flatMap((conversation) =>
    listAt(conversation, "ranges")
      .filter((range) => isAi(at(range, "contributor") === undefined ? conversation : range))
      .flatMap(rangeOf),
  );
}

/** A row that names no contributor is of the tool that wrote the row. */
function isAi(value: unknown): boolean {
  const contributor = at(value, "contributor");
  return contributor === undefined || textAt(contributor, "type") === "ai" || contributor === "ai";
}

function rangeOf(range: unknown): readonly TracedRange[] {
  const first = numberAt(range, "start_line");
  const last = numberAt(range, "end_line");
  const hash = contentHash(textAt(range, "content_hash"));
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last)) return [];
  if (first === undefined || last === undefined || hash === undefined || first < 1 || last < first) return [];
  return [{ start: first - 1, end: last, hash }];
}

function toolOf(row: unknown): string {
  const product = productNamed(textAt(objectAt(row, "tool"), "name") ?? "");
  if (product !== undefined) return product;
  // Flat rows name the tool of the agent, not the agent; so its calls begin.
  return textAt(row, "tool_use_id")?.startsWith("toolu_") === true ? "Claude Code" : unnamedTool;
}
