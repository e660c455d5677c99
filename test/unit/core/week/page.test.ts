import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Page, weekHtml } from "../../../../src/core/week/html.ts";
import type { WeekInput } from "../../../../src/core/week/input.ts";
import { weekMarkdown } from "../../../../src/core/week/markdown.ts";
import { barKinds, weekModel } from "../../../../src/core/week/model.ts";
import { questionsOfWeek } from "../../../../src/core/week/questions.ts";
import type { Texts } from "../../../../src/core/week/text.ts";
import { daysOf, lastWeeks } from "../../../../src/core/week/weeks.ts";
import { arabic, eightWeeks, english, full, hostileNames, hunk, nothing, page, week } from "./pages.ts";

interface Scene {
  readonly input: WeekInput;
  readonly texts?: Texts;
  readonly page?: Page;
}

const [firstQuestion, secondQuestion] = questionsOfWeek(week);
const hostile = hostileNames.filter((name) => name.length < 1000).join("\n");

/** All that comes from outside is `text`. */
function allOf(text: string): WeekInput {
  return {
    ...full,
    oldest: hunk(text, { target: "command:oldest" }),
    riskiest: hunk(text, { target: "command:riskiest" }),
    unsure: [{ question: text, path: text, line: 1, target: "command:unsure" }],
    earlier: [
      { question: text, text, weeksAgo: 3 },
      { question: "check", text, weeksAgo: 3 },
    ],
    answers: new Map([
      [firstQuestion!.id, text],
      [secondQuestion!.id, text],
    ]),
    workspace: text,
  };
}

const scenes: Readonly<Record<string, Scene>> = {
  full: { input: full },
  firstWeek: {
    input: {
      ...nothing,
      facts: [
        { day: "2026-11-19", kind: "landed", lines: 40 },
        { day: "2026-11-20", kind: "read", lines: 12 },
      ],
      tree: { ...nothing.tree, unread: 28, read: 12 },
      oldest: hunk("src/app.ts", { days: 1 }),
      attendedMs: 150_000,
    },
  },
  emptyWeek: { input: nothing },
  oneLine: {
    input: {
      ...nothing,
      facts: [{ day: week.start, kind: "landed", lines: 1 }],
      tree: { ...nothing.tree, unread: 1 },
      oldest: hunk("a.ts", { line: 1, lines: 1, days: 6 }),
      workspace: undefined,
    },
  },
  manyLines: {
    input: {
      ...nothing,
      facts: daysOf(week).flatMap((day) => [
        { day, kind: "landed" as const, lines: 100_000 },
        { day, kind: "marked" as const, lines: 1 },
      ]),
      tree: { ...nothing.tree, unread: 699_993, marked: 7 },
      attendedMs: 40 * 3_600_000,
    },
  },
  rightToLeft: { input: { ...full, workspace: "حانوت" }, texts: arabic, page: { ...page, dir: "rtl" } },
  hostile: {
    input: {
      ...allOf(hostile),
      oldest: hunk(hostileNames[1]!),
      riskiest: hunk(hostileNames[7]!),
      unsure: hostileNames.map((name, i) => ({ question: name, path: name, line: i + 1, target: `command:go?${i}` })),
    },
  },
};

const htmlOf = ({ input, texts = english, page: of = page }: Scene): string => weekHtml(weekModel(input), texts, of);
const markdownOf = ({ input, texts = english }: Scene): string => weekMarkdown(weekModel(input), texts);

/** Compares with a file beside this one. `RENEW_GOLDENS=1` writes the files anew. */
function assertGolden(name: string, text: string): void {
  const file = join(import.meta.dirname, "golden", name);
  if (process.env["RENEW_GOLDENS"] === "1") writeFileSync(file, text);
  assert.ok(existsSync(file), `${name} is missing; RENEW_GOLDENS=1 writes it`);
  assert.equal(text, readFileSync(file, "utf8"));
}

/** All tags of a page, with their attributes. */
const tagsOf = (html: string): string[] => html.match(/<[^>]*>/g) ?? [];
const attributesOf = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, "g"))].map(([, value = ""]) => decoded(value));

function decoded(html: string): string {
  const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };
  return html.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => named[name]!);
}

/** The numbers of the table by rows, as English writes them. */
const htmlRows = (html: string): number[][] =>
  [...html.matchAll(/<tr><th scope="row">.*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell = ""]) => Number(cell.replaceAll(",", ""))),
  );
const markdownRows = (markdown: string): number[][] =>
  markdown
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2)
    .map((line) =>
      line
        .split(" | ")
        .slice(1)
        .map((cell) => Number(cell.replace(/[,|\s]/g, ""))),
    );

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...Array.from("<>\"'&;`[]()!#|\\*_-+=.:/ \n\tab1\u202e\u2066")), maxLength: 300 }),
  fc.array(fc.constantFrom(...hostileNames), { maxLength: 4 }).map((names) => names.join("")),
);

describe("the weekly page", () => {
  for (const [name, scene] of Object.entries(scenes)) {
    it(`is as it was in HTML: ${name}`, () => assertGolden(`${name}.html`, htmlOf(scene)));
    it(`is as it was in Markdown: ${name}`, () => assertGolden(`${name}.md`, markdownOf(scene)));
  }

  it("has no script, no style of its own, no image and nothing from elsewhere", () => {
    for (const scene of Object.values(scenes)) {
      const html = htmlOf(scene);
      assert.match(html, /content="default-src 'none'; style-src &#39;self&#39; https:\/\/\*\.vscode-cdn\.net; /);
      for (const tag of tagsOf(html)) {
        assert.doesNotMatch(tag, /^<(?:script|style|img|iframe|object|embed|form|input|button|base)\b/i);
        assert.doesNotMatch(tag, / (?:style|on[a-z]+|src|srcset)=/i);
      }
    }
  });

  it("is built of landmarks and headings in order, closes what it opens and names nothing twice", () => {
    for (const scene of Object.values(scenes)) {
      const html = htmlOf(scene);
      assert.equal(html.match(/<h1>/g)?.length, 1);
      for (const element of ["header", "main"]) assert.equal(html.match(new RegExp(`<${element}>`, "g"))?.length, 1);
      const open: string[] = [];
      for (const tag of tagsOf(html)) {
        const [, end, name = ""] = /^<(\/?)([a-z0-9!]+)/i.exec(tag) ?? [];
        if (name.startsWith("!") || ["meta", "link"].includes(name) || tag.endsWith("/>")) continue;
        if (end === "/") assert.equal(open.pop(), name);
        else open.push(name);
      }
      assert.deepEqual(open, []);
      const ids = attributesOf(html, "id");
      assert.equal(new Set(ids).size, ids.length);
      for (const label of attributesOf(html, "aria-labelledby").flatMap((value) => value.split(" "))) {
        assert.ok(ids.includes(label), label);
      }
    }
  });

  it("says its language and direction", () => {
    assert.match(htmlOf(scenes["rightToLeft"]!), /<html lang="ar-EG" dir="rtl">/);
  });

  it("links to what it was given and to nothing else", () => {
    for (const scene of Object.values(scenes)) {
      const { oldest, riskiest, unsure } = scene.input;
      const given = [
        page.style,
        ...Object.values(page.actions),
        ...page.answerTargets.values(),
        ...[oldest, riskiest, ...unsure].map((place) => place?.target),
      ];
      for (const href of attributesOf(htmlOf(scene), "href")) assert.ok(given.includes(href), href);
    }
  });

  it("offers nothing that has no command", () => {
    const actions = { previous: undefined, next: undefined, save: undefined, scope: undefined };
    const html = weekHtml(weekModel(full), english, { ...page, actions, answerTargets: new Map() });
    assert.doesNotMatch(html, /<nav|Answer…|Change the answer/);
  });

  it("stays as it is built whatever comes from outside", () => {
    const wanted = tagsOf(weekHtml(weekModel(allOf("a")), english, page));
    fc.assert(
      fc.property(anyText, (text) => {
        const html = weekHtml(weekModel(allOf(text)), english, page);
        assert.deepEqual(tagsOf(html), wanted);
      }),
    );
  });

  it("isolates what comes from outside, so that its direction changes nothing around it", () => {
    const html = weekHtml(weekModel(allOf("zq")), english, page);
    assert.doesNotMatch(html.replace(/<bdi>[^<]*<\/bdi>/g, "").replace(/ [a-z-]+="[^"]*"/g, ""), /zq/);
    const overridden = weekHtml(weekModel(allOf("a\u202eb")), english, page);
    assert.doesNotMatch(overridden, /\u202e/);
  });

  it("is the same in Markdown whatever comes from outside", () => {
    const linesOf = (text: string): string[] =>
      weekMarkdown(weekModel(allOf(text)), english)
        .split("\n")
        .filter((line) => !line.startsWith(">"));
    const shape = (lines: readonly string[]): string[] => lines.map((line) => /^(?:- |  - |#+ |\| )?/.exec(line)![0]);
    const wanted = shape(linesOf("a"));
    fc.assert(
      fc.property(anyText, (text) => {
        assert.deepEqual(shape(linesOf(text)), wanted);
      }),
    );
  });

  it("has nothing in quotations of Markdown that means anything", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const quoted = weekMarkdown(weekModel(allOf(text)), english)
          .split("\n")
          .filter((line) => line.startsWith("> "));
        for (const line of quoted) {
          const bare = line
            .slice(2)
            .replace(/\\[!-/:-@[-`{-~]/g, "·")
            .replace(/\\$/, "")
            .replace(/&(?:lt|amp);/g, "·");
          assert.doesNotMatch(bare, /[\\`*_[\]{}<>&|~$#@]|^[-+=] |^\d+[.)]|:\/\/|:[a-z]|www\./iu);
        }
      }),
    );
  });

  it("cuts long paths in their middle and long answers at their end", () => {
    const path = `${"a/".repeat(1000)}middle${"/b".repeat(997)}.ts`;
    const answer = "🙂".repeat(25_600);
    const input = {
      ...allOf("a"),
      oldest: hunk(path, { target: "command:oldest" }),
      answers: new Map([[firstQuestion!.id, answer]]),
    };
    for (const text of [weekHtml(weekModel(input), english, page), weekMarkdown(weekModel(input), english)]) {
      assert.ok(text.isWellFormed());
      assert.ok(!text.includes("middle"));
      assert.match(text, /a\/a\/…b\/b\/[b/]*\.ts:7/);
      assert.match(text, /🙂🙂…/);
      assert.ok(text.length < 30_000, `${text.length}`);
    }
  });

  it("shows in both tables what the facts add up to", () => {
    const facts = eightWeeks();
    const wanted = lastWeeks(week, 8).map(({ start, end }) =>
      barKinds.map((kind) => {
        let sum = 0;
        for (const fact of facts) if (fact.kind === kind && fact.day >= start && fact.day <= end) sum += fact.lines;
        return sum;
      }),
    );
    assert.deepEqual(htmlRows(htmlOf({ input: full })), wanted);
    assert.deepEqual(markdownRows(markdownOf({ input: full })), wanted);
  });

  it("draws a bar for every number above 0 and nothing for the others", () => {
    const html = htmlOf({
      input: {
        ...nothing,
        facts: [
          { day: week.start, kind: "landed", lines: 100_000 },
          { day: "2026-11-11", kind: "landed", lines: 1 },
          { day: week.start, kind: "read", lines: -3 },
        ],
      },
    });
    const heights = [...html.matchAll(/<rect [^>]*height="(\d+)"/g)].map(([, height]) => Number(height));
    assert.deepEqual(heights, [2, 36]);
    assert.match(html, /<td>-3<\/td>/);
  });

  it("takes no part of what it shows for a placeholder", () => {
    const html = weekHtml(weekModel(allOf("{0} {1} $& $1")), english, page);
    assert.equal(html.split("<bdi>{0} {1} $&amp; $1").length - 1, 9);
  });

  it("says nothing of what nobody should hear", () => {
    for (const scene of Object.values(scenes)) {
      for (const text of [htmlOf(scene), markdownOf(scene)]) {
        assert.doesNotMatch(text.replace(/<[^>]*>/g, " "), /understood|\bscore|productiv|streak|token|\d ?%/i);
      }
    }
  });
});
