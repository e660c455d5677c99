import * as vscode from "vscode";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { debtOfSpans } from "../../core/review/debt.ts";
import type { LineHash } from "../../core/text/hash.ts";
import type { Fact } from "../../core/week/facts.ts";
import type { FileRecord } from "../../store/files.ts";
import type { FileLedger, Ledgers } from "./ledgers.ts";
import type { Pause } from "./pause.ts";
import type { Storage } from "./storage.ts";

/** A change is stored this soon after it, together with what follows it closely. */
const delayMs = 300;
/** A store that refused is asked again after this time. */
const retryMs = 5000;

/** Writes changed ledgers and their day facts to the store, shortly after they changed. */
export class Saver implements vscode.Disposable {
  readonly #storage: Storage;
  readonly #ledgers: Ledgers;
  readonly #pause: Pause;
  readonly #subscriptions: vscode.Disposable[];
  readonly #dirty = new Set<FileLedger>();
  readonly #hashed = new WeakMap<Ledger, { readonly lines: readonly string[]; readonly hashes: readonly LineHash[] }>();
  #facts: Fact[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(storage: Storage, ledgers: Ledgers, pause: Pause) {
    this.#storage = storage;
    this.#ledgers = ledgers;
    this.#pause = pause;
    this.#subscriptions = [
      ledgers.onDidChange((file) => {
        this.#dirty.add(file);
        this.#schedule(delayMs);
      }),
      pause.onDidChange(() => this.#schedule(delayMs)),
    ];
  }

  /** The counts that are not stored yet. */
  get unsavedFacts(): readonly Fact[] {
    return this.#facts;
  }

  /** Stores now what is to be stored; while paused nothing, until it is resumed. Returns whether nothing is left. */
  flush(): boolean {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const { ledger } of this.#dirty) this.#facts.push(...ledger.takeFacts());
    if (this.#pause.isPaused) return false;
    if (this.#dirty.size === 0 && this.#facts.length === 0) return true;
    const files = [...this.#dirty].map((file) => this.#record(file));
    const stored = this.#storage.write({ files, facts: this.#facts, atMs: Date.now() });
    if (!stored) {
      this.#schedule(retryMs);
      return false;
    }
    this.#facts = [];
    this.#dirty.clear();
    return true;
  }

  /** Everything in memory is to be written again, since the store lost it. */
  saveAll(): void {
    for (const file of this.#ledgers.all()) if (file.ledger.everTracked) this.#dirty.add(file);
    this.#schedule(delayMs);
  }

  /** Forgets what was to be stored. */
  discard(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#dirty.clear();
    this.#facts = [];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.flush();
    clearTimeout(this.#timer);
  }

  #schedule(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.flush();
    }, ms);
  }

  #record({ uri, ledger }: FileLedger): FileRecord {
    const { hasher } = this.#storage;
    const hashes = hasher.lines(ledger.lines, this.#hashed.get(ledger));
    this.#hashed.set(ledger, { lines: [...ledger.lines], hashes });
    const spans = ledger.spans();
    const debt = debtOfSpans(ledger.lines, spans);
    return {
      uri: uri.toString(),
      textHash: hasher.text(hashes),
      lineHashes: hashes,
      spans,
      unreadLines: debt.lines,
      unreadCostTenths: debt.costTenths,
      present: true,
      disk: undefined,
    };
  }
}
