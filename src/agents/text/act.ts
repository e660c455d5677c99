import type { AiChange, AiEdit } from "../../core/attribution/aiEdit.ts";
import { nothing, type Parsed } from "../format.ts";
import { resolvePath } from "./paths.ts";

/** A call of an editing tool that was carried out. */
export interface Call {
  readonly source: string;
  readonly tool: string;
  /** Names the call in every copy of its record. */
  readonly id: string;
  /** When it was done, milliseconds since the epoch, or `undefined` where nothing tells. */
  readonly atMs: number | undefined;
  /** Where relative paths start, as the record has it. */
  readonly cwd: string | undefined;
}

/** What a call did to one file. Paths are as the record has them. */
export interface FileChange {
  readonly path: string;
  readonly change: AiChange;
}

/** The edits of a call; `changes` is `undefined` for one that was not understood. */
export function editsOf(call: Call, changes: readonly FileChange[] | undefined): Parsed {
  if (changes === undefined || call.atMs === undefined) return { edits: [], odd: 1 };
  const edits: AiEdit[] = [];
  let odd = 0;
  for (const { path, change } of changes) {
    const edit = editOf(call, path, change, changes.length > 1);
    if (edit !== undefined) edits.push(edit);
    // A relative path of a record whose folder is not known is understood; it only cannot be found.
    else if (resolvePath(path, "/") === undefined) odd++;
  }
  return { edits, odd };
}

/** Everything that several parts of a record told. */
export function together(parts: readonly Parsed[]): Parsed {
  if (parts.length === 0) return nothing;
  return { edits: parts.flatMap((part) => part.edits), odd: parts.reduce((sum, part) => sum + part.odd, 0) };
}

function editOf(call: Call, path: string, change: AiChange, severalFiles: boolean): AiEdit | undefined {
  const cwd = resolvePath(call.cwd, undefined);
  const absolute = resolvePath(path, cwd);
  if (absolute === undefined || call.atMs === undefined) return undefined;
  let resolved = change;
  if (change.kind === "move") {
    const from = resolvePath(change.from, cwd);
    if (from === undefined) return undefined;
    resolved = { kind: "move", from };
  }
  // Records and hooks that tell the same call name its parts alike.
  const part = change.kind === "move" ? `move:${absolute}` : absolute;
  const id = severalFiles ? `${call.id}:${part}` : call.id;
  return {
    id: `${call.source}:${id}`,
    tool: call.tool,
    channel: "agentSession",
    confidence: "reported",
    atMs: call.atMs,
    path: absolute,
    change: resolved,
  };
}
