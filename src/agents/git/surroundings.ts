import { basename, dirname, join, relative, sep } from "node:path";
import { splitLines } from "../../core/text/lines.ts";
import { realPath } from "../read/paths.ts";
import { readObjects } from "./objects.ts";
import { runGit } from "./run.ts";
import { topOf } from "./top.ts";

/** What a repository says around a file. */
export interface Surroundings {
  /** The file's lines as HEAD has them; none of a file that it has not, or that is too large. */
  readonly headLines: readonly string[];
  /** Those of the names that no other file of the work tree has; `undefined` when that took too long. */
  readonly newNames: ReadonlySet<string> | undefined;
}

const fileBytes = 2 * 1024 * 1024;

/**
 * Reads what stood in a file before, and looks for names in all other files. `undefined` outside all repositories.
 * @param path absolute
 * @param names each a word or several, without a line end
 * @param signal ends it when nobody waits any more
 */
export async function surroundingsOf(
  path: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Surroundings | undefined> {
  const folder = realPath(dirname(path)) ?? dirname(path);
  const repository = await topOf(folder, signal);
  if (repository === undefined) return undefined;
  const { top, realTop } = repository;
  const own = relative(realTop, join(folder, basename(path))).replaceAll(sep, "/");
  const [blobs, newNames] = await Promise.all([
    readObjects(top, [`HEAD:${own}`], { each: fileBytes, all: fileBytes }, signal),
    newNamesOf(top, own, names, signal),
  ]);
  const blob = blobs.get(`HEAD:${own}`);
  return { headLines: blob === undefined ? [] : splitLines(blob.toString("utf8")), newNames };
}

/** One search for all names: for each match git says the file and the name. */
async function newNamesOf(
  top: string,
  own: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  const left = new Set(names);
  if (left.size === 0) return left;
  const found = await runGit({
    folder: top,
    args: "grep -I -o -w -F -z --no-color --untracked --full-name -f -".split(" "),
    input: `${names.join("\n")}\n`,
    mayFindNothing: true,
    signal,
  });
  for (const match of found?.toString("utf8").split("\n") ?? []) {
    const end = match.indexOf("\0");
    if (match.slice(0, end) !== own) left.delete(match.slice(end + 1));
  }
  return found === undefined ? undefined : left;
}
