import type { Span } from "./mark.ts";

/** What a person reviews at once: neighbouring spans, as lines `[start, end)`. */
export interface ReviewHunk {
  readonly start: number;
  readonly end: number;
  readonly spans: readonly Span[];
}

/** Spans this many untracked lines apart are still one hunk. */
const gapLines = 2;
/** Nobody reviews more lines at once (PRODUCT §3). */
const hunkLines = 200;

/** Groups the spans of one file into hunks (DESIGN §1). A span that is too long is cut. */
export function hunksOf(spans: readonly Span[]): ReviewHunk[] {
  const hunks: ReviewHunk[] = [];
  let current: Span[] = [];
  const close = (): void => {
    const first = current[0];
    const last = current.at(-1);
    if (first !== undefined && last !== undefined) {
      hunks.push({ start: first.start, end: last.end, spans: current });
    }
    current = [];
  };
  for (const span of spans) {
    let rest = span;
    const last = current.at(-1);
    if (last !== undefined && span.start - last.end > gapLines) close();
    for (;;) {
      const first = current[0]?.start ?? rest.start;
      const limit = first + hunkLines;
      if (rest.end <= limit) {
        current.push(rest);
        break;
      }
      if (rest.start < limit) current.push({ ...rest, end: limit });
      close();
      if (rest.start < limit) rest = { ...rest, start: limit };
    }
  }
  close();
  return hunks;
}
