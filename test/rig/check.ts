import { join } from "node:path";
import { root } from "./paths.ts";
import { run } from "./run.ts";
import { elapsed, main, say } from "./say.ts";

/** One check: what it looks at, its script from the clone's folder, its arguments. */
interface Check {
  readonly what: string;
  readonly script: string;
  readonly args: readonly string[];
}

const checks: readonly Check[] = [
  { what: "format", script: "node_modules/oxfmt/bin/oxfmt", args: ["--check"] },
  { what: "lint and rooms", script: "node_modules/oxlint/bin/oxlint", args: ["--type-aware", "--deny-warnings"] },
  { what: "types", script: "node_modules/typescript/bin/tsc", args: ["--noEmit"] },
  { what: "dead code", script: "node_modules/knip/bin/knip.js", args: ["--no-progress"] },
  { what: "code for tests alone", script: "node_modules/knip/bin/knip.js", args: ["--no-progress", "--production"] },
  { what: "surface: texts, settings, commands without tests", script: "test/rig/surface.ts", args: [] },
  { what: "workflows", script: "test/rig/workflows.ts", args: [] },
];

/** Runs every check, also after one failed, and returns the names of those that failed. */
export async function runChecks(): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { what, script, args } of checks) {
    const startedMs = performance.now();
    const result = await run(process.execPath, [join(root, script), ...args], { cwd: root });
    say(`${result.code === 0 ? "✔" : "✗"} ${what} (${elapsed(startedMs)})`);
    if (result.code !== 0) {
      failed.push(what);
      process.stdout.write(`${result.output.trimEnd()}\n\n`);
    }
  }
  return failed;
}

if (import.meta.main) {
  await main(async () => {
    const failed = await runChecks();
    if (failed.length > 0) {
      say(`failed: ${failed.join(", ")} (format: "npx oxfmt" repairs it)`);
    }
    return failed.length === 0 ? 0 : 1;
  });
}
