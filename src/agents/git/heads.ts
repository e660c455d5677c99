import { existsSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { Hasher } from "../../core/text/hash.ts";
import { splitLines } from "../../core/text/lines.ts";
import { isInside, realPath } from "../read/paths.ts";
import { ignoredOf } from "./ignored.ts";
import { readObjects } from "./objects.ts";
import { linesOfCells } from "./notebook.ts";
import { isObjectName, runGit } from "./run.ts";
import { type Top, topOf } from "./top.ts";

/** A file that is asked about. */
export interface AskedFile {
  /** Absolute. */
  readonly path: string;
  /** Whether the lines of its cells are asked for. */
  readonly isNotebook: boolean;
  /** The commit that its text is known of; nothing is told of it while HEAD is there and git ignores it or not as before. */
  readonly knownOf: string | undefined;
  /** Whether it is known that git ignores it. */
  readonly isKnownIgnored: boolean;
}

/** A text as HEAD holds it: the keyed hash of each line, or its bytes where they are no UTF-8. */
export type HeadText =
  | { readonly kind: "hashes"; readonly hashes: Float64Array }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array };

/** What git says of a file. */
export interface HeadFile {
  /** As it was asked for. */
  readonly path: string;
  readonly isNotebook: boolean;
  /** The folder in which git keeps HEAD; `undefined` outside all repositories. */
  readonly gitFolder: string | undefined;
  /** The commit that HEAD is; `undefined` before the first one. */
  readonly commit: string | undefined;
  /** Whether git does not track it and means to leave it so. */
  readonly isIgnored: boolean;
  /** What HEAD holds of it. `undefined` for a file that is not in the commit, or too large. */
  readonly text: HeadText | undefined;
}

/** A work tree and what its HEAD is. */
interface Repository extends Top {
  readonly commit: string | undefined;
}

const fileBytes = 2 * 1024 * 1024;
/** So many files are read and told at once. */
const fileCount = 25;
/** What a question ends with that nobody waits for any more. */
const late = "git took too long";

/**
 * Says of files what HEAD of their repository holds and whether git ignores them, a few at a time. One that lies in several repositories is of the
 * innermost, as git sees it. Rejects once `signal` says that nobody waits for it.
 */
export async function readHeads(
  files: readonly AskedFile[],
  hasher: Hasher,
  signal: AbortSignal,
  tell: (files: readonly HeadFile[]) => void,
): Promise<void> {
  for (const [top, own] of byTop(files)) {
    const repository = top === undefined ? undefined : await repositoryAt(top, signal);
    if (signal.aborted) throw new Error(late);
    if (repository === undefined) {
      tell(
        own.map(({ path, isNotebook }) => ({
          path,
          isNotebook,
          gitFolder: undefined,
          commit: undefined,
          isIgnored: false,
          text: undefined,
        })),
      );
      continue;
    }
    const here = await located(repository, own, signal);
    if (signal.aborted) throw new Error(late);
    const asked = here.filter(
      ({ knownOf, isKnownIgnored, isIgnored }) =>
        knownOf === undefined || knownOf !== repository.commit || isKnownIgnored !== isIgnored,
    );
    for (let from = 0; from < asked.length; from += fileCount) {
      const told = await filesIn(repository, asked.slice(from, from + fileCount), hasher, signal);
      if (signal.aborted) throw new Error(late);
      tell(told);
    }
  }
}

/** Files by the innermost folder above them that has a `.git`, as they lie on the disk. */
function byTop(files: readonly AskedFile[]): Map<string | undefined, AskedFile[]> {
  const tops = new Map<string, string | undefined>();
  const topAbove = (folder: string): string | undefined => {
    if (tops.has(folder)) return tops.get(folder);
    const parent = dirname(folder);
    const top = existsSync(join(folder, ".git")) ? folder : parent === folder ? undefined : topAbove(parent);
    tops.set(folder, top);
    return top;
  };
  return Map.groupBy(files, ({ path }) => topAbove(realPath(dirname(path)) ?? dirname(path)));
}

async function repositoryAt(folder: string, signal: AbortSignal): Promise<Repository | undefined> {
  const top = await topOf(folder, signal);
  if (top === undefined) return undefined;
  const name = await runGit({ folder, args: ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], signal });
  const commit = name?.toString("utf8").trim() ?? "";
  return { ...top, commit: isObjectName(commit) ? commit : undefined };
}

/** A file that is asked about, and what its repository knows without looking into a commit. */
interface LocatedFile extends AskedFile {
  /** From the top of the work tree, with `/`; `undefined` for one that lies outside. */
  readonly name: string | undefined;
  readonly isIgnored: boolean;
}

async function located(
  { top, realTop }: Repository,
  files: readonly AskedFile[],
  signal: AbortSignal,
): Promise<LocatedFile[]> {
  const named = files.map((file) => ({ ...file, name: nameIn(realTop, file.path) }));
  const names = named.flatMap(({ name }) => name ?? []);
  const ignored = await ignoredOf(top, names, signal);
  return named.map((file) => ({ ...file, isIgnored: file.name !== undefined && ignored.has(file.name) }));
}

function nameIn(top: string, path: string): string | undefined {
  const own = join(realPath(dirname(path)) ?? dirname(path), basename(path));
  return isInside(own, top) ? relative(top, own).replaceAll(sep, "/") : undefined;
}

async function filesIn(
  { top, gitFolder, commit }: Repository,
  files: readonly LocatedFile[],
  hasher: Hasher,
  signal: AbortSignal,
): Promise<HeadFile[]> {
  const names = files.map(({ name }) => (commit === undefined || name === undefined ? undefined : `${commit}:${name}`));
  const limits = { each: fileBytes, all: fileCount * fileBytes };
  const blobs = await readObjects(
    top,
    names.filter((name) => name !== undefined),
    limits,
    signal,
  );
  return files.map(({ path, isNotebook, isIgnored }, i) => {
    const bytes = blobs.get(names[i] ?? "");
    return { path, isNotebook, gitFolder, commit, isIgnored, text: bytes && textOf(bytes, isNotebook, hasher) };
  });
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Which encoding other bytes are in only the editor knows. */
function textOf(bytes: Buffer, isNotebook: boolean, hasher: Hasher): HeadText {
  try {
    const text = utf8.decode(bytes);
    const lines = isNotebook ? linesOfCells(text) : splitLines(text);
    return { kind: "hashes", hashes: Float64Array.from(lines, (line) => hasher.line(line)) };
  } catch {
    return { kind: "bytes", bytes: Uint8Array.from(bytes) };
  }
}
