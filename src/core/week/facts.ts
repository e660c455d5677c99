import type { Evidence, State } from "../ledger/mark.ts";

/** What a day can count. `landed` is AI-written lines that came in; the rest is what became of unread lines. */
export type FactKind = "landed" | "read" | "edited" | "marked" | "dismissed" | "removedUnread";

/** Who changed a line that AI wrote. */
export type Changer = "person" | "agent";

/** A local calendar day, `YYYY-MM-DD`. */
export type Day = string;

/** One change of one count, in lines. Undoing something counts backwards, so `lines` may be negative. */
export interface LineFact {
  readonly day: Day;
  readonly kind: FactKind;
  readonly lines: number;
  /** Only of `read`: for how long these lines were attended, all together, in whole milliseconds; negative with `lines`. */
  readonly attendedMs?: number;
}

/**
 * Lines that AI wrote and that were changed or removed within 14 days after they landed in a commit. It says what
 * happened, not why. Undoing counts backwards.
 */
export interface OutcomeFact {
  readonly day: Day;
  readonly kind: "outcome";
  /** Their state right before. */
  readonly state: State;
  readonly by: Changer;
  readonly lines: number;
}

/** What ledgers count. */
export type Fact = LineFact | OutcomeFact;

/** What was counted in one workspace folder: `workspace` is the folder's URI, empty for files outside all of them. */
export type InWorkspace<T> = T & { readonly workspace: string };

/** The year 9999 begins. */
const calendarEndMs = 253_370_764_800_000;

/** Whether a number, in milliseconds since the epoch, is a moment that has a `Day`, on any clock on earth. */
export function isMoment(ms: number): boolean {
  return ms >= 0 && ms < calendarEndMs;
}

/** The local day of a moment. `atMs` is milliseconds since the epoch. */
export function dayOf(atMs: number): Day {
  const date = new Date(atMs);
  const pad = (n: number): string => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** So many lines are settled by that evidence, or, below zero, no longer. */
export function settledFact(evidence: Evidence, lines: number): LineFact {
  const { kind, atMs } = evidence;
  const fact = { day: dayOf(atMs), kind, lines };
  // Whole for each line, so that what is taken back line by line leaves nothing.
  return kind === "read" ? { ...fact, attendedMs: Math.round(evidence.attendedMs) * lines } : fact;
}

/** What takes a fact back. */
export function takenBack(fact: Fact): Fact {
  const lines = -fact.lines;
  if (fact.kind === "outcome" || fact.attendedMs === undefined) return { ...fact, lines };
  return { ...fact, lines, attendedMs: 0 - fact.attendedMs };
}
