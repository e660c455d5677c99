import * as vscode from "vscode";
import { type Exclusion, ExclusionGlobs, exclusionOf, lookedLines } from "../../core/review/excluded.ts";
import { fileOf, isCell } from "../cells.ts";
import type { Settings } from "../settings.ts";
import { Soon } from "../soon.ts";
import type { Commits } from "./commits.ts";
import { GitAttributes } from "./gitAttributes.ts";
import type { FileLedger, Ledgers } from "./ledgers.ts";

/** What a text's first lines say is known this soon after a change: before anybody shows it. */
const delayMs = 10;
const noGlobs = new ExclusionGlobs(undefined);

/**
 * Which files are left out of what is shown and counted, and why. Their ledgers are kept and stored as ever, so whatever
 * changes brings everything back at once.
 */
export class Exclusions implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #commits: Commits;
  readonly #settings: Settings;
  readonly #attributes = new GitAttributes();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #known = new Map<string, Exclusion | undefined>();
  /** Files whose text may say something else by now. */
  readonly #stale = new Set<FileLedger>();
  readonly #checked = new Soon(() => {
    const stale = [...this.#stale];
    this.#stale.clear();
    this.#check(stale);
  });

  /** Fires after the answer for any file may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(ledgers: Ledgers, commits: Commits, settings: Settings) {
    this.#ledgers = ledgers;
    this.#commits = commits;
    this.#settings = settings;
    const any = (): void => {
      this.#known.clear();
      this.#changed.fire();
    };
    this.#subscriptions = [
      this.#attributes,
      this.#attributes.onDidChange(any),
      settings.onDidChange(any),
      vscode.workspace.onDidChangeWorkspaceFolders(any),
      commits.onDidChangeIgnored((files) => this.#check(files)),
      ledgers.onDidChange((file) => {
        this.#stale.add(file);
        this.#checked.within(delayMs);
      }),
    ];
  }

  /** Why a file, or the notebook of a cell, is left out; `undefined` when it is not, as far as that is known yet. */
  of(uri: vscode.Uri): Exclusion | undefined {
    const key = uri.toString();
    const known = this.#known.get(key);
    if (known !== undefined || this.#known.has(key)) return known;
    const exclusion = this.#find(uri);
    this.#known.set(key, exclusion);
    return exclusion;
  }

  dispose(): void {
    this.#checked.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #check(files: readonly FileLedger[]): void {
    let isOther = false;
    for (const file of files) {
      const { uri } = this.#ledgers.present(file);
      const key = uri.toString();
      const isAsked = this.#known.has(key);
      const before = this.#known.get(key);
      this.#known.delete(key);
      if (this.of(uri) !== before && isAsked) isOther = true;
    }
    if (isOther) this.#changed.fire();
  }

  #find(uri: vscode.Uri): Exclusion | undefined {
    const home = fileOf(uri);
    // Of a notebook a cell is not the beginning.
    const lines = isCell(uri) ? undefined : this.#ledgers.inMemory(uri)?.ledger.head(lookedLines);
    const root = vscode.workspace.getWorkspaceFolder(home)?.uri;
    // What lies outside all folders is only here because it was opened: where it lies says nothing about it.
    if (root === undefined) return exclusionOf({ path: "", attribution: undefined, ...(lines && { lines }) }, noGlobs);
    const candidate = {
      path: vscode.workspace.asRelativePath(home, false),
      attribution: this.#attributes.of(home, root),
      isGitIgnored: this.#commits.isIgnored(uri),
      ...(lines && { lines }),
    };
    return exclusionOf(candidate, this.#settings.excludeOf(root));
  }
}
