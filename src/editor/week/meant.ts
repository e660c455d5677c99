import { dayOf } from "../../core/week/facts.ts";
import { type Week, weekOf } from "../../core/week/weeks.ts";
import type { WeekWish } from "../arguments.ts";
import { firstWeekday } from "./locale.ts";

/** The week that a wish means: the running one where it names none, or one that has not come yet. */
export function weekMeant({ week }: WeekWish): Week {
  const today = dayOf(Date.now());
  return weekOf(week === undefined || week > today ? today : week, firstWeekday());
}
