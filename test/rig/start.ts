import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { argument } from "./arguments.ts";
import { buildProduct } from "./build.ts";
import { layDemo } from "./demo.ts";
import { ensureEditor } from "./install.ts";
import { outFolder, productVsix, providerVsix, rigCache, rigFolder, root } from "./paths.ts";
import { run, tail } from "./run.ts";
import { Stop, main, say, step } from "./say.ts";
import { type Running, freePort, startServer } from "./server.ts";
import { packProduct, packProvider } from "./vsix.ts";

const USUAL_PORT = 8930;
const OLDEST_MINOR = 105;

/**
 * `npm start [-- --port N] [--no-open] [--web] [--keep]`: lets a person try the extension on a small demo workspace. Uses the
 * desktop VS Code when `code` is on the path, else (or with `--web`) the embedded one in the browser. Every start is a fresh
 * one, unless `--keep` goes on with the files and settings of the last.
 */
await main(async () => {
  const has = (flag: string): boolean => process.argv.includes(flag);
  const keep = has("--keep");
  await step("Building Review Debt", () => buildProduct());
  if (!has("--web") && (await desktopIsNewEnough())) {
    return startDesktop(keep);
  }
  return startEmbedded({ keep, open: !has("--no-open") });
});

/** Whether `code` on the path is a VS Code we support. */
async function desktopIsNewEnough(): Promise<boolean> {
  try {
    const { code, output } = await run("code", ["--version"]);
    const [major = 0, minor = 0] = output.trim().split(".").map(Number);
    const isNewEnough = code === 0 && (major > 1 || (major === 1 && minor >= OLDEST_MINOR));
    if (code === 0 && !isNewEnough) {
      say(`The VS Code on the path is older than 1.${OLDEST_MINOR}; using the embedded one.`);
    }
    return isNewEnough;
  } catch {
    return false;
  }
}

async function startDesktop(keep: boolean): Promise<number> {
  const demo = join(rigCache(), "demo");
  await layDemo(demo, { keep });
  const developing = [root, join(root, "test", "rig", "inline-provider")].map(
    (folder) => `--extensionDevelopmentPath=${folder}`,
  );
  const { code, output } = await run("code", ["--new-window", ...developing, demo]);
  if (code !== 0) {
    throw new Stop(`code could not open the demo:\n${tail(output)}`);
  }
  say(`Opened the demo workspace in VS Code (${demo}). Its README says what to try: press Tab.`);
  return 0;
}

async function startEmbedded({ keep, open }: { readonly keep: boolean; readonly open: boolean }): Promise<number> {
  await ensureEditor();
  await step("Packing the extension", () => Promise.all([packProduct(), packProvider()]));
  const port = await choosePort();
  const profile = join(rigCache(), "start", String(port));
  const demo = join(profile, "demo");
  if (!keep) {
    rmSync(profile, { recursive: true, force: true });
  }
  await layDemo(demo, { keep });
  const server = await step("Starting the editor", () => serve(port, profile));
  const url = `http://127.0.0.1:${port}/?folder=${encodeURI(demo)}`;
  console.log(`\nOpen ${url}\n\nThen press Tab to accept the grey text. Ctrl+C ends the editor.\n`);
  if (open) {
    openInBrowser(url);
  }
  return untilStopped(server);
}

/** `--port`, else the usual one if it is free, else any. */
async function choosePort(): Promise<number> {
  const asked = argument("--port");
  if (asked === undefined) {
    return (await isFree(USUAL_PORT)) ? USUAL_PORT : freePort();
  }
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Stop(`--port ${asked} is not a port (1 to 65535).`);
  }
  if (!(await isFree(port))) {
    throw new Stop(`Port ${port} is in use. Choose another with --port, or leave it out.`);
  }
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** code-server's own front end: unlike the bare server of the tests it serves webviews' service worker too. */
async function serve(port: number, profile: string): Promise<Running> {
  const userFolder = join(profile, "user", "User");
  mkdirSync(userFolder, { recursive: true });
  mkdirSync(join(outFolder, "logs"), { recursive: true });
  const settings = { "workbench.startupEditor": "none", "telemetry.telemetryLevel": "off", "update.mode": "none" };
  writeFileSync(join(userFolder, "settings.json"), JSON.stringify(settings, null, 2));
  const config = join(profile, "config.yaml");
  writeFileSync(config, `bind-addr: 127.0.0.1:${port}\nauth: none\ncert: false\n`);
  const entry = join(rigFolder(), "node_modules", "code-server", "out", "node", "entry.js");
  const folders = [
    "--config",
    config,
    "--user-data-dir",
    join(profile, "user"),
    "--extensions-dir",
    join(profile, "extensions"),
  ];
  const vsix = [productVsix, providerVsix].flatMap((file) => ["--install-extension", file]);
  const installed = await run(process.execPath, [entry, ...folders, "--force", ...vsix]);
  if (installed.code !== 0) {
    throw new Stop(`The editor did not install the extension:\n${tail(installed.output)}`);
  }
  const quiet = [
    "--disable-telemetry",
    "--disable-update-check",
    "--disable-workspace-trust",
    "--disable-getting-started-override",
  ];
  return startServer({
    args: [entry, ...folders, ...quiet, "--app-name", "Review Debt demo"],
    env: process.env,
    readyText: "HTTP server listening on",
    logFile: join(outFolder, "logs", "start.log"),
  });
}

function openInBrowser(url: string): void {
  const hasScreen = process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"];
  const opener = process.platform === "darwin" ? "open" : hasScreen ? "xdg-open" : undefined;
  if (opener !== undefined) {
    const child = spawn(opener, [url], { stdio: "ignore", detached: true });
    child.on("error", () => say("No browser could be opened; open the address above by hand."));
    child.unref();
  }
}

/** Keeps running until Ctrl+C (or an end of the editor by itself), then ends the editor. */
async function untilStopped(server: Running): Promise<number> {
  const asked = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => asked.resolve());
  }
  const endedByItself = await Promise.race([asked.promise.then(() => false), server.ended.then(() => true)]);
  if (endedByItself) {
    throw new Stop("The editor ended by itself; out/logs/start.log has its last words.");
  }
  await server.stop();
  say("The editor has ended.");
  return 0;
}
