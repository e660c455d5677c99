import * as vscode from "vscode";
import type { ReviewHunk } from "../../core/ledger/hunks.ts";
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

/** The risks of a text's hunks, by where they are. They hold as long as text and marks are the same. */
interface Risks {
  /** Of the ledger; its lines themselves would be kept in memory by it. */
  readonly revision: number;
  readonly isNewFile: boolean;
  readonly languageId: string;
  readonly byPlace: Map<string, Risk>;
}

/** The hunks of this window's files with what the walk orders them by. Risks are looked up once for each text. */
export class Hunks {
  readonly #debts: Debts;
  readonly #commits: Commits;
  readonly #ledgers: Ledgers;
  readonly #languages = new Languages();
  readonly #risks = new WeakMap<Ledger, Risks>();

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
  ofFile({ uri, ledger }: FileLedger): WalkHunk[] {
    const risks = this.#risksOf(uri, ledger);
    const { lines } = ledger;
    return walkHunksOf({
      file: uri.toString(),
      spans: ledger.spans(),
      isInRepository: this.#commits.isInRepository(uri),
      text: { lines, riskOf: (hunk) => riskOf(uri, lines, risks, hunk) },
    });
  }

  /** What the packs are to know of a hunk's text. */
  textOf({ uri, ledger }: FileLedger, range: LineRange): HunkText {
    return textIn(uri, ledger.lines, this.#risksOf(uri, ledger), range);
  }

  *#listing(files: readonly FileLedger[]): Generator<void, WalkHunk[]> {
    const hunks: WalkHunk[] = [];
    for (const file of files) {
      hunks.push(...this.ofFile(file));
      yield;
    }
    return hunks;
  }

  #risksOf(uri: vscode.Uri, ledger: Ledger): Risks {
    const { revision } = ledger;
    const isNewFile = this.#commits.isNewFile(uri);
    const languageId = this.#languages.of(uri);
    const known = this.#risks.get(ledger);
    if (known?.revision === revision && known.isNewFile === isNewFile && known.languageId === languageId) return known;
    const risks: Risks = { revision, isNewFile, languageId, byPlace: new Map() };
    this.#risks.set(ledger, risks);
    return risks;
  }
}

function riskOf(uri: vscode.Uri, lines: readonly string[], risks: Risks, hunk: ReviewHunk): Risk {
  const place = `${hunk.start}-${hunk.end}`;
  let risk = risks.byPlace.get(place);
  if (risk === undefined) {
    risk = riskAt(glanceAt(textIn(uri, lines, risks, hunk)));
    risks.byPlace.set(place, risk);
  }
  return risk;
}

function textIn(
  uri: vscode.Uri,
  lines: readonly string[],
  { isNewFile, languageId }: Risks,
  { start, end }: LineRange,
): HunkText {
  return { path: pathOf(uri), languageId, lines: lines.slice(start, end), isNewFile };
}

/** Where a file is in its workspace folder, with `/`; outside of all, its whole path. */
function pathOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(fileOf(uri), false);
}
