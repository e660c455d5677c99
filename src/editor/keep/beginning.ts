import * as vscode from "vscode";
import type { Debts } from "./debts.ts";

const begunKey = "begun";
const explainedKey = "explained";

/**
 * Whether the person has begun: a line was tracked, or they looked back or started from now; and whether the status bar item
 * has explained itself. Remembered in this installation, never synchronised.
 */
export class Beginning implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;

  /** Fires after either answer changed in this window. */
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento, debts: Debts) {
    this.#memory = memory;
    this.#subscription = debts.onDidChange(() => {
      if (!this.hasBegun && debts.total().lines > 0) void this.begin();
    });
  }

  /** Whether anything was ever tracked, or the person said where to begin. */
  get hasBegun(): boolean {
    return this.#memory.get(begunKey) === true;
  }

  /** Whether the person knows what the status bar item means: they opened its menu, or went one of its ways. */
  get isExplained(): boolean {
    return this.#memory.get(explainedKey) === true;
  }

  /** From now on nothing is new. */
  begin(): Promise<void> {
    return this.#keep(begunKey, true);
  }

  /** The status bar item need not explain itself any more. */
  explained(): Promise<void> {
    return this.#keep(explainedKey, true);
  }

  /** Forgets both: everything is as it was after the installation. */
  async forget(): Promise<void> {
    await Promise.all([begunKey, explainedKey].map((key) => this.#keep(key, undefined)));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #keep(key: string, value: true | undefined): Promise<void> {
    if (this.#memory.get(key) === value) return;
    const kept = this.#memory.update(key, value);
    this.#changed.fire();
    await kept;
  }
}
