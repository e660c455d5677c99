import * as vscode from "vscode";
import { surroundingsOf } from "../agents/git/surroundings.ts";
import type { LineRange } from "../core/ledger/tagged-lines.ts";
import type { Verdict } from "../core/review/answers.ts";
import { outcomeOf, questionsFor } from "../core/review/checklist.ts";
import { glanceAt, type HunkText } from "../core/review/hunkText.ts";
import { linesBefore, nowhereElse } from "../core/review/replaced.ts";
import { namesIn } from "../core/review/names.ts";
import { fileOf, isCell } from "./cells.ts";
import type { ChecklistAnswers } from "./keep/answers.ts";
import type { Hunks } from "./keep/hunks.ts";
import type { FileLedger } from "./keep/ledgers.ts";
import { ownQuestionsFor } from "./listen/ownQuestions.ts";
import { isThere, type Place } from "./review.ts";
import type { Settings } from "./settings.ts";
import { askChecklist, type Wish } from "./show/checklist.ts";
import { rangeText } from "./show/wording.ts";

/** So long the checklist waits for what git knows; after that it asks without. */
const gitMs = 1500;

/** What came of a checklist. */
export interface ChecklistResult {
  /** `undefined` when the person left without saying. */
  readonly wish: Wish | undefined;
  /** Whether all that was to be stored is stored. */
  readonly isKept: boolean;
}

/** Asks about a hunk what fits it, and remembers the answers. */
export class Checklists {
  readonly #hunks: Hunks;
  readonly #answers: ChecklistAnswers;
  readonly #settings: Settings;

  constructor(hunks: Hunks, answers: ChecklistAnswers, settings: Settings) {
    this.#hunks = hunks;
    this.#answers = answers;
    this.#settings = settings;
  }

  /** Asks about a hunk. Answers about lines that changed meanwhile are not kept. */
  async ask(place: Place): Promise<ChecklistResult> {
    const { file, range } = place;
    const [hunk, own] = await Promise.all([
      this.#hunkWithSurroundings(file, range),
      ownQuestionsFor(file.uri, this.#settings),
    ]);
    const questions = questionsFor(glanceAt(hunk), own.questions);
    const before = this.#answers.of(file, range);
    const isKnown = (answer: readonly [string, string]): answer is [string, Verdict] => answer[1] !== "unsure";
    const said = await askChecklist({
      title: vscode.l10n.t("Checklist: {0}, lines {1}", hunk.path, rangeText(range.start, range.end)),
      questions,
      before: {
        verdicts: new Map([...(before?.answers ?? [])].filter(isKnown)),
        ...(before?.note !== undefined && { note: before.note }),
      },
      problems: own.problems,
    });
    if (said.wish === undefined && !said.isChanged) return { wish: undefined, isKept: true };
    const outcome = outcomeOf(questions, said.answers);
    const unsure = outcome.kind === "unsure" ? outcome.ids : [];
    return { wish: said.wish, isKept: isThere(place) && this.#answers.keep(file, range, said.answers, unsure) };
  }

  async #hunkWithSurroundings(file: FileLedger, range: LineRange): Promise<HunkText> {
    const hunk = this.#hunks.textOf(file, range);
    const { uri, ledger } = file;
    const home = fileOf(uri);
    if (home.scheme !== "file" || !vscode.workspace.isTrusted) return hunk;
    const { packages, calls } = namesIn(glanceAt(hunk));
    const names = nowhereElse([...packages, ...calls], ledger.lines, range);
    const around = await surroundingsOf(home.fsPath, names, AbortSignal.timeout(gitMs));
    if (around === undefined) return hunk;
    return {
      ...hunk,
      ...(!isCell(uri) && { before: linesBefore(around.headLines, ledger.lines, range) }),
      ...(around.newNames !== undefined && { newNames: around.newNames }),
    };
  }
}
