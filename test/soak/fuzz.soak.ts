import { performance } from "node:perf_hooks";
import { doors } from "../fuzz/doors.ts";
import { feed, growthAllowedBytes, slowestAllowedMs } from "../fuzz/pass.ts";
import { realSamples } from "../fuzz/samples.ts";
import type { SoakPart, SoakRow } from "./part.ts";

/** So many inputs in all. */
const inputs = 1_000_000;

const shares = doors.reduce((sum, { share }) => sum + share, 0);
const seed = Math.floor(Math.random() * 2 ** 31);
const samples = realSamples();

/** Every parser gets broken inputs, a million in all, other ones each time. */
export const part: SoakPart = {
  title: "Broken inputs",
  remark: [
    `Seed ${seed}, on ${new Date().toISOString().slice(0, 10)}. Each input is a valid one of its kind with other values, types, bytes or lines in some places: fixtures${
      samples === undefined ? "; real records were not on this machine" : " and real records of the agents"
    }.`,
    `Lost is an input that threw past the door, whose result was not well-formed, or that took more than ${slowestAllowedMs} ms of processor time;`,
    `or a door whose inputs left more than ${growthAllowedBytes / 1024 / 1024} MB in memory. "Left" compares the memory after a fifth of the inputs with that after all.`,
    "`npm test` feeds the same doors 20 000 inputs.",
  ].join("\n"),

  async run(say): Promise<readonly SoakRow[]> {
    if (samples === undefined)
      say("The real records (../shared/samples) are not on this machine; only fixtures are mutated.");
    say(`seed ${seed}`);
    const rows: SoakRow[] = [];
    let taken = 0;
    let slowest = 0;
    for (const door of doors) {
      const own = Math.ceil((inputs * door.share) / shares);
      const startedMs = performance.now();
      using open = door.open(samples ?? new Map());
      const { failure, slowestMs, grownBytes } = await feed(open, own, seed);
      if (failure !== undefined) say(`✗ ${door.name}: ${failure}`);
      const grows = grownBytes >= growthAllowedBytes;
      const kept = `${(grownBytes / 1024 / 1024).toFixed(1)} MB`;
      if (grows) say(`✗ ${door.name}: memory grew by ${kept}`);
      const often = `${own} inputs, the slowest ${Math.ceil(slowestMs)} ms, left ${kept}`;
      rows.push({ done: door.name, often, lost: (failure === undefined ? 0 : 1) + (grows ? 1 : 0) });
      taken += own;
      slowest = Math.max(slowest, slowestMs);
      say(`${door.name}: ${often}, in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
    }
    const lost = rows.reduce((sum, row) => sum + row.lost, 0);
    return [
      { done: `**all ${doors.length} doors**`, often: `${taken} inputs, the slowest ${Math.ceil(slowest)} ms`, lost },
      ...rows,
    ];
  },
};
