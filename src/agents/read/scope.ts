import { basename, dirname, join, parse } from "node:path";
import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import type { Scope } from "../format.ts";
import { type Folder, type PathManner, isBelow, isElsewhere, mannerOf, realPath, shownBelow } from "./paths.ts";
import { statOf } from "./records.ts";

/** So many folders' real paths are remembered. */
const folderLimit = 5000;
/** And so many files, while that is allowed. */
const fileLimit = 20_000;

/** Keeps edits of files in some folders and drops all others, so that they never leave the worker. */
export class ScopeFilter {
  readonly #folders: readonly Folder[];
  /** The same folders in both forms. */
  readonly #known: readonly string[];
  readonly #platform: string;
  readonly #manner: PathManner;
  readonly #real = new Map<string, string>();
  readonly #files: Map<string, string | undefined> | undefined;

  /** @param isBrief whether it serves one look, and may remember what it saw; later anything may have become a link */
  constructor({ folders }: Scope, platform: string, isBrief = false) {
    this.#files = isBrief ? new Map() : undefined;
    this.#folders = folders
      .map((shown) => ({ real: realPath(shown) ?? shown, shown }))
      // The innermost folder names the file.
      .toSorted((a, b) => b.real.length - a.real.length);
    this.#known = this.#folders.flatMap(({ real, shown }) => [real, shown]);
    this.#platform = platform;
    this.#manner = mannerOf(platform);
  }

  /** The edit with its file's path as the window has it; `undefined` for a file elsewhere, whatever links lead to it. */
  inScope(edit: AiEdit): AiEdit | undefined {
    const path = this.#shown(edit.path);
    if (path === undefined) return undefined;
    if (edit.change.kind !== "move") return path === edit.path ? edit : { ...edit, path };
    const from = this.#shown(edit.change.from);
    return from === undefined ? undefined : { ...edit, path, change: { kind: "move", from } };
  }

  /**
   * A folder as it may be told: itself when relative paths may lead from it to files in scope, else one that leads to
   * none.
   */
  folder(path: string | undefined): string | undefined {
    if (path === undefined) return undefined;
    return this.#isNear(path) ? path : join(parse(path).root, ".elsewhere");
  }

  #isNear(folder: string): boolean {
    if (this.#isElsewhere(folder)) return false;
    const own = this.#realFolder(folder);
    return this.#folders.some(({ real }) => isBelow(own, real, this.#manner) || isBelow(real, own, this.#manner));
  }

  #isElsewhere(path: string): boolean {
    return isElsewhere(path, this.#known, this.#platform);
  }

  #shown(path: string): string | undefined {
    if (this.#files === undefined) return this.#seen(path);
    if (this.#files.has(path)) return this.#files.get(path);
    if (this.#files.size >= fileLimit) this.#files.clear();
    const shown = this.#seen(path);
    this.#files.set(path, shown);
    return shown;
  }

  #seen(path: string): string | undefined {
    if (this.#isElsewhere(path)) return undefined;
    const inRealFolder = join(this.#realFolder(dirname(path)), basename(path));
    // Looked for first: to fail at a real path takes long, and many files that agents wrote are gone.
    const isThere = statOf(inRealFolder) !== undefined;
    const target = isThere ? realPath(inRealFolder) : inRealFolder;
    // A link that leads nowhere yet may lead anywhere later.
    return target === undefined ? undefined : shownBelow(target, this.#folders, this.#manner);
  }

  /** A folder without links, as far up as it exists. */
  #realFolder(folder: string): string {
    const known = this.#real.get(folder);
    if (known !== undefined) return known;
    const found = statOf(folder) === undefined ? undefined : realPath(folder);
    const parent = dirname(folder);
    const real = found ?? (parent === folder ? folder : join(this.#realFolder(parent), basename(folder)));
    // One that does not exist yet may become a link.
    if (found === undefined) return real;
    if (this.#real.size >= folderLimit) this.#real.clear();
    this.#real.set(folder, real);
    return real;
  }
}
