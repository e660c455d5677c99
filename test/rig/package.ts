import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { buildProduct } from "./build.ts";
import { root } from "./paths.ts";
import { main, say } from "./say.ts";
import { packProduct } from "./vsix.ts";

await main(async () => {
  await buildProduct();
  const vsix = await packProduct();
  const bytes = readFileSync(vsix);
  say(`${relative(root, vsix)}  ${(bytes.length / 1024).toFixed(1)} KB`);
  say(`sha256 ${createHash("sha256").update(bytes).digest("hex")}`);
  return 0;
});
