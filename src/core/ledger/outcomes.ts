import type { Hunk } from "../text/diff.ts";
import { stripped } from "../text/lines.ts";
import { type Changer, dayOf, type OutcomeFact } from "../week/facts.ts";
import { stateOf } from "./mark.ts";
import { isMark, type Tag } from "./tag.ts";

/** For so long after a line landed in a commit it counts what becomes of it. */
const countedMs = 14 * 86_400_000;

/**
 * What it counts that a line was changed or removed, or, with -1, that it was not after all. `undefined` for a line that
 * AI did not write or that landed in no commit lately.
 */
export function outcomeOf(tag: Tag | undefined, by: Changer, atMs: number, lines: 1 | -1): OutcomeFact | undefined {
  if (!isMark(tag) || tag.committed === undefined) return undefined;
  // A clock that was put back may say that the change came first.
  if (Math.abs(atMs - tag.committed.sinceMs) > countedMs) return undefined;
  return { day: dayOf(atMs), kind: "outcome", state: stateOf(tag), by, lines };
}

/** The outcomes of one event, added up. */
export class OutcomeSums {
  readonly #byKey = new Map<string, OutcomeFact>();

  /** One more line. */
  add(fact: OutcomeFact | undefined): void {
    if (fact === undefined) return;
    const key = `${fact.day} ${fact.state} ${fact.by}`;
    const known = this.#byKey.get(key);
    this.#byKey.set(key, known === undefined ? fact : { ...fact, lines: known.lines + fact.lines });
  }

  /** What is left when lines that left and came again are taken off. */
  facts(): OutcomeFact[] {
    return [...this.#byKey.values()].filter(({ lines }) => lines !== 0);
  }
}

/** The old lines that some hunks change or remove, by their number. Blank ones are none, nor those that are only broken anew. */
export function changedLines(hunks: readonly Hunk[], olds: readonly string[], news: readonly string[]): number[] {
  const changed: number[] = [];
  for (const { oldStart, oldEnd, newStart, newEnd } of hunks) {
    const texts = olds.slice(oldStart, oldEnd).map(stripped);
    if (texts.join("") === news.slice(newStart, newEnd).map(stripped).join("")) continue;
    texts.forEach((text, i) => {
      if (text !== "") changed.push(oldStart + i);
    });
  }
  return changed;
}

/** As `changedLines`, without the lines that stand elsewhere now. */
export function goneLines(hunks: readonly Hunk[], olds: readonly string[], news: readonly string[]): number[] {
  const came = new Map<string, number>();
  for (const line of changedLines(hunks.map(backwards), news, olds)) {
    const text = stripped(news[line] ?? "");
    came.set(text, (came.get(text) ?? 0) + 1);
  }
  return changedLines(hunks, olds, news).filter((line) => {
    const text = stripped(olds[line] ?? "");
    const count = came.get(text) ?? 0;
    came.set(text, count - 1);
    return count <= 0;
  });
}

/** The hunk of the change that takes a change back. */
export function backwards({ oldStart, oldEnd, newStart, newEnd }: Hunk): Hunk {
  return { oldStart: newStart, oldEnd: newEnd, newStart: oldStart, newEnd: oldEnd };
}
