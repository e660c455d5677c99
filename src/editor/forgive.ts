import * as vscode from "vscode";
import type { Mark } from "../core/ledger/mark.ts";
import { isUnread } from "../core/ledger/tag.ts";
import type { Debts } from "./keep/debts.ts";
import type { Ledgers } from "./keep/ledgers.ts";
import { type Place, placeIn, type Review } from "./review.ts";

/** Adjacent lines that will not be reviewed, for one reason. */
export interface Dismissed {
  readonly place: Place;
  readonly reason: string;
  /** When that was said, milliseconds since the epoch. */
  readonly atMs: number;
}

const dayMs = 24 * 60 * 60_000;

/** What lets the past rest, and what finds it again. It acts on the files of this window. */
export class Forgiveness {
  readonly #debts: Debts;
  readonly #ledgers: Ledgers;
  readonly #review: Review;

  constructor(debts: Debts, ledgers: Ledgers, review: Review) {
    this.#debts = debts;
    this.#ledgers = ledgers;
    this.#review = review;
  }

  /** Unread lines that are older than so many days will not be reviewed. Returns how many. */
  archive(days: number): Promise<number> {
    const beforeMs = Date.now() - days * dayMs;
    const reason = days === 1 ? vscode.l10n.t("Older than 1 day") : vscode.l10n.t("Older than {0} days", days);
    return this.#dismiss(({ origin }) => origin.atMs < beforeMs, reason);
  }

  /** No line that is unread now will be reviewed. Returns how many. */
  startFromHere(): Promise<number> {
    return this.#dismiss(() => true, vscode.l10n.t("From before I started"));
  }

  /** Everything that will not be reviewed, the latest first. */
  async dismissed(): Promise<Dismissed[]> {
    const found: Dismissed[] = [];
    for (const { uri } of this.#debts.known()) {
      const file = await this.#ledgers.open(uri);
      for (const { start, end, mark } of file?.ledger.spans() ?? []) {
        const last = found.at(-1);
        const { settled } = mark;
        if (file === undefined || settled?.kind !== "dismissed") continue;
        const { reason, atMs } = settled;
        const isNext = last?.place.file === file && last.place.range.end === start;
        const goesOn = isNext && last.reason === reason && last.atMs === atMs;
        if (goesOn) found.pop();
        const from = goesOn ? last.place.range.start : start;
        found.push({ place: placeIn(file, { start: from, end }, "hunk"), reason, atMs });
      }
    }
    return found.toSorted((a, b) => b.atMs - a.atMs);
  }

  /** Lines are to be reviewed after all. Returns how many. */
  reopen(dismissed: readonly Dismissed[]): number {
    return dismissed.reduce((sum, { place }) => sum + this.#review.reopen(place), 0);
  }

  async #dismiss(fits: (mark: Mark) => boolean, reason: string): Promise<number> {
    let lines = 0;
    for (const { uri } of this.#debts.files()) {
      const file = await this.#ledgers.open(uri);
      for (const { start, end, mark } of file?.ledger.spans() ?? []) {
        if (file === undefined || !isUnread(mark) || !fits(mark)) continue;
        lines += this.#review.dismiss(placeIn(file, { start, end }, "hunk"), reason);
      }
    }
    return lines;
  }
}
