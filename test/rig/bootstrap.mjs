#!/usr/bin/env node
// The first step of every npm script. Plain JavaScript that runs on Node 20 and later on a machine that has only
// git, node and npm: it brings node_modules up to date, then hands over to Node 24 (a dev dependency), which runs
// test/rig/<command>.ts without a build.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const COMMANDS = ["start", "test", "check", "build", "package", "host", "desktop", "bench", "soak", "screenshots"];
const root = fileURLToPath(new URL("../../", import.meta.url));
const modules = join(root, "node_modules");
const node24 = join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");

const [command = "", ...args] = process.argv.slice(2);
if (!COMMANDS.includes(command)) {
  console.error(`usage: node test/rig/bootstrap.mjs <${COMMANDS.join("|")}> [arguments]`);
  process.exit(2);
}

installWhenNeeded();
handOver(join(root, "test", "rig", `${command}.ts`), args);

/**
 * Installs when node_modules is missing or does not hold what package-lock.json asks for. Not with `npm ci`: our lock file
 * may lack native packages of other platforms (npm/cli#4828), which `ci` refuses and `install` adds for itself.
 */
function installWhenNeeded() {
  if (existsSync(node24) && isUpToDate()) {
    return;
  }
  const startedMs = Date.now();
  console.log("› Installing the development dependencies, about half a minute, once…");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const result = spawnSync(npm, ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (result.error) {
    fail(`npm could not be started (${result.error.message}). Install npm and try again.`);
  }
  if (result.status !== 0) {
    fail("npm could not install the development dependencies; the lines above say why.");
  }
  if (!existsSync(node24)) {
    runNodePackageScript();
  }
  console.log(`  done in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
}

/** Compares package-lock.json with the record that npm keeps of what it installed, package by package. */
function isUpToDate() {
  const record = join(modules, ".package-lock.json");
  if (!existsSync(record)) {
    return false;
  }
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const nothingElse = Object.entries(installed).every(([path, { version, optional }]) =>
    wanted[path] === undefined ? optional : wanted[path].version === version,
  );
  const nothingMissing = Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional || installed[path],
  );
  return nothingElse && nothingMissing;
}

/** Some npm settings skip install scripts; the `node` package puts its binary in place with one. */
function runNodePackageScript() {
  const folder = join(modules, "node");
  const result = spawnSync(process.execPath, ["installArchSpecificPackage"], { cwd: folder, stdio: "inherit" });
  if (result.status !== 0 || !existsSync(node24)) {
    fail("Node 24 could not be set up. Check that npm may run install scripts (npm config get ignore-scripts).");
  }
}

/** Runs the script with Node 24; its exit code and every signal pass through. */
function handOver(script, scriptArgs) {
  const path = [dirname(node24), join(modules, ".bin"), process.env.PATH ?? ""].join(delimiter);
  const child = spawn(node24, [script, ...scriptArgs], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PATH: path },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  child.on("error", (error) => fail(`Node 24 could not be started: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}

function fail(message) {
  console.error(`\n✗ ${message}`);
  process.exit(1);
}
