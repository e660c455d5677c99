import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The clone's folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/[/\\]$/, "");

/** Everything a run leaves behind for a person to look at: logs, screenshots, test bundles. Never committed. */
export const outFolder = join(root, "out");

/** The packaged product. */
export const productVsix = join(root, "dist", "review-debt.vsix");

/** Its checksum, as `sha256sum -c` reads it. */
export const checksumFile = `${productVsix}.sha256`;

/** What it is made of, see `sbom.ts`. */
export const sbomFile = join(root, "dist", "review-debt.cdx.json");

/** The packaged test extension of `test/rig/inline-provider`. */
export const providerVsix = join(outFolder, "rdtest.vsix");

/** Where `test/host` is bundled to; it is an extension of its own (the carrier), so that it may use proposed API. */
export const carrierFolder = join(outFolder, "test");

/**
 * The folder the embedded VS Code is installed in, shared by all clones that want the same versions: its name is
 * a hash of `test/rig/vscode/package.json`. `$REVIEW_DEBT_RIG` replaces the cache folder above it.
 */
export function rigFolder(): string {
  const manifest = readFileSync(join(root, "test", "rig", "vscode", "package.json"));
  const versions = createHash("sha256").update(manifest).digest("hex").slice(0, 12);
  return join(rigCache(), versions);
}

/** The folder above all rig versions. */
export function rigCache(): string {
  const own = process.env["REVIEW_DEBT_RIG"];
  if (own) {
    return own;
  }
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "review-debt-rig");
}

/** The VS Code server inside the rig: its `server-main.js`. */
export function serverEntry(): string {
  return join(rigFolder(), "node_modules", "code-server", "lib", "vscode", "out", "server-main.js");
}
