import * as vscode from "vscode";
import { areInHead } from "../../core/ledger/committed.ts";
import { hunksOf, type ReviewHunk } from "../../core/ledger/hunks.ts";
import { addDebt, type Debt, debtOfSpans, lessDebt, noDebt } from "../../core/review/debt.ts";
import type { Commits } from "../keep/commits.ts";
import { isWithin, walkHunksOf } from "../../core/review/walk.ts";
import type { Debts, FileDebt } from "../keep/debts.ts";
import type { FileLedger, Ledgers } from "../keep/ledgers.ts";
import type { Limits } from "../keep/limits.ts";

/** What a hunk can be to git. `undefined` stands for everything, where there is no git. */
export type GroupName = "uncommitted" | "committed" | undefined;

/** What there is to read in a group. */
export interface Group {
  readonly name: GroupName;
  readonly debt: Debt;
  /** Files with something to read in it, by path. */
  readonly files: readonly vscode.Uri[];
}

/** Splits what there is to read by git state, within the limit of the walk. */
export class Groups {
  readonly #debts: Debts;
  readonly #commits: Commits;
  readonly #ledgers: Ledgers;
  readonly #limits: Limits;

  constructor(debts: Debts, commits: Commits, ledgers: Ledgers, limits: Limits) {
    this.#debts = debts;
    this.#commits = commits;
    this.#ledgers = ledgers;
    this.#limits = limits;
  }

  /** The groups with something to read, in the order in which people read them; without any repository one without a name. */
  present(): Group[] {
    const files = this.#debts.files();
    const hasGit = files.some(({ uri }) => this.#commits.isInRepository(uri));
    const names: readonly GroupName[] = hasGit ? ["uncommitted", "committed"] : [undefined];
    const parts = files.map((file) => this.#limited(file));
    return names.flatMap((name) => {
      const own = parts
        .map((file) => ({ uri: file.uri, debt: this.#part(file, name) }))
        .filter(({ debt }) => debt.lines > 0);
      if (own.length === 0) return [];
      const debt = own.reduce((sum, part) => addDebt(sum, part.debt), noDebt);
      return [{ name, debt, files: own.map(({ uri }) => uri) }];
    });
  }

  /** What there is to read of a file in a group. */
  debtOf(uri: vscode.Uri, group: GroupName): Debt {
    return this.#part(this.#limited(this.#debts.ofFile(uri)), group);
  }

  /** The hunks of a file that are in a group. */
  hunksIn(group: GroupName, { uri, ledger }: FileLedger): ReviewHunk[] {
    const spans = ledger.spans();
    const isInRepository = this.#commits.isInRepository(uri);
    // The two lists are of the same hunks, in the same order.
    const known = this.#limits.all.length === 0 ? [] : walkHunksOf({ file: uri.toString(), spans, isInRepository });
    return hunksOf(spans).filter((hunk, i) => {
      const isInGroup = group === undefined || (group === "committed") === (isInRepository && areInHead(hunk.spans));
      const walkHunk = known[i];
      return isInGroup && (walkHunk === undefined || this.#limits.all.every((limit) => isWithin(walkHunk, limit)));
    });
  }

  /** The part of a file's debt that the limit leaves. A file that is not in memory yet is left whole. */
  #limited(debt: FileDebt): FileDebt {
    const file = this.#limits.all.length === 0 ? undefined : this.#ledgers.inMemory(debt.uri);
    if (file === undefined) return debt;
    const hunks = this.hunksIn(undefined, file);
    if (hunks.length === hunksOf(file.ledger.spans()).length) return debt;
    const debtOf = (some: readonly ReviewHunk[]): Debt => {
      const spans = some.flatMap((hunk) => hunk.spans);
      return spans.length === 0 ? noDebt : debtOfSpans(file.ledger.lines, spans);
    };
    return {
      uri: debt.uri,
      debt: debtOf(hunks),
      inHead: debtOf(hunks.filter(({ spans }) => areInHead(spans))),
    };
  }

  #part({ uri, debt, inHead }: FileDebt, group: GroupName): Debt {
    if (group === undefined) return debt;
    const committed = this.#commits.isInRepository(uri) ? inHead : noDebt;
    return group === "committed" ? committed : lessDebt(debt, committed);
  }
}
