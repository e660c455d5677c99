import { realpathSync } from "node:fs";
import { sep, win32 } from "node:path";

/** The path without links; `undefined` where nothing is. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** Whether a path is a folder or lies in it. Both without links. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/**
 * Whether a path is that of a share or a device, as Windows has them (`\\server\share\a`, `\\.\pipe\a`), and none of some folders
 * is there. Nothing may be looked for at such a path: Windows would call that computer and tell it who the user is.
 */
export function isElsewhere(path: string, folders: readonly string[], platform: string = process.platform): boolean {
  const share = platform === "win32" ? shareOf(path) : undefined;
  return share !== undefined && !folders.some((folder) => shareOf(folder) === share);
}

function shareOf(path: string): string | undefined {
  const { root } = win32.parse(path);
  return /^[\\/]{2}/.test(root) ? root.replaceAll("/", "\\").toLowerCase() : undefined;
}
