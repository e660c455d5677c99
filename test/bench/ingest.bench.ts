import { execFile, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { FromWorker } from "../../src/agents/messages.ts";
import { charactersOf } from "../../src/agents/read/batches.ts";
import { Reader } from "../../src/agents/reader.ts";
import type { AiEdit } from "../../src/core/attribution/aiEdit.ts";
import { publish, table } from "./report.ts";
import { type Corpus, writeTranscripts } from "./transcripts.ts";

const megabyte = 1_000_000;
const corpusMegabytes = Number(process.env["REVIEW_DEBT_INGEST_MB"] ?? 1000);
const seed = 20_261_125;
const runs = 5;
const wanted = { megabytesPerSecond: 500, blockedMs: 10, moreMegabytes: 60 };

/** What one look-back came to, measured in a process of its own. */
interface Measured {
  readonly tookMs: number;
  /** Processor time of the whole process. */
  readonly workMs: number;
  /** The largest delay of a timer of 1 ms in the host's thread, whoever had the processor. */
  readonly lateMs: number;
  /** The most processor time that the host's thread spent between two ticks of that timer. */
  readonly blockedMs: number;
  /** How much more memory the process took at most than before the worker was started. */
  readonly moreBytes: number;
  readonly edits: number;
  /** Characters of the edits' texts. */
  readonly characters: number;
}

/** The peer's run. */
interface Peer {
  readonly version: string;
  readonly tookMs: number;
  readonly workMs: number;
  readonly peakBytes: number;
}

/** How fast agents' records are looked back on, beside a tool that reads the same files for another purpose. */
export async function run(): Promise<void> {
  const { Stop, say, step } = await import("../rig/say.ts");
  const { buildProduct } = await import("../rig/build.ts");
  const { root } = await import("../rig/paths.ts");
  await buildProduct();
  const place = realpathSync.native(mkdtempSync(join(tmpdir(), "review-debt-ingest-")));
  try {
    const workspace = join(place, "workspace");
    mkdirSync(workspace);
    let corpus: Corpus | undefined;
    await step(`generating ${corpusMegabytes} MB of transcripts`, () => {
      const options = { bytes: corpusMegabytes * megabyte, seed, nowMs: Date.now() };
      corpus = writeTranscripts(join(place, ".claude", "projects"), workspace, options);
      return Promise.resolve();
    });
    if (corpus === undefined) throw new Stop("Nothing was generated.");
    const own: Measured[] = [];
    for (let i = 0; i < runs; i++) own.push(await inOwnProcess(place, join(root, "dist", "worker.cjs")));
    for (const { tookMs, workMs, blockedMs, lateMs, moreBytes } of own) {
      const block = `blocked ${blockedMs.toFixed(1)} ms, late by ${lateMs.toFixed(1)} ms`;
      say(`${rate(corpus, tookMs)} MB/s, ${rate(corpus, workMs)} of work, ${block}, ${mega(moreBytes)} MB more`);
    }
    const peer = await step("ccusage", () => ccusage(place));
    tell(corpus, own, peer);
    const broken = brokenBudgets(corpus, own);
    if (broken.length > 0) throw new Stop(broken.join(" "));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function tell(corpus: Corpus, own: readonly Measured[], peer: Peer | undefined): void {
  const tookMs = middle(own.map((run) => run.tookMs));
  const workMs = middle(own.map((run) => run.workMs));
  const worst = (value: (measured: Measured) => number): number => Math.max(...own.map(value));
  const [{ edits, characters } = { edits: 0, characters: 0 }] = own;
  const ours = [
    rate(corpus, tookMs),
    rate(corpus, workMs),
    `${mega(worst(({ moreBytes }) => moreBytes))} MB`,
    `${worst(({ blockedMs }) => blockedMs).toFixed(1)} ms`,
    `${worst(({ lateMs }) => lateMs).toFixed(1)} ms`,
  ];
  const theirs = peer && [
    rate(corpus, peer.tookMs),
    rate(corpus, peer.workMs),
    `${mega(peer.peakBytes)} MB in all`,
    "–",
    "–",
  ];
  publish(
    "ingest",
    "Looking back on agents' records",
    [
      table([
        [
          "reader",
          "MB/s",
          "MB per second of work",
          "more memory",
          "longest work of the host",
          "longest wait of its timer",
        ],
        ["ours, in its worker", ...ours],
        [
          peer === undefined ? "`ccusage` is not installed" : `\`ccusage\` ${peer.version}`,
          ...(theirs ?? ours.map(() => "–")),
        ],
      ]),
      peer === undefined
        ? "Without the peer there is no ratio."
        : `**${(peer.tookMs / tookMs).toFixed(1)} times** as fast as the peer on the same files in the same run, with ${(peer.workMs / workMs).toFixed(1)} times less work.`,
      `${corpus.files} generated transcripts in the shape of Claude Code's (seed ${seed}): ${mega(corpus.bytes)} MB in ${corpus.lines} lines, of which ` +
        `${percent(corpus.editLines / corpus.lines)} tell an edit, with ${percent(corpus.editBytes / corpus.bytes)} of the bytes; a quarter of the sessions begin as copies of others.\n` +
        `All ${edits} different edits, ${mega(characters)} MB of text, were handed to the host, file by file. Medians of ${runs} runs, each in a process of its own ` +
        `from the start of the worker; of memory, work and wait of the host the worst. The files are in the system's cache for both.\n` +
        `Work is processor time of all threads; the host's, of its thread between two ticks of a timer of 1 ms. That timer waits for other programs, too. ` +
        `Memory is the process's own, without pages of Node's program, which an editor has in memory anyway.`,
    ].join("\n\n"),
  );
}

function brokenBudgets(corpus: Corpus, own: readonly Measured[]): string[] {
  const broken: string[] = [];
  // Other programs make it slower, not ours: then it counts how much work it is.
  const speed = corpus.bytes / Math.min(...own.flatMap(({ tookMs, workMs }) => [tookMs, workMs])) / 1000;
  const blockedMs = Math.max(...own.map((measured) => measured.blockedMs));
  const more = Math.max(...own.map(({ moreBytes }) => moreBytes)) / megabyte;
  if (speed < wanted.megabytesPerSecond) broken.push(`${speed.toFixed(0)} MB/s, wanted ${wanted.megabytesPerSecond}.`);
  if (blockedMs > wanted.blockedMs) broken.push(`Blocked for ${blockedMs.toFixed(1)} ms, allowed ${wanted.blockedMs}.`);
  if (more > wanted.moreMegabytes) broken.push(`${more.toFixed(0)} MB more memory, allowed ${wanted.moreMegabytes}.`);
  for (const { edits } of own) if (edits !== corpus.edits) broken.push(`${edits} edits of ${corpus.edits} were found.`);
  return broken;
}

/** Runs `lookBackOnce` in a fresh process. */
async function inOwnProcess(place: string, program: string): Promise<Measured> {
  const child = fork(fileURLToPath(import.meta.url), [place, program]);
  const answer = Promise.withResolvers<Measured>();
  child.on("message", (message) => answer.resolve(message as Measured));
  child.on("exit", () => answer.reject(new Error("The look-back ended without a result.")));
  return answer.promise;
}

/** Looks back on everything through the worker, and holds the edits of one file at a time, as the host does. */
async function lookBackOnce(place: string, program: string): Promise<Measured> {
  const end = Promise.withResolvers<void>();
  let file: AiEdit[] = [];
  let edits = 0;
  let characters = 0;
  const onMessage = (message: FromWorker): void => {
    if (message.kind === "lookBackEnd") end.resolve();
    if (message.kind !== "lookBackEdits") return;
    // The host holds the edits of one file at a time.
    file.push(...message.edits);
    if (!message.endsFile) return;
    edits += file.length;
    for (const edit of file) characters += charactersOf(edit);
    file = [];
  };
  using reader = new Reader(program, onMessage, (error) => end.reject(error));
  await new Promise((resolve) => setTimeout(resolve, 200));
  const before = ownBytes();
  let most = before;
  let lateMs = 0;
  let blockedMs = 0;
  let lastMs = performance.now();
  let lastBusyMs = busyMs();
  let ticks = 0;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const nowBusyMs = busyMs();
    lateMs = Math.max(lateMs, nowMs - lastMs - 1);
    blockedMs = Math.max(blockedMs, nowBusyMs - lastBusyMs);
    if (ticks++ % 8 === 0) most = Math.max(most, ownBytes());
    lastMs = nowMs;
    lastBusyMs = nowBusyMs;
  }, 1);
  const startedMs = performance.now();
  const work = process.cpuUsage();
  reader.start({
    kind: "start",
    surroundings: {
      home: place,
      platform: process.platform,
      env: {},
      userFolder: undefined,
      workspaceStorage: undefined,
    },
    scope: { folders: [join(place, "workspace")] },
    off: [],
    git: [],
    since: {},
    othersSinceMs: Date.now(),
    cursors: [],
  });
  reader.tell({ kind: "lookBack", sinceMs: Date.now() - 31 * 86_400_000 });
  await end.promise;
  const tookMs = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(work);
  clearInterval(timer);
  return { tookMs, workMs: (user + system) / 1000, lateMs, blockedMs, moreBytes: most - before, edits, characters };
}

/** Runs the peer on the same files; `undefined` where it is not installed. */
async function ccusage(place: string): Promise<Peer | undefined> {
  let manifest: string;
  const require = createRequire(import.meta.url);
  try {
    manifest = require.resolve("ccusage/package.json");
  } catch {
    return undefined;
  }
  const { version, bin } = require(manifest) as {
    readonly version: string;
    readonly bin: Readonly<Record<string, string>>;
  };
  const report =
    "data:text/javascript,process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write('PEAK '+u.maxRSS+' WORK '+(u.userCPUTime+u.systemCPUTime)+'\\n')})";
  const startedMs = performance.now();
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ["--import", report, join(dirname(manifest), bin["ccusage"] ?? ""), "daily", "--json", "--offline"],
    { env: { ...process.env, HOME: place, CLAUDE_CONFIG_DIR: join(place, ".claude") }, maxBuffer: 2 ** 30 },
  );
  const tookMs = performance.now() - startedMs;
  const [, peak = 0, work = 0] = /PEAK (\d+) WORK (\d+)/.exec(stderr) ?? [];
  return { version, tookMs, workMs: Number(work) / 1000, peakBytes: Number(peak) * 1024 };
}

/** Memory of this process alone: without pages of Node's own program, which an editor has in memory anyway. */
function ownBytes(): number {
  if (process.platform !== "linux") return process.memoryUsage.rss();
  return Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) * 1024;
}

/** Processor time of this thread until now, in milliseconds. */
function busyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function rate({ bytes }: Corpus, ms: number): string {
  return (bytes / ms / 1000).toFixed(0);
}

function mega(bytes: number): string {
  return (bytes / megabyte).toFixed(0);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

if (import.meta.main) {
  const [, , place = "", program = ""] = process.argv;
  const measured = await lookBackOnce(place, program);
  process.send?.(measured, () => process.exit());
}
