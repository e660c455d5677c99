import { type BuildOptions, type BuildResult, build } from "esbuild";
import { copyFileSync, existsSync, globSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { carrierFolder, root } from "./paths.ts";
import { Stop, elapsed, main, say } from "./say.ts";

/** VS Code 1.105, the oldest we support, runs extensions on Node 22. */
const FLOOR = "node22";

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: FLOOR,
  external: ["vscode"],
  logLevel: "warning",
};

/** The bundled product. */
export interface Bundle {
  /** Its programs, and their source maps in a development build: the name in `dist`, and the bytes. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** The files it was made of, by their paths from the clone's folder. */
  readonly inputs: readonly string[];
}

/**
 * Bundles the product in memory: `src/extension.ts`, and every `src/**` file whose name ends in `worker.ts` as a program of
 * its own (`<name>.cjs`). `dev` keeps names and adds source maps. Throws `Stop` when it does not build.
 */
export async function bundleProduct({ dev = false } = {}): Promise<Bundle> {
  const door = join(root, "src", "extension.ts");
  if (!existsSync(door)) {
    throw new Stop("src/extension.ts does not exist, so there is nothing to build.");
  }
  const workers = globSync("src/**/*worker.ts", { cwd: root }).toSorted();
  const entryPoints = [door, ...workers].map((file) => ({ in: file, out: basename(file, ".ts") }));
  const { outputFiles = [], metafile } = await bundle({
    ...shared,
    entryPoints,
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    minify: !dev,
    sourcemap: dev,
    legalComments: "none",
    metafile: true,
    write: false,
  });
  const files = outputFiles.map(({ path, contents }) => ({ name: basename(path), bytes: contents }));
  return { files, inputs: Object.keys(metafile?.inputs ?? {}) };
}

/** Bundles the product into `dist`. What an earlier build left there goes: all programs in that folder are shipped. */
export async function buildProduct(options: { readonly dev?: boolean } = {}): Promise<Bundle> {
  const product = await bundleProduct(options);
  const dist = join(root, "dist");
  const names = new Set(product.files.map(({ name }) => name));
  for (const name of globSync("*.{cjs,mjs,js,map}", { cwd: dist })) {
    if (!names.has(name)) rmSync(join(dist, name));
  }
  mkdirSync(dist, { recursive: true });
  for (const { name, bytes } of product.files) writeFileSync(join(dist, name), bytes);
  return product;
}

/**
 * Bundles all of `test/host/*.test.ts` with their runner into the carrier extension, `out/test/host.cjs`. Packages from
 * node_modules (mocha, fast-check) stay outside: the bundle lies in the clone and finds them there.
 */
export async function buildHostTests(): Promise<void> {
  const tests = globSync("test/host/**/*.test.ts", { cwd: root }).toSorted();
  const list = tests.map((file) => `[${JSON.stringify(file)}, () => import(${JSON.stringify(`./${file}`)})]`);
  const program = `import { runSuite } from './test/host/index.ts';\nexport const run = () => runSuite([${list.join(", ")}]);\n`;
  await buildCarrier(carrierFolder, "host.cjs", program);
}

/** Bundles a program with a `run` function into a carrier extension in that folder. */
export async function buildCarrier(folder: string, name: string, program: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, "test", "rig", "carrier", "package.json"), join(folder, "package.json"));
  await bundle({
    ...shared,
    stdin: { contents: program, resolveDir: root, loader: "ts" },
    packages: "external",
    outfile: join(folder, name),
    sourcemap: "inline",
  });
}

async function bundle(options: BuildOptions): Promise<BuildResult> {
  try {
    return await build(options);
  } catch (error) {
    throw new Stop(error instanceof Error ? error.message : String(error));
  }
}

if (import.meta.main) {
  await main(async () => {
    const startedMs = performance.now();
    const dev = process.argv.includes("--dev");
    await buildProduct({ dev });
    const kilobytes = (statSync(join(root, "dist", "extension.cjs")).size / 1024).toFixed(1);
    say(`dist/extension.cjs, ${kilobytes} KB${dev ? " (development)" : ""}, in ${elapsed(startedMs)}`);
    return 0;
  });
}
