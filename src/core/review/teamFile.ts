import { splitLines } from "../text/lines.ts";
import { type Item, inOrder, limits, type OwnQuestions, type Problem, questionsOf } from "./ownQuestions.ts";

/** Where a team keeps its questions, in the workspace folder. */
export const teamFilePath = ".vscode/review-checklist.md";

const listItem = /^\s{0,20}(?:[-*+]|\d{1,9}[.)])(?:\s+(.*))?$/;
const box = /^\[[ xX]\]\s+(.*)$/;
const brokenBox = /^(?:[-*+]\s*)?\[\s*[xX]?\s*\]/;
const whenLine = /^\s*(?:when:(.*)|\(when:(.*)\)\s*)$/i;
const rule = /^\s*(?:[-*_]\s*){3,}$/;

/**
 * Reads a team's file. It is Markdown, of which these lines count:
 *
 * - a task, `- [ ] question` (also `*`, `+`, `1.`, and ticked): one question. Lines right below that are indented belong to it.
 *   Marks of Markdown and HTML are taken off; a link leaves its words.
 * - `(when: glob, glob)` at the end of a task, or `when: glob, glob` on an indented line of its own below: the question is
 *   for files that any of the globs means. Globs as in `pathGlobOf`, from the top of the workspace folder.
 *
 * Headings, prose, rules, quotes, tables, code blocks and comments are for people and left out. A list item without a box
 * is a mistake, and so is all that `problemTexts` names: the line is left out and named, and the rest holds.
 */
export function teamQuestions(text: string): OwnQuestions {
  const problems: Problem[] = [];
  const lines = splitLines(text.slice(0, limits.characters));
  if (text.length > limits.characters) {
    // The last line is cut somewhere.
    problems.push({ line: lines.length, kind: "tooLong" });
    lines.pop();
  }
  const items = itemsIn(lines, problems);
  const made = questionsOf(items, "team");
  return { questions: made.questions, problems: inOrder([...problems, ...made.problems]) };
}

/** The tasks of a file; what looks like one and is none goes to the problems. */
function itemsIn(lines: readonly string[], problems: Problem[]): Item[] {
  const items: Item[] = [];
  let current: Item | undefined;
  for (let at = 0; at < lines.length; at++) {
    const text = (lines[at] ?? "").slice(0, limits.lineCharacters);
    const line = at + 1;
    const skipped = endOfSkipped(lines, at);
    if (skipped !== undefined) {
      if (skipped.problem !== undefined) problems.push({ line, kind: skipped.problem });
      at = skipped.last;
      current = undefined;
      continue;
    }
    const isBelow = current !== undefined && /^(?:\s{2}|\t)/.test(text);
    const [, bareWhen, inParentheses] = whenLine.exec(text) ?? [];
    const when = bareWhen ?? inParentheses;
    const item = rule.test(text) ? undefined : listItem.exec(text);
    if (when !== undefined) {
      if (current === undefined || !isBelow) problems.push({ line, kind: "whenWithoutQuestion" });
      else if (current.when !== undefined) problems.push({ line, kind: "secondWhen" });
      else current = replaceLast(items, { ...current, when: { line, globs: when } });
    } else if (item) {
      const asked = box.exec(item[1] ?? "")?.[1];
      current = asked === undefined ? undefined : { line, text: asked };
      if (current !== undefined) items.push(current);
      else problems.push({ line, kind: kindOfBroken(item[1] ?? "") });
    } else if (brokenBox.test(text)) {
      problems.push({ line, kind: "brokenBox" });
      current = undefined;
    } else if (current !== undefined && isBelow && text.trim() !== "") {
      current = replaceLast(items, { ...current, text: `${current.text} ${text.trim()}` });
    } else current = undefined;
  }
  return items;
}

function replaceLast(items: Item[], item: Item): Item {
  items[items.length - 1] = item;
  return item;
}

function kindOfBroken(item: string): Problem["kind"] {
  if (/^\[[ xX]\]\s*$/.test(item)) return "noQuestion";
  return brokenBox.test(item) ? "brokenBox" : "noBox";
}

/** Where a code block or comment that begins there ends. */
function endOfSkipped(
  lines: readonly string[],
  at: number,
): { readonly last: number; readonly problem?: "openFence" | "openComment" } | undefined {
  const text = lines[at] ?? "";
  const fence = /^\s{0,20}(`{3,9}|~{3,9})/.exec(text)?.[1];
  if (fence !== undefined) {
    const last = lineFrom(lines, at + 1, (line) => line.trimStart().startsWith(fence));
    return last === undefined ? { last: lines.length, problem: "openFence" } : { last };
  }
  if (!/^\s{0,20}<!--/.test(text)) return undefined;
  const last = lineFrom(lines, at, (line) => line.includes("-->"));
  return last === undefined ? { last: lines.length, problem: "openComment" } : { last };
}

function lineFrom(lines: readonly string[], start: number, fits: (line: string) => boolean): number | undefined {
  for (let at = start; at < lines.length; at++) if (fits(lines[at] ?? "")) return at;
  return undefined;
}
