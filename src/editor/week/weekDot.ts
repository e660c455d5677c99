import * as vscode from "vscode";
import { type Announcement, announcingStep } from "../../core/week/announcement.ts";
import type { Week } from "../../core/week/weeks.ts";
import type { Pause } from "../keep/pause.ts";
import type { Storage } from "../keep/storage.ts";
import type { Settings } from "../settings.ts";
import { Soon } from "../soon.ts";
import { firstWeekday } from "./locale.ts";
import { scopeOf } from "./scope.ts";

const key = "weekAnnounced";
/** The start of the editor comes first. */
const startMs = 1500;

/**
 * Whether a finished week is announced: in the first focused window of a new week, for a day, until its page is opened. What was
 * announced is remembered in this installation, never synchronised.
 */
export class WeekDot implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #storage: Storage;
  readonly #pause: Pause;
  readonly #settings: Settings;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #looked = new Soon(() => this.#look());
  #week: Week | undefined;
  /** The first day of a week of which it is known that nothing was in it. */
  #empty: string | undefined;

  /** Fires after a week is announced, or is no longer. */
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento, storage: Storage, pause: Pause, settings: Settings) {
    this.#memory = memory;
    this.#storage = storage;
    this.#pause = pause;
    this.#settings = settings;
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
    const last = this.#last();
    if (last !== undefined) await this.#memory.update(key, { ...last, isOpened: true } satisfies Announcement);
  }

  /** Forgets what was announced. */
  async forget(): Promise<void> {
    this.#show(undefined);
    await this.#memory.update(key, undefined);
  }

  dispose(): void {
    this.#looked.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #look(): void {
    const beginsOn = firstWeekday();
    const weekday = this.#pause.isPaused ? undefined : this.#settings.weekAnnouncedOn(beginsOn);
    const step = announcingStep(this.#last(), Date.now(), { firstWeekday: beginsOn, weekday });
    if (step.kind === "none") this.#show(undefined);
    else if (step.kind === "goOn") this.#show(step.week);
    else if (vscode.window.state.focused && this.#hasAnything(step.week)) {
      this.#show(step.week);
      void this.#memory.update(key, step.announcement);
    } else this.#show(undefined);
  }

  #show(week: Week | undefined): void {
    if (week?.start === this.#week?.start) return;
    this.#week = week;
    this.#changed.fire();
  }

  #hasAnything({ start, end }: Week): boolean {
    if (this.#empty === start) return false;
    const scope = scopeOf(undefined);
    const has = this.#storage
      .days()
      .some(({ day, lines, workspace }) => day >= start && day <= end && lines !== 0 && scope.hasFolder(workspace));
    if (!has && this.#storage.isReadable) this.#empty = start;
    return has;
  }

  #last(): Announcement | undefined {
    const kept: unknown = this.#memory.get(key);
    if (typeof kept !== "object" || kept === null) return undefined;
    if (!("week" in kept && "atMs" in kept && "isOpened" in kept)) return undefined;
    const { week, atMs, isOpened } = kept;
    if (typeof week !== "string" || typeof atMs !== "number" || typeof isOpened !== "boolean") return undefined;
    return { week, atMs, isOpened };
  }
}
