/** Items that are sorted by their lines, nearest to a line first; of two equally near ones that above. */
export function* nearestFirst<Item extends { readonly line: number }>(
  items: readonly Item[],
  line: number,
): Generator<Item> {
  let below = items.findIndex((item) => item.line >= line);
  if (below < 0) below = items.length;
  let above = below - 1;
  for (;;) {
    const up = items[above];
    const down = items[below];
    if (up !== undefined && (down === undefined || line - up.line <= down.line - line)) {
      above--;
      yield up;
    } else if (down !== undefined) {
      below++;
      yield down;
    } else {
      return;
    }
  }
}
