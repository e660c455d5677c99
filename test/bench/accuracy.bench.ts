import { build } from "esbuild";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { closeBrowser } from "../rig/browser.ts";
import { buildProduct } from "../rig/build.ts";
import { Editor } from "../rig/editor.ts";
import { restingHand } from "../rig/hostsuite.ts";
import { outFolder, root } from "../rig/paths.ts";
import { Stop, elapsed, say } from "../rig/say.ts";
import { packProduct, packProvider } from "../rig/vsix.ts";
import { temporaryWorkspace } from "../rig/workspace.ts";
import type { AccuracyResult, Confusion } from "../host/accuracy/run.ts";
import { measureChat } from "./chatAccuracy.ts";
import { publish, table } from "./report.ts";

const wantedPrecision = 1;
const wantedRecall = 0.99;
const longestMs = 15 * 60_000;
const folder = join(outFolder, "accuracy");

/**
 * How often the product is right about which lines AI wrote: scripted acts in the real editor, judged by the editor's own label of
 * every change. `$REVIEW_DEBT_SEED` repeats a run.
 */
export async function run(): Promise<void> {
  const seed = Number(process.env["REVIEW_DEBT_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  say(`seed ${seed} (REVIEW_DEBT_SEED=${seed} repeats this run)`);
  const startedMs = performance.now();
  const result = await measured(seed);
  const kinds = [...result.kinds, ...(await measureChat(seed))];
  await closeBrowser();
  const total = sum(kinds);
  const actCount = kinds.reduce((acts, kind) => acts + kind.acts, 0);
  const rows = kinds.map((kind) => row(kind.kind, kind.acts, kind));
  publish(
    "accuracy",
    "Accuracy",
    [
      table([
        ["kind of edit", "acts", "AI's, tracked", "not AI's, tracked", "AI's, missed", "not AI's, not tracked"],
        ...rows,
        row("**all**", actCount, total),
        row(`all lines of ${result.files} files after the last act`, "", result.atRest),
      ]),
      `Precision **${figure(precision(total))}**, recall **${figure(recall(total))}**; at rest ${figure(precision(result.atRest))} and ` +
        `${figure(recall(result.atRest))}. Wanted: ${figure(wantedPrecision)} and at least ${figure(wantedRecall)}.`,
      `${actCount} acts in random order at random places of random texts (seed ${seed}), in files that hold lines of both, in a real VS Code ` +
        `by the commands that keys and menus run. Counted are the lines that an act wrote, blank ones aside, and any line that it made wrong.\n` +
        `The judge (\`test/host/accuracy/oracle.ts\`) knows for every character who wrote it by \`detailedReason\`, the editor's own label of each change, ` +
        `which the product does not get, and from that for every line by the rules of the ledger. What is read from disk has 2 s to become known. An agent is a stand-in for Claude Code that writes the file and its transcript; the chat is the built-in Copilot agent with a model of our own, judged by what that model said and the user kept.`,
    ].join("\n\n"),
  );
  for (const { kind, act, after, line, isAi, changes, ledger } of result.disagreements) {
    say(`act ${act}, ${kind} (after ${after}): ${isAi ? "AI wrote" : "AI did not write"} "${line}"`);
    process.stdout.write(`    ${[...changes, ...ledger].join("\n    ")}\n`);
  }
  say(`${actCount} acts in ${elapsed(startedMs)}`);
  if (result.problem !== undefined) throw new Stop(result.problem);
  for (const confusion of [total, result.atRest]) {
    if (precision(confusion) < wantedPrecision) throw new Stop(`Precision is ${figure(precision(confusion))}.`);
    if (recall(confusion) < wantedRecall) throw new Stop(`Recall is ${figure(recall(confusion))}.`);
  }
}

/** Runs `test/host/accuracy/run.ts` inside a real editor with the product installed. */
async function measured(seed: number): Promise<AccuracyResult> {
  const results = join(folder, "result.json");
  rmSync(results, { force: true });
  await Promise.all([buildProduct(), bundle()]);
  const vsix = await Promise.all([packProduct(), packProvider()]);
  const workspace = temporaryWorkspace({ "README.md": "# A workspace for the accuracy benchmark\n" });
  try {
    await using editor = await Editor.start({
      name: "accuracy",
      driver: true,
      vsix,
      env: { REVIEW_DEBT_SEED: String(seed), REVIEW_DEBT_WORKSPACE: workspace },
    });
    const end = Promise.withResolvers<void>();
    const late = setTimeout(() => end.reject(new Stop("The benchmark did not end in time.")), longestMs);
    const page = await editor.open({
      folder: workspace,
      developing: [folder],
      tests: join(folder, "run.cjs"),
      exposed: { codeAutomationLog: () => undefined, codeAutomationExit: () => end.resolve() },
    });
    await using _hand = await restingHand(page);
    await end.promise.finally(() => clearTimeout(late));
  } finally {
    rmSync(workspace, { recursive: true, force: true });
    await closeBrowser();
  }
  if (!existsSync(results)) throw new Stop("The benchmark ended without a result (see out/logs/accuracy.log).");
  return JSON.parse(readFileSync(results, "utf8")) as AccuracyResult;
}

/** An extension of its own, as for the host tests, so that it may use the proposed API. */
async function bundle(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, "test", "rig", "carrier", "package.json"), join(folder, "package.json"));
  await build({
    absWorkingDir: root,
    entryPoints: ["test/host/accuracy/run.ts"],
    outfile: join(folder, "run.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    logLevel: "warning",
  });
}

function row(name: string, acts: number | string, { hits, falseAlarms, misses, rejections }: Confusion): string[] {
  return [name, ...[acts, hits, falseAlarms, misses, rejections].map(String)];
}

function sum(confusions: readonly Confusion[]): Confusion {
  const add = (name: keyof Confusion): number => confusions.reduce((total, each) => total + each[name], 0);
  return {
    hits: add("hits"),
    falseAlarms: add("falseAlarms"),
    misses: add("misses"),
    rejections: add("rejections"),
  };
}

function precision({ hits, falseAlarms }: Confusion): number {
  return hits / (hits + falseAlarms);
}

function recall({ hits, misses }: Confusion): number {
  return hits / (hits + misses);
}

/** Cut, not rounded: 0.9999 is not 1. */
function figure(share: number): string {
  return (Math.floor(share * 10_000) / 10_000).toFixed(4);
}
