import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import type { HostResult } from "../rig/hostsuite.ts";

/** One test file: its path in the clone, and how to load it. */
export type TestFile = readonly [path: string, load: () => Promise<unknown>];

/** Starts every line that the tests print, because the window's own log lines come through the same pipe (`test/rig/hostsuite.ts`). */
const LINE_MARK = "▏";

/**
 * Runs the test files with mocha inside the extension host. `$REVIEW_DEBT_GREP` limits them to matching titles. What fails is
 * tried once more, and that is shown and counted, as end to end: a machine that was slow once is no fault of ours.
 * Writes a `HostResult` to `host-result.json` beside the bundle, and rejects when a test failed.
 */
export async function runSuite(files: readonly TestFile[]): Promise<void> {
  markConsoleLines();
  const grep = process.env["REVIEW_DEBT_GREP"];
  const mocha = new Mocha({
    ui: "bdd",
    reporter: "spec",
    timeout: 30_000,
    retries: 1,
    color: false,
    ...(grep ? { grep } : {}),
  });
  for (const [path, load] of files) {
    mocha.suite.emit("pre-require", globalThis, path, mocha);
    await load();
  }
  const result = await runMocha(mocha);
  writeFileSync(join(__dirname, "host-result.json"), JSON.stringify(result));
  if (result.failed > 0) {
    throw new Error(`${result.failed} host tests failed`);
  }
}

function markConsoleLines(): void {
  const log = console.log.bind(console);
  const marked = (...args: readonly unknown[]): void => log(LINE_MARK + format(...args));
  console.log = marked;
  Mocha.reporters.Base.consoleLog = marked;
}

function runMocha(mocha: Mocha): Promise<HostResult> {
  return new Promise((resolve) => {
    const failures: { title: string; message: string }[] = [];
    let secondTries = 0;
    const runner = mocha.run(() => {
      const { passes = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures.length, pending, secondTries, failures });
    });
    runner.on(Mocha.Runner.constants.EVENT_TEST_RETRY, (test, error) => {
      secondTries++;
      console.log(`      ↻ second try of "${test.fullTitle()}", since: ${told(error)}`);
    });
    runner.on("fail", (test, error: unknown) => failures.push({ title: test.fullTitle(), message: told(error) }));
  });
}

function told(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
