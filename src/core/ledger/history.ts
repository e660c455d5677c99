import type { Fact } from "../week/facts.ts";
import type { Arrivals, Author } from "./attribute.ts";
import type { TagRun } from "./tag.ts";
import type { Replacement } from "./tagged-lines.ts";

/** A replacement of lines, to be taken back or done again, with what it counted when it was done, and by whom. */
export interface Patch extends Replacement {
  readonly facts: readonly Fact[];
  /** The tags that it gave its lines, counted from its first one, as far as they count with it. */
  readonly placed: readonly TagRun[];
  /** The same for the lines that it replaced, when they return. */
  readonly oldPlaced: readonly TagRun[];
  readonly author: Author;
  /** Which of the lines that it made had arrived from elsewhere. */
  readonly arrivals: Arrivals;
}

/** One text event of a file, with all that is needed to take it back exactly, or to do it again. */
export interface Entry {
  /** Names the event within its ledger. */
  readonly id: number;
  /** In the order in which they were made; undone last to first. */
  readonly patches: readonly Patch[];
}

/** Which way a rewind goes. */
export type Direction = "undo" | "redo";

/** Enough to undo a long day's work in one file. */
const trackedLimit = 2000;
/** In a file without tracked lines only an event whose author is still to be told matters. */
const untrackedLimit = 16;

/** The latest events of one file, as an editor's undo keeps them: two stacks; bounded. */
export class History {
  #done: Entry[] = [];
  #undone: Entry[] = [];
  #nextId = 1;

  /** How many events wait to be done again. */
  get undoneCount(): number {
    return this.#undone.length;
  }

  /** The name of the latest event that is not undone. */
  get lastId(): number | undefined {
    return this.#done.at(-1)?.id;
  }

  /** Nobody is about to undo anything: lets go of the whole texts that the lines it remembers were cut from. */
  rest(): void {
    this.#done = this.#done.map(onItsOwn);
    this.#undone = this.#undone.map(onItsOwn);
  }

  /** A name for the next event. */
  nextId(): number {
    return this.#nextId++;
  }

  /** A new event: what was undone can no longer be done again. `tracked` says whether the file has, or ever had, tracked lines. */
  push(entry: Entry, tracked: boolean): void {
    if (this.#undone.length > 0) this.#undone = [];
    const limit = tracked ? trackedLimit : untrackedLimit;
    this.#done.push(entry);
    if (this.#done.length > 2 * limit) this.#done.splice(0, this.#done.length - limit);
  }

  /** Forgets all events. Their names are not given again. */
  forget(): void {
    this.#done = [];
    this.#undone = [];
  }

  /** Takes out the next event to undo or redo. Hand it back with `moved`. */
  next(direction: Direction): Entry | undefined {
    return (direction === "undo" ? this.#done : this.#undone).pop();
  }

  /** The event was undone or redone. */
  moved(entry: Entry, direction: Direction): void {
    (direction === "undo" ? this.#undone : this.#done).push(entry);
  }

  /** The event of that name, if it is still remembered. */
  find(id: number): Entry | undefined {
    const named = (entry: Entry): boolean => entry.id === id;
    return this.#done.findLast(named) ?? this.#undone.find(named);
  }

  /** The event and all later ones that are not undone, oldest first; nothing where the event is forgotten or undone. */
  from(id: number): readonly Entry[] {
    const index = this.#done.findLastIndex((entry) => entry.id === id);
    return index < 0 ? [] : this.#done.slice(index);
  }

  /** Takes out the event and all later ones, oldest first, as far as they are not undone. */
  takeFrom(id: number): Entry[] {
    const index = this.#done.findLastIndex((entry) => entry.id === id);
    return index < 0 ? [] : this.#done.splice(index);
  }
}

/** The same event with copies of its lines. A line that was cut from a text keeps the whole text in memory. */
function onItsOwn(entry: Entry): Entry {
  const patches = entry.patches.map((patch) => ({
    ...patch,
    oldLines: JSON.parse(JSON.stringify(patch.oldLines)) as readonly string[],
  }));
  return { ...entry, patches };
}
