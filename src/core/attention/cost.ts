import { costOf } from "../review/debt.ts";

/** How long reading a line takes at a pace, in whole milliseconds; 0 for a blank line. */
export function costMs(line: string, paceLinesPerHour: number): number {
  return Math.ceil((costOf(line) * 360_000) / paceLinesPerHour);
}
