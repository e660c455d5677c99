import type { Day } from "./facts.ts";
import type { Outcome } from "./input.ts";

/** With fewer lines nothing is told: it would say something about chance only. Each line is an event. */
const wantedLines = 10;

/** Lines by whose change it was. */
export interface ByWhom {
  readonly person: number;
  readonly agent: number;
}

/** Lines that were changed or removed again soon, by what they were before. Counts, and no reason for them. */
export interface Mirror {
  /** Lines that were read, edited, marked or dismissed. */
  readonly settled: ByWhom;
  readonly unread: ByWhom;
}

/**
 * What outcomes from one day to another (inclusive) show; `undefined` when they are too few. What is undone counts backwards, and
 * where more was undone than done, since some of it was done before those days, there is nothing.
 */
export function mirrorOf(outcomes: readonly Outcome[], from: Day, to: Day): Mirror | undefined {
  const settled = { person: 0, agent: 0 };
  const unread = { person: 0, agent: 0 };
  for (const { day, state, by, lines } of outcomes) {
    if (day >= from && day <= to) (state === "unread" ? unread : settled)[by] += lines;
  }
  for (const lines of [settled, unread]) {
    lines.person = Math.max(0, lines.person);
    lines.agent = Math.max(0, lines.agent);
  }
  const all = settled.person + settled.agent + unread.person + unread.agent;
  return all < wantedLines ? undefined : { settled, unread };
}
