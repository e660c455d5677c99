import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { random } from "../../bench/random.ts";
import { closeAll, openFile } from "../hands.ts";
import { ledgerOf } from "../tracked.ts";
import { acts, isAccept } from "./acts.ts";
import { MadeUpCode } from "./code.ts";
import { type Label, Oracle } from "./oracle.ts";

/** How many lines were AI's or not, by the oracle, and tracked or not, by the product. */
export interface Confusion {
  /** AI's and tracked. */
  hits: number;
  /** Not AI's, but tracked. */
  falseAlarms: number;
  /** AI's, but not tracked. */
  misses: number;
  /** Not AI's and not tracked. */
  rejections: number;
}

/** What acts of one kind came to. */
export interface KindResult extends Confusion {
  readonly kind: string;
  acts: number;
}

/** A line on which product and oracle do not agree, with what led there. */
export interface Disagreement {
  readonly kind: string;
  readonly act: number;
  /** The kind of the act before. */
  readonly after: string;
  readonly line: string;
  readonly isAi: boolean;
  readonly changes: readonly string[];
  readonly ledger: readonly string[];
}

/** What a run came to. */
export interface AccuracyResult {
  readonly kinds: readonly KindResult[];
  /** All lines of all files after the last act in each. */
  readonly atRest: Confusion;
  readonly files: number;
  readonly disagreements: readonly Disagreement[];
  /** Why the run ended early. */
  readonly problem: string | undefined;
}

/** What is read from disk is known to the product a moment after it happened; by then it must be. */
const settleMs = 2000;
const longestActMs = 60_000;
const breathMs = 200;
const actsPerFile = 24;
const encodingKind = "another encoding";
const roundsOfAccepts = 12;
const roundsOfOthers = 5;

interface LabelledEvent extends vscode.TextDocumentChangeEvent {
  readonly detailedReason?: { readonly source: string; readonly metadata: { readonly kind?: string } };
}

/** Called by the editor, which `test/bench/accuracy.bench.ts` starts. */
export async function run(): Promise<void> {
  const code = new MadeUpCode(random(Number(process.env["REVIEW_DEBT_SEED"])));
  const accuracy = new Accuracy(code);
  let problem: string | undefined;
  try {
    for (const id of ["review-debt-test.rdtest", "review-debt.review-debt"]) {
      await vscode.extensions.getExtension(id)?.activate();
    }
    await accuracy.measure();
  } catch (error) {
    problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  writeFileSync(join(__dirname, "result.json"), JSON.stringify({ ...accuracy.result(), problem }));
}

class Accuracy {
  readonly #code: MadeUpCode;
  readonly #kinds = new Map<string, KindResult>();
  readonly #atRest: Confusion = noConfusion();
  readonly #disagreements: Disagreement[] = [];
  #files = 0;
  #acts = 0;
  #lastKind = "";

  constructor(code: MadeUpCode) {
    this.#code = code;
    for (const kind of Object.keys(acts)) this.#kinds.set(kind, { kind, acts: 0, ...noConfusion() });
  }

  result(): Omit<AccuracyResult, "problem"> {
    return {
      kinds: [...this.#kinds.values()],
      atRest: this.#atRest,
      files: this.#files,
      disagreements: this.#disagreements,
    };
  }

  async measure(): Promise<void> {
    const kinds = Object.keys(acts);
    const program = this.#code.shuffled(
      kinds.flatMap((kind) => Array.from({ length: isAccept(kind) ? roundsOfAccepts : roundsOfOthers }, () => kind)),
    );
    // An agent reads and writes UTF-8, so no file that it works on becomes anything else.
    const others = program.filter((kind) => kind === encodingKind);
    const mixed = program.filter((kind) => kind !== encodingKind);
    for (let from = 0; from < mixed.length; from += actsPerFile) {
      await this.#inOneFile(["accept: several lines", ...mixed.slice(from, from + actsPerFile)]);
    }
    await this.#inOneFile(["accept: several lines", ...others]);
  }

  async #inOneFile(program: readonly string[]): Promise<void> {
    this.#files++;
    const text = this.#code.file();
    const editor = await openFile(text);
    const { document } = editor;
    const oracle = new Oracle(text);
    let changes: string[] = [];
    const listener = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document || event.contentChanges.length === 0) return;
      const label = labelOf(event);
      changes.push(`${label.undoneOrRedone ?? ""} ${label.source} ${JSON.stringify(event.contentChanges.map(short))}`);
      oracle.change(
        event.contentChanges.map(({ range: { start, end }, text }) => ({
          startLine: start.line,
          startCharacter: start.character,
          endLine: end.line,
          endCharacter: end.character,
          text,
        })),
        label,
      );
    });
    try {
      const known = new Wrong();
      for (const kind of program) {
        changes = [];
        const before = linesOf(document);
        await inTime(kind, acts[kind]?.({ editor, code: this.#code, oracle }));
        await vscode.commands.executeCommand("editor.action.inlineSuggest.hide");
        // Nobody saves, or begins with something else, in the same moment.
        await new Promise((resolve) => setTimeout(resolve, breathMs));
        await this.#judge(kind, document, oracle, before, known, changes);
      }
      const { verdicts, ledger } = await settled(document, oracle);
      verdicts.forEach((isAi, line) => count(this.#atRest, isAi, isTracked(ledger[line])));
    } finally {
      listener.dispose();
    }
    await closeAll();
  }

  /** Counts the lines that an act wrote, and those that it made wrong. */
  async #judge(
    kind: string,
    document: vscode.TextDocument,
    oracle: Oracle,
    before: readonly string[],
    known: Wrong,
    changes: readonly string[],
  ): Promise<void> {
    const { verdicts, ledger } = await settled(document, oracle);
    const result = this.#kinds.get(kind);
    assert.ok(result);
    result.acts++;
    this.#acts++;
    const old = [...before];
    const wrong: string[] = [];
    verdicts.forEach((isAi, i) => {
      const line = document.lineAt(i).text.trim();
      const at = old.indexOf(line);
      if (at >= 0) old.splice(at, 1);
      if (isAi === undefined) return;
      const isWrong = isAi !== isTracked(ledger[i]);
      const isNew = isWrong && !known.has(line);
      if (at < 0 || isNew) count(result, isAi, isTracked(ledger[i]));
      if (isWrong) wrong.push(line);
      if (isNew)
        this.#disagreements.push({ kind, act: this.#acts, after: this.#lastKind, line, isAi, changes, ledger });
    });
    known.become(wrong);
    this.#lastKind = kind;
  }
}

/** Rejects when an act does not come to its end, so that the run says which. */
async function inTime(kind: string, act: Thenable<unknown> | undefined): Promise<void> {
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error(`"${kind}" did not come to its end.`)), longestActMs);
  });
  await Promise.race([act, tooLate]).finally(() => clearTimeout(late));
}

/** The lines that were wrong after the last act. */
class Wrong {
  #lines: readonly string[] = [];

  has(line: string): boolean {
    return this.#lines.includes(line);
  }

  become(lines: readonly string[]): void {
    this.#lines = lines;
  }
}

/** What the oracle and the product say, as soon as they agree, or at the end of their time. */
async function settled(
  document: vscode.TextDocument,
  oracle: Oracle,
): Promise<{ readonly verdicts: readonly (boolean | undefined)[]; readonly ledger: readonly string[] }> {
  const endMs = Date.now() + settleMs;
  for (;;) {
    const ledger = await ledgerOf(document);
    assert.equal(oracle.text, document.getText().replaceAll("\r\n", "\n"), "the oracle saw every change");
    const verdicts = oracle.verdicts();
    const agree = verdicts.every((isAi, i) => isAi === undefined || isAi === isTracked(ledger[i]));
    if (agree || Date.now() > endMs) return { verdicts, ledger };
  }
}

function labelOf(event: LabelledEvent): Label {
  const { reason, detailedReason } = event;
  assert.ok(detailedReason, "the editor labels its changes: the carrier has the proposed API");
  return {
    source: detailedReason.source,
    kind: detailedReason.metadata.kind,
    undoneOrRedone:
      reason === vscode.TextDocumentChangeReason.Undo
        ? "undo"
        : reason === vscode.TextDocumentChangeReason.Redo
          ? "redo"
          : undefined,
  };
}

function noConfusion(): Confusion {
  return { hits: 0, falseAlarms: 0, misses: 0, rejections: 0 };
}

function count(into: Confusion, isAi: boolean | undefined, isTracked: boolean): void {
  if (isAi === undefined) return;
  if (isAi) into[isTracked ? "hits" : "misses"]++;
  else into[isTracked ? "falseAlarms" : "rejections"]++;
}

function isTracked(line: string | undefined): boolean {
  return line !== undefined && !line.startsWith("·");
}

function linesOf(document: vscode.TextDocument): string[] {
  return document
    .getText()
    .split(/\r?\n/)
    .map((line) => line.trim());
}

function short({ range, text }: vscode.TextDocumentContentChangeEvent): unknown {
  return [range.start.line, range.start.character, range.end.line, range.end.character, text];
}
