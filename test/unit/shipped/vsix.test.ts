import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundleProduct } from "../../rig/build.ts";
import { git } from "../../rig/git.ts";
import { root } from "../../rig/paths.ts";
import { type BillOfMaterials, billOfMaterials, bundledPackages, sourceSecondsOf } from "../../rig/sbom.ts";
import { listedByVsce, shippedFiles, warningsIn, wronglyShipped } from "../../rig/vsix.ts";
import { temporaryWorkspace } from "../../rig/workspace.ts";
import { type ZipEntry, entriesOf, withoutTraces } from "../../rig/zip.ts";
import { type Packaged, packageCopy } from "./copies.ts";

const sourceSeconds = 1_700_000_000;
const env = { SOURCE_DATE_EPOCH: String(sourceSeconds) };

describe("the package", () => {
  let packages: readonly (Packaged & { remove(): void })[] = [];
  let one: Packaged;
  let files: readonly ZipEntry[] = [];
  const textOf = (name: string): string => files.find((file) => file.name === name)?.bytes.toString("utf8") ?? "";

  before(async () => {
    packages = await Promise.all([
      packageCopy({
        folder: "a",
        umask: 0o022,
        mode: 0o644,
        modified: new Date("2026-01-01T00:00:00Z"),
        env: { ...env, TZ: "UTC", LANG: "C" },
      }),
      packageCopy({
        folder: join("another place", "ünd tiefer"),
        umask: 0o077,
        mode: 0o700,
        modified: new Date("2019-07-08T09:10:12Z"),
        env: { ...env, TZ: "Asia/Kolkata", LANG: "de_DE.UTF-8", CI: "true" },
      }),
    ]);
    one = packages[0]!;
    files = entriesOf(one.vsix);
  });

  after(() => packages.forEach((copy) => copy.remove()));

  it("is the same to the byte from two folders, with other rights, dates, time zones and languages", () => {
    const [first, second] = packages;
    assert.ok(first!.vsix.equals(second!.vsix), "the packages are the same");
    assert.equal(first!.checksum, second!.checksum);
    assert.equal(first!.sbom, second!.sbom);
  });

  it("has its checksum printed and beside it", () => {
    const sha256 = createHash("sha256").update(one.vsix).digest("hex");
    assert.equal(one.checksum, `${sha256}  review-debt.vsix\n`);
    assert.match(one.output, new RegExp(`sha256 ${sha256}`));
  });

  it("holds the very programs whose reach is tested", async () => {
    const { files: programs } = await bundleProduct();
    const shipped = files.filter(({ name }) => /\.(?:[cm]?js|node|wasm)$/.test(name));
    assert.deepEqual(
      shipped.map(({ name, bytes }) => [name, bytes.toString("utf8")]),
      programs
        .map(({ name, bytes }) => [`extension/dist/${name}`, Buffer.from(bytes).toString("utf8")])
        .toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
    );
  });

  it("holds the files that are listed, and no other", () => {
    const names = files.map(({ name }) => name);
    assert.deepEqual(wronglyShipped(names), []);
    assert.equal(new Set(names).size, names.length);
    for (const more of [
      "extension/.env",
      "extension/dist/other.cjs",
      "extension/src/extension.ts",
      "extension/PRIVACY.md",
    ]) {
      assert.deepEqual(wronglyShipped([...names, more]), [`${more} may not be shipped`]);
    }
    assert.equal(wronglyShipped(names.filter((name) => !name.endsWith("/worker.cjs"))).length, 1);
    assert.equal(wronglyShipped([]).length, shippedFiles.length);
  });

  it("holds what vsce lists, under the names that it gives some of them", async () => {
    const renamed: Readonly<Record<string, string>> = {
      "README.md": "readme.md",
      "CHANGELOG.md": "changelog.md",
      LICENSE: "LICENSE.txt",
    };
    const listed = (await listedByVsce(one.folder)).map((name) => `extension/${renamed[name] ?? name}`);
    const held = files.map(({ name }) => name).filter((name) => name.startsWith("extension/"));
    assert.deepEqual(listed.toSorted(), held.toSorted());
  });

  it("is not made where vsce warns", () => {
    assert.deepEqual(warningsIn(" WARNING  Something is missing.\n INFO  Files\n"), [
      " WARNING  Something is missing.",
    ]);
    assert.deepEqual(warningsIn(one.output), []);
  });

  it("holds plain files of no date", () => {
    for (const { name, mode } of files) assert.equal(mode.toString(8), "100644", name);
    assert.ok(withoutTraces(one.vsix).equals(one.vsix));
  });

  it("names no folder of the computer it was made on", () => {
    for (const { name, bytes } of files) {
      for (const folder of [one.folder, root]) assert.ok(!bytes.includes(folder), `${folder} is in ${name}`);
    }
  });

  it("has pictures and styles that load nothing", () => {
    const shown = files.filter(({ name }) => /\.(?:svg|css)$/.test(name));
    assert.ok(shown.length > 0);
    for (const { name } of shown) {
      const text = textOf(name).replaceAll('xmlns="http://www.w3.org/2000/svg"', "");
      assert.doesNotMatch(text, /https?:|\burl\(|@import|<script|<foreignObject|\bhref\b|\son\w+=/i, name);
    }
  });

  it("depends on no other extension, and starts nothing when it is installed or removed", () => {
    const manifest = JSON.parse(textOf("extension/package.json")) as Record<string, unknown>;
    for (const key of ["extensionDependencies", "extensionPack", "enabledApiProposals", "bin"]) {
      assert.equal(manifest[key], undefined, key);
    }
    const scripts = Object.keys(manifest["scripts"] as object);
    assert.deepEqual(
      scripts.filter((name) => /^vscode:|install|prepare/.test(name)),
      [],
    );
  });

  describe("comes with a bill of materials that", () => {
    let bill: BillOfMaterials;

    before(() => {
      bill = JSON.parse(one.sbom) as BillOfMaterials;
    });

    it("is CycloneDX 1.6", () => {
      assert.equal(bill.bomFormat, "CycloneDX");
      assert.equal(bill.specVersion, "1.6");
      assert.equal(bill.version, 1);
      assert.match(bill.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.equal(bill.metadata.timestamp, new Date(sourceSeconds * 1000).toISOString());
      const known = [
        "$schema",
        "bomFormat",
        "specVersion",
        "serialNumber",
        "version",
        "metadata",
        "components",
        "dependencies",
      ];
      assert.deepEqual(Object.keys(bill), known);
      for (const { type, name, version, hashes } of [
        bill.metadata.component,
        ...bill.components,
        ...bill.metadata.tools.components,
      ]) {
        assert.match(type, /^(?:application|library)$/);
        assert.match(name, /./);
        assert.match(version, /^\d+\.\d+\.\d+/);
        assert.match(hashes![0].content, /^(?:[0-9a-f]{64}|[0-9a-f]{128})$/);
      }
      const refs = [bill.metadata.component, ...bill.components].map((component) => component["bom-ref"]);
      assert.deepEqual(
        bill.dependencies.map(({ ref }) => ref),
        refs,
      );
      for (const ref of bill.dependencies.flatMap(({ dependsOn }) => dependsOn)) assert.ok(refs.includes(ref), ref);
    });

    it("names this package by its checksum", () => {
      const [hash] = bill.metadata.component.hashes!;
      assert.equal(hash.content, createHash("sha256").update(one.vsix).digest("hex"));
    });

    it("lists what is bundled, which is what the manifest says, and what made it", () => {
      const manifest = JSON.parse(textOf("extension/package.json")) as {
        readonly dependencies: Record<string, string>;
        readonly devDependencies: Record<string, string>;
      };
      assert.deepEqual(
        Object.fromEntries(bill.components.map(({ name, version }) => [name, version])),
        manifest.dependencies,
      );
      for (const { name, version } of bill.metadata.tools.components)
        assert.equal(version, manifest.devDependencies[name]);
    });
  });
});

describe("a bill of materials", () => {
  const materials = {
    vsix: Buffer.from("a package"),
    manifest: { name: "b", publisher: "a", version: "1.2.3", license: "MIT" },
    lock: JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Parameters<
      typeof billOfMaterials
    >[0]["lock"],
    inputs: [] as readonly string[],
    sourceSeconds: undefined,
  };

  it("has no date where the sources have none", () => {
    assert.equal("timestamp" in billOfMaterials(materials).metadata, false);
  });

  it("does not pass over a package that is not in the lock file", () => {
    assert.throws(
      () => billOfMaterials({ ...materials, inputs: ["node_modules/nobody-knows/index.js"] }),
      /nobody-knows/,
    );
  });

  it("finds packages wherever node_modules is, also those with a scope and inside others", () => {
    const inputs = [
      "src/a.ts",
      "../b/node_modules/c/d.js",
      "node_modules/c/e.js",
      "node_modules/@f/g/h.js",
      "node_modules/c/node_modules/i/j.js",
    ];
    assert.deepEqual(bundledPackages(inputs), ["node_modules/@f/g", "node_modules/c", "node_modules/c/node_modules/i"]);
  });

  it("has the date of the last commit, or the one that is said", async () => {
    const folder = temporaryWorkspace({ a: "a" });
    try {
      assert.equal(await sourceSecondsOf(folder), undefined);
      git(folder, "init", "-q");
      git(folder, "add", "a");
      git(folder, "commit", "-q", "-m", "a");
      const [, seconds] = /^committer .* (\d+) [+-]\d{4}$/m.exec(git(folder, "cat-file", "-p", "HEAD"))!;
      assert.equal(await sourceSecondsOf(folder), Number(seconds));
      assert.equal(await sourceSecondsOf(folder, "123"), 123);
      assert.equal(await sourceSecondsOf(folder, "soon"), undefined);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
