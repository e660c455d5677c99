import { runGit } from "./run.ts";

/** Read in one go. Git's answer must stay below the limit of its output. */
const batchBytes = 16 * 1024 * 1024;

/** What is read of a repository's objects at most, in bytes. */
export interface ObjectLimits {
  readonly each: number;
  readonly all: number;
}

/**
 * The contents of blobs by the names git knows them by (`<name>` or `<commit>:<path>`). Those that are too large, are no
 * blob or are not there are left out; the first ones win where there are too many.
 */
export async function readObjects(
  folder: string,
  names: readonly string[],
  limits: ObjectLimits,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  // A name is a line of git's input.
  const asked = [...new Set(names)].filter((name) => !/[\n\r\0]/.test(name));
  let left = limits.all;
  for (const batch of batches(await sizes(folder, asked, signal), limits.each)) {
    if (batch.bytes > left) break;
    left -= batch.bytes;
    const output = await runGit({ folder, args: ["cat-file", "--batch"], input: lines(batch.names), signal });
    if (output !== undefined) collect(output, batch.names, found);
  }
  return found;
}

interface Batch {
  readonly names: string[];
  bytes: number;
}

/** Each blob's size, in bytes. */
async function sizes(
  folder: string,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map();
  const output = await runGit({ folder, args: ["cat-file", "--batch-check"], input: lines(names), signal });
  const answers = output?.toString().split("\n") ?? [];
  const found = new Map<string, number>();
  names.forEach((name, i) => {
    const size = sizeIn(answers[i]);
    if (size !== undefined) found.set(name, size);
  });
  return found;
}

function* batches(found: ReadonlyMap<string, number>, each: number): Generator<Batch> {
  let batch: Batch = { names: [], bytes: 0 };
  for (const [name, size] of found) {
    if (size > each) continue;
    if (batch.names.length > 0 && batch.bytes + size > batchBytes) {
      yield batch;
      batch = { names: [], bytes: 0 };
    }
    batch.names.push(name);
    batch.bytes += size;
  }
  if (batch.names.length > 0) yield batch;
}

/** Takes an answer apart: for each name a line with a size, then so many bytes and a line end. */
function collect(output: Buffer, names: readonly string[], found: Map<string, Buffer>): void {
  let at = 0;
  for (const name of names) {
    const end = output.indexOf("\n", at);
    if (end < 0) return;
    const size = sizeIn(output.toString("utf8", at, end));
    at = end + 1;
    if (size === undefined) continue;
    if (at + size > output.length) return;
    found.set(name, output.subarray(at, at + size));
    at += size + 1;
  }
}

/** A blob's size; `undefined` for another object, or for none: then git repeats the name, whatever that is. */
function sizeIn(answer: string | undefined): number | undefined {
  const size = /^[0-9a-f]{40,64} blob (\d+)$/.exec(answer ?? "")?.[1];
  return size === undefined ? undefined : Number(size);
}

function lines(names: readonly string[]): string {
  return names.map((name) => `${name}\n`).join("");
}
