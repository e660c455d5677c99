import type { Format, Scope } from "../format.ts";
import { textOf } from "./lines.ts";
import { OpenedRecord } from "./opened.ts";
import { isInside, realPath } from "./paths.ts";
import type { RecordFile } from "./records.ts";

/** So much of a file is read to learn a working folder. */
const beginningBytes = 1024 * 1024;

/** Tells the working folder of a record as far as its format can; asks once it is wanted, and again until it is known. */
export function workingFolderOf(
  format: Format,
  { path, root }: Pick<RecordFile, "path" | "root">,
  scope: Scope,
): () => string | undefined {
  let known: string | undefined;
  return () => {
    try {
      known ??= format.workingFolder?.(path, scope, (file) => beginningOf(file, root));
    } catch {
      // As if it told nothing.
    }
    return known;
  };
}

/** The beginning of a file below a root; `undefined` for any other file. */
function beginningOf(file: string, root: string): string | undefined {
  const real = realPath(file);
  if (real === undefined || !isInside(real, root)) return undefined;
  using record = OpenedRecord.open(real);
  if (record === undefined) return undefined;
  const bytes = Buffer.alloc(Math.min(record.size, beginningBytes));
  return textOf(bytes.subarray(0, record.read(bytes, 0)));
}
