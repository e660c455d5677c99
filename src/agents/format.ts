import type { AiEdit } from "../core/attribution/aiEdit.ts";

/** What the reader knows of the machine; passed in, so that a test can make one up. */
export interface Surroundings {
  /** The user's home folder. */
  readonly home: string;
  /** `process.platform`. */
  readonly platform: string;
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The editor's `User` folder (settings, globalStorage, workspaceStorage); `undefined` where it is not known. */
  readonly userFolder: string | undefined;
  /** The window's `workspaceStorage/<hash>` folder. */
  readonly workspaceStorage: string | undefined;
  /** The folder with what connected hooks told (`hooks/inbox.ts`), where there is one. */
  readonly inbox?: string;
}

/** Whose edits are wanted: those of files in these folders. Absolute paths as the window has them and, where they differ, their real paths. */
export interface Scope {
  readonly folders: readonly string[];
}

/** What one record, or one whole document, told. */
export interface Parsed {
  /** Successful edits. Paths are absolute (`resolvePath`). */
  readonly edits: readonly AiEdit[];
  /** Records of applied edits whose content was not understood: the format may have changed. Failed and refused ones do not count. */
  readonly odd: number;
}

/** A file with nothing to tell. */
export const nothing: Parsed = { edits: [], odd: 0 };

/** What is common to all formats. A format is one file in `formats/`, one row in `formats.ts` and its fixtures. */
interface FormatBase {
  /** Names the source in settings and in the store, camelCase: `claudeCode`. Formats of one tool share it. */
  readonly source: string;
  /** The tool's product name, as its users know it. */
  readonly tool: string;
  /** Absolute folders where records may be, existing or not. */
  roots(surroundings: Surroundings): readonly string[];
  /** Whether to look into a folder below a root (relative, with `/`). Keeps out other projects' folders where their names tell. */
  enters(folder: string, scope: Scope): boolean;
  /** Whether a file below a root (relative, with `/`) is a record of this format. */
  isRecord(file: string): boolean;
  /**
   * The working folder of the record `file`, an absolute path, where a file beside it or the record's own beginning tells it:
   * most lines do not, and a record may be joined in the middle. `read` gives the text of a file below the same root by
   * its absolute path, its first megabyte at most, or `undefined`. Never throws.
   */
  workingFolder?(file: string, scope: Scope, read: (path: string) => string | undefined): string | undefined;
}

/** What the reader knows of a record besides its text. */
export interface Beside {
  /** What `workingFolder` told. */
  readonly cwd: string | undefined;
  /** When the record was last written, milliseconds since the epoch: the time of acts that name none. */
  readonly writtenMs: number;
}

/** A part of a line, between the first of one byte string and the next of the other. */
export interface Gap {
  readonly after: string;
  readonly before: string;
}

/** Records that grow line by line (JSONL). */
export interface LineFormat extends FormatBase {
  readonly kind: "lines";
  /** A line without any of these byte strings is dropped before it is parsed, so that prompts never are. */
  readonly wanted: readonly string[];
  /**
   * What is between these byte strings is cut out of a line before it is decoded: large texts that nobody looks at. They
   * must hold quotes that no text inside JSON can.
   */
  readonly unneeded?: readonly Gap[];
  /** Understands one line. Never throws; a line it does not know is `nothing`. */
  parse(line: string, session: Session): Parsed;
}

/** Records that are written anew as a whole (JSON). */
export interface DocumentFormat extends FormatBase {
  readonly kind: "document";
  /** A document without any of these byte strings is not parsed. */
  readonly wanted: readonly string[];
  /** Understands one document. Throws `SyntaxError` while it is half-written. `file` is its absolute path. */
  parse(text: string, file: string, beside?: Beside): Parsed;
}

/** Records in a SQLite database. */
export interface DatabaseFormat extends FormatBase {
  readonly kind: "database";
  /**
   * Selects, in order, the rows changed at or after `:since` (milliseconds since the epoch), at most `:limit`; one column
   * must be `changed_ms` and one `id`.
   */
  readonly query: string;
  /** Understands one row. Never throws. */
  parse(row: Readonly<Record<string, unknown>>): Parsed;
}

export type Format = LineFormat | DocumentFormat | DatabaseFormat;

/** What is known of a record that is read line by line, from the lines before. */
export interface Session {
  /** The working folder the record last named; at first what `workingFolder` told. */
  cwd: string | undefined;
  /** When the record was last written, milliseconds since the epoch: the time of acts that name none. */
  readonly writtenMs?: number;
  /** Requests without a result yet. A record may be joined in the middle, so a result may have no request here. */
  readonly calls: Calls;
}

/** Requests that wait for their results, by call id. */
export interface Calls {
  /** A request. Forgets the oldest when there are too many. */
  set(id: string, request: unknown): void;
  /** Takes a request out, or `undefined`. */
  take(id: string): unknown;
}
