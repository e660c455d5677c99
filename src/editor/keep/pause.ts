import * as vscode from "vscode";

const key = "paused";

/** Whether the user paused Review Debt, for good or until a moment. Remembered in this installation, never synchronised. */
export class Pause implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<boolean>();
  readonly #subscription: vscode.Disposable;
  /** When it ends, milliseconds since the epoch; `undefined` while nothing is paused. */
  #untilMs: number | undefined;
  #ended: NodeJS.Timeout | undefined;

  /** Fires with the new state. */
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    const kept: unknown = memory.get(key);
    this.#untilMs = kept === true ? Infinity : typeof kept === "number" && kept > Date.now() ? kept : undefined;
    this.#await();
    // A machine that slept is late with its timers.
    this.#subscription = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) this.#endIfDue();
    });
  }

  /** While paused no AI work is recorded and nothing is written. */
  get isPaused(): boolean {
    return this.#untilMs !== undefined;
  }

  /** When the pause ends by itself, milliseconds since the epoch; `undefined` when it does not, or nothing is paused. */
  get untilMs(): number | undefined {
    return this.#untilMs === Infinity ? undefined : this.#untilMs;
  }

  /** Pauses until the user resumes, or resumes. */
  async set(paused: boolean): Promise<void> {
    await this.#setUntil(paused ? Infinity : undefined);
  }

  /** Pauses until the next day begins where the user is. */
  async untilTomorrow(): Promise<void> {
    const now = new Date();
    await this.#setUntil(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime());
  }

  dispose(): void {
    clearTimeout(this.#ended);
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #setUntil(untilMs: number | undefined): Promise<void> {
    if (untilMs === this.#untilMs) return;
    const was = this.isPaused;
    this.#untilMs = untilMs;
    this.#await();
    if (was || this.isPaused) this.#changed.fire(this.isPaused);
    await this.#memory.update(key, untilMs === Infinity ? true : untilMs);
  }

  #await(): void {
    clearTimeout(this.#ended);
    const { untilMs } = this;
    if (untilMs !== undefined) this.#ended = setTimeout(() => this.#endIfDue(), Math.max(0, untilMs - Date.now()));
  }

  #endIfDue(): void {
    const { untilMs } = this;
    if (untilMs === undefined) return;
    if (Date.now() >= untilMs) void this.set(false);
    else this.#await();
  }
}
