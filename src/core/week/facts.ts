/** What a day can count. `landed` is AI-written lines that came in; the rest is what became of unread lines. */
export type FactKind = "landed" | "read" | "edited" | "marked" | "dismissed" | "removedUnread";

/** A local calendar day, `YYYY-MM-DD`. */
export type Day = string;

/** One change of one count, in lines. Undoing something counts backwards, so `lines` may be negative. */
export interface Fact {
  readonly day: Day;
  readonly kind: FactKind;
  readonly lines: number;
}

/** The local day of a moment. `atMs` is milliseconds since the epoch. */
export function dayOf(atMs: number): Day {
  const date = new Date(atMs);
  const pad = (n: number): string => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
