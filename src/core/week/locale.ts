import type { Weekday } from "./weeks.ts";

/** What engines know of locales, as a method or, in older ones, as a property. */
interface KnownLocale {
  getWeekInfo?(): { readonly firstDay: number };
  readonly weekInfo?: { readonly firstDay: number };
  getTextInfo?(): { readonly direction: string };
  readonly textInfo?: { readonly direction: string };
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
    return new Intl.Locale(language) as KnownLocale;
  } catch {
    return undefined;
  }
}

function isWeekday(day: number | undefined): day is Weekday {
  return day !== undefined && Number.isInteger(day) && day >= 1 && day <= 7;
}
