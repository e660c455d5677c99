/** So long people find what is wrong (PRODUCT §3). */
const longMs = 60 * 60_000;
/** And in so many lines. */
const manyLines = 400;
/** Who did not go on for so long has had a break. */
const breakMs = 20 * 60_000;

/** A stretch of reviewing without a break. Moments are milliseconds since the epoch. */
export interface Sitting {
  readonly startedMs: number;
  readonly lastMs: number;
  /** Lines settled by reading or marking. */
  readonly lines: number;
  /** Whether a break was suggested; once is enough. */
  readonly isHinted: boolean;
}

/** A sitting that goes on, or a new one, and whether it is the moment to suggest a break, and why. */
export interface SittingStep {
  readonly sitting: Sitting;
  readonly hint: "time" | "lines" | undefined;
}

/** The person settled lines, or went to another hunk, at a moment. */
export function goOn(sitting: Sitting | undefined, atMs: number, lines: number): SittingStep {
  const goesOn = sitting !== undefined && atMs - sitting.lastMs < breakMs;
  const before = goesOn ? sitting : { startedMs: atMs, lines: 0, isHinted: false };
  const total = before.lines + lines;
  const due = total >= manyLines ? "lines" : atMs - before.startedMs >= longMs ? "time" : undefined;
  const hint = before.isHinted ? undefined : due;
  const isHinted = before.isHinted || due !== undefined;
  return { sitting: { startedMs: before.startedMs, lastMs: atMs, lines: total, isHinted }, hint };
}
