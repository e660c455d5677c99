import type { Day } from "../../../src/core/week/facts.ts";
import type { Week } from "../../../src/core/week/weeks.ts";

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day on the calendar on the wall, which knows nothing of clocks. */
export interface CalendarDay {
  readonly name: Day;
  readonly month: number;
  readonly date: number;
}

/** Days of 2026, one after the other as a calendar has them. */
export function daysFrom(month: number, date: number, count: number): CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let [m, d] = [month, date]; days.length < count; d++) {
    if (d > monthLengths[m - 1]!) {
      m++;
      d = 1;
    }
    const name = `2026-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
    days.push({ name, month: m, date: d });
  }
  return days;
}

/** The weeks that some days make, seven each. */
export function weeksOf(days: readonly CalendarDay[]): (Week & { readonly days: readonly Day[] })[] {
  const weeks = Array.from({ length: days.length / 7 }, (_, i) => days.slice(7 * i, 7 * i + 7).map(({ name }) => name));
  return weeks.map((of) => ({ start: of[0]!, end: of[6]!, days: of }));
}

/** A moment of a day in local time; `part` of 0 is its first one and 1 nearly its last. */
export function momentOf({ month, date }: CalendarDay, part: number): number {
  const ms = Math.floor(part * 86_399_999);
  return new Date(2026, month - 1, date, 0, 0, Math.floor(ms / 1000), ms % 1000).getTime();
}
