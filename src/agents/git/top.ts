import { isInside, realPath } from "../read/paths.ts";
import { runGit } from "./run.ts";

/** Where a folder's repository is. */
export interface Top {
  /** The top folder of the work tree. */
  readonly top: string;
  /** The same without links. */
  readonly realTop: string;
  /** The folder in which git keeps HEAD. */
  readonly gitFolder: string;
}

/**
 * Finds the repository that a folder lies in. `undefined` outside all of them, and for one whose settings say that its work
 * tree is somewhere else (`core.worktree`): a stranger's could name any folder, which then would be read.
 */
export async function topOf(folder: string, signal?: AbortSignal): Promise<Top | undefined> {
  const args = ["rev-parse", "--show-toplevel", "--absolute-git-dir"];
  const places = await runGit({ folder, args, signal });
  const [top, gitFolder, ...rest] =
    places
      ?.toString("utf8")
      .replace(/\r?\n$/, "")
      .split(/\r?\n/) ?? [];
  if (!top || !gitFolder || rest.length > 0) return undefined;
  const realTop = realPath(top) ?? top;
  return isInside(realPath(folder) ?? folder, realTop) ? { top, realTop, gitFolder } : undefined;
}
