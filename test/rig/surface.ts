import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { englishTexts, readBundle } from "./l10n.ts";
import { scan } from "./literals.ts";
import { type Manifest, conditionsOf, manifestText, readManifest } from "./manifest.ts";
import { root } from "./paths.ts";
import { main, say } from "./say.ts";

/** What has to fit together: the manifest, its texts, what is translated, the product's code and what the tests press. */
export interface Surface {
  readonly manifest: Manifest;
  /** The bundles of the manifest's texts, by file; English is the one that names commands in tests. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The bundles of the code's texts, by file. */
  readonly bundles: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What the code shows, in English. */
  readonly shown: readonly string[];
  /** The string literals of the product's code. */
  readonly literals: ReadonlySet<string>;
  /** The sources of the tests that drive an editor. */
  readonly tests: readonly string[];
}

/** The manifest's texts in English. */
export const englishBundle = "package.nls.json";

/** All that is declared and used nowhere, used and declared nowhere, or tried by no test, a sentence each. */
export function faultsOf(surface: Surface): readonly string[] {
  return [...textFaults(surface), ...settingFaults(surface), ...conditionFaults(surface), ...commandFaults(surface)];
}

function textFaults({ manifest, texts, bundles, shown }: Surface): readonly string[] {
  const used = Array.from(JSON.stringify(manifest).matchAll(/"%([^"%]+)%"/g), ([, key = ""]) => key);
  const compare = (file: string, has: readonly string[], wants: readonly string[]): readonly string[] => [
    ...missing(wants, has).map((text) => `${file} lacks “${text}”`),
    ...missing(has, wants).map((text) => `${file} has “${text}”, which nobody shows`),
  ];
  return [
    ...Object.entries(texts).flatMap(([file, keys]) => compare(file, Object.keys(keys), used)),
    ...Object.entries(bundles).flatMap(([file, bundle]) => compare(file, Object.keys(bundle), shown)),
  ];
}

function settingFaults({ manifest, literals }: Surface): readonly string[] {
  const conditions = conditionsOf(manifest).join("\n");
  return Object.keys(manifest.settings)
    .filter((name) => !literals.has(name.replace("reviewDebt.", "")) && !conditions.includes(`config.${name} `))
    .map((name) => `nobody reads the setting ${name}`);
}

/** Keys of our own in a condition, without those of settings, of views and within quotes. */
const ownKey = /(?<![\w.'])reviewDebt\.\w+(?![\w.'])/g;

function conditionFaults({ manifest, literals }: Surface): readonly string[] {
  const keys = conditionsOf(manifest).flatMap((condition) => condition.replace(/==\s*\S+/g, "").match(ownKey) ?? []);
  return [...new Set(keys)]
    .filter((key) => !literals.has(key))
    .map((key) => `nobody sets ${key}, which is a condition`);
}

function commandFaults({ manifest, texts, tests }: Surface): readonly string[] {
  const english = texts[englishBundle] ?? {};
  const tried = new Set(tests.flatMap(triedIn));
  return manifest.commands
    .filter(({ command, title }) => {
      const keys = manifest.keybindings.filter((binding) => binding.command === command).map(({ key }) => key);
      return ![command, `Review Debt: ${manifestText(title, english)}`, ...keys].some((way) => tried.has(way));
    })
    .map(({ command }) => `no test runs ${command}, by its id, its title or its key`);
}

/**
 * What a test does, as far as its source tells: the ids of commands that it runs or binds to a key of its own, the titles
 * that it runs from the palette, and the keys that it presses, in the manifest's spelling.
 */
export function triedIn(source: string): readonly string[] {
  const { code, literals } = scan(source);
  const keys: string[] = [];
  const tried: string[] = [];
  let previous: { readonly end: number; readonly key: string } | undefined;
  for (const { text, start, end } of literals) {
    const before = code.slice(Math.max(0, start - 60), start);
    if (/\b(?:executeCommand|runCommand|run)\(\s*$|\bcommand:\s*$/.test(before)) tried.push(text);
    const follows = previous !== undefined && /^\s*,\s*$/.test(code.slice(previous.end, start));
    if (/\bpress\(\s*$/.test(before) || follows) {
      const key = keyOf(text);
      keys.push(key);
      if (follows && previous !== undefined) keys.push(`${previous.key} ${key}`);
      previous = { end, key };
    } else previous = undefined;
  }
  return [...tried, ...keys];
}

/** A key in the manifest's spelling, of one in playwright's. */
function keyOf(pressed: string): string {
  return pressed.replace(/Control(?:OrMeta)?\+/, "ctrl+").toLowerCase();
}

function missing(wanted: readonly string[], there: readonly string[]): readonly string[] {
  const known = new Set(there);
  return [...new Set(wanted)].filter((one) => !known.has(one)).toSorted();
}

/** The product's own surface. */
export function ownSurface(): Surface {
  const read = (pattern: string): readonly string[] =>
    globSync(pattern, { cwd: root }).map((file) => readFileSync(join(root, file), "utf8"));
  const bundles = (pattern: string): Surface["texts"] =>
    Object.fromEntries(globSync(pattern, { cwd: root }).map((file) => [file, readBundle(file)]));
  return {
    manifest: readManifest(),
    texts: bundles("package.nls*.json"),
    bundles: bundles("l10n/bundle.l10n.*.json"),
    shown: englishTexts().texts,
    literals: new Set(read("src/editor/**/*.ts").flatMap((source) => scan(source).literals.map(({ text }) => text))),
    tests: read("test/{host,e2e,day}/**/*.ts"),
  };
}

if (import.meta.main) {
  await main(async () => {
    const faults = [...englishTexts().problems, ...faultsOf(ownSurface())];
    for (const fault of faults) say(fault);
    return faults.length === 0 ? 0 : 1;
  });
}
