import * as vscode from "vscode";
import { placesIn } from "../../core/text/diff.ts";
import type { LineHash } from "../../core/text/hash.ts";
import type { Ledgers } from "../keep/ledgers.ts";
import { isOnDisk, linesOnDisk } from "../disk.ts";
import type { Storage } from "../keep/storage.ts";
import { Soon } from "../soon.ts";
import type { Carried } from "./carried.ts";

/** What one program does to several files is seen together after this time. */
const settleMs = 300;
/** More new files at once are looked at only as far as others went away. */
const fewFiles = 20;
/** Of so many new files none is looked at: a build or an installation made them. */
const manyFiles = 2000;
/** Copies in such folders are made by programs, for programs. */
const madeFolders = /\/(?:node_modules|dist|out|build|target|coverage|\.[^/]+)\//;

/** A new file and what it says. */
interface Arrival {
  readonly uri: vscode.Uri;
  readonly lines: readonly string[];
  readonly hashes: readonly LineHash[];
  readonly textHash: string;
}

/**
 * Files that came or went outside the editor: one that was renamed or moved there keeps all that is known of it, one that
 * was copied has what AI wrote in it unread (DESIGN §2, rules 6 and 8).
 */
export class Arrivals implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #storage: Storage;
  readonly #carried: Carried;
  readonly #renamed: (from: vscode.Uri, to: vscode.Uri) => void;
  #came = new Map<string, vscode.Uri>();
  #went = new Set<string>();
  readonly #looked = new Soon(() => void this.#look());

  /**
   * @param carried told of each new file that is no renamed one
   * @param renamed told of each file that has another name, once it is known
   */
  constructor(
    ledgers: Ledgers,
    storage: Storage,
    carried: Carried,
    renamed: (from: vscode.Uri, to: vscode.Uri) => void,
  ) {
    this.#ledgers = ledgers;
    this.#storage = storage;
    this.#carried = carried;
    this.#renamed = renamed;
  }

  /** A file of which nothing is known was created. */
  came(uri: vscode.Uri): void {
    if (this.#storage.knownUris().size === 0 || this.#came.size > manyFiles) return;
    this.#came.set(uri.toString(), uri);
    this.#looked.within(settleMs);
  }

  /** A file of which something is known was deleted. */
  went(uri: vscode.Uri): void {
    this.#went.add(uri.toString());
    this.#looked.within(settleMs);
  }

  dispose(): void {
    this.#looked.dispose();
  }

  async #look(): Promise<void> {
    const came = [...this.#came.values()].filter((uri) => !this.#storage.knows(uri.toString()));
    const left = this.#went;
    this.#went = new Set();
    this.#came = new Map();
    // Who writes a file anew often takes the old one away first.
    const went = new Set<string>();
    for (const uri of left) if (!(await isOnDisk(vscode.Uri.parse(uri)))) went.add(uri);
    if (came.length === 0 || came.length > manyFiles || (went.size === 0 && came.length > fewFiles)) return;
    const isFew = came.length <= fewFiles;
    const strangers: Arrival[] = [];
    for (const uri of came) {
      const arrival = await this.#read(uri);
      if (arrival !== undefined && !(await this.#isRenamed(arrival, went))) strangers.push(arrival);
    }
    for (const arrival of strangers) {
      if (this.#isChanged(arrival, went) || !isFew || madeFolders.test(arrival.uri.path)) continue;
      this.#carried.created(arrival.uri, arrival.lines, arrival.hashes);
      await this.#copy(arrival);
    }
  }

  /** A file that says what one said that just went is that one; or one that went before, if no other says it still. */
  async #isRenamed({ uri, textHash }: Arrival, went: Set<string>): Promise<boolean> {
    const sources = this.#storage.filesWithText(textHash);
    const source = sources.find((candidate) => went.has(candidate)) ?? sources[0];
    if (source === undefined) return false;
    for (const other of went.has(source) ? [] : sources) if (await isOnDisk(vscode.Uri.parse(other))) return false;
    went.delete(source);
    this.#renamed(vscode.Uri.parse(source), uri);
    return true;
  }

  /** A file that was renamed and changed at once is known by most of its lines. */
  #isChanged({ uri, hashes }: Arrival, went: Set<string>): boolean {
    const name = nameOf(uri.toString());
    for (const source of went) {
      if (went.size > fewFiles && nameOf(source) !== name) continue;
      const stored = this.#storage.loadFile(source);
      if (stored === undefined || stored.spans.length === 0) continue;
      const kept = placesIn(Array.from(stored.lineHashes), hashes).filter((place) => place !== undefined).length;
      if (kept * 2 <= Math.max(stored.lineHashes.length, hashes.length)) continue;
      went.delete(source);
      this.#renamed(vscode.Uri.parse(source), uri);
      return true;
    }
    return false;
  }

  /** A file that says what another one says is a copy of it. */
  async #copy({ uri, textHash }: Arrival): Promise<void> {
    const [source] = this.#storage.filesWithText(textHash);
    const spans = source === undefined ? [] : (this.#storage.loadFile(source)?.spans ?? []);
    const file = spans.length === 0 ? undefined : await this.#ledgers.open(uri);
    if (file === undefined) return;
    file.ledger.claim(
      spans.map(({ start, end, mark: { origin } }) => ({ start, end, mark: { origin, settled: undefined } })),
    );
    this.#ledgers.touch(file);
  }

  async #read(uri: vscode.Uri): Promise<Arrival | undefined> {
    const lines = await linesOnDisk(uri);
    if (lines === undefined || !this.#storage.hasKey) return undefined;
    const { hasher } = this.#storage;
    const hashes = hasher.lines(lines);
    return { uri, lines, hashes, textHash: hasher.text(hashes) };
  }
}

function nameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf("/") + 1);
}
