import type { Mark, Span } from "../ledger/mark.ts";
import type { LineRange } from "../ledger/tagged-lines.ts";

/** What attention asks of a file. A `Ledger` is one. The same file is always the same object. */
export interface ReadableFile {
  /** The text. The same array as long as no line changes, and never changed itself. */
  readonly lines: readonly string[];
  /** How many lines the text has. Cheap to ask on the keystroke path. */
  readonly lineCount: number;
  /** Grows whenever marks change other than by moving with the text. Cheap to ask on the keystroke path. */
  readonly marksRevision: number;
  /** The tracked lines, in order. */
  spans(): readonly Span[];
  /** The mark of a line, `undefined` when it is not tracked. */
  markAt(line: number): Mark | undefined;
}

/** What the person has before them: the one editor that they are in. */
export interface View<File extends ReadableFile> {
  readonly file: File;
  /** The lines on screen, in order; a fold leaves a gap between two ranges. */
  readonly ranges: readonly LineRange[];
  /** Where the caret is, on screen or not, whoever put it there. */
  readonly caretLine: number;
}

/** A caret that the person put somewhere. */
export interface Caret {
  readonly line: number;
  /** The selected lines, or the caret's line alone. */
  readonly selection: LineRange;
}
