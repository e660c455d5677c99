import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { productVsix, providerVsix, root } from "./paths.ts";
import { run, tail } from "./run.ts";
import { Stop } from "./say.ts";
import { entriesOf, withoutTraces } from "./zip.ts";

const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");

/** All that the product's package holds. What is not here is not shipped, and all of it is. */
export const shippedFiles: readonly RegExp[] = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package\.json$/,
  /^extension\/readme\.md$/,
  /^extension\/changelog\.md$/,
  /^extension\/LICENSE\.txt$/,
  /^extension\/package\.nls(?:\.[a-z]{2}(?:-[a-z]{2,4})?)?\.json$/,
  /^extension\/l10n\/bundle\.l10n\.[a-z]{2}(?:-[a-z]{2,4})?\.json$/,
  /^extension\/dist\/extension\.cjs$/,
  // What it loads at once, and what it loads later.
  /^extension\/dist\/[a-zA-Z]+-[0-9A-Z]{8}\.cjs$/,
  /^extension\/dist\/worker\.cjs$/,
  /^extension\/dist\/headworker\.cjs$/,
  /^extension\/dist\/hookworker\.cjs$/,
  /^extension\/media\/icon\.png$/,
  /^extension\/media\/review-debt\.svg$/,
  /^extension\/media\/unread-(?:dark|light)\.svg$/,
  /^extension\/media\/unsure-(?:dark|light)\.svg$/,
  /^extension\/media\/week\.css$/,
  /^extension\/media\/walkthrough\/[a-z]+\.svg$/,
  /^extension\/docs\/images\/[a-z-]+\.png$/,
];

/**
 * Packs the built product into `dist/review-debt.vsix`; the same sources give the same bytes in every folder. Build first.
 * Throws `Stop` with vsce's words when it refuses or warns, or when another file would be shipped than `shippedFiles` says.
 */
export async function packProduct(): Promise<string> {
  const output = await runVsce(root, productVsix);
  const warnings = warningsIn(output);
  if (warnings.length > 0) throw new Stop(`vsce packs it, but with a warning:\n${warnings.join("\n")}`);
  const zip = withoutTraces(readFileSync(productVsix));
  const wrong = wronglyShipped(entriesOf(zip).map(({ name }) => name));
  if (wrong.length > 0) throw new Stop(`the package is not what test/rig/vsix.ts says:\n${wrong.join("\n")}`);
  writeFileSync(productVsix, zip);
  return productVsix;
}

/** What is wrong with the names of files in a package, a sentence each. */
export function wronglyShipped(names: readonly string[]): readonly string[] {
  return [
    ...names
      .filter((name) => !shippedFiles.some((file) => file.test(name)))
      .map((name) => `${name} may not be shipped`),
    ...shippedFiles.filter((file) => !names.some((name) => file.test(name))).map((file) => `nothing is ${file}`),
  ];
}

/** Packs the test extension (`test/rig/inline-provider`) into `out/rdtest.vsix`. */
export function packProvider(): Promise<string> {
  return pack(join(root, "test", "rig", "inline-provider"), providerVsix);
}

/** What vsce warns of while it packs, a line each. */
export function warningsIn(output: string): readonly string[] {
  return output.split("\n").filter((line) => /\bWARNING\b/.test(line));
}

/** Packs the extension in a folder. Throws `Stop` with vsce's words when it refuses. */
export async function pack(folder: string, vsix: string): Promise<string> {
  await runVsce(folder, vsix);
  return vsix;
}

/** Has vsce pack the extension in a folder, and returns what it says. */
async function runVsce(folder: string, vsix: string): Promise<string> {
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
  // With a date for all files vsce also puts them in order, that of the locale.
  const env = { ...process.env, SOURCE_DATE_EPOCH: "946684800", LC_ALL: "C" };
  const result = await run(process.execPath, [vsce, ...args], { cwd: folder, env });
  if (result.code !== 0) {
    throw new Stop(`vsce could not pack ${folder}:\n${tail(result.output)}`);
  }
  return result.output;
}

/** The files that vsce takes from a folder, by their paths in it: what the allow-list in `.vscodeignore` lets through. */
export async function listedByVsce(folder: string): Promise<readonly string[]> {
  const result = await run(process.execPath, [vsce, "ls", "--no-dependencies"], { cwd: folder });
  if (result.code !== 0) throw new Stop(`vsce could not list ${folder}:\n${tail(result.output)}`);
  return result.output.split(/\r?\n/).filter((line) => line !== "");
}
