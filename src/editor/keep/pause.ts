import * as vscode from "vscode";

const key = "paused";

/** Whether the user paused Review Debt. Remembered in this installation, never synchronised. */
export class Pause implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<boolean>();
  #isPaused: boolean;

  /** Fires with the new state. */
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    this.#isPaused = memory.get(key) === true;
  }

  /** While paused no AI work is recorded and nothing is written. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Pauses or resumes. */
  async set(paused: boolean): Promise<void> {
    if (paused === this.#isPaused) return;
    this.#isPaused = paused;
    this.#changed.fire(paused);
    await this.#memory.update(key, paused ? true : undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
