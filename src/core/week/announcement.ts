import { type Day, dayOf } from "./facts.ts";
import { daysOf, previousWeek, type Week, type Weekday, weekOf } from "./weeks.ts";

/** A page is announced for so long. */
const shownMs = 86_400_000;

/** An announcement that was made. */
export interface Announcement {
  /** The first day of the week in which it was made. */
  readonly week: Day;
  /** When it was first shown, milliseconds since the epoch. */
  readonly atMs: number;
  /** Whether the page was opened since. */
  readonly isOpened: boolean;
}

/** When pages are announced. */
export interface AnnouncedOn {
  readonly firstWeekday: Weekday;
  /** The day of the week; `undefined` for never. */
  readonly weekday: Weekday | undefined;
}

/** What to do about announcing now. */
export type AnnouncingStep =
  | { readonly kind: "none" }
  /** The announcement made earlier still stands. */
  | { readonly kind: "goOn"; readonly week: Week }
  /** The time has come for a page about `week`; `announcement` is to be remembered when it has something in it. */
  | { readonly kind: "start"; readonly week: Week; readonly announcement: Announcement };

/**
 * Decides whether a page about the week before is announced at a moment, milliseconds since the epoch. Each week has one
 * announcement, and one of a later moment, made by a clock that has been set back since, counts for nothing.
 */
export function announcingStep(last: Announcement | undefined, nowMs: number, on: AnnouncedOn): AnnouncingStep {
  if (on.weekday === undefined) return { kind: "none" };
  const today = dayOf(nowMs);
  const running = weekOf(today, on.firstWeekday);
  const week = previousWeek(running);
  if (last !== undefined && last.atMs <= nowMs && last.week >= running.start) {
    const stands = !last.isOpened && nowMs < last.atMs + shownMs;
    return stands ? { kind: "goOn", week } : { kind: "none" };
  }
  const due = daysOf(running)[(on.weekday - on.firstWeekday + 7) % 7];
  if (due === undefined || today < due) return { kind: "none" };
  return { kind: "start", week, announcement: { week: running.start, atMs: nowMs, isOpened: false } };
}
