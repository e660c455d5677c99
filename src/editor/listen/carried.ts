import type * as vscode from "vscode";
import { carriedSpans, type DiskStep } from "../../core/ledger/carried.ts";
import { runsOf, spansOf } from "../../core/ledger/tag.ts";
import type { DiskChange, FileLedger, Ledgers } from "../keep/ledgers.ts";
import type { Storage } from "../keep/storage.ts";

/** Changes of two files this close together can be one move. */
const togetherMs = 3000;
/** More changes at once are a branch switch or a build, and no move of a function. */
const fewChanges = 12;

/** A change of a file on disk, with the lines that it left. */
interface Step extends DiskStep {
  readonly file: FileLedger;
  readonly lines: readonly string[];
  readonly atMs: number;
}

/**
 * Finds lines that were moved outside the editor from one followed file to another: they keep what is known of them. What a file
 * said before of which nothing was known nobody can say, so there such lines are nobody's.
 */
export class Carried implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #storage: Storage;
  readonly #subscription: vscode.Disposable;
  #steps: Step[] = [];

  constructor(ledgers: Ledgers, storage: Storage) {
    this.#ledgers = ledgers;
    this.#storage = storage;
    this.#subscription = ledgers.onDidChangeOnDisk((change) => this.#changed(change));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #changed({ file, entry }: DiskChange): void {
    this.#forgetOld();
    const { ledger } = file;
    const before = ledger.before(entry);
    if (before === undefined || !this.#storage.hasKey) return;
    const { hasher } = this.#storage;
    const lineHashes = hasher.lines(before.lines);
    const { lines } = ledger;
    const after = hasher.lines(lines, { lines: before.lines, hashes: lineHashes });
    const step = { before: { lineHashes, spans: spansOf(runsOf(before.tags)) }, after, file, lines, atMs: Date.now() };
    const others = this.#steps.filter((other) => other.file.ledger !== ledger);
    this.#steps.push(step);
    if (this.#steps.length > fewChanges) return;
    for (const other of others) {
      this.#carry(other, step);
      this.#carry(step, other);
    }
  }

  #carry(from: Step, to: Step): void {
    if (!hasLeft(from) || to.file.ledger.lines !== to.lines) return;
    const { hasher } = this.#storage;
    const spans = carriedSpans(from, to, (hash) => hasher.isBlank(hash));
    if (spans.length === 0) return;
    to.file.ledger.bringBack(spans, Date.now());
    this.#ledgers.touch(to.file);
  }

  #forgetOld(): void {
    const sinceMs = Date.now() - togetherMs;
    this.#steps = this.#steps.filter(({ atMs }) => atMs > sinceMs);
  }
}

/** Whether tracked lines may have left with a change. */
function hasLeft({ before }: DiskStep): boolean {
  return before.spans.length > 0;
}
