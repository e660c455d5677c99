import { createHash } from "node:crypto";
import { run } from "./run.ts";

/** What a package is made of and by: CycloneDX 1.6 as JSON. Only what we say of it. */
export interface BillOfMaterials {
  readonly $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json";
  readonly bomFormat: "CycloneDX";
  readonly specVersion: "1.6";
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: {
    readonly timestamp?: string;
    readonly lifecycles: readonly [{ readonly phase: "build" }];
    readonly tools: { readonly components: readonly Component[] };
    readonly component: Component;
  };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  readonly type: "application" | "library";
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly purl?: string;
  readonly licenses?: readonly [{ readonly license: { readonly id: string } }];
  readonly hashes?: readonly [{ readonly alg: "SHA-256" | "SHA-512"; readonly content: string }];
}

/** What is said of a package in `package-lock.json`. */
interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
}

/** What a bill is made from. */
export interface Materials {
  readonly vsix: Uint8Array;
  /** `package.json` and `package-lock.json` of the product. */
  readonly manifest: {
    readonly name: string;
    readonly publisher: string;
    readonly version: string;
    readonly license: string;
  };
  readonly lock: { readonly packages: Readonly<Record<string, Locked>> };
  /** The files that the bundle was made of. */
  readonly inputs: readonly string[];
  /** When the sources are of, in seconds since 1970, where that is known. */
  readonly sourceSeconds: number | undefined;
}

/** What the package is made with. TypeScript only looks; the types are gone before anything is shipped. */
const tools = ["@vscode/vsce", "esbuild", "node", "typescript"];

/** The bill of a package. The same sources give the same one: its number is that of the package's bytes, its date theirs. */
export function billOfMaterials({ vsix, manifest, lock, inputs, sourceSeconds }: Materials): BillOfMaterials {
  const sha256 = createHash("sha256").update(vsix).digest("hex");
  const component: Component = {
    type: "application",
    "bom-ref": `${manifest.publisher}.${manifest.name}@${manifest.version}`,
    name: `${manifest.publisher}.${manifest.name}`,
    version: manifest.version,
    licenses: [{ license: { id: manifest.license } }],
    hashes: [{ alg: "SHA-256", content: sha256 }],
  };
  const components = bundledPackages(inputs).map((path) => fromLock(lock, path, "library"));
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf(sha256)}`,
    version: 1,
    metadata: {
      ...(sourceSeconds !== undefined && { timestamp: new Date(sourceSeconds * 1000).toISOString() }),
      lifecycles: [{ phase: "build" }],
      tools: { components: tools.map((name) => fromLock(lock, `node_modules/${name}`, "application")) },
      component,
    },
    components,
    dependencies: [
      { ref: component["bom-ref"], dependsOn: components.map((library) => library["bom-ref"]) },
      ...components.map((library) => ({ ref: library["bom-ref"], dependsOn: [] })),
    ],
  };
}

/** The packages that came into the bundle, by their paths in `package-lock.json`. */
export function bundledPackages(inputs: readonly string[]): readonly string[] {
  const paths = inputs.flatMap((input) => /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(input) ?? []);
  return [...new Set(paths)].toSorted();
}

/**
 * When the sources in a folder are of, in seconds since 1970: what `SOURCE_DATE_EPOCH` says (reproducible-builds.org), else
 * the time of the last commit. A mere copy of them has none.
 */
export async function sourceSecondsOf(
  folder: string,
  said = process.env["SOURCE_DATE_EPOCH"],
): Promise<number | undefined> {
  const text = said ?? (await run("git", ["log", "-1", "--format=%ct"], { cwd: folder })).output.trim();
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function fromLock({ packages }: Materials["lock"], path: string, type: Component["type"]): Component {
  const { version, license, integrity } = packages[path] ?? {};
  if (version === undefined) throw new Error(`${path} is not in package-lock.json`);
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  const sha512 = integrity?.startsWith("sha512-") === true ? integrity.slice("sha512-".length) : undefined;
  return {
    type,
    "bom-ref": purl,
    name,
    version,
    purl,
    ...(license !== undefined && { licenses: [{ license: { id: license } }] as const }),
    ...(sha512 !== undefined && {
      hashes: [{ alg: "SHA-512", content: Buffer.from(sha512, "base64").toString("hex") }] as const,
    }),
  };
}

/** A UUID made of a hash, of the version for such (RFC 9562, 5.8). */
function uuidOf(hex: string): string {
  const digits = `${hex.slice(0, 12)}8${hex.slice(13, 16)}8${hex.slice(17, 32)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
