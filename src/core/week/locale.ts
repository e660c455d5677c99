import type { Weekday } from "./weeks.ts";

/** What engines know of locales, as a method or, in older ones, as a property. */
interface KnownLocale extends Intl.Locale {
  getWeekInfo?(): { readonly firstDay: number };
  readonly weekInfo?: { readonly firstDay: number };
  getTextInfo?(): { readonly direction: string };
  readonly textInfo?: { readonly direction: string };
}

/**
 * The locale of somebody whose editor speaks `display` and whose system is set to `system`. An editor's language mostly names no
 * region; the system's region goes with it where both speak the same language, or the editor speaks English, as many do anywhere.
 */
export function userLocale(display: string, system: string): string {
  const own = localeOf(display);
  const theirs = localeOf(system);
  if (own === undefined || own.region !== undefined || theirs === undefined) return display;
  if (own.language !== "en" && own.language !== theirs.language) return display;
  const region = theirs.region ?? (theirs.language === "en" ? undefined : theirs.maximize().region);
  return region === undefined ? display : `${own.language}-${region}`;
}

/** The day that weeks begin on where a language is used. Monday when that is not known, as ISO 8601 has it. */
export function firstWeekdayOf(language: string): Weekday {
  const locale = localeOf(language);
  const day = (locale?.getWeekInfo?.() ?? locale?.weekInfo)?.firstDay;
  return isWeekday(day) ? day : 1;
}

/** The direction in which a language is written. */
export function directionOf(language: string): "ltr" | "rtl" {
  const locale = localeOf(language);
  return (locale?.getTextInfo?.() ?? locale?.textInfo)?.direction === "rtl" ? "rtl" : "ltr";
}

function localeOf(language: string): KnownLocale | undefined {
  try {
    return new Intl.Locale(language);
  } catch {
    return undefined;
  }
}

function isWeekday(day: number | undefined): day is Weekday {
  return day !== undefined && Number.isInteger(day) && day >= 1 && day <= 7;
}
