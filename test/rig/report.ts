import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.ts";

/** A page of `docs` that commands write their figures into, and what it says while it has none. */
export interface Report {
  readonly file: string;
  readonly beginning: string;
}

/** Writes a Markdown table: the first row is its head. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}

/** Prints a section and puts it into the report in place of the one with the same name; the others stay as they are. */
export function publishIn(report: Report, name: string, title: string, text: string): void {
  process.stdout.write(`${text}\n`);
  const path = join(root, "docs", report.file);
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const section = `${start}\n\n## ${title}\n\n${text}\n\n${end}`;
  const old = existsSync(path) ? readFileSync(path, "utf8") : report.beginning;
  const from = old.indexOf(start);
  const to = old.indexOf(end);
  writeFileSync(
    path,
    from >= 0 && to > from
      ? old.slice(0, from) + section + old.slice(to + end.length)
      : `${old.trimEnd()}\n\n${section}\n`,
  );
}
