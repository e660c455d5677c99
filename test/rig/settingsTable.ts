import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readBundle } from "./l10n.ts";
import { type DeclaredSetting, type Manifest, manifestText, readManifest } from "./manifest.ts";
import { root } from "./paths.ts";
import { main, say } from "./say.ts";

/** Where the README's table of settings begins and ends. */
const marks = ["<!-- settings:start -->", "<!-- settings:end -->"] as const;

/** The README, a file in the clone's folder. */
const readme = join(root, "README.md");

/**
 * The table of settings in Markdown, group by group: name, default, and the first sentence of the description. The rest is
 * in the editor, where settings are made.
 */
export function settingsTable({ groups }: Manifest, texts: Readonly<Record<string, string>>): string {
  const rows = groups.flatMap(({ title, properties }) => [
    `| **${manifestText(title, texts)}** | | |`,
    ...Object.entries(properties).map(
      ([name, setting]) => `| \`${name}\` | \`${JSON.stringify(setting.default)}\` | ${effectOf(setting, texts)} |`,
    ),
  ]);
  return ["| setting | default | effect |", "|---|---|---|", ...rows].join("\n");
}

function effectOf(setting: DeclaredSetting, texts: Readonly<Record<string, string>>): string {
  const text = manifestText(setting.markdownDescription ?? setting.description ?? "", texts);
  const [sentence = ""] = /^.*?\.(?=\s|$)/.exec(text) ?? [];
  const choices = setting.enum?.map((value) => `\`${value}\``).join(", ");
  return `${sentence}${choices === undefined ? "" : ` One of ${choices}.`}`.replaceAll("|", "\\|");
}

/** A page with the table between its marks. Throws `RangeError` on a page without them. */
export function withTable(page: string, table: string): string {
  const [start, end] = marks.map((mark) => page.indexOf(mark));
  if (start === undefined || end === undefined || start < 0 || end < start) throw new RangeError("there are no marks");
  return `${page.slice(0, start)}${marks[0]}\n\n${table}\n\n${page.slice(end)}`;
}

/** The README, and as it has to be. */
export function readmes(): { readonly is: string; readonly should: string } {
  const is = readFileSync(readme, "utf8");
  return { is, should: withTable(is, settingsTable(readManifest(), readBundle("package.nls.json"))) };
}

if (import.meta.main) {
  await main(async () => {
    const { is, should } = readmes();
    if (is !== should) writeFileSync(readme, should);
    say(is === should ? "README.md has the settings of package.json" : "README.md has new settings");
    return 0;
  });
}
