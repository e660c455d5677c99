import * as vscode from "vscode";
import { neverOpened } from "../../core/week/neverOpened.ts";
import { type Day, dayOf, type LineFact, type OutcomeFact } from "../../core/week/facts.ts";
import type { HunkLink, WeekInput } from "../../core/week/input.ts";
import { weekQuestions } from "../../core/week/questions.ts";
import { nextWeek, numberOfWeek, previousWeek, type Week, weekOf } from "../../core/week/weeks.ts";
import type { State } from "../../core/ledger/mark.ts";
import type { WalkHunk } from "../../core/review/walk.ts";
import type { WeekAnswer } from "../../store/weekAnswers.ts";
import type { WeekWish } from "../arguments.ts";
import type { ChecklistAnswers } from "../keep/answers.ts";
import type { Exclusions } from "../keep/exclusions.ts";
import type { Hunks } from "../keep/hunks.ts";
import type { Ledgers } from "../keep/ledgers.ts";
import type { Saver } from "../keep/saver.ts";
import type { Storage } from "../keep/storage.ts";
import type { Documents } from "../listen/documents.ts";
import { documentText } from "../show/wording.ts";
import { firstUnreadIn } from "../walk.ts";
import { lineLink } from "./links.ts";
import { firstWeekday } from "./locale.ts";
import { weekMeant } from "./meant.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { UnsureAnswers } from "./unsure.ts";

const dayMs = 86_400_000;

/** All that a weekly page is made of, and where one can go from it. */
export interface WeekScene {
  readonly input: WeekInput;
  /** `undefined` where nothing was before. */
  readonly previous: Week | undefined;
  /** `undefined` in the running week. */
  readonly next: Week | undefined;
}

/** Where weekly pages come from. */
export interface WeekSources {
  readonly storage: Storage;
  readonly saver: Saver;
  readonly documents: Documents;
  readonly ledgers: Ledgers;
  readonly exclusions: Exclusions;
  readonly hunks: Hunks;
  readonly answers: ChecklistAnswers;
}

/** Gathers what a weekly page is made of. */
export class WeekScenes {
  readonly #from: WeekSources;
  readonly #unsure: UnsureAnswers;

  constructor(sources: WeekSources) {
    this.#from = sources;
    this.#unsure = new UnsureAnswers(sources.storage, sources.ledgers, sources.answers);
  }

  /** What there is of the week and the scope that a wish means. */
  async sceneOf(wish: WeekWish): Promise<WeekScene> {
    const { storage, saver, documents, hunks } = this.#from;
    await documents.sure();
    saver.flush();
    const nowMs = Date.now();
    const today = dayOf(nowMs);
    const week = weekMeant(wish);
    const scope = scopeOf(wish.scope);
    const { facts, outcomes } = this.#counted(scope);
    const answers = storage.weekAnswers();
    const open = neverOpened((await hunks.all()).filter(({ file }) => scope.hasFile(vscode.Uri.parse(file))));
    const input: WeekInput = {
      week,
      today,
      facts,
      outcomes,
      tree: this.#tree(scope),
      oldest: open.oldest && this.#link(open.oldest, nowMs),
      riskiest: open.riskiest && this.#link(open.riskiest, nowMs),
      attendedMs: facts
        .filter(({ day }) => day >= week.start && day <= week.end)
        .reduce((sum, { attendedMs = 0 }) => sum + attendedMs, 0),
      unsure: await this.#unsure.of(week, scope),
      ...answersOf(answers, week),
      workspace: scope.name,
    };
    const first = [...facts, ...answers.map((answer) => ({ day: answer.week }))].reduce<Day>(
      (least, { day }) => (day < least ? day : least),
      week.start,
    );
    return {
      input,
      previous: first < week.start ? previousWeek(week) : undefined,
      next: week.end < today ? nextWeek(week) : undefined,
    };
  }

  /** What days counted, stored or not. */
  #counted(scope: Scope): { readonly facts: readonly LineFact[]; readonly outcomes: readonly OutcomeFact[] } {
    const { storage, saver } = this.#from;
    const all = [...storage.days(), ...storage.outcomes(), ...saver.unsavedFacts];
    const facts: LineFact[] = [];
    const outcomes: OutcomeFact[] = [];
    for (const fact of all) {
      if (!scope.hasFolder(fact.workspace)) continue;
      if (fact.kind === "outcome") outcomes.push(fact);
      else facts.push(fact);
    }
    return { facts, outcomes };
  }

  #tree(scope: Scope): Readonly<Record<State, number>> {
    const { storage, exclusions } = this.#from;
    const tree = { unread: 0, read: 0, edited: 0, marked: 0, dismissed: 0 };
    const counts = new Map<string, boolean>();
    for (const { uri: key, state, lines } of storage.treeStates()) {
      let isCounted = counts.get(key);
      if (isCounted === undefined) {
        const uri = vscode.Uri.parse(key);
        isCounted = scope.hasFile(uri) && exclusions.of(uri) === undefined;
        counts.set(key, isCounted);
      }
      if (isCounted) tree[state] += lines;
    }
    return tree;
  }

  #link(hunk: WalkHunk, nowMs: number): HunkLink {
    const uri = vscode.Uri.parse(hunk.file);
    const file = this.#from.ledgers.inMemory(uri);
    const line = (file && firstUnreadIn(file, hunk)) ?? hunk.start;
    return {
      path: documentText(uri),
      line: line + 1,
      target: lineLink(hunk.file, line),
      lines: hunk.unreadLines,
      days: Math.max(0, Math.floor((nowMs - hunk.oldestUnreadMs) / dayMs)),
    };
  }
}

/** The answers of a week, and those of weeks before. Where weeks began on other days once, the latest to a question counts. */
function answersOf(stored: readonly WeekAnswer[], week: Week): Pick<WeekInput, "answers" | "earlier"> {
  const beginsOn = firstWeekday();
  const told = stored.map(({ week: day, question, text, atMs }) => {
    const weeksAgo = numberOfWeek(week) - numberOfWeek(weekOf(day, beginsOn));
    return { question, text, weeksAgo, atMs };
  });
  const own = told.filter(({ weeksAgo }) => weeksAgo === 0).toSorted((a, b) => a.atMs - b.atMs);
  return {
    answers: new Map(
      own.flatMap(({ question, text }) => {
        const known = weekQuestions.find(({ id }) => id === question);
        return known === undefined ? [] : [[known.id, text] as const];
      }),
    ),
    earlier: told.filter(({ weeksAgo }) => weeksAgo > 0),
  };
}
