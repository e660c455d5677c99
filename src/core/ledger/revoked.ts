import { isBlank } from "../text/lines.ts";
import { dayOf, type LineFact, settledFact } from "../week/facts.ts";
import type { Mark, Origin } from "./mark.ts";
import { isMark, type Tag } from "./tag.ts";

/**
 * What counts again when an event is left on whose lines the user has since taken something back: that they were settled
 * (`reopen`), or that AI wrote them (`declareMine`). Taking it back counted one less, and leaving the event does, too. Lines
 * that the user since said AI wrote (`declareAi`) leave with the event.
 * @param placed the tags that the event left, one a line
 * @param present what they are now
 */
export function revokedFacts(
  lines: readonly string[],
  placed: readonly (Tag | undefined)[],
  present: readonly (Tag | undefined)[],
): LineFact[] {
  return lines.flatMap((line, i) => {
    const was = placed[i];
    const is = present[i];
    if (isBlank(line)) return [];
    const facts: LineFact[] = [];
    const isDeclared = declaredSince(was, is);
    if (isMark(was) && (isDeclared || !isMark(is))) facts.push(landedFact(was.origin, 1));
    if (isMark(is) && isDeclared) facts.push(landedFact(is.origin, -1));
    if (isMark(was) && was.settled !== undefined && !isSettledBy(is, was)) facts.push(settledFact(was.settled, 1));
    return facts;
  });
}

/**
 * The tags that an event left, without what `revokedFacts` told of them: this and no more can be taken back when the event
 * is done again.
 */
export function stillPlaced(
  placed: readonly (Tag | undefined)[],
  present: readonly (Tag | undefined)[],
): (Tag | undefined)[] {
  return present.map((is, i) => {
    const was = placed[i];
    if (!isMark(is)) return undefined;
    if (isMark(was) && isSettledBy(is, was)) return was;
    return isMark(was) || declaredSince(was, is) ? { origin: is.origin, settled: undefined } : undefined;
  });
}

function declaredSince(was: Tag | undefined, is: Tag | undefined): boolean {
  return isMark(is) && is.origin.channel === "declared" && !(isMark(was) && was.origin.id === is.origin.id);
}

function isSettledBy(is: Tag | undefined, { settled }: Mark): boolean {
  return isMark(is) && is.settled === settled;
}

function landedFact({ atMs }: Origin, lines: number): LineFact {
  return { day: dayOf(atMs), kind: "landed", lines };
}
