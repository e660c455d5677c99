import * as vscode from "vscode";
import type { LineRange } from "../../core/ledger/tagged-lines.ts";
import { type Answers, unsureIn } from "../../core/review/answers.ts";
import { isBlank } from "../../core/text/lines.ts";
import type { StoredChecklist } from "../../store/checklists.ts";
import type { FileLedger, Ledgers } from "./ledgers.ts";
import type { Saver } from "./saver.ts";
import type { Storage } from "./storage.ts";

/** A checklist is a hunk's as long as they share so much of the larger one's lines. */
const sharedPart = 0.5;

/** What was answered about hunks. A hunk is known again by its lines, wherever they are in the file by now. */
export class ChecklistAnswers implements vscode.Disposable {
  readonly #storage: Storage;
  readonly #saver: Saver;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  #byUri: ReadonlyMap<string, readonly StoredChecklist[]> | undefined;

  /** Fires after answers changed. */
  readonly onDidChange = this.#changed.event;

  constructor(storage: Storage, ledgers: Ledgers, saver: Saver) {
    this.#storage = storage;
    this.#saver = saver;
    const forget = (): void => this.#forget();
    this.#subscriptions = [
      ledgers.onDidChangeElsewhere(forget),
      ledgers.onDidStartAfresh(forget),
      storage.onDidBecomeReadable(forget),
      vscode.workspace.onDidRenameFiles(forget),
    ];
  }

  /** What was last answered about a hunk, if anything was. Cheap for files without answers. */
  of({ uri, ledger }: FileLedger, range: LineRange): StoredChecklist | undefined {
    const stored = this.#all().get(uri.toString());
    if (stored === undefined) return undefined;
    const own = new Set(this.#hashes(ledger.lines, range));
    return stored.find(({ lineHashes }) => {
      const shared = lineHashes.filter((hash) => own.has(hash)).length;
      return shared > 0 && shared >= sharedPart * Math.max(own.size, lineHashes.length);
    });
  }

  /** Whether anything was answered about a file. */
  hasAny({ uri }: FileLedger): boolean {
    return this.#all().has(uri.toString());
  }

  /** The ids of the questions about a hunk that stay open, as they were asked; none where nothing was answered. */
  unsureOf(file: FileLedger, range: LineRange): readonly string[] {
    const known = this.of(file, range);
    return known === undefined ? [] : unsureIn(known.answers);
  }

  /**
   * Stores what was answered about a hunk, in the place of what was answered before.
   * @param unsure the ids of the questions that stay open
   * @returns whether it is stored; not while paused, or when nothing can be stored
   */
  keep({ uri, ledger }: FileLedger, range: LineRange, { verdicts, note }: Answers, unsure: readonly string[]): boolean {
    const before = this.of({ uri, ledger }, range);
    // Answers belong to a stored file, and this one may be on its way.
    this.#saver.flush();
    if (!this.#storage.hasKey) return false;
    const isKept = this.#storage.writeChecklist(
      {
        uri: uri.toString(),
        lineHashes: Float64Array.from(this.#hashes(ledger.lines, range)),
        atMs: Date.now(),
        note,
        answers: new Map([...verdicts, ...unsure.map((id) => [id, "unsure"] as const)]),
      },
      before,
    );
    this.#forget();
    return isKept;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #all(): ReadonlyMap<string, readonly StoredChecklist[]> {
    this.#byUri ??= Map.groupBy(this.#storage.checklists(), ({ uri }) => uri);
    return this.#byUri;
  }

  #forget(): void {
    this.#byUri = undefined;
    this.#changed.fire();
  }

  #hashes(lines: readonly string[], { start, end }: LineRange): number[] {
    const { hasher } = this.#storage;
    return lines.slice(start, end).flatMap((line) => (isBlank(line) ? [] : [hasher.line(line)]));
  }
}
