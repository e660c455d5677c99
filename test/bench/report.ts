import { publishIn } from "../rig/report.ts";
export { table } from "../rig/report.ts";

/** Prints a section and puts it into docs/benchmarks.md in place of the one with the same name. */
export function publish(name: string, title: string, text: string): void {
  const beginning =
    "# Benchmarks\n\nWritten by `npm run bench`; figures of one machine, ratios against a peer in the same run.\n";
  publishIn({ file: "benchmarks.md", beginning }, name, title, text);
}

/** The value below which a share of the sorted samples lies. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
