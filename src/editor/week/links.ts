import type { WeekWish } from "../arguments.ts";
import type { Day } from "../../core/week/facts.ts";
import type { QuestionId } from "../../core/week/questions.ts";

/** The commands that links of the weekly page may call, and no others. */
export const linkedCommands: readonly string[] = ["showWeek", "saveWeek", "answerWeek", "openLine"].map(
  (name) => `reviewDebt.${name}`,
);

/** A command URI that shows a page. */
export function showLink(wish: WeekWish): string {
  return commandUri("showWeek", wish);
}

/** A command URI that saves a page. */
export function saveLink(wish: WeekWish): string {
  return commandUri("saveWeek", wish);
}

/** A command URI that asks a question of the week that begins on that day. */
export function answerLink(week: Day, question: QuestionId): string {
  return commandUri("answerWeek", { week, question });
}

/** A command URI that puts the caret on a line, 0-based, of a document. */
export function lineLink(uri: string, line: number): string {
  return commandUri("openLine", { uri, line });
}

function commandUri(name: string, argument: object): string {
  return `command:reviewDebt.${name}?${encodeURIComponent(JSON.stringify([argument]))}`;
}
