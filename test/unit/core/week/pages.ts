import type { LineFact, FactKind } from "../../../../src/core/week/facts.ts";
import type { HunkLink, Outcome, WeekInput } from "../../../../src/core/week/input.ts";
import type { Page } from "../../../../src/core/week/html.ts";
import type { QuestionId } from "../../../../src/core/week/questions.ts";
import type { Texts } from "../../../../src/core/week/text.ts";
import { daysOf, lastWeeks, weekOf } from "../../../../src/core/week/weeks.ts";

/** The week of the tests, from a Monday to a Sunday. */
export const week = weekOf("2026-11-18", 1);

/** English, without a translation. */
export const english: Texts = { t: filled, locale: "en" };

/** A language that is written from right to left, as far as its numbers and dates: words are in brackets. */
export const arabic: Texts = { t: (message, ...args) => filled(`[${message}]`, ...args), locale: "ar-EG" };

/** As `vscode.l10n.t` fills in. */
function filled(message: string, ...args: (string | number)[]): string {
  return message.replace(/\{(\d+)\}/g, (_, i: string) => String(args[Number(i)]));
}

/** What a web view gives, with all there is to click. */
export const page: Page = {
  cspSource: "'self' https://*.vscode-cdn.net",
  dir: "ltr",
  style: "https://file.vscode-cdn.net/media/week.css?a=1&b=2",
  actions: { previous: "command:previous", next: "command:next", save: "command:save", scope: "command:scope" },
  answerTargets: new Map<QuestionId, string>([
    ["surprise", "command:answer?%5B%22surprise%22%5D"],
    ["explain", "command:answer?%5B%22explain%22%5D"],
    ["check", "command:answer?%5B%22check%22%5D"],
    ["notBuilt", "command:answer?%5B%22notBuilt%22%5D"],
    ["better", "command:answer?%5B%22better%22%5D"],
  ]),
};

/** A week in which nothing is. */
export const nothing: WeekInput = {
  week,
  today: "2026-11-22",
  facts: [],
  outcomes: [],
  tree: { unread: 0, read: 0, edited: 0, marked: 0, dismissed: 0 },
  oldest: undefined,
  riskiest: undefined,
  attendedMs: 0,
  unsure: [],
  earlier: [],
  answers: new Map(),
  workspace: "shop",
};

/** A hunk that nobody opened. */
export function hunk(path: string, more: Partial<HunkLink> = {}): HunkLink {
  return {
    path,
    line: 7,
    lines: 12,
    target: `command:open?${encodeURIComponent(path.toWellFormed())}`,
    days: 9,
    ...more,
  };
}

/** So many days of every kind, of three lines each. */
export function outcomes(ofEach: number): readonly Outcome[] {
  const kinds = [
    { state: "unread", by: "person" },
    { state: "unread", by: "agent" },
    { state: "read", by: "person" },
    { state: "marked", by: "agent" },
  ] as const;
  return kinds.flatMap((kind) => Array.from({ length: ofEach }, () => ({ ...kind, day: "2026-11-10", lines: 3 })));
}

/** Facts of every kind on every day of the eight weeks. */
export function eightWeeks(): readonly LineFact[] {
  const kinds: readonly FactKind[] = ["landed", "read", "edited", "marked", "dismissed", "removedUnread"];
  const days = lastWeeks(week, 8).flatMap(daysOf);
  return days.flatMap((day, i) => kinds.map((kind, j) => ({ day, kind, lines: ((i * 7 + j * 13) % 29) * (6 - j) })));
}

/** A week with everything that a page can have. */
export const full: WeekInput = {
  ...nothing,
  today: "2026-11-20",
  facts: eightWeeks(),
  outcomes: outcomes(5),
  tree: { unread: 1240, read: 310, edited: 42, marked: 918, dismissed: 1 },
  oldest: hunk("src/cart/total.ts", { days: 23 }),
  riskiest: hunk("src/login.ts", { line: 120, lines: 1, days: 0 }),
  attendedMs: 83 * 60_000,
  unsure: Array.from({ length: 12 }, (_, i) => ({
    question: `Is input ${i + 1} checked?`,
    path: `src/in${i + 1}.ts`,
    line: i + 1,
    target: `command:unsure?${i + 1}`,
  })),
  earlier: [
    { question: "better", text: "Search is faster.", weeksAgo: 5 },
    { question: "notBuilt", text: "A cache.\nIt was not needed.", weeksAgo: 3 },
    { question: "check", text: "Tests.", weeksAgo: 1 },
    { question: "ofTomorrow", text: "Written by a newer version.", weeksAgo: 3 },
  ],
  answers: new Map([
    ["notBuilt", "Another <table> & more"],
    ["better", "It *starts* faster."],
    ["check", "Reading aloud."],
  ]),
};

/** Names that files and people may have. */
export const hostileNames: readonly string[] = [
  `<img src=x onerror=alert(1)>.ts`,
  `"><script>alert(1)</script>.ts`,
  `a' onclick='b".ts`,
  `](command:workbench.action.quit).md`,
  `[click](command:x)\n# heading`,
  "`` `code` ``.ts",
  "😀/🧑‍💻.ts",
  "safe\u202etxt.exe",
  "\u2067אב\u2069/\u200fג.ts",
  `${"very/long/".repeat(400)}end.ts`,
  "&lt;b&gt; {0} {1} $& $1",
  "| a | b |\u2028| --- |",
  "lone \ud800 surrogate \0",
  "https://example.com www.example.com me@example.com",
];
