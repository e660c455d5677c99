import type { Connection, Row } from "./connection.ts";
import { filesOnDisk } from "./folder.ts";
import { TABLES } from "./schema.ts";

/** A row in readable form. */
export type PlainRow = Readonly<Record<string, string | number | null>>;

/** All that is stored, by table, and the files it is in with their sizes in bytes. */
export interface Everything {
  readonly tables: Readonly<Record<string, readonly PlainRow[]>>;
  readonly onDisk: readonly { readonly name: string; readonly bytes: number }[];
}

/** Hexadecimal digits of a text's hash that are shown: enough to tell two texts apart. */
const HASH_DIGITS = 8;

/** Columns that hold a moment, in milliseconds since the epoch. */
const MOMENT = /(^|_)(at|until|mtime)_ms$/;

/** Reads every row of every table; moments are written out, hashes shortened or counted: numbers say nothing to a reader. */
export function everythingIn(db: Connection | undefined, folder: string): Everything {
  const tables = TABLES.map((table) => {
    const rows = db?.rows(`SELECT * FROM ${table}`) ?? [];
    return [table, rows.map(plain)] as const;
  });
  return { tables: Object.fromEntries(tables), onDisk: filesOnDisk(folder) };
}

function plain(row: Row): PlainRow {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (value instanceof Uint8Array) {
        return [column, `${value.byteLength / Float64Array.BYTES_PER_ELEMENT} keyed line hashes`];
      }
      if (column === "text_hash" && typeof value === "string") {
        return [column, value.slice(0, HASH_DIGITS)];
      }
      const number = typeof value === "bigint" ? Number(value) : value;
      return [column, MOMENT.test(column) ? moment(number) : number];
    }),
  );
}

/** A moment as people write it, UTC; what is none stays as it is. */
function moment<T>(value: T): T | string {
  const date = new Date(typeof value === "number" ? value : Number.NaN);
  return Number.isNaN(date.valueOf()) ? value : date.toISOString();
}
