import type { Evidence } from "../../../src/core/ledger/mark.ts";
import type { Day } from "../../../src/core/week/facts.ts";

/** What somebody does to a file. Lines are 0-based; `at` is never the first or last line, which stay a person's for ever. */
export type Deed =
  /** A person makes a file of two lines. */
  | { readonly kind: "create"; readonly lines: readonly string[] }
  | { readonly kind: "delete" }
  /** An agent makes other lines of `count` ones: seen at once, told after it looked like typing, or found on disk. */
  | {
      readonly kind: "agent";
      readonly seen: "atOnce" | "late" | "onDisk";
      readonly agent: number;
      readonly at: number;
      readonly count: number;
      readonly lines: readonly string[];
    }
  /** An agent adds something to a line of its own. */
  | { readonly kind: "agentAdds"; readonly agent: number; readonly at: number; readonly text: string }
  /** A person writes lines, changes one line, or removes some. */
  | { readonly kind: "write"; readonly at: number; readonly lines: readonly string[] }
  | { readonly kind: "type"; readonly at: number; readonly text: string }
  | { readonly kind: "replace"; readonly at: number; readonly text: string }
  /** A person presses Enter inside a line, or joins it with the next one, of which all but the text is the same. */
  | { readonly kind: "break"; readonly at: number; readonly character: number }
  | { readonly kind: "join"; readonly at: number }
  | { readonly kind: "remove"; readonly at: number; readonly count: number }
  /** A person cuts lines and puts them down in a file of the same workspace, after which that one has them at `toAt`. */
  | { readonly kind: "move"; readonly at: number; readonly count: number; readonly to: string; readonly toAt: number }
  /** A program puts a semicolon behind a line. */
  | { readonly kind: "format"; readonly at: number }
  | { readonly kind: "settle"; readonly at: number; readonly count: number; readonly evidence: Evidence }
  | { readonly kind: "reopen" | "declareAi" | "declareMine"; readonly at: number; readonly count: number }
  /** All lines above `until` are in a commit now, and no others. */
  | { readonly kind: "commit"; readonly until: number }
  /** So many events are undone, then so many of them done again. */
  | { readonly kind: "undo"; readonly undone: number; readonly redone: number };

/** One line of the event list: what happened to a file, when the clock says it did, and which day the calendar had. */
export type Happening = Deed & { readonly file: string; readonly atMs: number; readonly day: Day };

/**
 * How a window's writing ends. It is tried again later, with what came since, after `commit` and `middle` (something failed
 * at the end of the transaction or inside it) and `locked` (the other window writes). The others are the window's death,
 * before, while and after it writes.
 */
export type Ending = "stored" | "commit" | "middle" | "locked" | "diesBefore" | "diesWhile" | "diesAfter";

/** The workspace of a file. */
export function workspaceOf(file: string): string {
  return file.slice(0, file.lastIndexOf("/"));
}
