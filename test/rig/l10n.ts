import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problemTexts } from "../../src/core/review/ownQuestions.ts";
import { packs } from "../../src/core/review/packs.ts";
import { coreQuestions } from "../../src/core/review/question.ts";
import { weekQuestions } from "../../src/core/week/questions.ts";
import { type Literal, scan } from "./literals.ts";
import { root } from "./paths.ts";
import { main, say, Stop } from "./say.ts";

/** Arguments of `t` that are no literals, by file. Each is a text of one of the tables below. */
const tableArguments: Readonly<Record<string, readonly string[]>> = {
  "src/core/week/html.ts": ["text", "asked.text"],
  "src/core/week/markdown.ts": ["text", "asked.text"],
  "src/editor/show/checklist.ts": ["problemTexts[kind]"],
  "src/editor/show/questionWording.ts": ["text", "label", "known.text"],
  "src/editor/week/weekCommands.ts": ["text"],
  // All that the page says goes through here; it is collected from the page's own files.
  "src/editor/week/texts.ts": ["message"],
};

/** The questions that are asked in a row of a list, in English. */
export const questionTexts: readonly string[] = [...coreQuestions, ...packs].map(({ text }) => text);

/** What tables have to be translated. */
const tableTexts: readonly string[] = [
  ...questionTexts,
  ...[...coreQuestions, ...packs].flatMap(({ label }) => label ?? []),
  ...weekQuestions.map(({ text }) => text),
  ...Object.values(problemTexts),
];

/** What a file shows. */
export interface ShownTexts {
  /** What is translated. */
  readonly texts: readonly string[];
  /** What is wrong with it, as sentences. */
  readonly problems: readonly string[];
}

/** The files of the product, by their path from the clone's folder. */
function sources(): readonly string[] {
  return globSync("src/**/*.ts", { cwd: root })
    .map((file) => file.replaceAll("\\", "/"))
    .toSorted();
}

/** What a file gives to `t`, and what it shows past it. */
export function textsOf(file: string, source: string): ShownTexts {
  const { code, literals } = scan(source);
  const byStart = new Map(literals.map((literal) => [literal.start, literal]));
  const texts: string[] = [];
  const problems: string[] = [];
  const translated = new Set<Literal>();
  const problem = (at: number, what: string): void => {
    problems.push(`${file}:${source.slice(0, at).split("\n").length} ${what}`);
  };
  for (const found of code.matchAll(/(?<![\w$])t\(\s*/g)) {
    const at = found.index + found[0].length;
    const literal = byStart.get(at);
    if (literal !== undefined && /^\s*[,)]/.test(code.slice(literal.end))) {
      texts.push(literal.text);
      translated.add(literal);
      continue;
    }
    const argument = /^[^,()]*/.exec(source.slice(at))?.[0] ?? "";
    if (tableArguments[file]?.includes(argument) !== true) {
      problem(at, `t(${argument}…) is no literal, and no table is known for it`);
    }
  }
  for (const found of code.matchAll(/\bl10n\.t\b(?!\()/g)) problem(found.index, "l10n.t is handed on");
  // What the week page shows is tested in the pseudo-locale.
  if (/^src\/(?:editor\/|extension\.ts$)/.test(file)) {
    for (const literal of literals) {
      if (!translated.has(literal) && isBare(literal, code)) {
        problem(literal.start, `“${literal.text}” is not translated`);
      }
    }
  }
  return { texts, problems };
}

/** The same in every language: names, and what nobody sees. */
const sameEverywhere: ReadonlySet<string> = new Set([
  "Agent Trace",
  "Gemini Code Assist",
  "Git AI",
  "GitHub Copilot",
  "JetBrains AI",
  "Review Debt",
  // A key.
  "cells of ",
]);

const shownAs =
  /\b(?:title|placeHolder|placeholder|label|detail|description|tooltip|prompt|saveLabel|openLabel)\s*[:=]\s*$/;
const shownBy =
  /\b(?:show\w+(?:Message|Pick|Box)|setStatusBarMessage|MarkdownString|append(?:Markdown|Text))(?:<\w+>)?\(\s*\[?\s*$/;
/** What logs and errors say is for those who mend the product, and stays English. */
const notShown = /(?:\.(?:trace|debug|info|warn|error)|\bError)\((?:[^()]|\([^()]*\))*$/;

/** A text that the user seems to see in English: one where something is shown, or a few words in a row. */
function isBare({ text, start, isPiece }: Literal, code: string): boolean {
  const before = code.slice(Math.max(0, start - 300), start);
  if (!/[A-Za-z]{2}/.test(text) || sameEverywhere.has(text) || notShown.test(before)) return false;
  if (isPiece && /(?:^| )[A-Za-z]{2,} | [A-Za-z]{2,}(?: |$)/.test(text)) return true;
  return shownAs.test(before) || shownBy.test(before) || /[A-Za-z]{2,} [A-Za-z]{2,}/.test(text);
}

/** Every English text of the product, and what is wrong with some. */
export function englishTexts(): ShownTexts {
  const found = sources().map((file) => textsOf(file, readFileSync(join(root, file), "utf8")));
  return {
    texts: [...new Set([...tableTexts, ...found.flatMap(({ texts }) => texts)])].toSorted(),
    problems: found.flatMap(({ problems }) => problems),
  };
}

/** The places of a text where something is filled in, sorted: `{0}`, `$(icon)`, `code`, links' targets. */
export function placesOf(text: string): readonly string[] {
  return (text.match(/\{\d+\}|\$\([\w-]+\)|`[^`]+`|\]\([^)]*\)/g) ?? []).toSorted();
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const accented = "ÁßÇĐÉƑĜĤÍĴĶĹṀÑÓÞɊŔŠŢÚṼŴẊÝŽáƀçðéƒĝĥíĵķĺṁñóþɋŕšţúṽŵẋýž";

/** A text of the pseudo-locale: readable, without a letter of English, and a third longer, as translations are. */
export function pseudo(text: string): string {
  const parts = text.split(/(\{\d+\}|\$\([\w-]+\)|`[^`]+`|\]\([^)]*\))/);
  const words = parts.map((part, i) =>
    i % 2 === 1 ? part : part.replace(/[A-Za-z]/g, (letter) => accented.charAt(letters.indexOf(letter))),
  );
  return `⟦!!! ${words.join("")}${" ~".repeat(Math.ceil(text.length / 6))} !!!⟧`;
}

/** Reads a bundle of translations. */
export function readBundle(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(root, file), "utf8")) as Record<string, string>;
}

if (import.meta.main) {
  await main(async () => {
    const [language = ""] = process.argv.slice(2);
    if (!/^[a-z]{2}(?:-[a-z]{2,4})?$/.test(language)) throw new Stop("Which language? node test/rig/l10n.ts de");
    const { texts } = englishTexts();
    renew(`l10n/bundle.l10n.${language}.json`, Object.fromEntries(texts.map((text) => [text, text])));
    renew(`package.nls.${language}.json`, readBundle("package.nls.json"));
    return 0;
  });
}

/** Writes a bundle with what is translated already, and English for the rest. */
function renew(file: string, english: Readonly<Record<string, string>>): void {
  const old = existsSync(join(root, file)) ? readBundle(file) : {};
  const keys = Object.keys(english);
  const missing = keys.filter((key) => old[key] === undefined);
  const texts = Object.fromEntries(keys.map((key) => [key, old[key] ?? english[key]]));
  writeFileSync(join(root, file), `${JSON.stringify(texts, undefined, 2)}\n`);
  say(`${file}: ${keys.length} texts, ${missing.length} new in English`);
  for (const key of missing) say(`  ${key}`);
}
