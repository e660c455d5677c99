import type * as vscode from "vscode";
import { carriage, type DiskStep } from "../../core/ledger/carried.ts";
import type { Former } from "../../core/ledger/former.ts";
import { isMark, runsOf, spansOf } from "../../core/ledger/tag.ts";
import type { Hasher } from "../../core/text/hash.ts";
import { sameLines } from "../../core/text/lines.ts";
import type { DiskChange, Ledgers } from "../keep/ledgers.ts";
import type { Storage } from "../keep/storage.ts";

/** Changes of two files this close together can be one move. */
const togetherMs = 3000;
/** More changes at once are a branch switch or a build, and no move of a function. */
const fewChanges = 12;

/** What a new file said before. */
const nothing: Former = { lines: [], tags: [] };

/** A change of a file on disk: what it said before, and what it said then. */
interface Step {
  readonly uri: vscode.Uri;
  /** Without the tags of lines that were found elsewhere. */
  before: Former;
  readonly lines: readonly string[];
  readonly atMs: number;
}

/**
 * Finds lines that were moved outside the editor from a followed file to another, or to a new one: they keep what is known of
 * them. What an old file said before of which nothing was known nobody can say, so there such lines are nobody's.
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

  /** A new file, of which nothing is known, says this. */
  created(uri: vscode.Uri, lines: readonly string[]): void {
    this.#stepped({ uri, before: nothing, lines, atMs: Date.now() });
  }

  #changed({ file: { uri, ledger }, entry }: DiskChange): void {
    const before = ledger.before(entry);
    if (before !== undefined) this.#stepped({ uri, before, lines: ledger.lines, atMs: Date.now() });
  }

  #stepped(step: Step): void {
    const sinceMs = step.atMs - togetherMs;
    const steps = this.#steps.filter(({ atMs }) => atMs > sinceMs);
    this.#steps = [...steps, step];
    if (this.#steps.length > fewChanges) return;
    const key = step.uri.toString();
    for (const other of steps) {
      if (other.uri.toString() === key) continue;
      this.#carry(other, step);
      this.#carry(step, other);
    }
  }

  #carry(from: Step, to: Step): void {
    if (!from.before.tags.some(isMark) || !this.#storage.hasKey) return;
    const { hasher } = this.#storage;
    const { spans, places } = carriage(hashed(from, hasher), hashed(to, hasher), (hash) => hasher.isBlank(hash));
    const file =
      spans.length === 0 ? undefined : (this.#ledgers.inMemory(to.uri) ?? this.#ledgers.meet(to.uri, to.lines));
    if (file === undefined || !sameLines(file.ledger.lines, to.lines)) return;
    const { marksRevision } = file.ledger;
    file.ledger.bringBack(spans, Date.now());
    if (file.ledger.marksRevision === marksRevision) return;
    const { lines, tags } = from.before;
    from.before = { lines, tags: tags.map((tag, line) => (places.has(line) ? undefined : tag)) };
    this.#ledgers.touch(file);
  }
}

function hashed({ before, lines }: Step, hasher: Hasher): DiskStep {
  const lineHashes = hasher.lines(before.lines);
  const after = hasher.lines(lines, { lines: before.lines, hashes: lineHashes });
  return { before: { lineHashes, spans: spansOf(runsOf(before.tags)) }, after };
}
