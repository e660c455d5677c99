import { join } from "node:path";
import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import { isMoment } from "../../core/week/facts.ts";
import { splitLines } from "../../core/text/lines.ts";
import { filesOfNote, linesByTool, type NotedFile } from "./note.ts";
import { readObjects } from "./objects.ts";
import { isObjectName, runGit } from "./run.ts";

const megabyte = 1024 * 1024;
const noteLimits = { each: 4 * megabyte, all: 64 * megabyte };
const fileLimits = { each: 2 * megabyte, all: 64 * megabyte };

/** Commits with notes that are read, the newest ones. */
const commitLimit = 2000;

interface NotedCommit {
  readonly name: string;
  readonly atMs: number;
  /** The name of the note's blob. */
  readonly note: string;
}

/**
 * What the Git AI notes of a repository say that AI wrote, in the commits of HEAD since a moment (milliseconds since the
 * epoch); oldest first. `repositoryRoot` is its top folder. Nothing where there are no notes, or no git; less once `signal`
 * says that nobody waits for it.
 */
export async function editsFromNotes(repositoryRoot: string, sinceMs: number, signal?: AbortSignal): Promise<AiEdit[]> {
  const commits = await notedCommits(repositoryRoot, sinceMs, signal);
  const notes = await readObjects(
    repositoryRoot,
    commits.map(({ note }) => note),
    noteLimits,
    signal,
  );
  const noted = commits.flatMap((commit) => {
    const note = notes.get(commit.note);
    return note === undefined ? [] : filesOfNote(note).map((file) => ({ commit, file }));
  });
  const written = noted.filter(({ file }) => file.claims.some(({ tool }) => tool !== undefined));
  const texts = await readObjects(
    repositoryRoot,
    written.map(({ commit, file }) => `${commit.name}:${file.path}`),
    fileLimits,
    signal,
  );
  return written
    .toReversed()
    .flatMap(({ commit, file }) => editsOfFile(repositoryRoot, commit, file, texts.get(`${commit.name}:${file.path}`)));
}

/** Newest first. */
async function notedCommits(
  folder: string,
  sinceMs: number,
  signal: AbortSignal | undefined,
): Promise<readonly NotedCommit[]> {
  const notes = new Map<string, string>();
  for (const [note, commit] of await rows(folder, ["notes", "--ref=ai", "list"], signal)) notes.set(commit, note);
  if (notes.size === 0) return [];
  const since = Math.max(0, Math.floor(sinceMs / 1000));
  const found: NotedCommit[] = [];
  for (const [seconds, name] of await rows(folder, ["rev-list", "--timestamp", `--max-age=${since}`, "HEAD"], signal)) {
    const note = notes.get(name);
    const atMs = Number(seconds) * 1000;
    // Git takes any number for the time of a commit.
    if (note === undefined || !isObjectName(name) || !isObjectName(note) || !isMoment(atMs)) continue;
    found.push({ name, atMs, note });
    if (found.length === commitLimit) break;
  }
  return found;
}

/** The lines of git's output, each of two words. */
async function rows(
  folder: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly (readonly [string, string])[]> {
  const output = await runGit({ folder, args, signal });
  return (output?.toString() ?? "").split("\n").flatMap((line) => {
    const [first, second] = line.split(" ");
    return first === undefined || second === undefined ? [] : [[first, second] as const];
  });
}

function editsOfFile(root: string, commit: NotedCommit, file: NotedFile, bytes: Buffer | undefined): AiEdit[] {
  // A file with NUL is no text.
  if (bytes === undefined || bytes.includes(0)) return [];
  const text = new TextDecoder().decode(bytes);
  const id = `gitNote:${commit.name}:${file.path}`;
  return [...linesByTool(file.claims, splitLines(text).length)].map(([tool, written], i) => ({
    // One act is of one tool.
    id: i === 0 ? id : `${id}:${tool}`,
    tool,
    channel: "gitNote",
    confidence: "reported",
    atMs: commit.atMs,
    path: join(root, file.path),
    change: { kind: "lines", text, written },
  }));
}
