import * as vscode from "vscode";
import { dayOf } from "../../core/week/facts.ts";
import { firstWeekdayOf } from "../../core/week/locale.ts";
import { type Week, weekOf } from "../../core/week/weeks.ts";
import type { WeekWish } from "../arguments.ts";

/** The week that a wish means: the running one where it names none, or one that has not come yet. */
export function weekMeant({ week }: WeekWish): Week {
  const today = dayOf(Date.now());
  return weekOf(week === undefined || week > today ? today : week, firstWeekdayOf(vscode.env.language));
}
