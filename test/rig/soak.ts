import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { SoakPart, SoakRow } from "../soak/part.ts";
import { root } from "./paths.ts";
import { publishIn, table } from "./report.ts";
import { Stop, elapsed, main, say } from "./say.ts";

const beginning = `# Reliability

Written by \`npm run soak\`: what was done, how often, and what was lost. Parts run on their own, too: \`npm run soak -- fuzz\`.
A row with anything but 0 in its last column fails the run.
`;

/** `npm run soak [-- NAME…]`: runs the named parts of `test/soak`, or all of them, one after the other. */
await main(async () => {
  const all = globSync("test/soak/*.soak.ts", { cwd: root }).map((file) => basename(file, ".soak.ts"));
  const asked = process.argv.slice(2);
  for (const name of asked) {
    if (!all.includes(name)) {
      throw new Stop(`There is no part "${name}". There are: ${all.toSorted().join(", ") || "none"}.`);
    }
  }
  let failures = 0;
  for (const name of asked.length > 0 ? asked : all.toSorted()) {
    process.stdout.write(`\n── ${name}\n`);
    failures += (await succeeds(name)) ? 0 : 1;
  }
  return failures === 0 ? 0 : 1;
});

async function succeeds(name: string): Promise<boolean> {
  const startedMs = performance.now();
  try {
    const file = join(root, "test", "soak", `${name}.soak.ts`);
    const { part } = (await import(pathToFileURL(file).href)) as { readonly part: SoakPart };
    const rows = await part.run(say);
    publishIn({ file: "reliability.md", beginning }, name, part.title, text(rows, part.remark));
    say(`${name} took ${elapsed(startedMs)}`);
    return rows.length > 0 && rows.every(({ lost }) => lost === 0);
  } catch (error) {
    say(`✗ ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return false;
  }
}

function text(rows: readonly SoakRow[], remark: string | undefined): string {
  const figures = table([
    ["what was done", "how often", "what was lost"],
    ...rows.map(({ done, often, lost }) => [done, often, String(lost)]),
  ]);
  return remark === undefined ? figures : `${figures}\n\n${remark}`;
}
