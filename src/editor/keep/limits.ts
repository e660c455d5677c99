import * as vscode from "vscode";
import type { WalkLimit } from "../../core/review/walk.ts";

/** What the walk and the queue are limited to. A wish for now: a window that opens anew shows everything. */
export class Limits implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  #limit: WalkLimit | undefined;

  /** Fires after the limit changed. */
  readonly onDidChange = this.#changed.event;

  /** The limit, if there is one. */
  get limit(): WalkLimit | undefined {
    return this.#limit;
  }

  /** The limit as the walk takes it. */
  get all(): readonly WalkLimit[] {
    return this.#limit === undefined ? [] : [this.#limit];
  }

  /** Limits walk and queue, or without a limit no more. */
  set(limit: WalkLimit | undefined): void {
    this.#limit = limit;
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
