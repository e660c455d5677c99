/**
 * Of things in a row the heaviest selection in which their values rise, as indices. Values are whole numbers from 0
 * to below `limit`, weights whole numbers. Takes O(n log n).
 */
export function heaviestRise(values: ArrayLike<number>, weights: ArrayLike<number>, limit: number): number[] {
  const count = values.length;
  /** For each thing, plus 1, the weight of the heaviest rise that ends with it, and the thing before it; 0 for none. */
  const totals = new Int32Array(count + 1);
  const previous = new Int32Array(count + 1);
  /** A Fenwick tree: for ranges of values the end of the heaviest rise. */
  const ends = new Int32Array(limit + 1);
  let heaviest = 0;
  let highest = -1;
  for (let thing = 1; thing <= count; thing++) {
    const value = values[thing - 1] ?? 0;
    let before = heaviest;
    // Most things are higher than all before them.
    if (value > highest) highest = value;
    else {
      before = 0;
      for (let at = value; at > 0; at &= at - 1) {
        const end = ends[at] ?? 0;
        if ((totals[end] ?? 0) > (totals[before] ?? 0)) before = end;
      }
    }
    const total = (totals[before] ?? 0) + (weights[thing - 1] ?? 0);
    previous[thing] = before;
    totals[thing] = total;
    for (let at = value + 1; at <= limit; at += at & -at) {
      if ((totals[ends[at] ?? 0] ?? 0) < total) ends[at] = thing;
    }
    if (total > (totals[heaviest] ?? 0)) heaviest = thing;
  }
  const rise: number[] = [];
  for (let thing = heaviest; thing > 0; thing = previous[thing] ?? 0) rise.push(thing - 1);
  return rise.toReversed();
}
