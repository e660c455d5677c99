import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { withLock } from "./lock.ts";
import { outFolder, rigCache, rigFolder, root, serverEntry } from "./paths.ts";
import { type Finished, run, tail } from "./run.ts";
import { Stop, say, step } from "./say.ts";

/**
 * Makes sure that the embedded VS Code (code-server), the browser driver and axe are installed in the versioned cache
 * folder, and returns that folder. An interrupted install is done again. Throws `Stop` when npm cannot install it.
 */
export async function ensureEditor(): Promise<string> {
  const folder = rigFolder();
  const complete = join(folder, ".complete");
  if (existsSync(complete)) {
    return folder;
  }
  const lockFile = join(rigCache(), `${folder.slice(rigCache().length + 1)}.lock`);
  await withLock(
    lockFile,
    async () => {
      if (!existsSync(complete)) {
        await step("Installing the embedded VS Code, about a minute and 800 MB, once", () => install(folder));
        writeFileSync(complete, `${new Date().toISOString()}\n`);
      }
    },
    (pid) => say(`Another run (process ${pid}) is installing the embedded VS Code; waiting for it…`),
  );
  return folder;
}

/**
 * code-server's own install script compiles eight native modules, one of which wants Kerberos headers. The editor
 * needs none of them (the terminal and the file watcher come prebuilt), so the packages are installed without scripts.
 */
async function install(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, "test", "rig", "vscode", "package.json"), join(folder, "package.json"));
  const vscode = join(folder, "node_modules", "code-server", "lib", "vscode");
  await npm(folder, ["install", "--no-package-lock"]);
  await npm(vscode, ["install", "--omit=dev"]);
  await npm(join(vscode, "extensions"), ["install", "--omit=dev"]);
  linkScript(join(vscode, "bin", "remote-cli"), "code", "code-server");
  linkScript(join(vscode, "bin", "helpers"), "browser", "browser.sh");
  await compileLogger(vscode);
  if (!existsSync(serverEntry())) {
    throw new Stop(`The embedded VS Code was installed, but ${serverEntry()} is missing.`);
  }
}

async function npm(cwd: string, args: readonly string[]): Promise<void> {
  const result = await runNpm(cwd, [...args, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (result.code !== 0) {
    throw new Stop(`npm ${args.join(" ")} failed in ${cwd}:\n${tail(result.output)}`);
  }
}

/** The one native module worth a compiler: without it the editor writes no log files, and is otherwise whole. */
async function compileLogger(vscode: string): Promise<void> {
  const result = await runNpm(vscode, ["rebuild", "@vscode/spdlog", "--loglevel=error"]);
  if (result.code !== 0) {
    say("  (no C++ compiler: the embedded VS Code will keep no log files; everything else works)");
  }
}

/** npm, with Node 24 first on its path (code-server refuses any other) and without what an outer npm left behind. */
function runNpm(cwd: string, args: readonly string[]): Promise<Finished> {
  const env: NodeJS.ProcessEnv = { PATH: [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter) };
  for (const [name, value] of Object.entries(process.env)) {
    if (name !== "PATH" && !/^npm_(package|lifecycle|config_(local_)?prefix)/.test(name)) {
      env[name] = value;
    }
  }
  mkdirSync(outFolder, { recursive: true });
  return run("npm", args, { cwd, env, logFile: join(outFolder, "rig-install.log") });
}

function linkScript(folder: string, source: string, link: string): void {
  const platform = process.platform === "darwin" ? "darwin" : "linux";
  rmSync(join(folder, link), { force: true });
  symlinkSync(`${source}-${platform}.sh`, join(folder, link));
}
