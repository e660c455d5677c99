import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { buildProduct } from "./build.ts";
import { checksumFile, root, sbomFile } from "./paths.ts";
import { main, say } from "./say.ts";
import { type Materials, billOfMaterials, sourceSecondsOf } from "./sbom.ts";
import { packProduct } from "./vsix.ts";

/** `npm run package`: the product's package, its checksum beside it, and what it is made of. */
await main(async () => {
  const { inputs } = await buildProduct();
  const file = await packProduct();
  const vsix = readFileSync(file);
  const sha256 = createHash("sha256").update(vsix).digest("hex");
  writeFileSync(checksumFile, `${sha256}  ${basename(file)}\n`);
  const bill = billOfMaterials({
    vsix,
    manifest: readJson("package.json") as Materials["manifest"],
    lock: readJson("package-lock.json") as Materials["lock"],
    inputs,
    sourceSeconds: await sourceSecondsOf(root),
  });
  writeFileSync(sbomFile, `${JSON.stringify(bill, null, 2)}\n`);
  say(`${relative(root, file)}  ${(vsix.length / 1024).toFixed(1)} KB`);
  say(`sha256 ${sha256}`);
  say(`${relative(root, checksumFile)} and ${relative(root, sbomFile)} are beside it`);
  return 0;
});

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(root, name), "utf8"));
}
