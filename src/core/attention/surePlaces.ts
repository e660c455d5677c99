import { stripped } from "../text/lines.ts";

/** A text that stands several times among some lines. */
const several = -1;

/**
 * Where some lines of a text are in the one it became, as far as there is no doubt; the others are left out. White space
 * does not count. A line in the equal ends of both texts is where it was, unless lines like it came or went between them:
 * then it may be one of those. A line between the ends is where the only one like it is.
 */
export function surePlaces(
  before: readonly string[],
  after: readonly string[],
  lines: Iterable<number>,
): Map<number, number> {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const went = placesOf(before, head, before.length - tail);
  const came = placesOf(after, head, after.length - tail);

  const places = new Map<number, number>();
  for (const line of lines) {
    const text = stripped(before[line] ?? "");
    const from = went.get(text);
    const to = came.get(text);
    if (line < head || line >= before.length - tail) {
      const moved = line < head ? line : line + after.length - before.length;
      if (from === undefined && to === undefined) places.set(line, moved);
    } else if (from !== several && to !== undefined && to !== several) {
      places.set(line, to);
    }
  }
  return places;
}

/** The place of each text among lines `[start, end)`. */
function placesOf(lines: readonly string[], start: number, end: number): Map<string, number> {
  const places = new Map<string, number>();
  for (let line = start; line < end; line++) {
    const text = stripped(lines[line] ?? "");
    places.set(text, places.has(text) ? several : line);
  }
  return places;
}
