import { existsSync } from "node:fs";
import { buildProduct } from "../rig/build.ts";
import { closeBrowser } from "../rig/browser.ts";
import { productVsix, providerVsix } from "../rig/paths.ts";
import { packProduct, packProvider } from "../rig/vsix.ts";

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
