import { runNamedParts } from "./namedParts.ts";

/** What a module in `test/bench` must export: `run` prints its ratios against its peers and rejects when a budget is broken. */
interface Benchmark {
  run(): Promise<void>;
}

// `npm run bench [-- NAME…]`
await runNamedParts("bench", "benchmark", async (_name, benchmark) => {
  await (benchmark as Benchmark).run();
  return true;
});
