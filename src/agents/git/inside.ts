import { join, relative } from "node:path";
import { OpenedRecord } from "../read/opened.ts";
import { isElsewhere, isInside, realPath } from "../read/paths.ts";

/** A text file in a folder. */
export interface FileInside {
  /** Absolute, below the folder as it was named, without links below it. */
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
}

/**
 * Reads a regular text file that lies in a folder, whatever links lead to it; `undefined` for one that does not, is too
 * large or has a NUL.
 */
export function readInside(folder: string, path: string, bytes: number): FileInside | undefined {
  if (isElsewhere(path, [folder])) return undefined;
  const realFolder = realPath(folder);
  const real = realPath(path);
  if (realFolder === undefined || real === undefined || !isInside(real, realFolder)) return undefined;
  using opened = OpenedRecord.open(real);
  if (opened === undefined || opened.size > bytes) return undefined;
  const buffer = Buffer.alloc(opened.size);
  try {
    const length = opened.read(buffer, 0);
    const content = buffer.subarray(0, length);
    if (content.includes(0)) return undefined;
    return { path: join(folder, relative(realFolder, real)), text: new TextDecoder().decode(content) };
  } catch {
    return undefined;
  }
}
