import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Workbench } from "../e2e/pages/workbench.ts";
import { closeBrowser } from "../rig/browser.ts";
import { buildProduct } from "../rig/build.ts";
import { Editor } from "../rig/editor.ts";
import { git } from "../rig/git.ts";
import { outFolder } from "../rig/paths.ts";
import { packProduct, packProvider } from "../rig/vsix.ts";
import { temporaryWorkspace, writeFiles } from "../rig/workspace.ts";
import { type FilledFile, fillStore } from "./filledStore.ts";

const fileCount = 500;
/** So often each branch is checked out. */
const rounds = 5;
const ownLines = 60;
const aiLines = 20;
/** What is not settled by then is told as that. */
const longestMs = 20_000;
/** So long after a switch its work is done, and a busy thread has noted its delays. */
const restMs = 8000;

/** What became of a branch switch that was made a few times, in milliseconds, one figure a time. */
export interface Storm {
  readonly name: string;
  /** From git's end until the status bar says what is to be read now; empty without the product. */
  readonly settledMs: readonly number[];
  /** The longest time for which the extension host's thread was busy. */
  readonly busyMs: readonly number[];
}

/**
 * A real editor whose git repository has 500 files with AI's lines on one branch and without them on another: both are checked
 * out in turn, a few times. The same is done without the product, to see what the editor's own extensions do with it.
 */
export async function measureStorms(): Promise<{
  readonly ours: readonly Storm[];
  readonly without: readonly Storm[];
}> {
  await buildProduct();
  const [product, provider] = await Promise.all([packProduct(), packProvider()]);
  try {
    return { ours: await storms([product, provider], true), without: await storms([provider], false) };
  } finally {
    await closeBrowser();
  }
}

async function storms(vsix: readonly string[], isOurs: boolean): Promise<Storm[]> {
  const own = texts((i) => [i % 2 === 0 ? `// file ${i}` : "// start", ...code(i, "own", ownLines)]);
  const both = texts((i) => [...(own.get(name(i)) ?? []), ...code(i, "ai", aiLines)]);
  const folder = temporaryWorkspace(filesOf(own));
  const delays = join(outFolder, "storm", isOurs ? "ours.txt" : "without.txt");
  mkdirSync(join(outFolder, "storm"), { recursive: true });
  rmSync(delays, { force: true });
  git(folder, "init", "--quiet", "--initial-branch=main");
  commitAll(folder);
  git(folder, "checkout", "--quiet", "-b", "work");
  writeFiles(folder, filesOf(both));
  commitAll(folder);
  await using editor = await Editor.start({ name: "storm", vsix, env: { RDTEST_DELAYS: delays } });
  try {
    if (isOurs)
      fillStore(
        editor,
        folder,
        [...both].map(([path, lines]) => filled(path, lines, own)),
      );
    const window = new Workbench(await editor.open({ folder }));
    await window.page.locator('[id="review-debt-test.rdtest.rdtest.ready"]').waitFor({ timeout: 60_000 });
    if (isOurs) await window.statusIs(/\d/);
    await delay(restMs);
    const before = isOurs ? await window.statusText() : undefined;
    const found: { name: string; branch: string; wanted: string | undefined; settledMs: number[]; busyMs: number[] }[] =
      [
        {
          name: "to the branch without AI's lines",
          branch: "main",
          wanted: isOurs ? "" : undefined,
          settledMs: [],
          busyMs: [],
        },
        { name: "back to the branch with them", branch: "work", wanted: before, settledMs: [], busyMs: [] },
      ];
    for (let round = 0; round < rounds; round++) {
      for (const { branch, wanted, settledMs, busyMs } of found) {
        const fromMs = Date.now();
        git(folder, "checkout", "--quiet", branch);
        if (wanted !== undefined) settledMs.push(await becomes(window, wanted));
        await delay(restMs);
        busyMs.push(busiest(delays, fromMs));
      }
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long it takes from now until the status bar says this. */
async function becomes(window: Workbench, wanted: string): Promise<number> {
  const fromMs = Date.now();
  while ((await window.statusText()) !== wanted && Date.now() - fromMs < longestMs) await delay(20);
  return Date.now() - fromMs;
}

/** What is behind a file's own lines is AI's. */
function filled(path: string, lines: readonly string[], own: Texts): FilledFile {
  return { path, lines, unread: [{ start: own.get(path)?.length ?? 0, end: lines.length }] };
}

type Texts = ReadonlyMap<string, readonly string[]>;

function texts(lines: (i: number) => readonly string[]): Texts {
  return new Map(Array.from({ length: fileCount }, (_, i) => [name(i), lines(i)]));
}

function name(i: number): string {
  return `src/part${i % 20}/file${i}.ts`;
}

function code(i: number, kind: string, count: number): string[] {
  return Array.from({ length: count }, (_, line) => `export const ${kind}${i}_${line} = ${i * line};`);
}

function filesOf(all: Texts): Record<string, string> {
  return Object.fromEntries([...all].map(([path, lines]) => [path, `${lines.join("\n")}\n`]));
}

function commitAll(folder: string): void {
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "Work");
}

/** The longest time of those that were noted since then. */
function busiest(file: string, fromMs: number): number {
  const noted = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  const times = noted.map((line) => line.split(" ").map(Number)).filter(([at = 0]) => at >= fromMs);
  return Math.max(0, ...times.map(([, ms = 0]) => ms));
}
