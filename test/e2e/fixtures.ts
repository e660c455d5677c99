import { existsSync } from "node:fs";
import { buildProduct } from "../rig/build.ts";
import { closeBrowser } from "../rig/browser.ts";
import { productVsix, providerVsix } from "../rig/paths.ts";
import { packProduct, packProvider } from "../rig/vsix.ts";
import { Workbench } from "./pages/workbench.ts";

/** The VSIX files every end-to-end test installs: the product and the test extension that offers ghost text. */
export const vsix: readonly string[] = [productVsix, providerVsix];

/** Mocha calls this once before all tests. `npm test` has packed already and says so with `$REVIEW_DEBT_PACKED`. */
export async function mochaGlobalSetup(): Promise<void> {
  if (process.env["REVIEW_DEBT_PACKED"] === "1" && vsix.every((file) => existsSync(file))) {
    return;
  }
  await buildProduct();
  await Promise.all([packProduct(), packProvider()]);
}

/** Mocha calls this once after all tests. */
export async function mochaGlobalTeardown(): Promise<void> {
  await closeBrowser();
}

/** Mocha calls these around every test: a failed one leaves a picture of the window in `out/screenshots`. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state !== "failed") return;
    const name = test
      .fullTitle()
      .replaceAll(/[^a-z0-9]+/gi, "-")
      .slice(0, 100);
    await Workbench.latest?.screenshot(`failed-${name}`);
  },
};
