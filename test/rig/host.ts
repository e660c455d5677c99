import { buildHostTests, buildProduct } from "./build.ts";
import { closeBrowser } from "./browser.ts";
import { runHostSuite } from "./hostsuite.ts";
import { argument } from "./arguments.ts";
import { main, say } from "./say.ts";
import { packProduct, packProvider } from "./vsix.ts";

/** `npm run test:host [-- --grep TITLE]`: builds, packs, and runs the host suite in the embedded VS Code. */
await main(async () => {
  await Promise.all([buildProduct(), buildHostTests()]);
  const vsix = await Promise.all([packProduct(), packProvider()]);
  try {
    const { passed, failed } = await runHostSuite({ vsix, grep: argument("--grep") });
    say(`host: ${passed} passed, ${failed} failed`);
    return failed === 0 && passed > 0 ? 0 : 1;
  } finally {
    await closeBrowser();
  }
});
