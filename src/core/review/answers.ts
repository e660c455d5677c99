/** What was said to a question. One without an answer is unsure, which is an answer, too. */
export type Verdict = "holds" | "doesNotApply";

/** What was said about a hunk. */
export interface Answers {
  /** By the ids of questions. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** The person's own words, to themselves. */
  readonly note?: string;
}

/** The ids of the questions that stay open, of answers that say of each what was said. */
export function unsureIn(answers: ReadonlyMap<string, Verdict | "unsure">): string[] {
  return [...answers].flatMap(([id, answer]) => (answer === "unsure" ? [id] : []));
}
