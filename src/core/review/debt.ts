import { type Span, stateOf } from "../ledger/mark.ts";
import { hasWord, isBlank } from "../text/lines.ts";

/** What reading a line costs, in tenths of an ordinary line (DESIGN §2, rule 10). */
export function costOf(line: string): 0 | 1 | 10 {
  let cost: 0 | 1 = 0;
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i);
    if ((unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) || unit === 95)
      return 10;
    if (unit > 32 && unit < 127) cost = 1;
    else if (unit !== 32 && unit !== 9) return isBlank(line) ? 0 : hasWord(line) ? 10 : 1;
  }
  return cost;
}

/** Lines still to read and what reading them costs. */
export interface Debt {
  /** Lines that are not blank. */
  readonly lines: number;
  /** Tenths of an ordinary line. */
  readonly costTenths: number;
}

/** No debt. */
export const noDebt: Debt = { lines: 0, costTenths: 0 };

/** Two debts together. */
export function addDebt(a: Debt, b: Debt): Debt {
  return { lines: a.lines + b.lines, costTenths: a.costTenths + b.costTenths };
}

/** What is left of a debt without a part of it. */
export function lessDebt(whole: Debt, part: Debt): Debt {
  return { lines: whole.lines - part.lines, costTenths: whole.costTenths - part.costTenths };
}

/** The debt of the unread ones of some spans of a text. */
export function debtOfSpans(lines: readonly string[], spans: readonly Span[]): Debt {
  let count = 0;
  let costTenths = 0;
  for (const { start, end, mark } of spans) {
    if (stateOf(mark) !== "unread") continue;
    for (let i = start; i < end; i++) {
      const cost = costOf(lines[i] ?? "");
      if (cost > 0) count++;
      costTenths += cost;
    }
  }
  return { lines: count, costTenths };
}

/**
 * The time reading takes at a pace in lines an hour, in whole minutes:
 * 0 only for nothing at all, since a single line is still to be read.
 */
export function minutesOf(costTenths: number, paceLinesPerHour: number): number {
  if (costTenths <= 0) return 0;
  return Math.max(1, Math.round((costTenths / 10 / paceLinesPerHour) * 60));
}
