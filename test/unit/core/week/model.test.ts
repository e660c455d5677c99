import assert from "node:assert/strict";
import fc from "fast-check";
import type { LineFact } from "../../../../src/core/week/facts.ts";
import { barKinds, weekModel } from "../../../../src/core/week/model.ts";
import { questionsOfWeek, weekQuestions } from "../../../../src/core/week/questions.ts";
import { readingTimeOf } from "../../../../src/core/week/readingTime.ts";
import { daysOf, lastWeeks, nextWeek } from "../../../../src/core/week/weeks.ts";
import { eightWeeks, full, hunk, nothing, outcomes, week } from "./pages.ts";

const kindsOf = (input: Partial<typeof full>): string[] =>
  weekModel({ ...nothing, ...input }).facts.map((fact) => (fact.kind === "hunk" ? fact.first : fact.kind));

describe("what the weekly page says", () => {
  it("is at most five facts", () => {
    const model = weekModel(full);
    assert.deepEqual(
      model.facts.map(({ kind }) => kind),
      ["tree", "hunk", "hunk", "settled", "mirror"],
    );
  });

  it("is nothing to note in an empty week, whatever was before", () => {
    const before = eightWeeks().filter(({ day }) => day < week.start);
    const model = weekModel({ ...nothing, facts: before, outcomes: outcomes(9), unsure: full.unsure });
    assert.equal(model.isEmpty, true);
    assert.deepEqual([model.facts, model.suggestion, model.questions], [[], undefined, []]);
    assert.equal(model.bars.length, 8);
    assert.equal(weekModel(nothing).bars.length, 0);
  });

  it("shows an answer of an empty week all the same", () => {
    const [question] = questionsOfWeek(week);
    const { questions } = weekModel({ ...nothing, answers: new Map([[question!.id, "One."]]) });
    assert.deepEqual(questions, [{ ...question!, answer: "One." }]);
  });

  it("is not empty when something waits or came in", () => {
    assert.equal(weekModel({ ...nothing, tree: { ...nothing.tree, unread: 1 } }).isEmpty, false);
    assert.equal(weekModel({ ...nothing, facts: [{ day: week.end, kind: "landed", lines: 1 }] }).isEmpty, false);
    const undone: LineFact[] = [5, -5].map((lines) => ({ day: week.start, kind: "read", lines }));
    assert.equal(weekModel({ ...nothing, facts: undone }).isEmpty, true);
  });

  it("names a hunk that is the oldest and the riskiest once", () => {
    const tree = { ...nothing.tree, unread: 30 };
    const [a, b] = [hunk("a"), hunk("b")];
    assert.deepEqual(kindsOf({ tree, oldest: a, riskiest: { ...a } }), ["tree", "both"]);
    assert.deepEqual(kindsOf({ tree, oldest: a, riskiest: b }), ["tree", "oldest", "riskiest"]);
    assert.deepEqual(kindsOf({ tree, riskiest: b }), ["tree", "riskiest"]);
  });

  it("tells what was settled and how long reading took", () => {
    const facts: LineFact[] = [
      { day: week.start, kind: "read", lines: 4 },
      { day: week.end, kind: "read", lines: 3 },
      { day: nextWeek(week).start, kind: "read", lines: 100 },
      { day: "2026-11-15", kind: "marked", lines: 50 },
      { day: "2026-11-17", kind: "marked", lines: -2 },
    ];
    const { facts: told } = weekModel({ ...nothing, facts, attendedMs: 61_000 });
    assert.deepEqual(told, [
      {
        kind: "settled",
        lines: { marked: -2, edited: 0, read: 7, dismissed: 0 },
        time: { unit: "minute", from: 1, to: 1 },
      },
    ]);
  });

  it("adds facts up week by week, as a count from the list does", () => {
    const days = [...lastWeeks(week, 10), nextWeek(week)].flatMap(daysOf);
    const anyFact: fc.Arbitrary<LineFact> = fc.record({
      day: fc.constantFrom(...days),
      kind: fc.constantFrom("landed", "read", "edited", "marked", "dismissed", "removedUnread"),
      lines: fc.integer({ min: -100, max: 1000 }),
    });
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 200 }), (facts) => {
        const { bars } = weekModel({ ...nothing, facts });
        for (const { week: of, counts } of bars) {
          for (const kind of barKinds) {
            const wanted = facts.filter((fact) => fact.kind === kind && fact.day >= of.start && fact.day <= of.end);
            assert.equal(
              counts[kind],
              wanted.reduce((sum, { lines }) => sum + lines, 0),
            );
          }
        }
      }),
    );
  });

  it("mirrors outcomes from ten lines on, in the eight weeks only", () => {
    const tree = { ...nothing.tree, read: 1 };
    const ten = outcomes(1).map((outcome, i) => ({ ...outcome, lines: i + 1 }));
    assert.deepEqual(kindsOf({ tree, outcomes: ten }), ["tree", "mirror"]);
    assert.deepEqual(kindsOf({ tree, outcomes: ten.slice(1) }), ["tree"]);
    const old = ten.with(0, { ...ten[0]!, day: "2026-09-27" });
    assert.deepEqual(kindsOf({ tree, outcomes: old }), ["tree"]);
    const just = ten.with(0, { ...ten[0]!, day: "2026-09-28" });
    assert.deepEqual(kindsOf({ tree, outcomes: just }), ["tree", "mirror"]);
    const [, fact] = weekModel({ ...nothing, tree, outcomes: outcomes(3) }).facts;
    assert.deepEqual(fact, {
      kind: "mirror",
      mirror: { unread: { person: 9, agent: 9 }, settled: { person: 9, agent: 9 } },
    });
  });

  it("counts lines that were changed back backwards, and never below nothing", () => {
    const [person, agent] = outcomes(1);
    const mirrorOf = (...lines: readonly [number, number, number]): unknown => {
      const [first, undone, other] = lines;
      const told = [
        { ...person!, lines: first },
        { ...person!, lines: undone, day: "2026-11-12" },
        { ...agent!, lines: other },
      ];
      const { facts } = weekModel({ ...nothing, tree: { ...nothing.tree, read: 1 }, outcomes: told });
      return facts.find((fact) => fact.kind === "mirror")?.mirror.unread;
    };
    assert.deepEqual(mirrorOf(12, -4, 2), { person: 8, agent: 2 });
    assert.deepEqual(mirrorOf(12, -4, 1), undefined);
    assert.deepEqual(mirrorOf(3, -9, 10), { person: 0, agent: 10 });
    assert.deepEqual(mirrorOf(3, -9, 9), undefined);
  });

  it("asks all questions in turn, each twice in five weeks, and always the same ones in a week", () => {
    const weeks = lastWeeks(week, 5);
    const asked = weeks.flatMap(questionsOfWeek).map(({ id }) => id);
    for (const { id } of weekQuestions) assert.equal(asked.filter((other) => other === id).length, 2, id);
    for (const of of weeks) {
      assert.equal(new Set(questionsOfWeek(of)).size, 2);
      assert.deepEqual(questionsOfWeek({ ...of }), questionsOfWeek(of));
    }
  });

  it("brings back the answers of the latest week that is three weeks ago or more", () => {
    const earlier = [4, 2, 3, 1, 3, 9].map((weeksAgo, i) => ({ question: "check", text: `${i}`, weeksAgo }));
    const shown = (list: typeof earlier): string[] =>
      weekModel({ ...nothing, earlier: list }).earlier.map(({ text }) => text);
    assert.deepEqual(shown(earlier), ["2", "4"]);
    assert.deepEqual(shown(earlier.filter(({ weeksAgo }) => weeksAgo !== 3)), ["0"]);
    assert.deepEqual(shown(earlier.filter(({ weeksAgo }) => weeksAgo < 3)), []);
  });

  it("suggests one thing, or nothing", () => {
    const tree = { ...nothing.tree, unread: 100 };
    const suggested = (input: Partial<typeof full>): string | undefined =>
      weekModel({ ...nothing, tree, ...input }).suggestion?.kind;
    const landed: LineFact[] = [{ day: week.start, kind: "landed", lines: 700 }];
    assert.equal(suggested({}), undefined);
    assert.equal(suggested({ oldest: hunk("a", { days: 14 }) }), undefined);
    assert.equal(suggested({ oldest: hunk("a", { days: 15 }), facts: landed }), "oldHunk");
    assert.equal(suggested({ facts: landed, riskiest: hunk("a") }), "smallerSteps");
    assert.equal(suggested({ facts: [...landed, { day: week.start, kind: "marked", lines: 350 }] }), undefined);
    assert.equal(suggested({ riskiest: hunk("a"), unsure: full.unsure }), "riskyHunk");
    assert.equal(suggested({ unsure: full.unsure }), "askSomebody");
  });

  it("lists ten unsure answers and how many more there are", () => {
    const { unsure, moreUnsure } = weekModel(full);
    assert.deepEqual([unsure.length, moreUnsure], [10, 2]);
    assert.equal(weekModel({ ...full, unsure: full.unsure.slice(0, 10) }).moreUnsure, 0);
  });

  it("knows a week that is not over, also by a clock that was set back", () => {
    const isRunning = (today: string): boolean => weekModel({ ...nothing, today }).isRunning;
    assert.deepEqual(["2026-11-15", week.start, "2026-11-21", week.end, "2026-11-23"].map(isRunning), [
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe("a reading time", () => {
  it("is rounded, and a range when it is long", () => {
    const told = (minutes: number): string => {
      const time = readingTimeOf(minutes * 60_000);
      return time === undefined ? "" : `${time.from}–${time.to} ${time.unit}`;
    };
    assert.deepEqual([0, 0.1, 1.4, 59.4, 59.5, 89, 90, 179.4, 180, 200, 600].map(told), [
      "",
      "1–1 minute",
      "1–1 minute",
      "59–59 minute",
      "60–90 minute",
      "60–90 minute",
      "90–120 minute",
      "150–180 minute",
      "3–4 hour",
      "3–4 hour",
      "10–11 hour",
    ]);
  });
});
