import * as vscode from "vscode";
import type { Week } from "../../core/week/weeks.ts";
import type { Pause } from "../keep/pause.ts";
import type { Storage } from "../keep/storage.ts";
import { Later } from "../later.ts";
import type { Settings } from "../settings.ts";
import { Soon } from "../soon.ts";
import type { Announcing } from "./announcing.ts";

/** The start of the editor comes first. */
const startMs = 1500;

/** Whether a finished week is announced: in the first focused window of a new week, for a day, until its page is opened. */
export class WeekDot implements vscode.Disposable {
  readonly #announcing: Later<Announcing>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #looked = new Soon(() => void this.#look());
  #week: Week | undefined;

  /** Fires after a week is announced, or is no longer. */
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento, storage: Storage, pause: Pause, settings: Settings) {
    this.#announcing = new Later(async () => {
      const { Announcing } = await import("./announcing.ts");
      return new Announcing(memory, storage, pause, settings);
    });
    // A window that stays in front tells whenever the user comes back to it, which is soon enough for a new day.
    const soon = (): void => this.#looked.within(0);
    this.#subscriptions = [
      vscode.window.onDidChangeWindowState(soon),
      pause.onDidChange(soon),
      settings.onDidChange(soon),
      storage.onDidBecomeReadable(soon),
    ];
    this.#looked.within(startMs);
  }

  /** The week that is announced, if one is. */
  get week(): Week | undefined {
    return this.#week;
  }

  /** The page was opened: nothing more is announced this week. */
  async opened(): Promise<void> {
    if (this.#week === undefined) return;
    this.#show(undefined);
    await (await this.#announcing.get()).opened();
  }

  /** Forgets what was announced. */
  async forget(): Promise<void> {
    this.#show(undefined);
    await (await this.#announcing.get()).forget();
  }

  dispose(): void {
    this.#looked.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  async #look(): Promise<void> {
    this.#show((await this.#announcing.get()).now());
  }

  #show(week: Week | undefined): void {
    if (week?.start === this.#week?.start) return;
    this.#week = week;
    this.#changed.fire();
  }
}
