import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.ts";
import { run } from "./run.ts";

/**
 * Lays out the demo workspace (`test/rig/demo`) in a folder, as a git repository where git is installed. `keep` leaves one
 * that is there as it is.
 */
export async function layDemo(folder: string, { keep }: { readonly keep: boolean }): Promise<void> {
  if (keep && existsSync(folder)) {
    return;
  }
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, "test", "rig", "demo"), folder, { recursive: true });
  const author = ["-c", "user.name=Demo", "-c", "user.email=demo@example.invalid", "-c", "commit.gpgsign=false"];
  for (const args of [
    ["init", "-q"],
    ["add", "."],
    [...author, "commit", "-q", "-m", "Start"],
  ]) {
    await run("git", args, { cwd: folder });
  }
}
