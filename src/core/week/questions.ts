import { numberOfWeek, type Week } from "./weeks.ts";

/** The name of a weekly question, under which answers are stored. Stable for ever. */
export type QuestionId = "surprise" | "explain" | "check" | "notBuilt" | "better";

/** A question that the page asks. */
export interface WeekQuestion {
  readonly id: QuestionId;
  /** In English. */
  readonly text: string;
}

/** All questions that there are (PRODUCT §5). */
export const weekQuestions: readonly WeekQuestion[] = [
  { id: "surprise", text: "What surprised you in code you did not write?" },
  { id: "explain", text: "Which part could you not explain to a colleague today?" },
  { id: "check", text: "Which check paid off?" },
  { id: "notBuilt", text: "What did you decide not to build?" },
  { id: "better", text: "What is better for a user now than a week ago?" },
];

/** The two questions of a week. They are the same whenever it is looked at, and in five weeks each comes twice. */
export function questionsOfWeek(week: Week): readonly WeekQuestion[] {
  const first = 2 * numberOfWeek(week);
  const count = weekQuestions.length;
  return [first, first + 1].flatMap((i) => weekQuestions[((i % count) + count) % count] ?? []);
}
