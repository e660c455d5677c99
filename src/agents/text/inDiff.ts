import type { Piece } from "../../core/attribution/aiEdit.ts";
import type { FileChange } from "./act.ts";
import { piecesOfDiff } from "./unifiedDiff.ts";

/** The pieces of one file's diff; `undefined` where there are none, or where not every hunk is understood. */
export function piecesOfWholeDiff(diff: string | undefined): Piece[] | undefined {
  const hunks = diff?.match(/^@@ -/gm)?.length ?? 0;
  const pieces = hunks === 0 ? [] : piecesOfDiff(diff ?? "");
  return hunks > 0 && pieces.length === hunks ? pieces : undefined;
}

/**
 * What was asked of one file, as the diff in the result has it: that is what really changed, and it knows the lines. Other
 * changes, and those whose diff is not whole, stay as they were asked.
 */
export function asInDiff(asked: FileChange[] | undefined, diff: string | undefined): FileChange[] | undefined {
  const [only, ...others] = asked ?? [];
  if (only?.change.kind !== "pieces" || others.length > 0) return asked;
  const pieces = piecesOfWholeDiff(diff);
  return pieces === undefined ? asked : [{ path: only.path, change: { kind: "pieces", pieces } }];
}
