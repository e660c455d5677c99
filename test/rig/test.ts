import { join } from "node:path";
import { argument } from "./arguments.ts";
import { closeBrowser } from "./browser.ts";
import { buildHostTests, buildProduct } from "./build.ts";
import { runChecks } from "./check.ts";
import { ensureChromium } from "./chromium.ts";
import { runHostSuite } from "./hostsuite.ts";
import { ensureEditor } from "./install.ts";
import { productVsix, providerVsix, root } from "./paths.ts";
import { run, tail } from "./run.ts";
import { Stop, elapsed, say } from "./say.ts";
import { alone, dayConfig, ensureTracing, inNoNetwork } from "./noNetwork.ts";
import { packProduct, packProvider } from "./vsix.ts";

/** What one section came to. */
interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** What failed, and why: said again at the end, where it is looked for. */
  readonly failures?: readonly string[];
}

const startedMs = performance.now();
const total = { passed: 0, failed: 0 };
const failures: string[] = [];
const grep = argument("--grep");

await section("Install", async () => {
  await ensureEditor();
  await ensureChromium();
  await ensureTracing();
  return { passed: 0, failed: 0 };
});
await section("Check: format, lint, types, dead code", async () => {
  const failed = await runChecks();
  return { passed: 0, failed: failed.length, failures: failed };
});
await section("Unit tests", () => mocha(["--config", ".mocharc.json"]));
await section("Build and pack", async () => {
  await buildProduct();
  await Promise.all([packProduct(), packProvider()]);
  return { passed: 0, failed: 0 };
});
await section("Host tests: the product inside a real VS Code", async () => {
  try {
    await buildHostTests();
    const result = await runHostSuite({ vsix: [productVsix, providerVsix], grep });
    saySecondTries(result.secondTries);
    return { ...result, failures: result.failures.map(({ title, message }) => `${title}\n${message}`) };
  } finally {
    await closeBrowser();
  }
});
await section("End-to-end tests: a real VS Code used as a person does", () =>
  mocha(["--config", "test/e2e/.mocharc.json"]),
);
await section("A whole day in a real VS Code that has no network, watched by strace", () =>
  mocha(dayConfig, inNoNetwork),
);

say(`in ${elapsed(startedMs)}`);
for (const failure of failures) process.stdout.write(`\n✗ ${failure}\n`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

/** Runs one section and adds up; a section that cannot come to its end counts as one failure, and the next ones still run. */
async function section(title: string, work: () => Promise<Counts>): Promise<void> {
  process.stdout.write(`\n── ${title} ${"─".repeat(Math.max(0, 76 - title.length))}\n`);
  const sectionMs = performance.now();
  let counts: Counts = { passed: 0, failed: 1 };
  try {
    counts = await work();
  } catch (error) {
    console.error(error instanceof Stop ? `✗ ${error.message}` : error);
    failures.push(`${title}: ${error instanceof Error ? error.message : String(error)}`);
  }
  failures.push(...(counts.failures ?? []));
  total.passed += counts.passed;
  total.failed += counts.failed;
  say(`${counts.failed === 0 ? "✔" : "✗"} ${counts.passed} passed, ${counts.failed} failed, ${elapsed(sectionMs)}`);
}

/**
 * Runs mocha in a process of its own and reads its closing lines. A run that fails without a failed test counts as one.
 * @param within what to put around the command
 */
async function mocha(args: readonly string[], within = alone): Promise<Counts> {
  const script = join(root, "node_modules", "mocha", "bin", "mocha.js");
  const limit = grep === undefined ? [] : ["--grep", grep];
  const env = { ...process.env, REVIEW_DEBT_PACKED: "1" };
  const reporter = ["--reporter", "spec", "--no-color"];
  const [program, ...words] = await within([process.execPath, script, ...args, ...reporter, ...limit]);
  const result = await run(program, words, { cwd: root, env, show: true });
  const count = (word: string): number => Number(new RegExp(`^ {2}(\\d+) ${word}`, "m").exec(result.output)?.[1] ?? 0);
  const again = result.output.match(/↻ second try/g)?.length ?? 0;
  saySecondTries(again);
  const failed = count("failing");
  if (failed === 0 && result.code !== 0)
    return { passed: count("passing"), failed: 1, failures: [tail(result.output)] };
  return { passed: count("passing"), failed, failures: failed === 0 ? [] : [closing(result.output)] };
}

/** The end of mocha's report, which has each failed test with its error. */
function closing(output: string): string {
  return output.slice(output.search(/^ {2}\d+ failing/m)).trimEnd();
}

function saySecondTries(count: number): void {
  if (count > 0) say(`${count} needed a second try`);
}
