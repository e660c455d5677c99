import * as vscode from "vscode";
import { type Announcement, announcingStep } from "../../core/week/announcement.ts";
import type { Week } from "../../core/week/weeks.ts";
import type { Pause } from "../keep/pause.ts";
import type { Storage } from "../keep/storage.ts";
import type { Settings } from "../settings.ts";
import { firstWeekday } from "./locale.ts";
import { scopeOf } from "./scope.ts";

const key = "weekAnnounced";

/** Decides which finished week is announced. What was announced is remembered in this installation, never synchronised. */
export class Announcing {
  readonly #memory: vscode.Memento;
  readonly #storage: Storage;
  readonly #pause: Pause;
  readonly #settings: Settings;
  /** The first day of a week of which it is known that nothing was in it. */
  #empty: string | undefined;

  constructor(memory: vscode.Memento, storage: Storage, pause: Pause, settings: Settings) {
    this.#memory = memory;
    this.#storage = storage;
    this.#pause = pause;
    this.#settings = settings;
  }

  /** The week that is to be announced now, if one is. One that is announced from now on is remembered. */
  now(): Week | undefined {
    const beginsOn = firstWeekday();
    const weekday = this.#pause.isPaused ? undefined : this.#settings.weekAnnouncedOn(beginsOn);
    const step = announcingStep(this.#last(), Date.now(), { firstWeekday: beginsOn, weekday });
    if (step.kind === "none") return undefined;
    if (step.kind === "goOn") return step.week;
    if (!vscode.window.state.focused || !this.#hasAnything(step.week)) return undefined;
    void this.#memory.update(key, step.announcement);
    return step.week;
  }

  /** The page was opened: nothing more is announced this week. */
  async opened(): Promise<void> {
    const last = this.#last();
    if (last !== undefined) await this.#memory.update(key, { ...last, isOpened: true } satisfies Announcement);
  }

  /** Forgets what was announced. */
  async forget(): Promise<void> {
    await this.#memory.update(key, undefined);
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
