import type { Fact } from "../week/facts.ts";
import type { Author } from "./attribute.ts";
import type { TagRun } from "./tag.ts";

/** Takes one replacement of lines back: the `newCount` lines from `start` become `oldLines` again, tags included. */
export interface Patch {
  readonly start: number;
  readonly newCount: number;
  readonly oldLines: readonly string[];
  readonly oldRuns: readonly TagRun[];
}

/** One text event of a file, with all that is needed to take it back exactly. */
export interface Entry {
  /** Names the event within its ledger. */
  readonly id: number;
  /** `rewind` stands for undo and redo, which write nothing of their own. */
  readonly author: Author | { readonly kind: "rewind" };
  readonly patches: Patch[];
  readonly facts: Fact[];
}

/** Enough to undo a long day's work in one file. */
const trackedLimit = 2000;
/** In a file without tracked lines only an event whose author is still to be told matters. */
const untrackedLimit = 16;

/** The latest events of one file, oldest first; bounded. */
export class History {
  #entries: Entry[] = [];
  #nextId = 1;

  /** The latest event. */
  get last(): Entry | undefined {
    return this.#entries.at(-1);
  }

  /** A name for the next event. */
  nextId(): number {
    return this.#nextId++;
  }

  /** Appends an event; `tracked` says whether the file has, or ever had, tracked lines. */
  push(entry: Entry, tracked: boolean): void {
    const limit = tracked ? trackedLimit : untrackedLimit;
    this.#entries.push(entry);
    if (this.#entries.length > 2 * limit) this.#entries.splice(0, this.#entries.length - limit);
  }

  /** The events from the latest back to the oldest. */
  latestFirst(): Iterable<Entry> {
    return this.#entries.toReversed();
  }

  /** Takes out the event and all later ones, oldest first; empty when it is no longer known. */
  takeFrom(id: number): Entry[] {
    const index = this.#entries.findLastIndex((entry) => entry.id === id);
    return index < 0 ? [] : this.#entries.splice(index);
  }
}
