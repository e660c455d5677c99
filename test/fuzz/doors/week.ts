import assert from "node:assert/strict";
import fc from "fast-check";
import { announcingStep } from "../../../src/core/week/announcement.ts";
import { weekHtml } from "../../../src/core/week/html.ts";
import type { HunkLink, WeekInput } from "../../../src/core/week/input.ts";
import { weekMarkdown } from "../../../src/core/week/markdown.ts";
import { weekModel } from "../../../src/core/week/model.ts";
import { weekQuestions } from "../../../src/core/week/questions.ts";
import { daysOf, isDay, lastWeeks, type Weekday, weekOf } from "../../../src/core/week/weeks.ts";
import { lineLink, linkedCommands } from "../../../src/editor/week/links.ts";
import { english, full, nothing, page } from "../../unit/core/week/pages.ts";
import { door, type Door } from "../door.ts";
import { hostileNumber, hostileText, longText } from "../hostile.ts";
import { mutatedText } from "../mutation.ts";

const someDay = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("2026-11-16", "2026-11-22", "1000-01-01", "9998-12-31") },
  { weight: 1, arbitrary: mutatedText(["2026-11-22", "2026-02-30"]) },
);
const name = fc.oneof(
  { weight: 20, arbitrary: hostileText },
  { weight: 10, arbitrary: mutatedText(["src/cart/total.ts", "Is every input checked?"]) },
  { weight: 1, arbitrary: longText },
);
const count = fc.oneof(fc.nat(5000), fc.constantFrom(Number.MAX_SAFE_INTEGER, -3));
const place = fc.record({ path: name, line: count, target: name.map((uri) => lineLink(uri.slice(0, 1000), 3)) });
const hunk: fc.Arbitrary<HunkLink> = fc
  .tuple(place, count, count)
  .map(([where, lines, days]) => ({ ...where, lines, days }));
const states = ["unread", "read", "edited", "marked", "dismissed"] as const;
const kinds = ["landed", "read", "edited", "marked", "dismissed", "removedUnread"] as const;

const input: fc.Arbitrary<WeekInput> = fc
  .record({
    day: fc.constantFrom("2026-11-22", "1000-01-01", "9998-12-24"),
    firstWeekday: fc.constantFrom<Weekday>(1, 6, 7),
    today: someDay,
    facts: fc.array(fc.record({ day: someDay, kind: fc.constantFrom(...kinds), lines: count }), { maxLength: 12 }),
    outcomes: fc.array(
      fc.record({
        day: someDay,
        state: fc.constantFrom(...states),
        by: fc.constantFrom("person" as const, "agent" as const),
        lines: count,
      }),
      { maxLength: 12 },
    ),
    tree: fc.record({ unread: count, read: count, edited: count, marked: count, dismissed: count }),
    oldest: fc.option(hunk, { nil: undefined }),
    riskiest: fc.option(hunk, { nil: undefined }),
    attendedMs: fc.oneof(count, hostileNumber),
    unsure: fc.array(
      fc.tuple(place, name).map(([where, question]) => ({ ...where, question })),
      { maxLength: 13 },
    ),
    earlier: fc.array(fc.record({ question: name, text: name, weeksAgo: fc.integer({ min: -2, max: 60 }) }), {
      maxLength: 4,
    }),
    answers: fc.array(fc.tuple(fc.constantFrom(...weekQuestions.map(({ id }) => id)), name), { maxLength: 3 }),
    workspace: fc.option(name, { nil: undefined }),
  })
  .map(({ day, firstWeekday, answers, ...rest }) => ({
    ...nothing,
    ...rest,
    week: weekOf(day, firstWeekday),
    answers: new Map(answers),
  }));

/** Everything that a page of plain names has; no name makes another. */
const elements = new Set(
  [full, nothing].flatMap((plain) => weekHtml(weekModel(plain), english, page).match(/(?<=<)\w+/g) ?? []),
);
const tag = /^<\/?(\w+)(?: [a-zA-Z-]+="[^"<>]*")*\/?>$/;

/** Nothing in a page is an element, an attribute or a link that we did not write. */
function assertPage(html: string): void {
  const tags = html.replace(/^<!DOCTYPE html>/, "").match(/<[^>]*>?/g) ?? [];
  for (const found of tags) {
    assert.ok(elements.has(tag.exec(found)?.[1] ?? ""), found);
    assert.doesNotMatch(found, / (?:on[a-z]+|src|srcset|style)=/i);
  }
  for (const [, href = ""] of html.matchAll(/<a [^>]*href="([^"]*)"/g)) {
    const command = /^command:([\w.]+)/.exec(href)?.[1] ?? href;
    assert.ok(linkedCommands.includes(command) || /^(?:previous|next|save|scope|answer)$/.test(command), href);
  }
  assert.ok(html.isWellFormed(), "half of a character");
  // oxlint-disable-next-line no-control-regex -- These are what it is about.
  assert.doesNotMatch(html, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/);
  assert.ok(html.length < 300_000, `${html.length} characters`);
}

/** What the weekly page is made of. */
export const weekDoors: readonly Door[] = [
  door(
    "the weekly page",
    12,
    () => input,
    (given) => {
      const model = weekModel(given);
      assert.ok(model.facts.length <= 5 && model.unsure.length <= 10);
      assertPage(weekHtml(model, english, page));
      const markdown = weekMarkdown(model, english);
      assert.ok(markdown.isWellFormed());
      // Without what is escaped, and without what stands as code: there nothing means anything.
      const bare = markdown.replaceAll(/\\.|(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
      assert.doesNotMatch(bare, /<[a-z!/]|\]\(/i);
    },
  ),
  door(
    "days and weeks",
    10,
    () =>
      fc.record({
        day: fc.oneof(someDay, hostileText),
        first: fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7),
        last: fc.option(fc.record({ week: hostileText, atMs: hostileNumber, isOpened: fc.boolean() }), {
          nil: undefined,
        }),
        nowMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
        weekday: fc.constantFrom<Weekday | undefined>(undefined, 1, 5),
      }),
    ({ day, first, last, nowMs, weekday }) => {
      if (isDay(day)) {
        const week = weekOf(day, first);
        assert.ok(daysOf(week).includes(day));
        assert.equal(lastWeeks(week, 8).at(-1)?.start, week.start);
      } else assert.throws(() => weekOf(day, first), RangeError);
      const step = announcingStep(last, nowMs, { firstWeekday: first, weekday });
      assert.ok(step.kind === "none" || isDay(step.week.start));
    },
  ),
];
