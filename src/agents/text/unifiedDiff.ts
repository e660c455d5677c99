import type { Piece } from "../../core/attribution/aiEdit.ts";
import { splitLines } from "../../core/text/lines.ts";

/** `@@ -1,3 +1,4 @@`; counts that are missing are one. */
const hunkHead = /^@@+ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/**
 * The pieces of one file's unified diff, in order. What stands around its hunks is passed over; a hunk ends where its
 * counts say, or at a line that is none of it.
 */
export function piecesOfDiff(diff: string): Piece[] {
  const pieces: Piece[] = [];
  const lines = splitLines(diff);
  for (let i = 0; i < lines.length;) {
    const head = hunkHead.exec(lines[i++] ?? "");
    if (head === null) continue;
    const old: string[] = [];
    const now: string[] = [];
    const oldCount = Number(head[2] ?? 1);
    const newCount = Number(head[4] ?? 1);
    while (i < lines.length && (old.length < oldCount || now.length < newCount)) {
      const line = lines[i] ?? "";
      const sign = line[0] ?? " ";
      if (sign === "\\") {
        i++;
        continue;
      }
      if (sign !== " " && sign !== "-" && sign !== "+") break;
      if (sign !== "+") old.push(line.slice(1));
      if (sign !== "-") now.push(line.slice(1));
      i++;
    }
    pieces.push({
      oldText: old.join("\n"),
      newText: now.join("\n"),
      wholeLines: true,
      everywhere: false,
      // Where nothing is left the head names the line above.
      line: newCount === 0 ? Number(head[3]) : Math.max(0, Number(head[3]) - 1),
    });
  }
  return pieces;
}
