import { type BuildOptions, type BuildResult, build, transform } from "esbuild";
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
  // Names of parts come from paths, too, which are to be the same wherever node_modules lies.
  preserveSymlinks: true,
  logLevel: "warning",
};

/** A file of the bundled product. */
export interface BundledFile {
  /** Its name in `dist`. */
  readonly name: string;
  /** The name of the program that it is, or is a part of. */
  readonly program: string;
  /** Whether the program loads it only when something in it is first needed. */
  readonly isLater: boolean;
  readonly bytes: Uint8Array;
}

/** The bundled product. */
export interface Bundle {
  /** Its programs, with what the first of them loads later. In a development build each ends with its source map. */
  readonly files: readonly BundledFile[];
  /** The files it was made of, by their paths from the clone's folder. */
  readonly inputs: readonly string[];
}

/**
 * Bundles the product in memory: `src/extension.ts` with a part for everything that it imports while it runs, and every
 * `src/**` file whose name ends in `worker.ts` as a program of its own (`<name>.cjs`). `dev` keeps names and adds source maps.
 * Throws `Stop` when it does not build.
 */
export async function bundleProduct({ dev = false } = {}): Promise<Bundle> {
  const door = join("src", "extension.ts");
  if (!existsSync(join(root, door))) {
    throw new Stop("src/extension.ts does not exist, so there is nothing to build.");
  }
  const options: BuildOptions = {
    ...shared,
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    minify: !dev,
    sourcemap: dev && "inline",
    legalComments: "none",
    metafile: true,
    write: false,
  };
  const workers = globSync("src/**/*worker.ts", { cwd: root }).toSorted();
  const [extension, programs] = await Promise.all([
    bundleInParts(door, options),
    bundle({ ...options, entryPoints: workers.map((file) => ({ in: file, out: basename(file, ".ts") })) }),
  ]);
  const atStart = loadedWith("dist/extension.cjs", extension);
  const parts = (extension.outputFiles ?? []).map(async ({ path, text }) => ({
    name: basename(path),
    program: "extension.cjs",
    isLater: !atStart.has(`dist/${basename(path)}`),
    bytes: await asCommonJs(basename(path), text, dev),
  }));
  const files = [
    ...(await Promise.all(parts)),
    ...(programs.outputFiles ?? []).map(({ path, contents }) => ({
      name: basename(path),
      program: basename(path),
      isLater: false,
      bytes: contents,
    })),
  ];
  const inputs = [extension, programs].flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  return { files, inputs: [...new Set(inputs)] };
}

/**
 * Bundles a program with a part for everything that it imports while it runs. esbuild cuts only ES modules into parts, so
 * these are ES modules. What parts share with the program's start is in one part with it: left alone, esbuild would make one
 * for every set of parts that share something, each a file to be found and read at the start.
 */
async function bundleInParts(door: string, options: BuildOptions): Promise<BuildResult> {
  const inParts: BuildOptions = { ...options, entryPoints: [door], format: "esm", splitting: true };
  const { metafile } = await bundle(inParts);
  const later = Object.values(metafile?.inputs ?? {}).flatMap(({ imports }) =>
    imports.filter(({ kind }) => kind === "dynamic-import").map(({ path }) => join(root, path)),
  );
  const isLater = new Set(later);
  return bundle({
    ...inParts,
    chunkNames: "[name]-[hash]",
    plugins: [
      {
        name: "the start is loaded before everything else",
        setup: (build) => {
          build.onResolve({ filter: /^the-start$/ }, () => ({ path: join(root, door) }));
          build.onLoad({ filter: /\.ts$/ }, ({ path }) =>
            isLater.has(path)
              ? { contents: `import "the-start";\n${readFileSync(path, "utf8")}`, loader: "ts" }
              : undefined,
          );
        },
      },
    ],
  });
}

/** A file and those that it loads at once, by their paths from the clone's folder. */
function loadedWith(file: string, { metafile }: BuildResult): ReadonlySet<string> {
  const loaded = new Set([file]);
  for (const each of loaded) {
    for (const { path, kind } of metafile?.outputs[each]?.imports ?? []) {
      if (kind === "import-statement") loaded.add(path);
    }
  }
  return loaded;
}

/**
 * Writes an ES module as CommonJS, which every editor loads fastest, with `require` for what it imports while it runs.
 * The editor's API is taken as it is: esbuild would copy its four hundred members once for each file that imports it.
 */
async function asCommonJs(name: string, module: string, dev: boolean): Promise<Uint8Array> {
  let api = 'require("vscode")';
  const direct = module.replace(/\bimport ?\* ?as ([\w$]+) from ?"vscode";/g, (_, name: string) => {
    const taken = `var ${name}=${api};`;
    api = name;
    return taken;
  });
  const { code } = await transform(direct, {
    format: "cjs",
    // Not "node", which adds a hint for ES modules that import these.
    platform: "neutral",
    banner: '"use strict";',
    target: FLOOR,
    supported: { "dynamic-import": false },
    minify: !dev,
    sourcemap: dev && "inline",
    sourcefile: name,
    logLevel: "warning",
  });
  return new TextEncoder().encode(code);
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
  const tests = globSync("test/host/**/*.test.ts", { cwd: root })
    .map((file) => file.replaceAll("\\", "/"))
    .toSorted();
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
    const { files } = await buildProduct({ dev });
    for (const { name, bytes, isLater } of files) {
      say(`dist/${name}, ${(bytes.length / 1024).toFixed(1)} KB${isLater ? ", loaded when needed" : ""}`);
    }
    say(`built${dev ? " for debugging" : ""} in ${elapsed(startedMs)}`);
    return 0;
  });
}
