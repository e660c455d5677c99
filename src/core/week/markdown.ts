import type { Place } from "./input.ts";
import { codeSpan, escapeMarkdown, quotation } from "./markdownText.ts";
import { barKinds, type PageFact, type WeekBars, type WeekModel } from "./model.ts";
import { answerText, nameText, placeText } from "./outside.ts";
import { weekQuestions } from "./questions.ts";
import { type Texts, Wording } from "./text.ts";

/** The same as the page in Markdown, to be kept in a file. What comes from outside is only text in it, and there are no links. */
export function weekMarkdown(model: WeekModel, texts: Texts): string {
  const { t } = texts;
  const wording = new Wording(texts);
  const { workspace, isRunning, isEmpty } = model;
  const blocks = [
    `# ${escapeMarkdown(wording.title(model.week))}`,
    workspace === undefined
      ? escapeMarkdown(t("All workspaces together."))
      : `${escapeMarkdown(t("Only this workspace:"))} ${escapeMarkdown(nameText(workspace))}`,
    ...(isRunning ? [escapeMarkdown(t("The week is not over yet."))] : []),
    ...(isEmpty ? [escapeMarkdown(t("Nothing to note."))] : []),
    ...section(t("At a glance"), items(model.facts.map((fact) => factOf(fact, wording)))),
    ...section(
      t("A suggestion"),
      model.suggestion === undefined ? [] : [escapeMarkdown(wording.suggestion(model.suggestion))],
    ),
    ...section(t("Questions for you"), questionsOf(model, t)),
    ...section(t("Not sure yet"), unsureOf(model, t, wording)),
    ...section(t("Earlier answers"), earlierOf(model, t, wording)),
    ...section(t("Eight weeks"), barsOf(model.bars, t, wording)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function section(heading: string, blocks: readonly string[]): readonly string[] {
  return blocks.length === 0 ? [] : [`## ${escapeMarkdown(heading)}`, ...blocks];
}

function items(list: readonly string[]): readonly string[] {
  return list.length === 0 ? [] : [list.map((item) => `- ${item}`).join("\n")];
}

function factOf(fact: PageFact, wording: Wording): string {
  const { lead, hunk, more } = wording.fact(fact);
  const place = hunk === undefined ? "" : ` ${placeOf(hunk)} (${escapeMarkdown(wording.hunk(hunk))})`;
  return [`${escapeMarkdown(lead)}${place}`, ...more.map((line) => `  - ${escapeMarkdown(line)}`)].join("\n");
}

function questionsOf({ questions }: WeekModel, t: Texts["t"]): readonly string[] {
  return questions.flatMap(({ text, answer }) => [
    escapeMarkdown(t(text)),
    ...(answer === undefined ? [] : [quotation(answerText(answer))]),
  ]);
}

function unsureOf({ unsure, moreUnsure }: WeekModel, t: Texts["t"], wording: Wording): readonly string[] {
  return [
    ...items(unsure.map((item) => `${escapeMarkdown(nameText(item.question))} ${placeOf(item)}`)),
    ...(moreUnsure === 0 ? [] : [escapeMarkdown(t("And {0} more.", wording.number(moreUnsure)))]),
  ];
}

function earlierOf({ earlier }: WeekModel, t: Texts["t"], wording: Wording): readonly string[] {
  return earlier.flatMap(({ question, text, weeksAgo }) => {
    const asked = weekQuestions.find(({ id }) => id === question);
    return [
      ...(asked === undefined ? [] : [escapeMarkdown(t(asked.text))]),
      escapeMarkdown(wording.wrote(weeksAgo)),
      quotation(answerText(text)),
    ];
  });
}

function barsOf(bars: readonly WeekBars[], t: Texts["t"], wording: Wording): readonly string[] {
  if (bars.length === 0) return [];
  const row = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  return [
    escapeMarkdown(t("AI-written lines, week by week.")),
    [
      row([t("Week"), ...barKinds.map((kind) => wording.barKind(kind))]),
      `| --- |${" ---: |".repeat(barKinds.length)}`,
      ...bars.map(({ week, counts }) =>
        row([wording.shortWeek(week), ...barKinds.map((kind) => wording.number(counts[kind]))]),
      ),
    ].join("\n"),
  ];
}

function placeOf({ path, line }: Place): string {
  return codeSpan(placeText(path, line));
}
