import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Mark, Span } from "../../src/core/ledger/mark.ts";
import { glanceAt } from "../../src/core/review/hunkText.ts";
import { riskAt } from "../../src/core/review/risk.ts";
import { type WalkFile, type WalkHunk, walkHunksOf, walkOf } from "../../src/core/review/walk.ts";
import { root } from "../rig/paths.ts";
import { random } from "./random.ts";
import { quantile } from "./report.ts";

const seed = 20_261_126;
const fileCount = 500;
const hunksPerFile = 20;
const rounds = 9;
/** The clock of processor time ticks in milliseconds. */
const sampleMs = 200;

/** How long it takes to list 10 000 hunks and to put them in order, in milliseconds, as rows of a table. */
export interface WalkTimes {
  readonly rows: readonly (readonly string[])[];
  /** List, texts in memory, and order. */
  readonly listAndOrderMs: number;
}

/** Measures list and order, beside what the queue would do without a walk: sort the hunks by path. */
export function measureWalk(): WalkTimes {
  const next = random(seed);
  const files = Array.from({ length: fileCount }, (_, i) => fileOf(i, next));
  const closed = files.map(({ file, spans, isInRepository }): WalkFile => ({ file, spans, isInRepository }));
  const list = (of: readonly WalkFile[]): WalkHunk[] => of.flatMap((file) => walkHunksOf(file));
  // As they come from files that were read in no order.
  const hunks = list(files)
    .map((hunk) => ({ hunk, at: next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ hunk }) => hunk);
  const listMs = medianMs(() => list(files));
  const closedMs = medianMs(() => list(closed));
  const orderMs = medianMs(() => walkOf(hunks));
  const pathMs = medianMs(() => hunks.toSorted((a, b) => a.file.localeCompare(b.file) || a.start - b.start));
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  return {
    rows: [
      ["list, texts in memory", ms(listMs)],
      ["list, texts not known", ms(closedMs)],
      ["order: not committed, risk, size, age", ms(orderMs)],
      ["peer: order by path with `localeCompare`", `${ms(pathMs)} (${(pathMs / orderMs).toFixed(1)} times ours)`],
      ["risk of one hunk of 20 lines, all packs looked for", `${riskUs().toFixed(0)} µs`],
    ],
    listAndOrderMs: listMs + orderMs,
  };
}

function fileOf(index: number, next: () => number): WalkFile {
  const spans: Span[] = [];
  let at = 0;
  for (let i = 0; i < hunksPerFile; i++) {
    const length = 5 + Math.floor(next() * 30);
    const mark: Mark = {
      origin: {
        id: `${i}`,
        channel: "agentSession",
        tool: "Tool",
        confidence: "reported",
        atMs: Math.floor(next() * 1e6),
      },
      settled: undefined,
      ...(next() < 0.5 ? { committed: { sinceMs: 1, isInHead: true } } : {}),
    };
    spans.push({ start: at, end: at + length, mark });
    at += length + 5;
  }
  const lines = Array.from({ length: at }, (_, i) =>
    i % 4 === 3 ? "  }" : `    const value${i} = read(input, ${i});`,
  );
  const risks = spans.map(() => ({ pack: "any", weight: Math.floor(next() * 10) }));
  return {
    file: `file:///w/src/folder${index % 17}/file${index}.ts`,
    spans,
    isInRepository: true,
    // As texts come: not put together from pieces.
    text: {
      lines: lines.join("\n").split("\n"),
      riskOf: ({ start }) => risks[start % hunksPerFile] ?? { pack: "", weight: 0 },
    },
  };
}

function riskUs(): number {
  const hunks = globSync("src/**/*.ts", { cwd: root }).flatMap((path) => {
    const lines = readFileSync(join(root, path), "utf8").split("\n");
    return Array.from({ length: Math.ceil(lines.length / 20) }, (_, i) => ({
      path,
      languageId: "typescript",
      lines: lines.slice(i * 20, i * 20 + 20),
      isNewFile: false,
    }));
  });
  return (medianMs(() => hunks.map((hunk) => riskAt(glanceAt(hunk)))) / hunks.length) * 1000;
}

/** The median processor time of a piece of work, in milliseconds. */
function medianMs(work: () => unknown): number {
  const samples = new Float64Array(rounds);
  timesMs(work, sampleMs);
  for (let round = 0; round < rounds; round++) samples[round] = timesMs(work, sampleMs);
  return quantile(samples.toSorted(), 0.5);
}

/** The processor time of one of as many calls as take so long together. */
function timesMs(work: () => unknown, togetherMs: number): number {
  const before = process.threadCpuUsage();
  for (let calls = 1; ; calls++) {
    work();
    const { user, system } = process.threadCpuUsage(before);
    const tookMs = (user + system) / 1000;
    if (tookMs >= togetherMs) return tookMs / calls;
  }
}
