import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { weekHtml } from "../../src/core/week/html.ts";
import type { WeekInput } from "../../src/core/week/input.ts";
import { weekMarkdown } from "../../src/core/week/markdown.ts";
import { weekModel } from "../../src/core/week/model.ts";
import { type QuestionId, weekQuestions } from "../../src/core/week/questions.ts";
import type { Texts } from "../../src/core/week/text.ts";
import { englishTexts, placesOf, pseudo, questionTexts, readBundle, textsOf } from "../rig/l10n.ts";
import { scan } from "../rig/literals.ts";
import { root } from "../rig/paths.ts";
import { run } from "../rig/run.ts";
import { eightWeeks, full, hunk, nothing, outcomes, page, week } from "./core/week/pages.ts";

const english = englishTexts();
const languages = globSync("l10n/bundle.l10n.*.json", { cwd: root }).map((file) => file.split(".").at(-2)!);
/** A row of the editor's lists shows about so many characters. */
const rowCharacters = 80;

describe("texts", () => {
  it("are all translated where they are shown", () => {
    assert.deepEqual(english.problems, []);
    assert.ok(english.texts.length > 300);
  });

  it("are found in calls over several lines, in both kinds of quotes and in templates", () => {
    const source = [
      'l10n.t("one"); // t("in a comment")',
      "vscode.l10n.t(\n  'two \"2\"',\n  count,\n);",
      '`${this.#t(`three`)} t("in a text")`;',
      "/* t('no') */ const pattern = /t\\(\"no\"\\)/;",
      'texts.t("four \\u{201c}{0}\\u201d\\n", of.start("no"));',
    ].join("\n");
    const { texts } = textsOf("src/core/a.ts", source);
    assert.deepEqual(texts, ["one", 'two "2"', "three", "four “{0}”\n"]);
  });

  const wrong: Readonly<Record<string, string>> = {
    "a template": "l10n.t(`${count} lines`)",
    "a variable": "l10n.t(text)",
    "a choice": 'l10n.t(isOne ? "one" : "many")',
    "two texts put together": 'l10n.t("one " + "two")',
    "the function handed on": "labels.map(l10n.t)",
    "a title": 'showQuickPick(rows, { title: "Rows" })',
    "a message": 'vscode.window.showInformationMessage("Done")',
    "a part of a tooltip": "item.tooltip = `${count} unread`",
    "a choice of titles": 'const title = isOne ? "One line" : "Many lines"',
    "a list of answers": 'showQuickPick(["Yes", no])',
  };
  for (const [what, source] of Object.entries(wrong)) {
    it(`may not be ${what}`, () => {
      assert.notDeepEqual(textsOf("src/editor/a.ts", `${source};\n`).problems, []);
    });
  }

  it("of logs and errors stay English", () => {
    const source = 'log.warn(`no file at ${path(of)} any more`);\nthrow new Error("not a day");\n';
    assert.deepEqual(textsOf("src/editor/a.ts", source).problems, []);
  });

  it("of the manifest are all in its bundle", () => {
    const manifest = readFileSync(join(root, "package.json"), "utf8");
    const { displayName, contributes } = JSON.parse(manifest) as Record<string, unknown>;
    const shown = [...JSON.stringify(contributes).matchAll(shownInManifest)].map(([, text = ""]) => text);
    assert.deepEqual(
      shown.filter((text) => !/^%.*%$/.test(text) && text !== displayName),
      [],
    );
  });
});

const shownInManifest =
  /"(?:title|shortTitle|name|category|contents|contextualTitle|description|markdownDescription|deprecationMessage)":"((?:[^"\\]|\\.)*)"/g;

it("German is there", () => assert.ok(languages.includes("de")));

for (const language of languages) {
  describe(`the texts in “${language}”`, () => {
    const bundle = readBundle(`l10n/bundle.l10n.${language}.json`);
    const manifest = readBundle(`package.nls.${language}.json`);

    it("are complete, and none is left over", () => {
      assert.deepEqual(Object.keys(bundle).toSorted(), english.texts);
      assert.deepEqual(Object.keys(manifest).toSorted(), Object.keys(readBundle("package.nls.json")).toSorted());
    });

    it("fill in the same, with the same icons, code and links", () => {
      for (const [text, translated] of Object.entries(bundle)) assertSameForm(text, translated);
      for (const [key, text] of Object.entries(readBundle("package.nls.json"))) assertSameForm(text, manifest[key]!);
    });

    it("fit into a row where they are questions", () => {
      const long = questionTexts.map((text) => bundle[text] ?? "").filter((text) => text.length > rowCharacters);
      assert.deepEqual(long, []);
    });

    it("begin with no blank and end with none", () => {
      const texts = [...Object.values(bundle), ...Object.values(manifest)];
      assert.deepEqual(
        texts.filter((text) => text.trim() !== text || text === ""),
        [],
      );
    });
  });
}

function assertSameForm(text: string, translated: string): void {
  assert.deepEqual(placesOf(translated), placesOf(text), translated);
  for (const mark of ["…", ":", "?", "."]) {
    assert.equal(translated.endsWith(mark), text.endsWith(mark), `${text} → ${translated}`);
  }
  assert.equal(translated.split("\n").length, text.split("\n").length, translated);
}

it("the VSIX has the texts of every language", async () => {
  const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");
  const { output } = await run(process.execPath, [vsce, "ls", "--no-dependencies"], { cwd: root });
  for (const language of languages) {
    assert.match(output, new RegExp(`^l10n/bundle\\.l10n\\.${language}\\.json$`, "m"));
    assert.match(output, new RegExp(`^package\\.nls\\.${language}\\.json$`, "m"));
  }
});

describe("the pseudo-locale", () => {
  it("has no English letter, is longer, and keeps what is filled in", () => {
    for (const text of english.texts) {
      const shown = pseudo(text);
      assert.deepEqual(placesOf(shown), placesOf(text));
      assert.ok(shown.length >= text.length * 1.3);
      assert.doesNotMatch(shown.replace(/`[^`]*`/g, ""), /[A-Za-z]/);
    }
  });

  /** Words are of the pseudo-locale; dates and numbers of a language without Latin letters. */
  const texts: Texts = {
    t: (message, ...args) => pseudo(message).replace(/\{(\d+)\}/g, (_, i: string) => String(args[Number(i)])),
    locale: "ja",
  };
  const outside = "店";
  const place = { path: "目/一", target: "command:x" };
  const everything: WeekInput = {
    ...full,
    today: week.start,
    facts: eightWeeks(),
    outcomes: outcomes(5),
    oldest: hunk(place.path, { days: 23 }),
    riskiest: hunk(place.path, { target: "command:y", lines: 1, days: 1 }),
    unsure: Array.from({ length: 12 }, (_, i) => ({ ...place, question: outside, line: i + 1 })),
    earlier: weekQuestions.map(({ id }) => ({ question: id, text: outside, weeksAgo: 3 })),
    answers: new Map<QuestionId, string>(weekQuestions.slice(1).map(({ id }) => [id, outside])),
    workspace: outside,
  };
  const both = hunk(place.path, { days: 0 });
  const weeks: readonly WeekInput[] = [
    everything,
    { ...everything, workspace: undefined, attendedMs: 40 * 3_600_000, riskiest: both, oldest: both },
    { ...everything, oldest: undefined, unsure: [], answers: new Map(), attendedMs: 60_000 },
    { ...nothing, workspace: outside },
    { ...nothing, workspace: outside, facts: [{ day: week.start, kind: "landed", lines: 1000 }] },
    {
      ...nothing,
      workspace: outside,
      today: week.end,
      tree: { ...nothing.tree, unread: 1 },
      unsure: everything.unsure,
    },
  ];

  it("is asked for every text of the week", () => {
    const asked = new Set<string>();
    const t: Texts["t"] = (message) => {
      asked.add(message);
      return message;
    };
    for (const input of weeks) {
      weekHtml(weekModel(input), { ...texts, t }, page);
      weekMarkdown(weekModel(input), { ...texts, t });
    }
    const files = globSync("src/core/week/*.ts", { cwd: root });
    const wanted = files.flatMap((file) => textsOf(file, readFileSync(join(root, file), "utf8")).texts);
    assert.deepEqual(
      [...new Set(wanted)].filter((text) => !asked.has(text)),
      [],
    );
  });

  it("leaves no English word on the week's page", () => {
    for (const input of weeks) {
      const html = weekHtml(weekModel(input), texts, page);
      const seen = [
        html.replace(/<[^>]*>/g, " "),
        ...Array.from(html.matchAll(/ (?:aria-label|title|alt|placeholder)="([^"]*)"/g), ([, text = ""]) => text),
      ].join("\n");
      assert.match(seen, /⟦!!! .+ !!!⟧/);
      assert.doesNotMatch(seen.replace(/&#?\w+;/g, " "), /[A-Za-z]/);
    }
  });

  it("leaves no English word in the week's Markdown", () => {
    for (const input of weeks) {
      const markdown = weekMarkdown(weekModel(input), texts);
      assert.match(markdown, /!!! .+ !!!/);
      assert.doesNotMatch(markdown.replace(/&#?\w+;/g, " "), /[A-Za-z]/);
    }
  });
});

describe("string literals", () => {
  it("are found past comments, regular expressions and divisions", () => {
    const source = "const a = /[/\"']/.test(b) ? 1 / 2 : `x${`y${\"z\"}`}w`; // 'no'\n'end'";
    const { code, literals } = scan(source);
    assert.equal(code.length, source.length);
    assert.deepEqual(
      literals.map(({ text }) => text),
      ["x", "y", "z", "w", "end"],
    );
  });
});
