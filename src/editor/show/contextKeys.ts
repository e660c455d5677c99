import * as vscode from "vscode";
import type { Beginning } from "../keep/beginning.ts";
import type { Debts } from "../keep/debts.ts";
import type { Ledgers } from "../keep/ledgers.ts";
import type { Limits } from "../keep/limits.ts";
import type { Pause } from "../keep/pause.ts";

/** Tells the editor which commands make sense now; speaks up only when an answer changes. */
export class ContextKeys implements vscode.Disposable {
  readonly #debts: Debts;
  readonly #ledgers: Ledgers;
  readonly #limits: Limits;
  readonly #pause: Pause;
  readonly #beginning: Beginning;
  readonly #subscriptions: vscode.Disposable[];
  readonly #told = new Map<string, boolean>();

  constructor(debts: Debts, ledgers: Ledgers, limits: Limits, pause: Pause, beginning: Beginning) {
    this.#debts = debts;
    this.#ledgers = ledgers;
    this.#limits = limits;
    this.#pause = pause;
    this.#beginning = beginning;
    const update = (): void => this.#update();
    this.#subscriptions = [
      debts.onDidChange(update),
      // The first tracked line of a file: its keys work before the debt is counted.
      ledgers.onDidChange(() => {
        if (this.#told.get("reviewDebt.editorTracked") === false) this.#update();
      }),
      limits.onDidChange(update),
      pause.onDidChange(update),
      beginning.onDidChange(update),
      vscode.window.onDidChangeActiveTextEditor(update),
      // A document that comes on screen is followed by whoever hears of it first.
      vscode.window.onDidChangeVisibleTextEditors(() => queueMicrotask(update)),
    ];
    this.#update();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #update(): void {
    const document = vscode.window.activeTextEditor?.document;
    const file = document && this.#ledgers.of(document);
    // Before this is set nobody knows whether the person is new, or which walkthrough to offer.
    this.#tell("reviewDebt.active", true);
    this.#tell("reviewDebt.fresh", !this.#beginning.hasBegun);
    this.#tell("reviewDebt.hasUnread", this.#debts.total().lines > 0);
    this.#tell("reviewDebt.editorFollowed", file !== undefined);
    this.#tell("reviewDebt.editorTracked", (file?.ledger.spans().length ?? 0) > 0);
    this.#tell("reviewDebt.editorUnread", document !== undefined && this.#debts.of(document.uri).lines > 0);
    this.#tell("reviewDebt.limited", this.#limits.limit !== undefined);
    this.#tell("reviewDebt.paused", this.#pause.isPaused);
  }

  #tell(key: string, value: boolean): void {
    if (this.#told.get(key) === value) return;
    this.#told.set(key, value);
    void vscode.commands.executeCommand("setContext", key, value);
  }
}
