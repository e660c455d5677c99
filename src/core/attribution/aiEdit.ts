import type { Channel, Confidence } from "../ledger/mark.ts";
import type { LineRange } from "../ledger/tagged-lines.ts";

/**
 * One act of AI writing in one file, as its tool reported it: what every channel produces (DESIGN §4). Held in memory
 * only, never stored. The file's own text says what is left of it.
 */
export interface AiEdit {
  /** Names the act for ever, the same in every copy of its record: tool, call and, where one call writes several files, file. */
  readonly id: string;
  /** The tool's product name. */
  readonly tool: string;
  readonly channel: Channel;
  readonly confidence: Confidence;
  /** When the tool said that it was done, milliseconds since the epoch. */
  readonly atMs: number;
  /** The file's absolute path in the machine's own form. */
  readonly path: string;
  readonly change: AiChange;
}

/**
 * What the act did to the file. Texts may have any line ends; they are compared without white space.
 * `pieces` are applied one after the other, each to what the one before it left.
 */
export type AiChange =
  | { readonly kind: "pieces"; readonly pieces: readonly Piece[] }
  /** The whole text was written. `before` is the text until then, `""` for a new file, `undefined` when nothing tells it. */
  | { readonly kind: "whole"; readonly before: string | undefined; readonly text: string }
  /** The whole text at some moment, and which of its lines (0-based) AI wrote. */
  | { readonly kind: "lines"; readonly text: string; readonly written: readonly LineRange[] }
  | { readonly kind: "delete" }
  /** The file was `from`, an absolute path, until then. What was written into it is another act. */
  | { readonly kind: "move"; readonly from: string };

/** A text in the file that became another one. */
export interface Piece {
  /** Empty for text that was only put in. */
  readonly oldText: string;
  /** Empty for text that was only taken out. */
  readonly newText: string;
  /** Whether both texts are whole lines, so that they start and end at line boundaries. */
  readonly wholeLines: boolean;
  /** Whether every occurrence was replaced, not only one. */
  readonly everywhere: boolean;
  /** The 0-based line where `newText` began right after the edit, where the record says so. A hint: later edits move it. */
  readonly line: number | undefined;
}
