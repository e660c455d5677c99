import type { State } from "../ledger/mark.ts";
import type { HunkLink } from "./input.ts";
import type { ByWhom } from "./mirror.ts";
import { type BarKind, type PageFact, type SettledState, settledStates } from "./model.ts";
import type { ReadingTime } from "./readingTime.ts";
import type { Suggestion } from "./suggestion.ts";
import type { Week } from "./weeks.ts";

/** The user's language. */
export interface Texts {
  /** A message in it, with `{0}`, `{1}`, … filled in; as `vscode.l10n.t`. */
  readonly t: (message: string, ...args: (string | number)[]) => string;
  /** Its BCP 47 tag. */
  readonly locale: string;
}

/** A fact in words. What comes from outside, as a path, is none of the words. */
export interface FactText {
  readonly lead: string;
  readonly hunk: HunkLink | undefined;
  /** Sentences below the first. */
  readonly more: readonly string[];
}

/** The order in which states of lines in the tree are told. */
const treeStates: readonly State[] = ["marked", "edited", "read", "unread", "dismissed"];

/**
 * What the page says, in words; the same ones in HTML and Markdown. Nothing from outside is put into a sentence, so that
 * whoever shows it can keep it apart.
 */
export class Wording {
  readonly #t: Texts["t"];
  readonly #number: Intl.NumberFormat;
  readonly #list: Intl.ListFormat;
  readonly #locale: string;
  readonly #day: Intl.DateTimeFormat;
  readonly #longDay: Intl.DateTimeFormat;

  constructor({ t, locale }: Texts) {
    this.#t = t;
    this.#number = new Intl.NumberFormat(locale);
    this.#list = new Intl.ListFormat(locale, { type: "unit" });
    this.#locale = locale;
    this.#day = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "short", day: "numeric" });
    this.#longDay = new Intl.DateTimeFormat(locale, { timeZone: "UTC", dateStyle: "long" });
  }

  /** A number as the language writes it. */
  number(value: number): string {
    return this.#number.format(value);
  }

  /** "1 line", "12 lines". */
  lines(count: number): string {
    return count === 1 ? this.#t("1 line") : this.#t("{0} lines", this.number(count));
  }

  /** The page's name. */
  title(week: Week): string {
    return this.#t("The week of {0}", this.#longDay.formatRange(dateOf(week.start), dateOf(week.end)));
  }

  /** A week's name in a table. */
  shortWeek(week: Week): string {
    return this.#day.formatRange(dateOf(week.start), dateOf(week.end));
  }

  /** What bars count, as a heading. */
  barKind(kind: BarKind): string {
    switch (kind) {
      case "landed":
        return this.#t("Came in");
      case "read":
        return this.#t("Read");
      case "edited":
        return this.#t("Edited");
      case "marked":
        return this.#t("Marked");
      case "dismissed":
        return this.#t("Dismissed");
    }
  }

  /** A fact. */
  fact(fact: PageFact): FactText {
    switch (fact.kind) {
      case "tree":
        return sentence(this.#t("AI-written lines in the tree now: {0}.", this.#states(fact.lines, treeStates)));
      case "hunk":
        return { lead: this.#firstIn(fact.first), hunk: fact.hunk, more: [] };
      case "settled":
        return sentence(
          [
            this.#settled(fact.lines),
            fact.time === undefined ? "" : this.#t("Reading took {0}.", this.#time(fact.time)),
          ]
            .filter((part) => part !== "")
            .join(" "),
        );
      case "mirror":
        return {
          lead: this.#t(
            "AI-written lines that were changed or removed again within 14 days after they landed in a commit, in these eight weeks:",
          ),
          hunk: undefined,
          more: [
            this.#t("Settled before: {0}.", this.#byWhom(fact.mirror.settled)),
            this.#t("Not settled before: {0}.", this.#byWhom(fact.mirror.unread)),
            this.#t("Lines change for many reasons: these counts do not prove that reading prevents it."),
          ],
        };
    }
  }

  /** How large and how old a hunk is. */
  hunk({ lines, days }: HunkLink): string {
    return this.#list.format([this.lines(lines), this.#age(days)]);
  }

  /** A suggestion. */
  suggestion(suggestion: Suggestion): string {
    switch (suggestion.kind) {
      case "oldHunk":
        return this.#t(
          "The oldest hunk has waited for {0} days. Let it rest, or read it first.",
          this.number(suggestion.days),
        );
      case "smallerSteps":
        return this.#t("A lot came in this week. Smaller steps are easier to read.");
      case "riskyHunk":
        return this.#t("If you have a quiet moment, begin with the riskiest hunk.");
      case "askSomebody":
        return this.#t("Some answers are unsure. A colleague may know in a minute.");
    }
  }

  /** What was answered some weeks ago begins with this. */
  wrote(weeksAgo: number): string {
    // Costs milliseconds to make, and most pages have no such answers.
    const ago = new Intl.RelativeTimeFormat(this.#locale);
    return this.#t("You wrote {0}:", ago.format(-weeksAgo, "week"));
  }

  #firstIn(first: "oldest" | "riskiest" | "both"): string {
    switch (first) {
      case "oldest":
        return this.#t("The oldest hunk that you never opened:");
      case "riskiest":
        return this.#t("The riskiest hunk that you never opened:");
      case "both":
        return this.#t("The oldest hunk that you never opened, and the riskiest:");
    }
  }

  #settled(lines: Readonly<Record<SettledState, number>>): string {
    const states = this.#states(lines, settledStates);
    return states === "" ? "" : this.#t("Lines settled in this week: {0}.", states);
  }

  #states<S extends State>(lines: Readonly<Record<S, number>>, states: readonly S[]): string {
    return this.#list.format(
      states.filter((state) => lines[state] > 0).map((state) => this.#inState(state, this.number(lines[state]))),
    );
  }

  #inState(state: State, count: string): string {
    switch (state) {
      case "marked":
        return this.#t("{0} marked", count);
      case "edited":
        return this.#t("{0} edited", count);
      case "read":
        return this.#t("{0} read", count);
      case "dismissed":
        return this.#t("{0} dismissed", count);
      case "unread":
        return this.#t("{0} never opened", count);
    }
  }

  #byWhom({ person, agent }: ByWhom): string {
    return this.#t("{0} by a person, {1} by an agent", this.lines(person), this.lines(agent));
  }

  #age(days: number): string {
    if (days <= 0) return this.#t("new today");
    return days === 1 ? this.#t("1 day old") : this.#t("{0} days old", this.number(days));
  }

  #time({ unit, from, to }: ReadingTime): string {
    const [a, b] = [this.number(from), this.number(to)];
    if (from === to) return this.#t("{0} min", a);
    return unit === "minute" ? this.#t("{0}–{1} min", a, b) : this.#t("{0}–{1} h", a, b);
  }
}

function sentence(lead: string): FactText {
  return { lead, hunk: undefined, more: [] };
}

function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
