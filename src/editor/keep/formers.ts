import type { FormerText, FormerTexts } from "../../core/ledger/comeback.ts";
import type { Storage } from "./storage.ts";

/** So many texts of one file that changes on disk left wait in memory until they are stored. */
const waitingLimit = 24;

/**
 * The texts that files had before changes on disk took them away, with the marks of that moment: a branch switch, a stash
 * or a rebase brings them back (DESIGN §2, rule 8). In memory until the saver stores them.
 */
export class Formers {
  readonly #storage: Storage;
  readonly #waiting = new Map<string, FormerText[]>();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** What is known of the earlier texts of one file. */
  of(uri: string): FormerTexts {
    return {
      exactly: (textHash) =>
        this.waiting(uri).findLast((text) => text.textHash === textHash) ?? this.#storage.snapshotOf(uri, textHash),
      all: () => this.#all(uri),
      add: (text) => this.#add(uri, text),
    };
  }

  /** The texts of a file that are not stored yet, the oldest first. */
  waiting(uri: string): readonly FormerText[] {
    return this.#waiting.get(uri) ?? [];
  }

  /** These files' texts are stored. */
  stored(uris: Iterable<string>): void {
    for (const uri of uris) this.#waiting.delete(uri);
  }

  /** A file has another name. */
  renamed(oldUri: string, newUri: string): void {
    const waiting = this.#waiting.get(oldUri);
    if (waiting === undefined) return;
    this.#waiting.delete(oldUri);
    this.#waiting.set(newUri, waiting);
  }

  /** Forgets everything that is not stored. */
  forget(): void {
    this.#waiting.clear();
  }

  #all(uri: string): readonly FormerText[] {
    const waiting = this.waiting(uri).toReversed();
    const newer = new Set(waiting.map(({ textHash }) => textHash));
    return [...waiting, ...this.#storage.formersOf(uri).filter(({ textHash }) => !newer.has(textHash))];
  }

  #add(uri: string, text: FormerText): void {
    const others = this.waiting(uri).filter(({ textHash }) => textHash !== text.textHash);
    this.#waiting.set(uri, [...others, text].slice(-waitingLimit));
  }
}
