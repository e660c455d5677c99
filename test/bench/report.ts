import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../rig/paths.ts";

const report = join(root, "docs", "benchmarks.md");

/** Writes a Markdown table: the first row is its head. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}

/** Prints a section and puts it into docs/benchmarks.md in place of the one with the same name. */
export function publish(name: string, title: string, text: string): void {
  process.stdout.write(`${text}\n`);
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const section = `${start}\n\n## ${title}\n\n${text}\n\n${end}`;
  const old = existsSync(report)
    ? readFileSync(report, "utf8")
    : "# Benchmarks\n\nWritten by `npm run bench`; figures of one machine, ratios against a peer in the same run.\n";
  const from = old.indexOf(start);
  const to = old.indexOf(end);
  const text2 =
    from >= 0 && to > from
      ? old.slice(0, from) + section + old.slice(to + end.length)
      : `${old.trimEnd()}\n\n${section}\n`;
  writeFileSync(report, text2);
}

/** The value below which a share of the sorted samples lies. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
