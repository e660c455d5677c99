import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { AskedFile, HeadFile, HeadText } from "../../agents/git/heads.ts";
import { Latest } from "../../core/latest.ts";
import { linesInHead } from "../../core/ledger/committed.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { Hasher, type LineHash } from "../../core/text/hash.ts";
import { splitLines } from "../../core/text/lines.ts";
import { fileOf, isCell } from "../cells.ts";
import { Repositories } from "../listen/repositories.ts";
import { inSlices, Soon } from "../soon.ts";
import type { FileLedger, Ledgers } from "./ledgers.ts";

/** Git is asked this soon, once for all that follows closely. */
const delayMs = 400;
/** A text that changed has time: its new lines are not committed. */
const textDelayMs = 1200;
/** Git is asked again after this time at the earliest: a rebase moves HEAD many times. */
const pauseMs = 1000;
/** So many files' hashes are remembered, so that only what changed is hashed again. */
const hashedFiles = 16;
/** So many lines are hashed at once. */
const hashedLines = 500;

/** What was last learned of a file. */
interface Known {
  readonly gitFolder: string | undefined;
  readonly commit: string | undefined;
  /** Whether HEAD holds the file. */
  readonly isInHead: boolean;
  readonly isIgnored: boolean;
  /** The hashes of the lines that HEAD holds; none of a file that it does not. */
  readonly hashes: Float64Array;
}

const noHashes = new Float64Array();

/** A file of which it is known what HEAD holds; `hasMoved` where HEAD was elsewhere before. */
interface Learned {
  readonly file: FileLedger;
  readonly hasMoved: boolean;
}

/**
 * Which tracked lines HEAD holds: asks git about files that have some, compares its text with theirs whenever one of the
 * two changed, and has the ledgers remember it. Everything in its turn and in slices; no keystroke waits for it.
 */
export class Commits implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #repositories: Repositories;
  readonly #key = randomBytes(16);
  readonly #hasher = new Hasher(this.#key);
  readonly #known = new WeakMap<FileLedger, Known>();
  /** Files about which git is to be asked. */
  readonly #unsure = new Set<FileLedger>();
  /** Files about which it was to be asked and nothing came of it: what is known of them may be out of date. */
  readonly #untold = new WeakSet<FileLedger>();
  /** Files whose text is to be compared. */
  readonly #stale = new Set<FileLedger>();
  readonly #compared = new WeakMap<Ledger, number>();
  readonly #hashed = new Latest<Ledger, { readonly lines: readonly string[]; readonly hashes: readonly LineHash[] }>(
    hashedFiles,
  );
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #ignoredChanged = new vscode.EventEmitter<readonly FileLedger[]>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #due = new Soon(() => void this.#run());
  #isRunning = false;
  #askedAtMs = -Infinity;

  /** Fires after files turned out to lie in a repository, or in none any more. */
  readonly onDidChange = this.#changed.event;
  /** Fires after git turned out to ignore files, or to do so no longer. */
  readonly onDidChangeIgnored = this.#ignoredChanged.event;

  /** @param program the absolute path of the program that asks git */
  constructor(ledgers: Ledgers, program: string, log: vscode.LogOutputChannel) {
    this.#ledgers = ledgers;
    this.#repositories = new Repositories(program, log);
    this.#subscriptions = [
      ledgers.onDidChange((file) => {
        const { ledger } = file;
        if (!ledger.everTracked || this.#compared.get(ledger) === ledger.revision) return;
        const isKnown = this.#known.has(file) && !this.#untold.has(file);
        (isKnown ? this.#stale : this.#unsure).add(file);
        this.#due.within(isKnown ? textDelayMs : delayMs);
      }),
      this.#repositories.onDidMove((gitFolder) => {
        for (const file of ledgers.all()) {
          const known = this.#known.get(file);
          if (gitFolder === undefined || gitFolder === known?.gitFolder) this.#unsure.add(file);
        }
        this.#due.within(delayMs);
      }),
    ];
  }

  /** Whether a file with tracked lines lies in a repository, as far as that is known yet. */
  isInRepository(uri: vscode.Uri): boolean {
    return this.#knownOf(uri)?.gitFolder !== undefined;
  }

  /** Whether a file with tracked lines is not in HEAD, as far as that is known yet. */
  isNewFile(uri: vscode.Uri): boolean {
    const known = this.#knownOf(uri);
    return known?.gitFolder !== undefined && !known.isInHead;
  }

  /** Whether git ignores a file with tracked lines, as far as that is known yet. */
  isIgnored(uri: vscode.Uri): boolean {
    return this.#knownOf(uri)?.isIgnored === true;
  }

  dispose(): void {
    this.#due.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#repositories.dispose();
    this.#changed.dispose();
    this.#ignoredChanged.dispose();
  }

  #knownOf(uri: vscode.Uri): Known | undefined {
    const file = this.#ledgers.inMemory(uri);
    return file && this.#known.get(file);
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      await this.#ask();
      // Where HEAD may be elsewhere by now a text waits for the answer.
      const ready = [...this.#stale].filter((file) => !this.#unsure.has(file));
      for (const file of ready) this.#stale.delete(file);
      await inSlices(this.#comparing(ready.map((file) => ({ file, hasMoved: false }))));
    } finally {
      this.#isRunning = false;
    }
    if (this.#stale.size > 0) this.#due.within(textDelayMs);
    if (this.#unsure.size > 0) this.#due.within(Math.max(delayMs, this.#askedAtMs + pauseMs - performance.now()));
  }

  /** Asks git about the files that it is to be asked about, unless it was only just asked. */
  async #ask(): Promise<void> {
    if (this.#unsure.size === 0 || performance.now() < this.#askedAtMs + pauseMs) return;
    const byPlace = new Map<string, FileLedger[]>();
    const asked = new Map<string, AskedFile>();
    for (const file of this.#unsure) {
      const home = fileOf(file.uri);
      const known = this.#known.get(file);
      const commit = this.#untold.has(file) ? undefined : known?.commit;
      this.#untold.add(file);
      if (home.scheme !== "file" || file.ledger.spans().length === 0) continue;
      const place = { path: home.fsPath, isNotebook: isCell(file.uri) };
      const key = keyOf(place);
      byPlace.set(key, [...(byPlace.get(key) ?? []), file]);
      // Of the cells of a notebook one may be new.
      const before = asked.get(key);
      const knownOf = before === undefined || before.knownOf === commit ? commit : undefined;
      asked.set(key, { ...place, knownOf, isKnownIgnored: known?.isIgnored === true });
    }
    this.#unsure.clear();
    if (asked.size === 0) return;
    let taken: Promise<unknown> = Promise.resolve();
    const isAll = await this.#repositories.read([...asked.values()], this.#key, (told) => {
      taken = taken.then(() => this.#take(told, byPlace));
    });
    await taken;
    if (isAll) for (const files of byPlace.values()) for (const file of files) this.#untold.delete(file);
    this.#askedAtMs = performance.now();
  }

  async #take(told: readonly HeadFile[], byPlace: ReadonlyMap<string, readonly FileLedger[]>): Promise<void> {
    const learned: Learned[] = [];
    const changed: FileLedger[] = [];
    let isElsewhere = false;
    for (const head of told) {
      const { gitFolder, commit, isIgnored, text } = head;
      const files = byPlace.get(keyOf(head)) ?? [];
      const hashes = files[0] === undefined ? noHashes : await this.#hashesIn(text, files[0].uri);
      for (const file of files) {
        const before = this.#known.get(file);
        this.#untold.delete(file);
        this.#known.set(file, { gitFolder, commit, isInHead: text !== undefined, isIgnored, hashes });
        if ((before?.isIgnored === true) !== isIgnored) changed.push(file);
        isElsewhere ||= (before?.gitFolder === undefined) !== (gitFolder === undefined);
        learned.push({ file, hasMoved: before !== undefined && before.commit !== commit });
      }
    }
    if (changed.length > 0) this.#ignoredChanged.fire(changed);
    // What was told before this may have taken its share of the thread.
    await new Promise<void>((resolve) => setImmediate(resolve));
    await inSlices(this.#comparing(learned));
    if (isElsewhere) this.#changed.fire();
  }

  *#comparing(files: readonly Learned[]): Generator<void, void> {
    for (const { file, hasMoved } of files) {
      const known = this.#known.get(file);
      if (known !== undefined && !this.#untold.has(file)) yield* this.#compare(file, known, hasMoved);
      yield;
    }
  }

  *#compare(file: FileLedger, { gitFolder, hashes }: Known, hasMoved: boolean): Generator<void, void> {
    const { ledger } = file;
    const { revision, lines } = ledger;
    // What is remembered of a repository that is gone stays.
    if (gitFolder !== undefined) {
      const own = yield* this.#hashing(ledger, lines);
      if (ledger.revision !== revision) {
        this.#stale.add(file);
        return;
      }
      const nowMs = Date.now();
      // Who did not see a line being committed knows only that it was not before it was written.
      const news = ledger.noteHead(linesInHead(Array.from(hashes), own), ({ origin }) =>
        hasMoved ? nowMs : origin.atMs,
      );
      this.#compared.set(ledger, ledger.revision);
      if (news) this.#ledgers.touch(file);
    } else this.#compared.set(ledger, revision);
  }

  *#hashing(ledger: Ledger, lines: readonly string[]): Generator<void, readonly LineHash[]> {
    const before = this.#hashed.get(ledger);
    let hashes: LineHash[] = [];
    if (before === undefined) {
      for (const line of lines) {
        hashes.push(this.#hasher.line(line));
        if (hashes.length % hashedLines === 0) yield;
      }
    } else hashes = this.#hasher.lines(lines, before);
    this.#hashed.set(ledger, { lines, hashes });
    return hashes;
  }

  async #hashesIn(text: HeadText | undefined, uri: vscode.Uri): Promise<Float64Array> {
    if (text === undefined) return noHashes;
    if (text.kind === "hashes") return text.hashes;
    try {
      return Float64Array.from(this.#hasher.lines(splitLines(await vscode.workspace.decode(text.bytes, { uri }))));
    } catch {
      return noHashes;
    }
  }
}

/** Tells what git is asked about: a file, or the cells of one. */
function keyOf({ path, isNotebook }: Pick<AskedFile, "path" | "isNotebook">): string {
  return `${isNotebook ? "cells of " : ""}${path}`;
}
