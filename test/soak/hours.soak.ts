import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fillStore, type FilledFile } from "../bench/filledStore.ts";
import { random } from "../bench/random.ts";
import type { HoursAsked, HoursResult } from "../host/hours/run.ts";
import { closeBrowser } from "../rig/browser.ts";
import { buildCarrier, buildProduct } from "../rig/build.ts";
import { Editor } from "../rig/editor.ts";
import { git } from "../rig/git.ts";
import { runInWindow } from "../rig/hostsuite.ts";
import { outFolder } from "../rig/paths.ts";
import { Stop } from "../rig/say.ts";
import { packProduct, packProvider } from "../rig/vsix.ts";
import { temporaryWorkspace, writeFiles } from "../rig/workspace.ts";
import type { SoakPart, SoakRow } from "./part.ts";

const fileCount = 2000;
const hours = 8;
/** A person does something every minute. */
const actsPerHour = 60;
/** The files are as long as this project's own, on average. */
const averageLines = 120;
/** So many files differ between the two branches. */
const branchFiles = 100;

const allowedMB = 40;
/** Two editors without the product that lived the same hours differed by up to 0.7 MB in an hour; this is three times that. */
const noiseMB = 2;
const longestMs = 40 * 60_000;

type Say = (line: string) => void;

/** One window is worked in for eight hours, once with the product and once without. */
export const part: SoakPart = {
  title: "A day in one window",
  remark:
    `A real editor with the installed extension, and the same acts in one without it: their difference is what is ours. Memory is the JavaScript heap of the extension host and its threads with what hangs on it outside, at rest and after garbage was collected. ` +
    `${fileCount} files of ${averageLines} lines on average, a third of them AI's. An act goes to a file and types, accepts, marks, dismisses, reopens, cuts, undoes, formats or saves there; every tenth opens the queue, the week, the checklist or an explanation, every 25th is an agent's edit, every 100th a commit and a branch switch. ` +
    `Time passes for the extension by a minute an act. Broken bounds count as lost: more than ${allowedMB} MB; more than ${noiseMB} MB more in the last hour, which is what an editor without the extension differs by; any timer, any object of a class of ours, listener, thread or handle more than before.`,
  async run(say): Promise<readonly SoakRow[]> {
    await buildProduct();
    const [product, provider] = await Promise.all([packProduct(), packProvider()]);
    try {
      // Both at once: what is measured is memory, and no time.
      const [without, result] = await Promise.all([live([provider], false), live([product, provider], true)]);
      return rows(without, result, say);
    } finally {
      await closeBrowser();
    }
  },
};

async function live(vsix: readonly string[], hasProduct: boolean): Promise<HoursResult> {
  const files = Array.from({ length: fileCount }, (_, i) => file(i));
  const branches = ["main", "other"] as const;
  const workspace = workspaceOf(files, branches);
  const name = hasProduct ? "hours" : "hours-without";
  const folder = join(outFolder, name);
  await buildCarrier(folder, "run.cjs", `export { run } from "./test/host/hours/run.ts";\n`);
  const results = join(folder, "result.json");
  rmSync(results, { force: true });
  const asked: HoursAsked = {
    folder: workspace,
    files: files.map(({ path }) => path),
    branches,
    hasProduct,
    hours,
    actsPerHour,
  };
  const asking = join(folder, "asked.json");
  writeFileSync(asking, JSON.stringify(asked));
  try {
    await using editor = await Editor.start({
      name,
      driver: true,
      vsix,
      // Nobody looks, and drawing is most of the work.
      viewport: { width: 640, height: 400 },
      env: { REVIEW_DEBT_HOURS: asking },
    });
    if (hasProduct) fillStore(editor, workspace, files);
    await runInWindow(editor, workspace, join(folder, "run.cjs"), longestMs);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
  if (!existsSync(results)) throw new Stop(`The editor ended without a result (see out/logs/${name}.log).`);
  const result = JSON.parse(readFileSync(results, "utf8")) as HoursResult;
  if (result.problem !== undefined) throw new Stop(`The work ended early: ${result.problem}`);
  return result;
}

/** The same texts each time. */
function file(i: number): FilledFile {
  const next = random(i);
  const length = Math.round(averageLines * (0.1 + 1.8 * next()));
  const lines: string[] = [];
  const unread = [];
  while (lines.length < length) {
    const isAi = next() < 1 / 3;
    const start = lines.length;
    for (let line = 0; line < 5; line++)
      lines.push(`  const value${lines.length} = compute(${i}, "${isAi ? "ai" : "person"}");`);
    if (isAi) unread.push({ start, end: lines.length });
  }
  return { path: `src/part${i % 40}/file${i}.rdt`, lines, unread: unread.length > 0 ? unread : [{ start: 0, end: 5 }] };
}

function workspaceOf(files: readonly FilledFile[], [first, second]: readonly [string, string]): string {
  const textOf = ({ lines }: FilledFile): string => `${lines.join("\n")}\n`;
  const workspace = temporaryWorkspace(Object.fromEntries(files.map((each) => [each.path, textOf(each)])));
  git(workspace, "init", "--quiet", `--initial-branch=${first}`);
  git(workspace, "add", "--all");
  git(workspace, "commit", "--quiet", "--message=Begin");
  git(workspace, "switch", "--quiet", "--create", second);
  writeFiles(
    workspace,
    Object.fromEntries(files.slice(0, branchFiles).map((each) => [each.path, `// the other branch\n${textOf(each)}`])),
  );
  git(workspace, "commit", "--quiet", "--all", "--message=Other");
  git(workspace, "switch", "--quiet", first);
  return workspace;
}

function rows(without: HoursResult, result: HoursResult, say: Say): SoakRow[] {
  const own = (of: (result: HoursResult) => number): number => (of(result) - of(without)) / 1024 / 1024;
  const hourly = result.hourly.map((_, i) => own(({ hourly: each }) => each[i] ?? 0));
  const last = hourly.at(-1) ?? 0;
  const growth = last - (hourly.at(-2) ?? 0);
  const settled = own((each) => each.settled);
  const closed = own((each) => each.closed);
  say(`attributable: ${[settled, ...hourly, closed].map(figure).join(", ")}`);
  const broken = [...brokenCounts(result)];
  for (const line of broken) say(`✗ ${line}`);
  const { before, after, unfocused } = result;
  const objects = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((a, b) => a + b, 0);
  const acts = hours * actsPerHour;
  return [
    {
      done: `A window with ${fileCount} tracked files was opened and came to rest`,
      often: `once; ${figure(settled)} ours`,
      lost: Number(settled > allowedMB),
    },
    {
      done: `Work for ${hours} hours in it`,
      often: `${acts} acts, ${result.opened} files opened; ${figure(last)} ours at the end, ${figure(Math.max(...hourly))} at most, ${figure(growth)} more in the last hour`,
      lost: [last > allowedMB, growth > noiseMB].filter(Boolean).length,
    },
    {
      done: "The window lost the focus",
      often: `once; ${unfocused.seconds + unfocused.timers.length} timers of ours`,
      lost: unfocused.seconds + unfocused.timers.length,
    },
    {
      done: "Everything was closed",
      often:
        `once; before and after: ${objects(before.ours)} and ${objects(after.ours)} objects of our ${Object.keys(before.ours).length} classes, ${before.listeners} and ${after.listeners} listeners in the process, ` +
        `${kinds(before.handles)} and ${kinds(after.handles)} handles, ${before.threads} and ${after.threads} threads, ${after.timers.length} timers; ${figure(closed)} ours`,
      lost: broken.length,
    },
  ];
}

/** What is more than before. */
function* brokenCounts({ before, after }: HoursResult): Generator<string> {
  for (const [name, count] of Object.entries(after.ours)) {
    const was = before.ours[name] ?? 0;
    if (count > was) yield `${count - was} more of ${name}`;
  }
  if (after.listeners > before.listeners) yield `${after.listeners - before.listeners} more listeners`;
  if (after.threads > before.threads) yield `${after.threads - before.threads} more threads`;
  if (kinds(after.handles) > kinds(before.handles)) yield `handles: ${JSON.stringify([before.handles, after.handles])}`;
  for (const timer of after.timers) yield `a timer: ${timer}`;
}

function kinds(handles: Readonly<Record<string, number>>): number {
  return Object.values(handles).reduce((sum, count) => sum + count, 0);
}

function figure(megabytes: number): string {
  return `${megabytes.toFixed(1)} MB`;
}
