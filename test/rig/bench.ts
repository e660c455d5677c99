import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./paths.ts";
import { Stop, main, say } from "./say.ts";

/** What a module in `test/bench` must export: `run` prints its ratios against its peers and rejects when a budget is broken. */
interface Benchmark {
  run(): Promise<void>;
}

/** `npm run bench [-- NAME…]`: runs the named benchmarks of `test/bench`, or all of them, one after the other. */
await main(async () => {
  const all = globSync("test/bench/*.bench.ts", { cwd: root }).map((file) => basename(file, ".bench.ts"));
  const asked = process.argv.slice(2);
  for (const name of asked) {
    if (!all.includes(name)) {
      throw new Stop(`There is no benchmark "${name}". There are: ${all.toSorted().join(", ") || "none"}.`);
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
  const file = join(root, "test", "bench", `${name}.bench.ts`);
  try {
    const benchmark = (await import(pathToFileURL(file).href)) as Benchmark;
    await benchmark.run();
    return true;
  } catch (error) {
    say(`✗ ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return false;
  }
}
