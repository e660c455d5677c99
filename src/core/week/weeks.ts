import type { Day } from "./facts.ts";

/** Seven local calendar days. `end` is the last of them. */
export interface Week {
  readonly start: Day;
  readonly end: Day;
}

/** A day of the week as `Intl.Locale` names it: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const dayMs = 86_400_000;

/** Whether a text is a day of the calendar, in a year of four digits with weeks of such years around it. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < "1000" || text >= "9999") return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // 30 February is read as a day of March.
  return !Number.isNaN(ms) && dayAt(ms / dayMs) === text;
}

/** The week that a day is in, of weeks that begin on `firstWeekday`. Throws a `RangeError` when `day` is none. */
export function weekOf(day: Day, firstWeekday: Weekday): Week {
  if (!isDay(day)) throw new RangeError(`“${day}” is not a day.`);
  const number = numberOf(day);
  // 1 January 1970 was a Thursday, the fourth day from Monday.
  const weekday = modulo(number + 3, 7) + 1;
  return weekFrom(number - modulo(weekday - firstWeekday, 7));
}

/** The seven days before a week. */
export function previousWeek(week: Week): Week {
  return weekFrom(numberOf(week.start) - 7);
}

/** The seven days after a week. */
export function nextWeek(week: Week): Week {
  return weekFrom(numberOf(week.start) + 7);
}

/** The `count` weeks of which `week` is the last, the earliest first. */
export function lastWeeks(week: Week, count: number): readonly Week[] {
  const start = numberOf(week.start);
  return Array.from({ length: count }, (_, i) => weekFrom(start - 7 * (count - 1 - i)));
}

/** The seven days of a week, in order. */
export function daysOf(week: Week): readonly Day[] {
  const start = numberOf(week.start);
  return Array.from({ length: 7 }, (_, i) => dayAt(start + i));
}

/** A week's number: that of the next week is one more. It is no number of a calendar. */
export function numberOfWeek(week: Week): number {
  return Math.floor(numberOf(week.start) / 7);
}

function weekFrom(start: number): Week {
  return { start: dayAt(start), end: dayAt(start + 6) };
}

/** Days are counted as in UTC, where each is equally long, so neither summer time nor travel moves one. */
function numberOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

function dayAt(number: number): Day {
  return new Date(number * dayMs).toISOString().slice(0, 10);
}

function modulo(a: number, b: number): number {
  return ((a % b) + b) % b;
}
