import { runGit } from "./run.ts";

/**
 * Those of some paths in a work tree, from its top and with `/`, that git ignores. One that git tracks it does not ignore,
 * whatever a pattern says. None where git cannot tell.
 */
export async function ignoredOf(
  top: string,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  // So that no path begins with what has a meaning to git.
  const input = paths.map((path) => `./${path}\0`).join("");
  const args = ["check-ignore", "-z", "--stdin"];
  const output = await runGit({ folder: top, args, input, hasPathMagic: true, signal });
  const ignored = output?.toString("utf8").split("\0") ?? [];
  return new Set(ignored.map((path) => path.slice("./".length)));
}
