import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ChangeSet, RangeSet, RangeValue, Text } from "@codemirror/state";
import { Ledger } from "../../src/core/ledger/ledger.ts";
import type { Mark, Origin, Span } from "../../src/core/ledger/mark.ts";
import { Moves } from "../../src/core/ledger/moves.ts";
import type { TextChange } from "../../src/core/text/change.ts";
import { root } from "../rig/paths.ts";
import { random } from "./random.ts";
import { publish, quantile, table } from "./report.ts";
import { collectGarbage } from "../rig/garbage.ts";

/** One edit, as offsets for CodeMirror and as lines and characters for us. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly change: TextChange;
  /** Whether the text counts as an AI's. */
  readonly byAi: boolean;
}

interface Timing {
  readonly medianUs: number;
  readonly p99Us: number;
  readonly totalMs: number;
}

class Tracked extends RangeValue {}
const value = new Tracked();
const origin: Origin = {
  id: "o",
  channel: "inlineAccept",
  tool: undefined,
  confidence: "observed",
  atMs: 0,
};
const mark: Mark = { origin, settled: undefined };
const seed = 20_261_123;
const traceFolder = join(root, "..", "shared", "traces");

/** DESIGN §9, rows one to three: what a keystroke costs beside CodeMirror's `RangeSet.map` on the same edits. */
export async function run(): Promise<void> {
  const failures: string[] = [];
  const rows = [["edits", "ours median", "ours p99", "`RangeSet.map` median", "p99", "times faster"]];

  const big = bigFile(50_000, 2000);
  const typing = typingIn(big.text, 20_000, 0.03);
  const ours = timeOurs(big.text, big.spans, typing);
  const theirs = timeCodeMirror(big.text, big.spans, typing);
  const ratio = theirs.totalMs / ours.totalMs;
  rows.push(row("typing, 2 000 spans in 50 000 lines", ours, theirs));
  if (ours.medianUs > 20) failures.push(`median ${ours.medianUs} µs > 20 µs`);
  if (ours.p99Us > 200) failures.push(`p99 ${ours.p99Us} µs > 200 µs`);
  if (ratio < 5) failures.push(`only ${ratio.toFixed(1)} times faster than RangeSet.map, wanted 5`);

  const untracked = timeOurs(big.text, [], typingIn(big.text, 20_000, 0));
  rows.push(["typing, file without a tracked line", us(untracked.medianUs), us(untracked.p99Us), "–", "–", "–"]);
  if (untracked.medianUs > 1) failures.push(`untracked median ${untracked.medianUs} µs > 1 µs`);

  let missing = "";
  for (const name of ["rustcode", "sveltecomponent"]) {
    const file = join(traceFolder, `${name}.json.gz`);
    if (!existsSync(file)) {
      missing = "\n\nThe keystroke traces are not on this machine, so their rows are missing.";
      continue;
    }
    const trace = readTrace(file);
    const traced = timeOurs(trace.text, trace.spans, trace.edits);
    const peer = timeCodeMirror(trace.text, trace.spans, trace.edits);
    rows.push(row(`trace ${name}, ${trace.edits.length} edits`, traced, peer));
    if (peer.totalMs <= traced.totalMs) failures.push(`${name}: slower than RangeSet.map`);
  }
  const heap = heapGrowth(big.text, typing);
  const text = `${table(rows)}

Ours is the whole step: text, marks, attribution and what undo needs. CodeMirror's is \`ChangeSet.of\` and \`RangeSet.map\`, without its text.
"Times faster" compares the processor time of all edits. The traces' pasted blocks of three lines or more
count as AI's on both sides, to have spans all the way, and are made between the measured edits. Kept memory after ${heap.edits} keystrokes in a file without tracked lines: ${heap.kilobytes} KB.${missing}`;
  publish("keystroke", "One keystroke", text);
  if (heap.kilobytes > 256) failures.push(`an untracked file keeps ${heap.kilobytes} KB more`);
  if (failures.length > 0) throw new Error(failures.join("; "));
}

function row(name: string, ours: Timing, theirs: Timing): string[] {
  return [
    name,
    us(ours.medianUs),
    us(ours.p99Us),
    us(theirs.medianUs),
    us(theirs.p99Us),
    (theirs.totalMs / ours.totalMs).toFixed(1),
  ];
}

function us(value: number): string {
  return `${value.toFixed(2)} µs`;
}

function bigFile(lineCount: number, spanCount: number): { text: string; spans: Span[] } {
  const lines = Array.from({ length: lineCount }, (_, i) => `  const value${i} = compute(${i}, "text");`);
  const step = lineCount / spanCount;
  const spans = Array.from({ length: spanCount }, (_, i) => ({
    start: i * step,
    end: i * step + Math.floor(step / 2),
    mark,
  }));
  return { text: lines.join("\n"), spans };
}

/** Bursts of typing at random places: mostly characters, some deletions, a share of new lines. */
function typingIn(text: string, count: number, newLines: number): Edit[] {
  const next = random(seed);
  let doc = Text.of(text.split("\n"));
  const edits: Edit[] = [];
  while (edits.length < count) {
    let at = Math.floor(next() * doc.length);
    for (let burst = 5 + Math.floor(next() * 30); burst > 0 && edits.length < count; burst--) {
      const dice = next();
      const deletes = dice < 0.1 && at > 0;
      const edit = editOf(doc, deletes ? at - 1 : at, at, deletes ? "" : dice > 1 - newLines ? "\n" : "x");
      edits.push(edit);
      doc = doc.replace(edit.from, edit.to, Text.of(edit.text.split("\n")));
      at = edit.from + edit.text.length;
    }
  }
  return edits;
}

function editOf(doc: Text, from: number, to: number, text: string, byAi = false): Edit {
  const start = doc.lineAt(from);
  const end = doc.lineAt(to);
  return {
    from,
    to,
    text,
    byAi,
    change: {
      startLine: start.number - 1,
      startCharacter: from - start.from,
      endLine: end.number - 1,
      endCharacter: to - end.from,
      text,
    },
  };
}

/**
 * A recorded session. Every other five lines of its first text count as AI-written, and so does every block of
 * three lines or more that was put in at once, so that there are spans to keep true until the end.
 */
function readTrace(file: string): { text: string; spans: Span[]; edits: Edit[] } {
  const trace = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as {
    startContent: string;
    endContent: string;
    txns: { patches: [number, number, string][] }[];
  };
  const patches = trace.txns.flatMap((txn) => txn.patches);
  let doc = Text.of(trace.startContent.split("\n"));
  let text = trace.startContent;
  const edits: Edit[] = [];
  patches.forEach(([at, removed, inserted], i) => {
    const byAi = inserted.split("\n").length > 3;
    const edit = editOf(doc, at, at + removed, inserted, byAi);
    doc = doc.replace(edit.from, edit.to, Text.of(inserted.split("\n")));
    // The first patch of these traces pastes the file as it was found.
    if (i === 0 && trace.startContent === "") text = doc.toString();
    else edits.push(edit);
  });
  if (doc.toString() !== trace.endContent) throw new Error(`${file} does not end as it says`);
  const lineCount = text.split("\n").length;
  const spans: Span[] = [];
  for (let start = 0; start + 5 <= lineCount; start += 10) spans.push({ start, end: start + 5, mark });
  return { text, spans, edits };
}

function timeOurs(text: string, spans: readonly Span[], edits: readonly Edit[]): Timing {
  const lines = text.split("\n");
  return middle(() => {
    const ledger = new Ledger(lines, spans, new Moves());
    return sample(edits, ({ change, byAi }) => {
      ledger.apply([change], byAi ? { kind: "ai", origin } : { kind: "person", atMs: 1 });
    });
  });
}

/** From an edit to ranges that are true again, which is what CodeMirror needs a `ChangeSet` for. */
function timeCodeMirror(text: string, spans: readonly Span[], edits: readonly Edit[]): Timing {
  const doc = Text.of(text.split("\n"));
  return middle(() => {
    let length = doc.length;
    let ranges = RangeSet.of(spans.map(({ start, end }) => value.range(doc.line(start + 1).from, doc.line(end).to)));
    return sample(edits, ({ from, to, text: insert, byAi }) => {
      const change = ChangeSet.of({ from, to, insert }, length, "\n");
      length = change.newLength;
      ranges = ranges.map(change);
      if (byAi) ranges = ranges.update({ add: [value.range(from, from + insert.length)] });
    });
  });
}

/** One run: the time of every edit, and the processor time of all, which other programs do not lengthen. */
interface Run {
  readonly samples: Float64Array;
  readonly totalMs: number;
}

/** Makes all edits, and measures those that a person makes. */
function sample(edits: readonly Edit[], make: (edit: Edit) => void): Run {
  const samples: number[] = [];
  let spentUs = 0;
  let since = process.threadCpuUsage();
  const pause = (): void => {
    const { user, system } = process.threadCpuUsage(since);
    spentUs += user + system;
  };
  for (const edit of edits) {
    if (edit.byAi) {
      pause();
      make(edit);
      since = process.threadCpuUsage();
      continue;
    }
    const start = performance.now();
    make(edit);
    samples.push(performance.now() - start);
  }
  pause();
  return { samples: Float64Array.from(samples).toSorted(), totalMs: spentUs / 1000 };
}

/** The run in the middle of eleven, after two to warm up; none pays for the garbage of the one before. */
function middle(once: () => Run): Timing {
  once();
  once();
  const runs = Array.from({ length: 11 }, () => {
    // A full collection would throw optimised code away, too.
    collectGarbage({ type: "minor" });
    return once();
  }).toSorted((a, b) => a.totalMs - b.totalMs);
  const { samples, totalMs } = runs[5] ?? once();
  return { medianUs: quantile(samples, 0.5) * 1000, p99Us: quantile(samples, 0.99) * 1000, totalMs };
}

/** What a file without tracked lines keeps of many keystrokes. */
function heapGrowth(text: string, edits: readonly Edit[]): { edits: number; kilobytes: number } {
  const ledger = new Ledger(text.split("\n"), [], new Moves());
  const inLine = edits
    .filter((edit) => edit.text === "x")
    .map((edit) => ({ ...edit.change, startCharacter: 0, endCharacter: 0 }));
  const change = inLine[0];
  if (change === undefined) return { edits: 0, kilobytes: 0 };
  const type = (times: number): void => {
    for (let i = 0; i < times; i++) {
      ledger.apply([{ ...change, text: "x" }], { kind: "person", atMs: 1 });
      ledger.apply([{ ...change, endCharacter: 1, text: "" }], { kind: "person", atMs: 1 });
    }
  };
  type(1000);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  type(100_000);
  collectGarbage();
  return { edits: 200_000, kilobytes: Math.max(0, Math.round((process.memoryUsage().heapUsed - before) / 1024)) };
}
