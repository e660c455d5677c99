import type { State } from "../../../src/core/ledger/mark.ts";
import type { FactKind } from "../../../src/core/week/facts.ts";

/** A line of a file, by what it was born as; its text may change. */
export interface Line {
  readonly id: number;
  readonly text: string;
  /** `undefined` while it is not tracked. */
  readonly state: State | undefined;
  /** Whether an agent wrote it, so that its record tells of it also after the window died. */
  readonly byAgent: boolean;
}

/** The counts of all days together, by their kind. */
export type Counts = Readonly<Partial<Record<FactKind, number>>>;

/** What is true after so many acts: the lines of each file by its path, and what was counted. */
export interface World {
  readonly files: ReadonlyMap<string, readonly Line[]>;
  readonly counts: Counts;
}

/** A world after one more act. */
interface Moment {
  readonly world: World;
  /** When its act was seen to be done, by `performance.now()`; `undefined` while it was not. */
  shownAtMs: number | undefined;
}

/** Agents' lines that were not stored when the last host died and were found again by this one, and when they were on screen again. */
export interface FoundAgain {
  readonly lines: number;
  readonly atMs: number;
}

/** Adds counts up. */
export function sumOf(counts: Counts, more: Counts): Counts {
  const sum: Partial<Record<FactKind, number>> = { ...counts };
  for (const [kind, lines] of Object.entries(more) as [FactKind, number][]) sum[kind] = (sum[kind] ?? 0) + lines;
  return sum;
}

/** Counts in words, in one order, without those that are 0. */
export function wordsOf(counts: Counts): string {
  const words = Object.entries(counts).filter(([, lines]) => lines !== 0);
  return words
    .map(([kind, lines]) => `${kind} ${lines}`)
    .toSorted()
    .join(", ");
}

/** The text of a file. */
export function textOf(lines: readonly Line[]): string {
  return `${lines.map(({ text }) => text).join("\n")}\n`;
}

/** What is known of a file after a restart: the state of each tracked line, by its number from 1. */
export type Tracked = ReadonlyMap<number, State>;

/**
 * The worlds of one life of the extension host: the one it began with, and one more after each act. The last second
 * before a kill may be lost, but only from its end, and what agents did is in their records.
 */
export class Life {
  readonly #moments: Moment[];
  readonly #foundAgain: FoundAgain;

  constructor(world: World, foundAgain: FoundAgain = { lines: 0, atMs: -Infinity }) {
    this.#moments = [{ world, shownAtMs: -Infinity }];
    this.#foundAgain = foundAgain;
  }

  /** The world now. */
  get world(): World {
    return this.#last.world;
  }

  /** So many acts were done. */
  get acts(): number {
    return this.#moments.length - 1;
  }

  /** An act made the world this; it is not seen to be done yet. */
  begin(world: World): void {
    this.#moments.push({ world, shownAtMs: undefined });
  }

  /** The last act is seen to be done. */
  shown(atMs: number): void {
    this.#last.shownAtMs ??= atMs;
  }

  /** The number of the last act that must be stored, if the host died at that time. */
  certain(diedAtMs: number, shownForMs: number): number {
    return this.#moments.findLastIndex(
      ({ shownAtMs }) => shownAtMs !== undefined && diedAtMs - shownAtMs >= shownForMs,
    );
  }

  /**
   * What the database may have counted when the host died at that time, if all acts up to that one must be in it: what agents did
   * may come later than the next act, and what was found again may not have been on screen long enough.
   */
  storable(certain: number, diedAtMs: number, shownForMs: number): ReadonlySet<string> {
    const found = new Set<string>();
    const possible = this.#moments.slice(certain);
    const { lines, atMs } = this.#foundAgain;
    for (const missing of new Set([0, diedAtMs - atMs < shownForMs ? lines : 0])) {
      for (const [i, { world }] of possible.entries()) {
        for (const earlier of possible.slice(0, i + 1)) {
          found.add(wordsOf(sumOf(world.counts, { landed: -agentLines(world, earlier.world) - missing })));
        }
      }
    }
    return found;
  }

  /**
   * The number of the act after which everything was as it is found now, or `undefined` if something is lost or counted
   * twice. Lines whose text changed later may be untracked, or what they were when they last had that text.
   */
  match(certain: number, tracked: ReadonlyMap<string, Tracked>, counts: Counts): number | undefined {
    for (let act = this.#moments.length - 1; act >= certain; act--) {
      const { world } = this.#moments[act]!;
      const expected = sumOf(world.counts, { landed: agentLines(this.world, world) });
      if (wordsOf(expected) === wordsOf(counts) && this.#fits(act, tracked)) return act;
    }
    return undefined;
  }

  /** The world as it is found: the present texts with these marks. */
  found(tracked: ReadonlyMap<string, Tracked>, counts: Counts): World {
    const files = new Map<string, readonly Line[]>();
    for (const [path, lines] of this.world.files) {
      const states = tracked.get(path);
      files.set(
        path,
        lines.map((line, i) => ({ ...line, state: states?.get(i + 1) })),
      );
    }
    return { files, counts };
  }

  /** The worlds after that act and all later ones, in words. */
  words(certain: number): string {
    const inWords = ({ text, state }: Line): string => `${state ?? "-"} ${text}`;
    return this.#moments
      .slice(certain)
      .map(({ world }) => {
        const changed = [...world.files].filter(([, lines]) => lines.some(({ state }) => state !== undefined));
        return `${wordsOf(world.counts)}; ${changed.map(([path, lines]) => `${path} ${lines.map(inWords).join(" | ")}`).join("; ")}`;
      })
      .join("\n");
  }

  get #last(): Moment {
    return this.#moments.at(-1)!;
  }

  #fits(act: number, tracked: ReadonlyMap<string, Tracked>): boolean {
    for (const [path, lines] of this.world.files) {
      const states = tracked.get(path);
      for (const [i, line] of lines.entries()) {
        if (!this.#mayBe(act, path, line).includes(states?.get(i + 1))) return false;
      }
    }
    return true;
  }

  #mayBe(act: number, path: string, { id, text, byAgent }: Line): (State | undefined)[] {
    const then = this.#moments[act]!.world.files.get(path)?.find((line) => line.id === id);
    if (then === undefined) return [byAgent ? "unread" : undefined];
    const isTouched = this.#moments
      .slice(act)
      .some(({ world }) => world.files.get(path)?.find((line) => line.id === id)?.text !== then.text);
    if (!isTouched) return [then.state];
    const states = this.#moments.flatMap(({ world }) => world.files.get(path)?.find((line) => line.id === id) ?? []);
    return [undefined, ...states.filter((line) => line.text === text).map(({ state }) => state)];
  }
}

/** How many lines that agents wrote a world has that an earlier one lacks. */
function agentLines(world: World, earlier: World): number {
  let count = 0;
  for (const [path, lines] of world.files) {
    const before = new Set(earlier.files.get(path)?.map(({ id }) => id));
    count += lines.filter(({ id, byAgent }) => byAgent && !before.has(id)).length;
  }
  return count;
}
