import type { State } from "../ledger/mark.ts";
import type { Day, LineFact } from "./facts.ts";
import type { QuestionId } from "./questions.ts";
import type { Week } from "./weeks.ts";

/** What a page about a week is made of. Everything is of one workspace, or of all together. */
export interface WeekInput {
  readonly week: Week;
  /** The local day on which the page is opened. */
  readonly today: Day;
  /** In any order, at least those of the eight weeks that end with this one. Others do no harm. */
  readonly facts: readonly LineFact[];
  /** In any order, at least those of the same eight weeks. */
  readonly outcomes: readonly Outcome[];
  /** How many AI-written lines are in the tree now, by state. */
  readonly tree: Readonly<Record<State, number>>;
  /** Of the hunks nobody opened the one that waits longest, if there is any. */
  readonly oldest: HunkLink | undefined;
  /** Of the hunks nobody opened the one where a miss would do most harm, if any is risky. */
  readonly riskiest: HunkLink | undefined;
  /** The time that reading took in the week, in milliseconds. */
  readonly attendedMs: number;
  /** What checklists left unsure, what matters most first. */
  readonly unsure: readonly UnsureItem[];
  /** Answers of weeks before, in any order. */
  readonly earlier: readonly EarlierAnswer[];
  /** What was answered to the questions of this week. */
  readonly answers: ReadonlyMap<QuestionId, string>;
  /** The workspace's name, or `undefined` for all together. */
  readonly workspace: string | undefined;
}

/**
 * AI-written lines of a state that were changed or removed again within 14 days after they landed in a commit, of a day, each line an
 * event. `state` is theirs before that. Undoing counts backwards, so `lines` may be negative.
 */
export interface Outcome {
  readonly day: Day;
  readonly state: State;
  readonly by: "person" | "agent";
  readonly lines: number;
}

/** A place in a file, and how to go there. */
export interface Place {
  /** Of the file, in its workspace. Anything that a file system allows. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** A command URI that goes there. */
  readonly target: string;
}

/** A hunk that nobody opened. */
export interface HunkLink extends Place {
  /** How many of its lines are unread. */
  readonly lines: number;
  /** Its age, in whole days. */
  readonly days: number;
}

/** A checklist's question that stayed without an answer. */
export interface UnsureItem extends Place {
  /** In the user's language, or as its team or person wrote it. */
  readonly question: string;
}

/** What was answered in a week before. */
export interface EarlierAnswer {
  /** The question's id. One that is not known any more does no harm. */
  readonly question: string;
  readonly text: string;
  /** Counted from the week of the page. */
  readonly weeksAgo: number;
}
