import type * as vscode from "vscode";
import { carriedSpans, type DiskStep } from "../../core/ledger/carried.ts";
import type { Former } from "../../core/ledger/former.ts";
import { isMark, runsOf, spansOf } from "../../core/ledger/tag.ts";
import type { Hasher } from "../../core/text/hash.ts";
import type { DiskChange, FileLedger, Ledgers } from "../keep/ledgers.ts";
import type { Storage } from "../keep/storage.ts";

/** Changes of two files this close together can be one move. */
const togetherMs = 3000;
/** More changes at once are a branch switch or a build, and no move of a function. */
const fewChanges = 12;

/** A change of a file on disk: what it said before, and what it said then. */
interface Step {
  readonly file: FileLedger;
  readonly before: Former;
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
    if (before === undefined) return;
    const step = { file, before, lines: ledger.lines, atMs: Date.now() };
    const others = this.#steps.filter((other) => other.file.ledger !== ledger);
    this.#steps.push(step);
    if (this.#steps.length > fewChanges) return;
    for (const other of others) {
      this.#carry(other, step);
      this.#carry(step, other);
    }
  }

  #carry(from: Step, to: Step): void {
    if (!from.before.tags.some(isMark) || to.file.ledger.lines !== to.lines || !this.#storage.hasKey) return;
    const { hasher } = this.#storage;
    const spans = carriedSpans(hashed(from, hasher), hashed(to, hasher), (hash) => hasher.isBlank(hash));
    if (spans.length === 0) return;
    to.file.ledger.bringBack(spans, Date.now());
    this.#ledgers.touch(to.file);
  }

  #forgetOld(): void {
    const sinceMs = Date.now() - togetherMs;
    this.#steps = this.#steps.filter(({ atMs }) => atMs > sinceMs);
  }
}

function hashed({ before, lines }: Step, hasher: Hasher): DiskStep {
  const lineHashes = hasher.lines(before.lines);
  const after = hasher.lines(lines, { lines: before.lines, hashes: lineHashes });
  return { before: { lineHashes, spans: spansOf(runsOf(before.tags)) }, after };
}
