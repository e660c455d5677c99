import type * as vscode from "vscode";
import { carriage, type DiskStep, diskStep, strikeReturned } from "../../core/ledger/carried.ts";
import { isMark } from "../../core/ledger/tag.ts";
import type { LineHash } from "../../core/text/hash.ts";
import { sameLines } from "../../core/text/lines.ts";
import type { DiskChange, Ledgers } from "../keep/ledgers.ts";
import type { Storage } from "../keep/storage.ts";

/** Changes of two files this close together can be one move. */
const togetherMs = 3000;
/** More changes at once are a branch switch or a build, and no move of a function. */
const fewChanges = 12;

/** A change of a file on disk. */
interface Step {
  readonly uri: vscode.Uri;
  readonly lines: readonly string[];
  readonly atMs: number;
  /** Whether it had a tracked line before. */
  readonly hadMarks: boolean;
  /** Compared once it may be a part of a move, and once only. */
  readonly compared: () => DiskStep;
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
  created(uri: vscode.Uri, lines: readonly string[], hashes: readonly LineHash[]): void {
    this.#stepped({ uri, lines, atMs: Date.now(), hadMarks: false, compared: once(() => diskStep([], [], hashes)) });
  }

  #changed({ file: { uri, ledger }, entry }: DiskChange): void {
    const before = ledger.before(entry);
    if (before === undefined) return;
    const { lines } = ledger;
    const compared = once(() => {
      const { hasher } = this.#storage;
      const hashes = hasher.lines(before.lines);
      return diskStep(hashes, before.tags, hasher.lines(lines, { lines: before.lines, hashes }));
    });
    this.#stepped({ uri, lines, atMs: Date.now(), hadMarks: before.tags.some(isMark), compared });
  }

  #stepped(step: Step): void {
    const sinceMs = step.atMs - togetherMs;
    const steps = this.#steps.filter(({ atMs }) => atMs > sinceMs);
    this.#steps = [...steps, step];
    if (this.#steps.length > fewChanges) return;
    const key = step.uri.toString();
    for (const other of steps) {
      if (other.uri.toString() !== key) {
        this.#carry(other, step);
        this.#carry(step, other);
      } else if (other.hadMarks && this.#storage.hasKey) strikeReturned(other.compared(), step.compared());
    }
  }

  /** What is found is found once: it can go nowhere else. */
  #carry(from: Step, to: Step): void {
    if (!from.hadMarks || !this.#storage.hasKey) return;
    const { hasher } = this.#storage;
    const { leaving } = from.compared();
    const { spans, places } = carriage(from.compared(), to.compared(), (hash) => hasher.isBlank(hash));
    if (spans.length === 0) return;
    const file = this.#ledgers.inMemory(to.uri) ?? this.#ledgers.meet(to.uri, to.lines);
    if (!sameLines(file.ledger.lines, to.lines)) return;
    const { marksRevision } = file.ledger;
    file.ledger.bringBack(spans, Date.now());
    if (file.ledger.marksRevision === marksRevision) return;
    for (const place of places) leaving[place] = 0;
    this.#ledgers.touch(file);
  }
}

/** Does something when it is first asked for, and never again. */
function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => (done ??= { value: work() }).value;
}
