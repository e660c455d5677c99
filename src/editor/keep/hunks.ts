import * as vscode from "vscode";
import type { Ledger } from "../../core/ledger/ledger.ts";
import type { LineRange } from "../../core/ledger/tagged-lines.ts";
import { glanceAt, type HunkText } from "../../core/review/hunkText.ts";
import { riskAt } from "../../core/review/risk.ts";
import { type Risk, type WalkHunk, walkHunksOf } from "../../core/review/walk.ts";
import { fileOf } from "../cells.ts";
import { inSlices } from "../soon.ts";
import type { Commits } from "./commits.ts";
import type { Debts } from "./debts.ts";
import { Languages } from "./languages.ts";
import type { FileLedger, Ledgers } from "./ledgers.ts";

/** What is listed of a file. */
interface Listed {
  /** Of all that it depends on; the ledger's lines themselves would be kept in memory by it. */
  readonly key: string;
  /** As long as there is memory for it. */
  readonly hunks: WeakRef<readonly WalkHunk[]>;
  /** The risks of the hunks, which took longest to find, by where they are. */
  readonly risks: Map<number, Risk>;
}

/** The hunks of this window's files with what the walk orders them by. Risks are looked up once for each text. */
export class Hunks {
  readonly #debts: Debts;
  readonly #commits: Commits;
  readonly #ledgers: Ledgers;
  readonly #languages = new Languages();
  readonly #listed = new WeakMap<Ledger, Listed>();

  constructor(debts: Debts, commits: Commits, ledgers: Ledgers) {
    this.#debts = debts;
    this.#commits = commits;
    this.#ledgers = ledgers;
  }

  /** All hunks of the files with something to read, in no order. Files that are not in memory yet are read. */
  async all(): Promise<readonly WalkHunk[]> {
    const files: FileLedger[] = [];
    for (const { uri } of this.#debts.files()) {
      const file = this.#ledgers.inMemory(uri) ?? (await this.#ledgers.open(uri));
      if (file !== undefined) files.push(file);
    }
    return inSlices(this.#listing(files));
  }

  /** The hunks of a file, in the order of its lines. */
  ofFile({ uri, ledger }: FileLedger): readonly WalkHunk[] {
    const place = this.#placeOf(uri);
    const file = uri.toString();
    const isInRepository = this.#commits.isInRepository(uri);
    const key = [file, ledger.revision, isInRepository, place.isNewFile, place.languageId].join("\n");
    const listed = this.#listed.get(ledger);
    const known = listed?.key === key ? listed : undefined;
    const before = known?.hunks.deref();
    if (before !== undefined) return before;
    const risks = known?.risks ?? new Map<number, Risk>();
    const { lines } = ledger;
    const riskOf = (range: LineRange): Risk => {
      const risk = risks.get(range.start) ?? riskAt(glanceAt(textIn(uri, lines, place, range)));
      risks.set(range.start, risk);
      return risk;
    };
    const hunks = walkHunksOf({ file, spans: ledger.spans(), isInRepository, text: { lines, riskOf } });
    this.#listed.set(ledger, { key, hunks: new WeakRef(hunks), risks });
    return hunks;
  }

  /** What the packs are to know of a hunk's text. */
  textOf({ uri, ledger }: FileLedger, range: LineRange): HunkText {
    return textIn(uri, ledger.lines, this.#placeOf(uri), range);
  }

  *#listing(files: readonly FileLedger[]): Generator<void, WalkHunk[]> {
    const hunks: WalkHunk[] = [];
    for (const file of files) {
      hunks.push(...this.ofFile(file));
      yield;
    }
    return hunks;
  }

  #placeOf(uri: vscode.Uri): Pick<HunkText, "isNewFile" | "languageId"> {
    return { isNewFile: this.#commits.isNewFile(uri), languageId: this.#languages.of(uri) };
  }
}

function textIn(
  uri: vscode.Uri,
  lines: readonly string[],
  { isNewFile, languageId }: Pick<HunkText, "isNewFile" | "languageId">,
  { start, end }: LineRange,
): HunkText {
  return { path: pathOf(uri), languageId, lines: lines.slice(start, end), isNewFile };
}

/** Where a file is in its workspace folder, with `/`; outside of all, its whole path. */
function pathOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(fileOf(uri), false);
}
