import * as vscode from "vscode";
import { hunksOf } from "../../core/ledger/hunks.ts";
import { unsureIn } from "../../core/review/answers.ts";
import { dayOf } from "../../core/week/facts.ts";
import type { UnsureItem } from "../../core/week/input.ts";
import type { Week } from "../../core/week/weeks.ts";
import type { StoredChecklist } from "../../store/checklists.ts";
import { fileOf } from "../cells.ts";
import type { ChecklistAnswers } from "../keep/answers.ts";
import type { Ledgers } from "../keep/ledgers.ts";
import type { Storage } from "../keep/storage.ts";
import { storedQuestionText } from "../show/questionWording.ts";
import { documentText } from "../show/wording.ts";
import { lineLink } from "./links.ts";
import type { Scope } from "./scope.ts";

/** What checklists left unsure, with where their hunks are now. */
export class UnsureAnswers {
  readonly #storage: Storage;
  readonly #ledgers: Ledgers;
  readonly #answers: ChecklistAnswers;

  constructor(storage: Storage, ledgers: Ledgers, answers: ChecklistAnswers) {
    this.#storage = storage;
    this.#ledgers = ledgers;
    this.#answers = answers;
  }

  /** What checklists that were answered in a week left unsure, the latest first. */
  async of(week: Week, scope: Scope): Promise<readonly UnsureItem[]> {
    const items: UnsureItem[] = [];
    for (const checklist of this.#storage.checklists()) {
      const day = dayOf(checklist.atMs);
      const uri = vscode.Uri.parse(checklist.uri);
      if (day < week.start || day > week.end || !scope.hasFile(uri)) continue;
      const ids = unsureIn(checklist.answers);
      if (ids.length === 0) continue;
      const line = await this.#lineOf(uri, checklist);
      const place = { path: documentText(uri), line: line + 1, target: lineLink(checklist.uri, line) };
      items.push(...ids.map((id) => ({ question: storedQuestionText(id), ...place })));
    }
    return items;
  }

  /** Where the hunk that a checklist is about starts, 0-based; the first line of its file where it is not known. */
  async #lineOf(uri: vscode.Uri, { id }: StoredChecklist): Promise<number> {
    const isHere = vscode.workspace.getWorkspaceFolder(fileOf(uri)) !== undefined;
    const file = this.#ledgers.inMemory(uri) ?? (isHere ? await this.#ledgers.open(uri) : undefined);
    if (file === undefined) return 0;
    return hunksOf(file.ledger.spans()).find((hunk) => this.#answers.of(file, hunk)?.id === id)?.start ?? 0;
  }
}
