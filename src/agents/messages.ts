import type { AiEdit } from "../core/attribution/aiEdit.ts";
import type { Scope, Surroundings } from "./format.ts";
import type { GitSource } from "./git/edits.ts";

/** How far a record was read. Kept by the host; the worker keeps nothing. */
export interface Cursor {
  readonly source: string;
  /** The record's absolute path. */
  readonly file: string;
  /** Which file that was, and what stood before the offset: anything else by the same name is read from its start. */
  readonly identity: string;
  /** The first byte that is to be read again; of a document its size, of a database when its last known row changed. */
  readonly offset: number;
  /** The working folder that the record last named. */
  readonly cwd: string | undefined;
}

/** What a source gave since the worker started. */
export interface SourceStatus {
  readonly source: string;
  readonly tool: string;
  /** Whether it is read. */
  readonly isOn: boolean;
  /** Edits from before are nobody's business unless the user looks back; milliseconds since the epoch. */
  readonly sinceMs: number;
  /** Where it is read, as far as that exists. */
  readonly roots: readonly string[];
  /** When anything new was last read, milliseconds since the epoch. */
  readonly readAtMs: number | undefined;
  /** Edits of files in scope. */
  readonly edits: number;
  /** Records of edits that were not understood. */
  readonly odd: number;
  /** Records passed over: unreadable, no regular file, outside the source's folder, or with a line over the limit. */
  readonly skipped: number;
}

/** What the host asks of the worker. */
export type ToWorker =
  | {
      readonly kind: "start";
      readonly surroundings: Surroundings;
      readonly scope: Scope;
      /** Sources that are not read. */
      readonly off: readonly string[];
      /** What is read from repositories when looking back: nothing of folders that are not trusted. */
      readonly git: readonly GitSource[];
      /** Since when each source is followed, milliseconds since the epoch. */
      readonly since: Readonly<Record<string, number>>;
      /** Since when a source is followed that was never followed before, milliseconds since the epoch. */
      readonly othersSinceMs: number;
      readonly cursors: readonly Cursor[];
    }
  /** Whether anybody looks: while nobody does no timer runs. */
  | { readonly kind: "attention"; readonly isThere: boolean }
  /** Reads all records of the sources that are on, for edits since a moment, and tells them when all are known. One at a time. */
  | { readonly kind: "lookBack"; readonly sinceMs: number }
  /** Stops a look-back that still reads. */
  | { readonly kind: "cancelLookBack" }
  /** One message with edits was taken; `Reader` says so. */
  | { readonly kind: "taken" };

/** What the worker tells the host. */
export type FromWorker =
  | { readonly kind: "edits"; readonly edits: readonly AiEdit[] }
  | { readonly kind: "cursors"; readonly cursors: readonly Cursor[] }
  | { readonly kind: "status"; readonly sources: readonly SourceStatus[] }
  /** Edits of one file, in the order they were made in; the last of them with `endsFile`. One file comes after the other. */
  | { readonly kind: "lookBackEdits"; readonly edits: readonly AiEdit[]; readonly endsFile: boolean }
  /** How much of a look-back is done, 0 to 1. */
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "lookBackEnd"; readonly isComplete: boolean };
