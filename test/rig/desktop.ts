import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argument } from "./arguments.ts";
import { buildHostTests, buildProduct } from "./build.ts";
import { readHostResult, removeHostResult } from "./hostsuite.ts";
import { carrierFolder } from "./paths.ts";
import { run, tail } from "./run.ts";
import { Stop, main, say, step } from "./say.ts";
import { packProduct, packProvider } from "./vsix.ts";
import { temporaryWorkspace } from "./workspace.ts";

/**
 * `npm run test:desktop [-- --vscode 1.105.0|stable|insiders] [--grep TITLE]`: the host suite in desktop VS Code, which is
 * downloaded on first use. On Linux without a screen run it under `xvfb-run -a`.
 */
await main(async () => {
  const version = argument("--vscode") ?? "stable";
  const program = await download(version);
  await Promise.all([buildProduct(), buildHostTests()]);
  const vsix = await Promise.all([packProduct(), packProvider()]);
  const profile = mkdtempSync(join(tmpdir(), "review-debt-desktop-"));
  const workspace = temporaryWorkspace({ "README.md": "# A workspace for host tests\n" });
  try {
    const folders = [`--user-data-dir=${join(profile, "user")}`, `--extensions-dir=${join(profile, "extensions")}`];
    await install(program, vsix, folders);
    return await runSuite(program, workspace, folders);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
    rmSync(profile, { recursive: true, force: true });
  }
});

async function download(version: string): Promise<string> {
  try {
    return await step(`Getting desktop VS Code ${version}, once`, () => downloadAndUnzipVSCode(version));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Stop(
      `Desktop VS Code ${version} could not be downloaded: ${why}\nThe same suite runs without a download: npm run test:host`,
    );
  }
}

async function install(program: string, vsix: readonly string[], folders: readonly string[]): Promise<void> {
  const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(program, { reuseMachineInstall: true });
  if (cli === undefined) {
    throw new Stop(`No command line was found beside ${program}.`);
  }
  const words = [...args, ...folders, ...vsix.flatMap((file) => ["--install-extension", file])];
  const result = await run(cli, words, { isScript: process.platform === "win32" });
  if (result.code !== 0) {
    throw new Stop(`Desktop VS Code did not install the extensions:\n${tail(result.output)}`);
  }
}

async function runSuite(program: string, workspace: string, folders: readonly string[]): Promise<number> {
  const grep = argument("--grep");
  removeHostResult();
  try {
    await runTests({
      vscodeExecutablePath: program,
      reuseMachineInstall: true,
      extensionDevelopmentPath: carrierFolder,
      extensionTestsPath: join(carrierFolder, "host.cjs"),
      extensionTestsEnv: {
        REVIEW_DEBT_HOST_WORKSPACE: workspace,
        ...(grep === undefined ? {} : { REVIEW_DEBT_GREP: grep }),
      },
      launchArgs: [workspace, ...folders, "--disable-workspace-trust", "--enable-proposed-api=review-debt.host-tests"],
    });
  } catch (error) {
    // A failed test is told by the result below; only a run without a result is a failure of its own.
    say(error instanceof Error ? error.message : String(error));
  }
  const { passed, failed } = readHostResult();
  say(`desktop: ${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
