import { build } from "esbuild";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What became of a run. */
export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** A folder of a test's own, with the hook program bundled as it is shipped. */
export class Program {
  readonly folder = mkdtempSync(join(tmpdir(), "review-debt-hooks-"));
  readonly script = join(this.folder, "hookworker.cjs");

  async bundle(): Promise<void> {
    const entry = join(import.meta.dirname, "../../../../src/agents/hookworker.ts");
    await build({ entryPoints: [entry], outfile: this.script, bundle: true, platform: "node", target: "node22" });
  }

  /** Runs the program as a tool does. */
  run(source: string, inbox: string, input: string | Uint8Array): Promise<Ran> {
    return ran(process.execPath, [this.script, source, inbox], input);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs a program with this standard input. */
export function ran(command: string, args: readonly string[], input: string | Uint8Array): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "pipe" });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
