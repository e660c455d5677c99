import * as vscode from "vscode";
import { areInHead } from "../../core/ledger/committed.ts";
import type { ReviewHunk } from "../../core/ledger/hunks.ts";
import { addDebt, type Debt, lessDebt, noDebt } from "../../core/review/debt.ts";
import type { Commits } from "../keep/commits.ts";
import { isWithin } from "../../core/review/walk.ts";
import type { Debts, FileDebt } from "../keep/debts.ts";
import type { Hunks } from "../keep/hunks.ts";
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

/** Splits what there is to read by git state. */
export class Groups {
  readonly #debts: Debts;
  readonly #commits: Commits;

  constructor(debts: Debts, commits: Commits) {
    this.#debts = debts;
    this.#commits = commits;
  }

  /** The groups with something to read, in the order in which people read them; without any repository one without a name. */
  present(): Group[] {
    const files = this.#debts.files();
    const hasGit = files.some(({ uri }) => this.#commits.isInRepository(uri));
    const names: readonly GroupName[] = hasGit ? ["uncommitted", "committed"] : [undefined];
    return names.flatMap((name) => {
      const parts = files
        .map((file) => ({ uri: file.uri, debt: this.#part(file, name) }))
        .filter(({ debt }) => debt.lines > 0);
      if (parts.length === 0) return [];
      const debt = parts.reduce((sum, part) => addDebt(sum, part.debt), noDebt);
      return [{ name, debt, files: parts.map(({ uri }) => uri) }];
    });
  }

  /** What there is to read of a file in a group. */
  debtOf(uri: vscode.Uri, group: GroupName): Debt {
    return this.#part(this.#debts.ofFile(uri), group);
  }

  /** Whether a hunk of a file is in a group. */
  has(group: GroupName, uri: vscode.Uri, hunk: ReviewHunk): boolean {
    if (group === undefined) return true;
    return (group === "committed") === (this.#commits.isInRepository(uri) && areInHead(hunk.spans));
  }

  #part({ uri, debt, inHead }: FileDebt, group: GroupName): Debt {
    if (group === undefined) return debt;
    const committed = this.#commits.isInRepository(uri) ? inHead : noDebt;
    return group === "committed" ? committed : lessDebt(debt, committed);
  }
}
