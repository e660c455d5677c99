import type { Engagement } from "../ledger/mark.ts";
import type { LineRange } from "../ledger/tagged-lines.ts";
import { isUnread } from "../ledger/tag.ts";
import { costMs } from "./cost.ts";
import type { ReadableFile } from "./readable.ts";
import { surePlaces } from "./surePlaces.ts";

/** What is known of one unread line. */
interface Earning {
  /** The act that wrote it: the same text of another act is another line. */
  readonly originId: string;
  attendedMs: number;
  /** The first one. */
  engagement: Engagement | undefined;
}

/** Lines that are read now, how long each of them was, and what engagement there was first. */
export interface ReadLines {
  readonly range: LineRange;
  readonly attendedMs: number;
  readonly engagement: Engagement;
}

/** One line that is read now. */
interface ReadLine {
  readonly line: number;
  readonly attendedMs: number;
  readonly engagement: Engagement;
}

/**
 * How far the unread lines of one file are towards being read. Follows lines that move with the text; a line that changed,
 * left or was settled, and one that may be another one like it, begins at nothing again.
 */
export class Earned {
  readonly #file: ReadableFile;
  #lines: readonly string[];
  #marksRevision: number;
  #byLine = new Map<number, Earning>();

  constructor(file: ReadableFile) {
    this.#file = file;
    this.#lines = file.lines;
    this.#marksRevision = file.marksRevision;
  }

  /** Catches up with text and marks of the file. Before anything else is asked or told, and free when nothing changed. */
  follow(): void {
    const { lines, marksRevision } = this.#file;
    if (lines === this.#lines && marksRevision === this.#marksRevision) return;
    if (lines !== this.#lines && this.#byLine.size > 0) {
      const moved = new Map<number, Earning>();
      for (const [from, to] of surePlaces(this.#lines, lines, this.#byLine.keys())) {
        const earning = this.#byLine.get(from);
        if (earning !== undefined) moved.set(to, earning);
      }
      this.#byLine = moved;
    }
    this.#lines = lines;
    this.#marksRevision = marksRevision;
    for (const [line, { originId }] of this.#byLine) {
      const mark = this.#file.markAt(line);
      if (!isUnread(mark) || mark?.origin.id !== originId) this.#byLine.delete(line);
    }
  }

  /** How long a line was attended, in milliseconds, and what the first engagement with it was. */
  at(line: number): { readonly attendedMs: number; readonly engagement: Engagement | undefined } {
    return this.#byLine.get(line) ?? nothing;
  }

  /** Pays for an unread line what is still to be paid of its cost, as far as the time goes. Returns how much that was. */
  pay(line: number, neededMs: number, timeMs: number): number {
    const paidMs = Math.min(timeMs, neededMs - this.at(line).attendedMs);
    if (paidMs <= 0) return 0;
    const earning = this.#of(line);
    if (earning === undefined) return 0;
    earning.attendedMs += paidMs;
    return paidMs;
  }

  /** The person was at these lines. */
  engage({ start, end }: LineRange, engagement: Engagement): void {
    for (let line = start; line < end; line++) {
      const earning = this.#of(line);
      if (earning !== undefined) earning.engagement ??= engagement;
    }
  }

  /** These lines begin at nothing again. */
  forget({ start, end }: LineRange): void {
    for (const line of this.#byLine.keys()) if (start <= line && line < end) this.#byLine.delete(line);
  }

  /** Takes out the lines that are read: engaged with, and paid. */
  takeRead(paceLinesPerHour: number): ReadLines[] {
    const lines: ReadLine[] = [];
    for (const [line, { attendedMs, engagement }] of this.#byLine) {
      if (engagement === undefined || attendedMs === 0) continue;
      if (attendedMs >= costMs(this.#lines[line] ?? "", paceLinesPerHour)) lines.push({ line, attendedMs, engagement });
    }
    for (const { line } of lines) this.#byLine.delete(line);
    return together(lines.toSorted((a, b) => a.line - b.line));
  }

  #of(line: number): Earning | undefined {
    const known = this.#byLine.get(line);
    if (known !== undefined) return known;
    const mark = this.#file.markAt(line);
    if (mark === undefined || !isUnread(mark)) return undefined;
    const earning = { originId: mark.origin.id, attendedMs: 0, engagement: undefined };
    this.#byLine.set(line, earning);
    return earning;
  }
}

const nothing = { attendedMs: 0, engagement: undefined };

/** Adjacent lines that were attended equally long after one kind of engagement, as ranges: they share one piece of evidence. */
function together(lines: readonly ReadLine[]): ReadLines[] {
  const read: ReadLines[] = [];
  for (const { line, attendedMs, engagement } of lines) {
    const last = read.at(-1);
    if (last?.range.end === line && last.attendedMs === attendedMs && last.engagement === engagement) {
      read[read.length - 1] = { ...last, range: { start: last.range.start, end: line + 1 } };
    } else {
      read.push({ range: { start: line, end: line + 1 }, attendedMs, engagement });
    }
  }
  return read;
}
