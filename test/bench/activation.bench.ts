import { build } from "esbuild";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Times } from "../host/activation/times.ts";
import { closeBrowser } from "../rig/browser.ts";
import { type BundledFile, buildProduct } from "../rig/build.ts";
import { Editor } from "../rig/editor.ts";
import { git } from "../rig/git.ts";
import { outFolder, root } from "../rig/paths.ts";
import { Stop, say } from "../rig/say.ts";
import { packProduct } from "../rig/vsix.ts";
import { temporaryWorkspace } from "../rig/workspace.ts";
import { publish, table } from "./report.ts";

/** DESIGN §9. */
const wantedMs = 30;
const wantedBytes = 150 * 1024;
const windows = 9;
const longestMs = 120_000;
const ours = "review-debt.review-debt";
const peer = "vscode.git";
const folder = join(outFolder, "activation");

/** How long the editor takes to load and activate us, beside its own git extension in the same window, and how much it loads. */
export async function run(): Promise<void> {
  const { files } = await buildProduct();
  const samples = await measured();
  const times = [ours, peer].map((id) => samples.map((sample) => sample[id]).filter((each) => each !== undefined));
  const [own = [], git = []] = times;
  const row = (what: string, of: (times: Times) => number): string[] => {
    const [ownMs, gitMs] = [median(own.map(of)), median(git.map(of))];
    return [what, `${ownMs} ms`, `${gitMs} ms`, (ownMs / Math.max(1, gitMs)).toFixed(2)];
  };
  const ownFiles = files.filter(({ program }) => program === "extension.cjs");
  const start = bytesOf(ownFiles.filter(({ isLater }) => !isLater));
  const later = ownFiles.filter(({ isLater }) => isLater);
  publish(
    "activation",
    "The start",
    [
      table([
        [`in the same window, median of ${samples.length}`, "ours", `\`${peer}\``, "of the peer's"],
        row("**load and activate**", startOf),
        row("load the code", ({ loadMs }) => loadMs),
        row("call `activate`", ({ activateMs }) => activateMs),
        row("until it has finished", ({ loadMs, activateMs, finishMs }) => loadMs + activateMs + finishMs),
        ["load and activate, the quickest window of each", `${quickest(own)} ms`, `${quickest(git)} ms`, ""],
      ]),
      table([
        ["minified, in the package", "files", "size"],
        ["**loaded at the start**", String(ownFiles.length - later.length), kilobytes(start)],
        ["loaded when it is needed", String(later.length), kilobytes(bytesOf(later))],
        ...files
          .filter(({ program }) => program !== "extension.cjs")
          .map((file) => [`\`${file.name}\``, "1", kilobytes(bytesOf([file]))]),
        ["all programs", String(files.length), kilobytes(bytesOf(files))],
      ]),
      `Measured by the editor itself (*Developer: Startup Performance*), in windows that open a repository one after the other, each with an extension host of its own. Wanted: ` +
        `load and activate within ${wantedMs} ms and less than \`${peer}\`, and at most ${kilobytes(wantedBytes)} at the start.`,
    ].join("\n\n"),
  );
  const ownMs = median(own.map(startOf));
  if (ownMs >= median(git.map(startOf))) throw new Stop(`The start takes ${ownMs} ms, no less than ${peer}.`);
  // Other programs that keep the machine busy make windows slower, and none quicker.
  if (quickest(own) > wantedMs) throw new Stop(`The start takes ${quickest(own)} ms at the least.`);
  if (start > wantedBytes) throw new Stop(`The start loads ${kilobytes(start)}.`);
}

function startOf({ loadMs, activateMs }: Times): number {
  return loadMs + activateMs;
}

function quickest(times: readonly Times[]): number {
  return Math.min(...times.map(startOf));
}

/** What the editor measured in some windows. The first is left out: it also fills the caches of the disk. */
async function measured(): Promise<readonly Readonly<Record<string, Times>>[]> {
  await bundle();
  const vsix = [await packProduct()];
  const workspace = temporaryWorkspace({ "README.md": "# A workspace for the activation benchmark\n" });
  git(workspace, "init", "-q");
  const samples: Readonly<Record<string, Times>>[] = [];
  try {
    await using editor = await Editor.start({ name: "activation", driver: true, vsix });
    for (let i = 0; i <= windows; i++) {
      samples.push(await inWindow(editor, workspace));
      say(JSON.stringify(samples.at(-1)));
    }
  } finally {
    rmSync(workspace, { recursive: true, force: true });
    await closeBrowser();
  }
  return samples.slice(1);
}

async function inWindow(editor: Editor, workspace: string): Promise<Readonly<Record<string, Times>>> {
  const results = join(folder, "result.json");
  rmSync(results, { force: true });
  const end = Promise.withResolvers<void>();
  const late = setTimeout(() => end.reject(new Stop("A window did not come to its end in time.")), longestMs);
  const page = await editor.open({
    folder: workspace,
    developing: [folder],
    tests: join(folder, "times.cjs"),
    exposed: { codeAutomationLog: () => undefined, codeAutomationExit: () => end.resolve() },
  });
  await end.promise.finally(() => clearTimeout(late));
  await page.close();
  if (!existsSync(results)) throw new Stop("A window ended without a result (see out/logs/activation.log).");
  return JSON.parse(readFileSync(results, "utf8")) as Record<string, Times>;
}

/** An extension of its own, as for the host tests. */
async function bundle(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, "test", "rig", "carrier", "package.json"), join(folder, "package.json"));
  await build({
    absWorkingDir: root,
    entryPoints: ["test/host/activation/times.ts"],
    outfile: join(folder, "times.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    logLevel: "warning",
  });
}

function bytesOf(files: readonly BundledFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
