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

/** A folder of the window, by two of its names. */
export interface Folder {
  /** Without links, in the case that the disk has. */
  readonly real: string;
  /** As the window has it. */
  readonly shown: string;
}

/** How a machine writes and compares paths. */
export interface PathManner {
  readonly sep: string;
  /** Whether names that differ in case only are one. */
  readonly foldsCase: boolean;
}

/** How this machine writes paths, compared as its platform does: Windows and macOS see no case. */
export function mannerOf(platform: string): PathManner {
  return { sep, foldsCase: platform === "win32" || platform === "darwin" };
}

/**
 * A path without links as the window has it: below the first of some folders that it lies in, in the form that the folder has
 * there; `undefined` elsewhere. So `C:\Work\a.ts` becomes `c:\work\a.ts`, and `/private/tmp/w/a.ts` becomes `/tmp/w/a.ts`.
 */
export function shownBelow(path: string, folders: readonly Folder[], manner: PathManner): string | undefined {
  const folder = folders.find(({ real }) => isBelow(path, real, manner));
  if (folder === undefined) return undefined;
  const rest = path.slice(folder.real.length);
  const below = rest.startsWith(manner.sep) ? rest.slice(1) : rest;
  if (below === "") return folder.shown;
  return folder.shown.endsWith(manner.sep) ? folder.shown + below : folder.shown + manner.sep + below;
}

/** Whether a path is a folder or lies in it, in another case too where there is none. Both without links. */
export function isBelow(path: string, folder: string, { sep: slash, foldsCase }: PathManner): boolean {
  const [own, top] = foldsCase ? [path.toLowerCase(), folder.toLowerCase()] : [path, folder];
  const inside = top.endsWith(slash) ? top : top + slash;
  return own.startsWith(inside) || own === top || own + slash === top;
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
