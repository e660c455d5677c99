import { join } from "node:path";
import { argument } from "./arguments.ts";
import { closeBrowser } from "./browser.ts";
import { buildHostTests, buildProduct } from "./build.ts";
import { runChecks } from "./check.ts";
import { ensureChromium } from "./chromium.ts";
import { runHostSuite } from "./hostsuite.ts";
import { ensureEditor } from "./install.ts";
import { productVsix, providerVsix, root } from "./paths.ts";
import { run } from "./run.ts";
import { Stop, elapsed, say } from "./say.ts";
import { alone, dayConfig, ensureTracing, inNoNetwork } from "./noNetwork.ts";
import { packProduct, packProvider } from "./vsix.ts";

/** What one section came to. */
interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const startedMs = performance.now();
const total = { passed: 0, failed: 0 };
const grep = argument("--grep");

await section("Install", async () => {
  await ensureEditor();
  await ensureChromium();
  await ensureTracing();
  return { passed: 0, failed: 0 };
});
await section("Check: format, lint, types, dead code", async () => ({
  passed: 0,
  failed: (await runChecks()).length,
}));
await section("Unit tests", () => mocha(["--config", ".mocharc.json"]));
await section("Build and pack", async () => {
  await buildProduct();
  await Promise.all([packProduct(), packProvider()]);
  return { passed: 0, failed: 0 };
});
await section("Host tests: the product inside a real VS Code", async () => {
  try {
    await buildHostTests();
    return await runHostSuite({ vsix: [productVsix, providerVsix], grep });
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
  }
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
  if (again > 0) say(`${again} needed a second try`);
  const failed = count("failing");
  return { passed: count("passing"), failed: failed === 0 && result.code !== 0 ? 1 : failed };
}
