import type { SoakPart, SoakRow } from "../soak/part.ts";
import { runNamedParts } from "./namedParts.ts";
import { publishIn, table } from "./report.ts";
import { elapsed, say } from "./say.ts";

const beginning = `# Reliability

Written by \`npm run soak\`: what was done, how often, and what was lost. Parts run on their own, too: \`npm run soak -- fuzz\`.
A row with anything but 0 in its last column fails the run.
`;

// `npm run soak [-- NAME…]`
await runNamedParts("soak", "part", async (name, module) => {
  const { part } = module as { readonly part: SoakPart };
  const startedMs = performance.now();
  const rows = await part.run(say);
  publishIn({ file: "reliability.md", beginning }, name, part.title, text(rows, part.remark));
  say(`${name} took ${elapsed(startedMs)}`);
  return rows.length > 0 && rows.every(({ lost }) => lost === 0);
});

function text(rows: readonly SoakRow[], remark: string | undefined): string {
  const figures = table([
    ["what was done", "how often", "what was lost"],
    ...rows.map(({ done, often, lost }) => [done, often, String(lost)]),
  ]);
  return remark === undefined ? figures : `${figures}\n\n${remark}`;
}
