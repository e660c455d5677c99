import type { Parsed } from "../format.ts";
import type { Cursor } from "../messages.ts";
import type { LineSpan, RecordSession } from "./calls.ts";

/** What one look at a record gave beside its edits. */
export interface Reading {
  /** Lines over the limit, a backlog that is too long, or a record that cannot be read. */
  readonly skipped: number;
  /** Where to go on; `undefined` when the record could not be read. */
  readonly cursor: Cursor | undefined;
  /** What is known beyond the cursor, for the next look of the same reader. */
  readonly tail: Tail | undefined;
  readonly bytes: number;
}

/** Where a reader stands in a record that grows, and what it knows of the lines before. */
export interface Tail {
  readonly mark: string;
  readonly offset: number;
  readonly session: RecordSession;
}

/** Where a look starts: behind the tail if there is one, else at the cursor, else at the beginning. */
export interface Place {
  readonly cursor: Cursor | undefined;
  readonly tail: Tail | undefined;
}

/** How a record is read. */
export interface Manner {
  /**
   * Told what each line, document or row says, as soon as it is understood; of lines that can be read once more, with those
   * that tell it, the last one being the one at hand.
   */
  readonly onParsed: (parsed: Parsed, lines?: readonly LineSpan[]) => void;
  /** Lets others have the thread after so many bytes; rejects with `Stopped` to stop. */
  readonly breathe: (bytes: number) => Promise<void>;
  /** The record's working folder, as far as that can be told from outside its lines. */
  readonly workingFolder: () => string | undefined;
  /** Of more than so many new bytes only the last are read. */
  readonly backlogBytes: number;
}

/** What a record gave that could not be read. */
export function unreadable(): Reading {
  return { skipped: 1, cursor: undefined, tail: undefined, bytes: 0 };
}

/** What a format says, and something that was not understood where it fails. */
export function understood(parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch {
    return { edits: [], odd: 1 };
  }
}

/** Reading is to end at once. */
export class Stopped extends Error {}
