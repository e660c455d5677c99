import type { State } from "../ledger/mark.ts";
import type { LineFact } from "./facts.ts";
import type { EarlierAnswer, HunkLink, UnsureItem, WeekInput } from "./input.ts";
import { type Mirror, mirrorOf } from "./mirror.ts";
import { questionsOfWeek, type WeekQuestion } from "./questions.ts";
import { type ReadingTime, readingTimeOf } from "./readingTime.ts";
import { type Suggestion, suggestionFor } from "./suggestion.ts";
import { daysOf, lastWeeks, type Week } from "./weeks.ts";

/** So many weeks are looked back on. */
const weekCount = 8;
/** More unsure answers nobody goes through at once. */
const unsureLimit = 10;
/** Younger answers are still in mind. */
const earlierWeeks = 3;

/** What bars count, in the order in which they are shown. */
export const barKinds = ["landed", "read", "edited", "marked", "dismissed"] as const;

/** One thing that bars count. */
export type BarKind = (typeof barKinds)[number];

/** The settled states, in the order in which they are told. */
export const settledStates = ["marked", "edited", "read", "dismissed"] as const;

/** A settled state. */
export type SettledState = (typeof settledStates)[number];

/** The lines of one week, by kind. Undoing counts backwards, so a week in which more was undone than done is below 0. */
export type WeekCounts = Readonly<Record<BarKind, number>>;

/** A week with its lines. */
export interface WeekBars {
  readonly week: Week;
  readonly counts: WeekCounts;
}

/** One fact that the page tells. */
export type PageFact =
  /** AI-written lines in the tree now. */
  | { readonly kind: "tree"; readonly lines: Readonly<Record<State, number>> }
  /** A hunk nobody opened, and what it is first in. */
  | { readonly kind: "hunk"; readonly first: "oldest" | "riskiest" | "both"; readonly hunk: HunkLink }
  /** What the week settled, and how long reading took. */
  | {
      readonly kind: "settled";
      readonly lines: Readonly<Record<SettledState, number>>;
      readonly time: ReadingTime | undefined;
    }
  /** Lines changed or removed again within 14 days, in all the weeks of the bars. */
  | { readonly kind: "mirror"; readonly mirror: Mirror };

/** A question with what was answered to it this week, if anything. */
export interface AskedQuestion extends WeekQuestion {
  readonly answer: string | undefined;
}

/** Everything that the page says, in no language yet. */
export interface WeekModel {
  readonly week: Week;
  /** Whether the week is not over. */
  readonly isRunning: boolean;
  /** The workspace's name, or `undefined` for all together. */
  readonly workspace: string | undefined;
  /** Whether there is nothing to note: nothing in the tree, and nothing that came or was settled this week. */
  readonly isEmpty: boolean;
  /** At most five, none in an empty week. */
  readonly facts: readonly PageFact[];
  /** Eight weeks, the earliest first, or none when nothing was in any of them. */
  readonly bars: readonly WeekBars[];
  /** None in an empty week. */
  readonly suggestion: Suggestion | undefined;
  /** Two; in an empty week only those that have an answer. */
  readonly questions: readonly AskedQuestion[];
  /** At most ten. */
  readonly unsure: readonly UnsureItem[];
  /** How many more are unsure. */
  readonly moreUnsure: number;
  /** Those of one earlier week. */
  readonly earlier: readonly EarlierAnswer[];
}

/** Decides what the page about a week says. */
export function weekModel(input: WeekInput): WeekModel {
  const { week, today, tree, oldest, riskiest, unsure, answers, workspace } = input;
  const bars = barsOf(lastWeeks(week, weekCount), input.facts);
  const counts = bars.at(-1)?.counts ?? noCounts();
  const mirror = mirrorOf(input.outcomes, bars[0]?.week.start ?? week.start, week.end);
  const isEmpty = Object.values(tree).every((lines) => lines <= 0) && barKinds.every((kind) => counts[kind] === 0);
  const settled = settledStates.reduce((sum, state) => sum + counts[state], 0);
  const asked = questionsOfWeek(week).map((question) => ({ ...question, answer: answers.get(question.id) }));
  return {
    week,
    isRunning: week.start <= today && today <= week.end,
    workspace,
    isEmpty,
    facts: isEmpty ? [] : factsOf(input, counts, mirror),
    bars: bars.some(({ counts: of }) => barKinds.some((kind) => of[kind] !== 0)) ? bars : [],
    suggestion: isEmpty
      ? undefined
      : suggestionFor({ oldest, riskiest, landed: counts.landed, settled, unsure: unsure.length }),
    questions: isEmpty ? asked.filter(({ answer }) => answer !== undefined) : asked,
    unsure: unsure.slice(0, unsureLimit),
    moreUnsure: Math.max(0, unsure.length - unsureLimit),
    earlier: earlierOf(input.earlier),
  };
}

function noCounts(): Record<BarKind, number> {
  return { landed: 0, read: 0, edited: 0, marked: 0, dismissed: 0 };
}

/** Adds facts up week by week. */
function barsOf(weeks: readonly Week[], facts: readonly LineFact[]): readonly WeekBars[] {
  const bars = weeks.map((week) => ({ week, counts: noCounts() }));
  const countsByDay = new Map(bars.flatMap(({ week, counts }) => daysOf(week).map((day) => [day, counts] as const)));
  for (const { day, kind, lines } of facts) {
    const counts = countsByDay.get(day);
    if (counts !== undefined && kind !== "removedUnread") counts[kind] += lines;
  }
  return bars;
}

function factsOf(input: WeekInput, counts: WeekCounts, mirror: Mirror | undefined): readonly PageFact[] {
  const { tree, oldest, riskiest } = input;
  const facts: PageFact[] = [];
  if (Object.values(tree).some((lines) => lines > 0)) facts.push({ kind: "tree", lines: tree });
  if (oldest !== undefined && oldest.target === riskiest?.target) {
    facts.push({ kind: "hunk", first: "both", hunk: oldest });
  } else {
    if (oldest !== undefined) facts.push({ kind: "hunk", first: "oldest", hunk: oldest });
    if (riskiest !== undefined) facts.push({ kind: "hunk", first: "riskiest", hunk: riskiest });
  }
  const time = readingTimeOf(input.attendedMs);
  if (time !== undefined || settledStates.some((state) => counts[state] > 0)) {
    const { marked, edited, read, dismissed } = counts;
    facts.push({ kind: "settled", lines: { marked, edited, read, dismissed }, time });
  }
  if (mirror !== undefined) facts.push({ kind: "mirror", mirror });
  return facts;
}

/** The answers of the latest week that is long enough ago. */
function earlierOf(earlier: readonly EarlierAnswer[]): readonly EarlierAnswer[] {
  const longAgo = earlier.filter(({ weeksAgo }) => weeksAgo >= earlierWeeks);
  const latest = longAgo.reduce((least, { weeksAgo }) => Math.min(least, weeksAgo), Infinity);
  return longAgo.filter(({ weeksAgo }) => weeksAgo === latest);
}
