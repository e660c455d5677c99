/** A time that nobody needs more exactly. `from` and `to` are the same when it is short. */
export interface ReadingTime {
  readonly unit: "minute" | "hour";
  readonly from: number;
  readonly to: number;
}

/**
 * The time that reading took: whole minutes below an hour, then the half hour that it ended in, from three hours on the hour.
 * Nothing is `undefined`, and a moment is a minute.
 */
export function readingTimeOf(attendedMs: number): ReadingTime | undefined {
  if (attendedMs <= 0) return undefined;
  const minutes = Math.max(1, Math.round(attendedMs / 60_000));
  if (minutes < 60) return { unit: "minute", from: minutes, to: minutes };
  if (minutes < 180) {
    const from = Math.floor(minutes / 30) * 30;
    return { unit: "minute", from, to: from + 30 };
  }
  const from = Math.floor(minutes / 60);
  return { unit: "hour", from, to: from + 1 };
}
