import type { Day } from "./facts.ts";
import type { Outcome } from "./input.ts";

/** With fewer events nothing is told: it would say something about chance only. */
const wantedEvents = 10;

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

/** What outcomes from one day to another (inclusive) show; `undefined` when they are too few. */
export function mirrorOf(outcomes: readonly Outcome[], from: Day, to: Day): Mirror | undefined {
  const settled = { person: 0, agent: 0 };
  const unread = { person: 0, agent: 0 };
  let events = 0;
  for (const { day, state, by, lines } of outcomes) {
    if (day < from || day > to || lines <= 0) continue;
    events++;
    (state === "unread" ? unread : settled)[by] += lines;
  }
  return events < wantedEvents ? undefined : { settled, unread };
}
