import type { HunkLink } from "./input.ts";

/** What a suggestion is about. Each kind has its words in `text.ts`. */
export type Suggestion =
  /** The oldest hunk waits for so many days. */
  { readonly kind: "oldHunk"; readonly days: number } | { readonly kind: "smallerSteps" | "riskyHunk" | "askSomebody" };

/** What suggestions look at. */
export interface Situation {
  readonly oldest: HunkLink | undefined;
  readonly riskiest: HunkLink | undefined;
  /** AI-written lines that came in this week, and lines that were settled. */
  readonly landed: number;
  readonly settled: number;
  /** How many checklist answers are unsure. */
  readonly unsure: number;
}

/** After so many days nobody remembers what a change was for. */
const oldDays = 14;
/** What is read well in a week at the pace of two hours (PRODUCT §3). */
const manyLines = 600;

type Rule = (situation: Situation) => Suggestion | undefined;

/** The first that has something to say is heard. */
const rules: readonly Rule[] = [
  ({ oldest }) => (oldest !== undefined && oldest.days > oldDays ? { kind: "oldHunk", days: oldest.days } : undefined),
  ({ landed, settled }) => (landed >= manyLines && settled < landed / 2 ? { kind: "smallerSteps" } : undefined),
  ({ riskiest }) => (riskiest === undefined ? undefined : { kind: "riskyHunk" }),
  ({ unsure }) => (unsure === 0 ? undefined : { kind: "askSomebody" }),
];

/** The one suggestion for a situation, if there is any. */
export function suggestionFor(situation: Situation): Suggestion | undefined {
  for (const rule of rules) {
    const suggestion = rule(situation);
    if (suggestion !== undefined) return suggestion;
  }
  return undefined;
}
