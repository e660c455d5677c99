/** Why the store could not do what it was asked; `message` is for the log, the editor words its own by `kind`. */
export type StoreProblem =
  /** The database is damaged and could not even be set aside (on Windows: another window holds it open). */
  | { readonly kind: "corrupt"; readonly message: string }
  /** A later version of the extension wrote the database. It is read where that is possible, and otherwise left alone. */
  | {
      readonly kind: "newer";
      readonly message: string;
      readonly found: number;
      readonly supported: number;
    }
  /** Another window is writing. Nothing was changed; try again. */
  | { readonly kind: "locked"; readonly message: string }
  /** No room left on the disk. Nothing was changed; try again once there is. */
  | { readonly kind: "full"; readonly message: string }
  /** The folder or a file in it cannot be written or created. */
  | { readonly kind: "readOnly"; readonly message: string }
  /** Another window deleted everything: what this window has in memory is hashed with a key that is gone. */
  | { readonly kind: "deleted"; readonly message: string }
  /** There is no SQLite here, or the disk fails. */
  | { readonly kind: "unavailable"; readonly message: string };

/** The only error the store throws on purpose; any other is a bug of ours. */
export class StoreError extends Error {
  readonly problem: StoreProblem;

  constructor(problem: StoreProblem, cause?: unknown) {
    super(problem.message, { cause });
    this.name = "StoreError";
    this.problem = problem;
  }

  /** Whether the very same call can succeed later without anyone doing anything about it in the editor. */
  get retryable(): boolean {
    return this.problem.kind === "locked" || this.problem.kind === "full";
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html) that are somebody's situation and not our bug. */
const KIND_OF_SQLITE_CODE: ReadonlyMap<number, Exclude<StoreProblem["kind"], "newer" | "deleted">> = new Map([
  [3, "readOnly"], // SQLITE_PERM
  [5, "locked"], // SQLITE_BUSY
  [6, "locked"], // SQLITE_LOCKED
  [8, "readOnly"], // SQLITE_READONLY
  [10, "unavailable"], // SQLITE_IOERR
  [11, "corrupt"], // SQLITE_CORRUPT
  [13, "full"], // SQLITE_FULL
  [14, "readOnly"], // SQLITE_CANTOPEN
  [15, "locked"], // SQLITE_PROTOCOL: lost a race for the WAL's locks
  [23, "readOnly"], // SQLITE_AUTH
  [26, "corrupt"], // SQLITE_NOTADB
]);

const KIND_OF_SYSTEM_CODE: ReadonlyMap<string, "locked" | "full" | "readOnly" | "unavailable"> = new Map([
  ["EACCES", "readOnly"],
  ["EPERM", "readOnly"],
  ["EROFS", "readOnly"],
  ["ENOENT", "readOnly"],
  ["ENOTDIR", "readOnly"],
  ["EISDIR", "readOnly"],
  ["EEXIST", "readOnly"], // mkdir where a plain file stands
  ["EBUSY", "locked"],
  ["ENOSPC", "full"],
  ["EDQUOT", "full"],
  ["EIO", "unavailable"],
  ["EMFILE", "unavailable"],
  ["ENFILE", "unavailable"],
]);

/**
 * Turns what SQLite or the file system threw into a `StoreError`. Anything else (a constraint that our own rows break,
 * a bad statement) is a bug and comes back as it was, so that it is seen.
 */
export function storeErrorOf(error: unknown): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) {
    return error;
  }
  const kind =
    "errcode" in error && typeof error.errcode === "number"
      ? KIND_OF_SQLITE_CODE.get(error.errcode & 0xff) // extended codes keep the primary one in their low byte
      : "code" in error && typeof error.code === "string"
        ? KIND_OF_SYSTEM_CODE.get(error.code)
        : undefined;
  return kind === undefined ? error : new StoreError({ kind, message: error.message }, error);
}

/** Whether an error, typed or as SQLite threw it, is of that kind. */
export function isProblem(error: unknown, kind: StoreProblem["kind"]): boolean {
  const typed = storeErrorOf(error);
  return typed instanceof StoreError && typed.problem.kind === kind;
}
