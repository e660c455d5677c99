import { existsSync } from "node:fs";
import { buildProduct } from "../rig/build.ts";
import { closeBrowser } from "../rig/browser.ts";
import { productVsix, providerVsix } from "../rig/paths.ts";
import { packProduct, packProvider } from "../rig/vsix.ts";
import { Desk } from "./desk.ts";
import { Workbench } from "./pages/workbench.ts";

/** The VSIX files every end-to-end test installs: the product and the test extension that offers ghost text. */
export const vsix: readonly string[] = [productVsix, providerVsix];

/** So many of the last lines of our log are shown of a test that failed. */
const logLines = 30;

/** Mocha calls this once before all tests. `npm test` has packed already and says so with `$REVIEW_DEBT_PACKED`. */
export const mochaGlobalSetup = async function (this: Mocha.Runner): Promise<void> {
  this.on("retry", (test, error) => {
    console.log(`      ↻ second try of "${test.title}", since: ${error.stack ?? error.message}\n${logTail()}`);
  });
  this.on("fail", () => console.log(logTail()));
  if (process.env["REVIEW_DEBT_PACKED"] === "1" && vsix.every((file) => existsSync(file))) {
    return;
  }
  await buildProduct();
  await Promise.all([packProduct(), packProvider()]);
};

/** Mocha calls this once after all tests. */
export async function mochaGlobalTeardown(): Promise<void> {
  await closeBrowser();
}

/**
 * Mocha calls these around every test. A failed one leaves a picture of the window in `out/screenshots`, and is tried once more on
 * a tidy desk: a key that a slow machine dropped is no fault of ours. Every second try is shown and counted.
 */
export const mochaHooks = {
  async beforeEach(this: Mocha.Context): Promise<void> {
    if ((this.currentTest as unknown as { currentRetry(): number }).currentRetry() > 0) await Desk.latest?.tidy();
  },
  async afterEach(this: Mocha.Context): Promise<void> {
    const test = this.currentTest;
    if (test === undefined || test.state === "passed" || test.isPending()) return;
    const name = test
      .fullTitle()
      .replaceAll(/[^a-z0-9]+/gi, "-")
      .slice(0, 100);
    // A test that closed its own window leaves none to take a picture of; what it failed of is what counts.
    if (Workbench.latest?.page.isClosed() === false) await Workbench.latest.screenshot(`failed-${name}`);
  },
};

function logTail(): string {
  const lines = (Desk.latest?.log() ?? "").trimEnd().split("\n");
  return lines
    .slice(-logLines)
    .map((line) => `        ${line}`)
    .join("\n");
}
