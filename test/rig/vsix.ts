import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { productVsix, providerVsix, root } from "./paths.ts";
import { run, tail } from "./run.ts";
import { Stop } from "./say.ts";

const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");

/** Packs the built product into `dist/review-debt.vsix`. Build first. Throws `Stop` with vsce's words when it refuses. */
export function packProduct(): Promise<string> {
  return pack(root, productVsix);
}

/** Packs the test extension (`test/rig/inline-provider`) into `out/rdtest.vsix`. */
export function packProvider(): Promise<string> {
  return pack(join(root, "test", "rig", "inline-provider"), providerVsix);
}

/** Packs the extension in a folder. Throws `Stop` with vsce's words when it refuses. */
export async function pack(folder: string, vsix: string): Promise<string> {
  mkdirSync(dirname(vsix), { recursive: true });
  const args = [
    "package",
    "--no-dependencies",
    "--no-rewrite-relative-links",
    "--allow-missing-repository",
    "--skip-license",
    "--out",
    vsix,
  ];
  const result = await run(process.execPath, [vsce, ...args], { cwd: folder });
  if (result.code !== 0) {
    throw new Stop(`vsce could not pack ${folder}:\n${tail(result.output)}`);
  }
  return vsix;
}
