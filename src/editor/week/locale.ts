import * as vscode from "vscode";
import { firstWeekdayOf, userLocale } from "../../core/week/locale.ts";
import type { Weekday } from "../../core/week/weeks.ts";

/** The locale of words in a language: with the system's region where the language leaves it open. */
export function localeFor(language: string): string {
  return userLocale(language, new Intl.DateTimeFormat().resolvedOptions().locale);
}

/** The day on which the user's weeks begin. */
export function firstWeekday(): Weekday {
  return firstWeekdayOf(localeFor(vscode.env.language));
}
