import { isBlank } from "../text/lines.ts";
import { dayOf, type LineFact, settledFact } from "../week/facts.ts";
import { isMark, type Tag } from "./tag.ts";

/**
 * What counts again when an event is left on whose lines the user has since taken something back: that they were settled
 * (`reopen`), or that AI wrote them (`declareMine`). Taking it back counted one less, and leaving the event does, too.
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
    if (!isMark(was) || isBlank(line)) return [];
    const facts: LineFact[] = [];
    const { origin, settled } = was;
    if (!isMark(is)) facts.push({ day: dayOf(origin.atMs), kind: "landed", lines: 1 });
    if (settled !== undefined && !(isMark(is) && is.settled === settled)) facts.push(settledFact(settled, 1));
    return facts;
  });
}
