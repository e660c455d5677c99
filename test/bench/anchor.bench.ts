import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Mark, Origin, Span } from "../../src/core/ledger/mark.ts";
import { reanchor } from "../../src/core/ledger/reanchor.ts";
import { diffLines } from "../../src/core/text/diff.ts";
import { Hasher } from "../../src/core/text/hash.ts";
import { stripped } from "../../src/core/text/lines.ts";
import { root } from "../rig/paths.ts";
import { Stop } from "../rig/say.ts";
import { type Comparison, jsdiff, matchPatch, myers, type Texts, vscodeEditor, vscodeLines } from "./differs.ts";
import { measureStorms } from "./gitStorm.ts";
import { codeLike, edited, shuffled } from "./edits.ts";
import { random } from "./random.ts";
import { publish, quantile, table } from "./report.ts";

const seed = 20_261_126;
/** Every figure is of so many texts. */
const variants = 5;
/** A sample is of as many calls as take so long, since the clock of processor time ticks in milliseconds. */
const sampleMs = 100;
const warmUpMs = 600;
/** A peer that takes longer than `slowMs` is run once, for `limitMs` at most. */
const slowMs = 3000;
const limitMs = 10_000;
const wanted = { anchorMs: 8, rewriteMs: 300, jsdiff: 50, vscode: 10, settledMs: 2000, busyMs: 50 };

/** Two texts with the old one's spans, ready to be anchored again. */
interface Case extends Texts {
  readonly storedHashes: Float64Array;
  readonly spans: readonly Span[];
}

/** What texts are made of. */
interface Material {
  readonly name: string;
  readonly lines: (count: number, next: () => number) => string[];
}

const hasher = new Hasher(Uint8Array.from({ length: 16 }, (_, i) => i));
const origin: Origin = { id: "o", channel: "agentSession", tool: undefined, confidence: "reported", atMs: 0 };
const unread: Mark = { origin, settled: undefined };
const reviewed: Mark = { origin, settled: { kind: "marked", atMs: 1, scope: "hunk" } };

const ourLines = globSync("{src,test}/**/*.ts", { cwd: root })
  .toSorted()
  .flatMap((file) => readFileSync(join(root, file), "utf8").split("\n"));

const repository: Material = {
  name: "of this repository",
  lines: (count, next) => {
    const start = Math.floor(next() * ourLines.length);
    return Array.from({ length: count }, (_, i) => ourLines[(start + i) % ourLines.length] ?? "");
  },
};
const generated: Material = { name: "generated, 30 % repeated", lines: (count, next) => codeLike(count, 0.3, next) };
const unique: Material = { name: "all different", lines: (count, next) => codeLike(count, 0, next) };

/** DESIGN §9, rows four and five: what it costs to find lines again, beside other differs on the same lines. */
export async function run(): Promise<void> {
  const broken: string[] = [];
  const edits = editTable(broken);
  const cold = await coldMs();
  const text = [
    edits,
    rewriteTable(broken),
    scaleTable(),
    await stormTable(broken),
    `Ours is the whole step: from the stored hashes and spans of the old text and the hashes of the new one to new spans; every other ` +
      `six lines are tracked. The others only compare, and what they need is made ready before. They get the lines without white space, which ours leaves out, too.\n` +
      `Of all edits a third remove, change and add a line each, anywhere; 30 % of the new lines stand elsewhere in the text, too. Seeds from ${seed} on.\n` +
      `Medians over ${variants} different texts after a warm-up, each of as many calls as take ${sampleMs} ms or more, of the thread's processor time, which other programs do not lengthen; peers that need more than ${slowMs / 1000} s are run once. ` +
      `The first call of a fresh process, before the engine has optimised anything, takes ${ms(cold)} for 10 000 lines of this repository with 3 000 edits.`,
  ].join("\n\n");
  publish("anchor", "Finding lines again", text);
  if (broken.length > 0) throw new Stop(broken.join(" "));
}

async function stormTable(broken: string[]): Promise<string> {
  const { ours: withUs, without } = await measureStorms();
  const rows = [
    ["`git checkout`, 500 tracked files changed at once", "settled", "host's thread busy", "busy without us"],
  ];
  const spread = (all: readonly number[]): string => `${ms(median(all))}, at most ${ms(Math.max(...all))}`;
  withUs.forEach(({ name, settledMs, busyMs }, i) => {
    const peersMs = without[i]?.busyMs ?? [];
    rows.push([name, spread(settledMs), spread(busyMs), spread(peersMs)]);
    if (settledMs.length === 0 || Math.max(...settledMs) > wanted.settledMs)
      broken.push(`${name}: settled after ${spread(settledMs)}, wanted ${wanted.settledMs} ms.`);
    if (median(busyMs) > wanted.busyMs || Math.max(...busyMs) > Math.max(...peersMs) + wanted.busyMs)
      broken.push(`${name}: the thread was busy for ${spread(busyMs)}, without us for ${spread(peersMs)}.`);
  });
  return (
    `${table(rows)}\n\nIn a real VS Code with a real repository, medians and the most of ${withUs[0]?.busyMs.length} switches: settled is when the status bar says what is to be read now, counted from git's end. ` +
    `Busy is the longest time without a turn of the event loop, of all extensions together, and in a second run of the editor's own alone.`
  );
}

function median(all: readonly number[]): number {
  return quantile(Float64Array.from(all).toSorted(), 0.5);
}

function editTable(broken: string[]): string {
  const rows = [["10 000 lines, 3 000 edits", "lines", "time", "times ours", "lines kept"]];
  for (const material of [repository, unique]) {
    const cases = variantsOf((next) => editCase(material, 10_000, 3000, next));
    const oursMs = ours(anchoring, cases);
    rows.push(["**ours**", material.name, ms(oursMs), "1.0", told(cases[0] && comparing(cases[0])(), String)]);
    if (oursMs > wanted.anchorMs) broken.push(`${material.name}: ${ms(oursMs)}, wanted ${wanted.anchorMs} ms.`);
    for (const [{ name, prepare }, timesOurs] of [
      [{ name: "ours, the comparison alone", prepare: comparing }, 0],
      [myers, 0],
      [vscodeLines, wanted.vscode],
      [vscodeEditor, 0],
      [matchPatch, 0],
      [jsdiff, wanted.jsdiff],
    ] as const) {
      const { tookMs, result } = measure(prepare, cases);
      rows.push([name, material.name, told(tookMs), times(tookMs, oursMs), told(result, String)]);
      if ((tookMs ?? limitMs) < timesOurs * oursMs) {
        broken.push(`${material.name}: ${name} takes ${times(tookMs, oursMs)} times as long, wanted ${timesOurs}.`);
      }
    }
  }
  return table(rows);
}

/** What a program that writes a whole file may leave of it. */
const rewrites: readonly (readonly [string, (lines: string[], others: string[], next: () => number) => string[]])[] = [
  ["nothing in common", (lines) => lines.map((_, i) => `another ${i}`)],
  ["other lines of the same kind", (_, others) => others],
  ["the same lines in any order", (lines, _, next) => shuffled(lines, next)],
  ["the same lines backwards", (lines) => lines.toReversed()],
];

function rewriteTable(broken: string[]): string {
  const rows = [["full rewrite", "lines", "ours", vscodeLines.name, "times ours"]];
  for (const [count, material] of [[5000, repository] as const, [50_000, generated] as const]) {
    for (const [name, rewrite] of rewrites) {
      const cases = variantsOf((next) => {
        const both = material.lines(2 * count, next);
        const lines = both.slice(0, count);
        return caseOf(lines, rewrite(lines, both.slice(count), next));
      });
      const oursMs = ours(anchoring, cases);
      const { tookMs } = measure(vscodeLines.prepare, cases);
      rows.push([name, `${thousands(count)} ${material.name}`, ms(oursMs), told(tookMs), times(tookMs, oursMs)]);
      if (count === 5000 && oursMs > wanted.rewriteMs)
        broken.push(`Rewrite, ${name}: ${ms(oursMs)}, wanted ${wanted.rewriteMs} ms.`);
    }
  }
  return table(rows);
}

function scaleTable(): string {
  const rows = [["lines", "edits", "ours", "a line", "the comparison alone", vscodeLines.name, "times ours"]];
  for (const count of [1000, 3000, 10_000, 30_000, 100_000]) {
    const cases = variantsOf((next) => editCase(generated, count, count * 0.3, next));
    const oursMs = ours(anchoring, cases);
    const { tookMs } = measure(vscodeLines.prepare, cases);
    rows.push([
      `${thousands(count)} ${generated.name}`,
      thousands(count * 0.3),
      ms(oursMs),
      `${((oursMs / count) * 1_000_000).toFixed(0)} ns`,
      ms(ours(comparing, cases)),
      told(tookMs),
      times(tookMs, oursMs),
    ]);
  }
  return table(rows);
}

function variantsOf(make: (next: () => number) => Case): Case[] {
  return Array.from({ length: variants }, (_, i) => make(random(seed + i)));
}

function editCase(material: Material, count: number, edits: number, next: () => number): Case {
  const lines = material.lines(count, next);
  return caseOf(lines, edited(lines, edits, next));
}

function caseOf(oldText: readonly string[], newText: readonly string[]): Case {
  const [oldLines, newLines] = [oldText.map(stripped), newText.map(stripped)];
  const [oldHashes, newHashes] = [hasher.lines(oldLines), hasher.lines(newLines)];
  const spans: Span[] = [];
  for (let start = 0; start + 6 <= oldLines.length; start += 12) {
    spans.push({ start, end: start + 6, mark: spans.length % 2 === 0 ? unread : reviewed });
  }
  return { oldLines, newLines, oldHashes, newHashes, storedHashes: Float64Array.from(oldHashes), spans };
}

/** All that is done with a file that changed out of sight. */
function anchoring({ storedHashes, spans, newHashes }: Case): Comparison {
  return () => reanchor({ lineHashes: storedHashes, spans }, [], newHashes, hasher).length;
}

function comparing({ oldHashes, newHashes }: Case): Comparison {
  return () => {
    const lost = diffLines(oldHashes, newHashes).reduce((sum, { oldStart, oldEnd }) => sum + oldEnd - oldStart, 0);
    return oldHashes.length - lost;
  };
}

/** What one call of ours takes. */
function ours(prepare: (texts: Case) => Comparison, cases: readonly Case[]): number {
  return measure(prepare, cases).tookMs ?? Infinity;
}

/** What one call takes, the median over all cases, and the result of the first; `undefined` beyond the limit. */
function measure(
  prepare: (texts: Case, limitMs: number) => Comparison,
  cases: readonly Case[],
): { readonly tookMs: number | undefined; readonly result: number | undefined } {
  const samples: number[] = [];
  let result: number | undefined;
  let calls = 1;
  for (const each of cases) {
    if (samples.length === 0) {
      const call = prepare(each, limitMs);
      let spentMs = timed(() => (result = call()));
      if (result === undefined) return { tookMs: undefined, result };
      if (spentMs > slowMs) return { tookMs: spentMs, result };
      // Calls until it is optimised, the last of them to tell how many make a sample.
      while (spentMs < warmUpMs) {
        const tookMs = timed(() => repeat(calls, call));
        spentMs += tookMs;
        if (tookMs < sampleMs) calls *= 2;
      }
    }
    // Some count the limit from here on.
    const call = prepare(each, limitMs);
    samples.push(timed(() => repeat(calls, call)) / calls);
  }
  return { tookMs: quantile(Float64Array.from(samples).toSorted(), 0.5), result };
}

function repeat(calls: number, call: Comparison): void {
  for (let i = 0; i < calls; i++) {
    if (call() === undefined) throw new Stop("A peer ran out of time between two measured calls; is the machine busy?");
  }
}

/** Processor time of this thread, in milliseconds. */
function timed(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** The median first call of fresh processes. */
async function coldMs(): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < variants; i++) {
    const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), String(seed + i)]);
    samples.push(Number(stdout));
  }
  return quantile(Float64Array.from(samples).toSorted(), 0.5);
}

function ms(value: number): string {
  return `${value.toFixed(value < 100 ? 2 : 0)} ms`;
}

function told(value: number | undefined, say = ms): string {
  return value === undefined ? `more than ${limitMs / 1000} s` : say(value);
}

function times(tookMs: number | undefined, oursMs: number): string {
  return `${tookMs === undefined ? "> " : ""}${((tookMs ?? limitMs) / oursMs).toFixed(1)}`;
}

function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, " ");
}

if (import.meta.main) {
  const next = random(Number(process.argv[2] ?? seed));
  const texts = editCase(repository, 10_000, 3000, next);
  process.stdout.write(String(timed(anchoring(texts))));
}
