import { chartSvg } from "./bars.ts";
import { escapeHtml, isolated } from "./htmlText.ts";
import type { EarlierAnswer, Place } from "./input.ts";
import { type AskedQuestion, barKinds, type PageFact, type WeekBars, type WeekModel } from "./model.ts";
import { answerText, nameText, placeText } from "./outside.ts";
import { type QuestionId, weekQuestions } from "./questions.ts";
import { type Texts, Wording } from "./text.ts";

/** What a web view gives the page. */
export interface Page {
  /** The web view's `cspSource`: where its styles may come from. */
  readonly cspSource: string;
  /** The direction in which the user's language is written. */
  readonly dir: "ltr" | "rtl";
  /** The URI of `media/week.css`. */
  readonly style: string;
  /** Command URIs; what has none is not offered. */
  readonly actions: {
    readonly previous: string | undefined;
    readonly next: string | undefined;
    /** Saves the week as Markdown. */
    readonly save: string | undefined;
    /** Changes between the workspace and all together. */
    readonly scope: string | undefined;
  };
  /** Command URIs that ask for an answer, by the question. */
  readonly answerTargets: ReadonlyMap<QuestionId, string>;
}

/**
 * The page as a complete HTML document without any script. All links are URIs that were given. What comes from outside is
 * text, cut when it is very long, and isolated in its direction of writing.
 */
export function weekHtml(model: WeekModel, texts: Texts, page: Page): string {
  const wording = new Wording(texts);
  const title = escapeHtml(wording.title(model.week));
  const csp = `default-src 'none'; style-src ${escapeHtml(page.cspSource)}; base-uri 'none'; form-action 'none'`;
  return `${[
    `<!DOCTYPE html>`,
    `<html lang="${escapeHtml(texts.locale)}" dir="${page.dir}">`,
    `<head>`,
    `<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${csp}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${title}</title>`,
    `<link rel="stylesheet" href="${escapeHtml(page.style)}">`,
    `</head>`,
    `<body>`,
    `<header>`,
    `<h1>${title}</h1>`,
    ...headOf(model, texts, page),
    `</header>`,
    `<main>`,
    ...factsOf(model, texts, wording),
    ...suggestionOf(model, texts, wording),
    ...questionsOf(model, texts, page),
    ...unsureOf(model, texts, wording),
    ...earlierOf(model, texts, wording),
    ...barsOf(model.bars, texts, wording),
    `</main>`,
    `</body>`,
    `</html>`,
  ].join("\n")}\n`;
}

function headOf({ workspace, isRunning }: WeekModel, { t }: Texts, { actions }: Page): readonly string[] {
  const scope =
    workspace === undefined
      ? escapeHtml(t("All workspaces together."))
      : `${escapeHtml(t("Only this workspace:"))} ${isolated(nameText(workspace))}`;
  const running = isRunning ? [`<p>${escapeHtml(t("The week is not over yet."))}</p>`] : [];
  const other = workspace === undefined ? t("Only this workspace") : t("All workspaces together");
  const links = [
    [actions.previous, t("Previous week")],
    [actions.next, t("Next week")],
    [actions.scope, other],
    [actions.save, t("Save as Markdown…")],
  ] as const;
  const items = links.flatMap(([target, text]) =>
    target === undefined ? [] : [`<li>${link(target, text, escapeHtml(text))}</li>`],
  );
  const nav = [`<nav aria-label="${escapeHtml(t("Weeks"))}">`, `<ul>`, ...items, `</ul>`, `</nav>`];
  return [`<p>${scope}</p>`, ...running, ...(items.length === 0 ? [] : nav)];
}

function factsOf({ facts, isEmpty }: WeekModel, { t }: Texts, wording: Wording): readonly string[] {
  if (isEmpty) return [`<p class="empty">${escapeHtml(t("Nothing to note."))}</p>`];
  if (facts.length === 0) return [];
  const items = facts.map((fact) => `<li>${factOf(fact, t, wording)}</li>`);
  return section("facts", t("At a glance"), [`<ul>`, ...items, `</ul>`]);
}

function factOf(fact: PageFact, t: Texts["t"], wording: Wording): string {
  const { lead, hunk, more } = wording.fact(fact);
  const place =
    hunk === undefined ? "" : ` ${placeLink(hunk, t("Go to this line"))} (${escapeHtml(wording.hunk(hunk))})`;
  const below = more.map((line) => `<li>${escapeHtml(line)}</li>`).join("");
  return `${escapeHtml(lead)}${place}${below === "" ? "" : `<ul>${below}</ul>`}`;
}

function suggestionOf({ suggestion }: WeekModel, { t }: Texts, wording: Wording): readonly string[] {
  if (suggestion === undefined) return [];
  return section("suggestion", t("A suggestion"), [`<p>${escapeHtml(wording.suggestion(suggestion))}</p>`]);
}

function questionsOf({ questions }: WeekModel, { t }: Texts, page: Page): readonly string[] {
  if (questions.length === 0) return [];
  const items = questions.map((question) => questionItem(question, t, page.answerTargets.get(question.id)));
  return section("questions", t("Questions for you"), [`<ul>`, ...items, `</ul>`]);
}

function questionItem({ id, text, answer }: AskedQuestion, t: Texts["t"], target: string | undefined): string {
  const names = `question-${id}`;
  const said = answer === undefined ? "" : quote(answer);
  const words = answer === undefined ? t("Answer…") : t("Change the answer…");
  const ask =
    target === undefined
      ? ""
      : `<p>${link(target, words, escapeHtml(words), `id="answer-${id}" aria-labelledby="answer-${id} ${names}"`)}</p>`;
  return `<li><p id="${names}">${escapeHtml(t(text))}</p>${said}${ask}</li>`;
}

function unsureOf({ unsure, moreUnsure }: WeekModel, { t }: Texts, wording: Wording): readonly string[] {
  if (unsure.length === 0) return [];
  const items = unsure.map(
    (item) => `<li>${isolated(nameText(item.question))} ${placeLink(item, t("Go to this line"))}</li>`,
  );
  const more = moreUnsure === 0 ? [] : [`<p>${escapeHtml(t("And {0} more.", wording.number(moreUnsure)))}</p>`];
  return section("unsure", t("Not sure yet"), [`<ul>`, ...items, `</ul>`, ...more]);
}

function earlierOf({ earlier }: WeekModel, { t }: Texts, wording: Wording): readonly string[] {
  if (earlier.length === 0) return [];
  const items = earlier.map((answer) => `<li>${earlierItem(answer, t, wording)}</li>`);
  return section("earlier", t("Earlier answers"), [`<ul>`, ...items, `</ul>`]);
}

function earlierItem({ question, text, weeksAgo }: EarlierAnswer, t: Texts["t"], wording: Wording): string {
  const asked = weekQuestions.find(({ id }) => id === question);
  const about = asked === undefined ? "" : `<p>${escapeHtml(t(asked.text))}</p>`;
  return `${about}<p>${escapeHtml(wording.wrote(weeksAgo))}</p>${quote(text)}`;
}

function barsOf(bars: readonly WeekBars[], { t }: Texts, wording: Wording): readonly string[] {
  if (bars.length === 0) return [];
  const charts = barKinds.map((kind) => {
    const title = wording.barKind(kind);
    const told = bars.map(({ week, counts }) => ({
      count: counts[kind],
      title: `${wording.shortWeek(week)}: ${wording.lines(counts[kind])}`,
    }));
    return `<li>${chartSvg({ kind, title, bars: told })}<span>${escapeHtml(title)}</span></li>`;
  });
  const heads = [t("Week"), ...barKinds.map((kind) => wording.barKind(kind))];
  const rows = bars.map(({ week, counts }) => {
    const cells = barKinds.map((kind) => `<td>${escapeHtml(wording.number(counts[kind]))}</td>`);
    return `<tr><th scope="row">${escapeHtml(wording.shortWeek(week))}</th>${cells.join("")}</tr>`;
  });
  return section("bars", t("Eight weeks"), [
    // Screen readers have the table.
    `<ul class="charts" aria-hidden="true">`,
    ...charts,
    `</ul>`,
    // Can be scrolled by keys when it is wider than the window.
    `<div class="wide" role="region" tabindex="0" aria-labelledby="caption">`,
    `<table>`,
    `<caption id="caption">${escapeHtml(t("AI-written lines, week by week. Each picture has a scale of its own."))}</caption>`,
    `<thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join("")}</tr></thead>`,
    `<tbody>`,
    ...rows,
    `</tbody>`,
    `</table>`,
    `</div>`,
  ]);
}

function section(id: string, heading: string, content: readonly string[]): readonly string[] {
  return [`<section aria-labelledby="${id}">`, `<h2 id="${id}">${escapeHtml(heading)}</h2>`, ...content, `</section>`];
}

function placeLink({ path, line, target }: Place, title: string): string {
  return link(target, title, isolated(placeText(path, line)));
}

/** A link. Without a title of our own a web view gives it its target, which screen readers read out. */
function link(target: string, title: string, html: string, attributes = ""): string {
  const first = attributes === "" ? "" : `${attributes} `;
  return `<a ${first}href="${escapeHtml(target)}" title="${escapeHtml(title)}">${html}</a>`;
}

function quote(text: string): string {
  return `<blockquote>${isolated(answerText(text))}</blockquote>`;
}
