import type { LineFormat } from "../format.ts";

/** A longer line is passed over (FACTS-agents §5). */
const lineLimit = 8 * 1024 * 1024;
const lineEnd = 0x0a;

/** What is done with a line: its bytes without the line end, and the byte where it starts. */
export type OnLine = (line: Buffer, at: number) => void;

/**
 * Cuts bytes that come in pieces into lines and hands on those that hold one of some byte strings; the rest is never
 * decoded. A line without its end waits. Holds no more than one line of at most 8 MB.
 */
export class LineCutter {
  readonly #wanted: readonly Buffer[];
  readonly #onLine: OnLine;
  /** The beginning of a line whose end has not come yet. */
  #rest: Buffer[] = [];
  #restLength = 0;
  /** Whether the line that comes is passed over up to its end. */
  #isPassing: boolean;
  /** The byte where the waiting line starts. */
  #at: number;
  /** Lines passed over because they were too long. */
  tooLong = 0;

  /** @param at the byte where the first bytes stand @param isInLine whether they continue a line whose start is not wanted */
  constructor(wanted: readonly string[], at: number, isInLine: boolean, onLine: OnLine) {
    this.#wanted = wanted.map((text) => Buffer.from(text));
    this.#at = at;
    this.#isPassing = isInLine;
    this.#onLine = onLine;
  }

  /** The byte where the line starts that is not whole yet; where the bytes end while a line is passed over. */
  get at(): number {
    return this.#at;
  }

  /** The next bytes. They may be overwritten afterwards. */
  push(bytes: Buffer): void {
    const last = bytes.lastIndexOf(lineEnd);
    if (last < 0) return this.#wait(bytes);
    let from = 0;
    if (this.#restLength > 0 || this.#isPassing) {
      from = bytes.indexOf(lineEnd) + 1;
      this.#endWaiting(bytes.subarray(0, from - 1));
      this.#at += from;
    }
    if (from <= last) this.#scan(bytes.subarray(from, last + 1), this.#at);
    this.#at += last + 1 - from;
    if (last + 1 < bytes.length) this.#wait(bytes.subarray(last + 1));
  }

  #wait(bytes: Buffer): void {
    if (this.#isPassing) {
      this.#at += bytes.length;
    } else if (this.#restLength + bytes.length > lineLimit) {
      this.#at += this.#restLength + bytes.length;
      this.#forgetRest();
      this.#isPassing = true;
      this.tooLong++;
    } else {
      this.#rest.push(Buffer.from(bytes));
      this.#restLength += bytes.length;
    }
  }

  #endWaiting(end: Buffer): void {
    if (this.#isPassing) {
      this.#isPassing = false;
      return;
    }
    const length = this.#restLength;
    if (length + end.length > lineLimit) this.tooLong++;
    else {
      const line = Buffer.concat([...this.#rest, end]);
      if (this.#wanted.some((wanted) => line.includes(wanted))) this.#onLine(line, this.#at);
    }
    this.#at += length;
    this.#forgetRest();
  }

  #forgetRest(): void {
    this.#rest = [];
    this.#restLength = 0;
  }

  /** Looks for wanted lines in whole lines, the first of which starts at byte `at`. */
  #scan(bytes: Buffer, at: number): void {
    // Where each wanted string comes next; what does not come any more is not looked for again.
    const next = this.#wanted.map((wanted) => bytes.indexOf(wanted));
    for (;;) {
      let hit = -1;
      for (const place of next) if (place >= 0 && (hit < 0 || place < hit)) hit = place;
      if (hit < 0) return;
      const start = hit === 0 ? 0 : bytes.lastIndexOf(lineEnd, hit - 1) + 1;
      const end = bytes.indexOf(lineEnd, hit);
      if (end - start > lineLimit) this.tooLong++;
      else this.#onLine(bytes.subarray(start, end), at + start);
      next.forEach((place, i) => {
        const wanted = this.#wanted[i];
        if (place >= 0 && place < end && wanted !== undefined) next[i] = bytes.indexOf(wanted, end);
      });
    }
  }
}

/** A line as text: without a byte order mark, and without the half of a line end that CRLF leaves. */
export function textOf(line: Buffer, gaps: Gaps = noGaps): string {
  const start = line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? 3 : 0;
  const end = line.at(-1) === 0x0d ? line.length - 1 : line.length;
  return withoutGaps(line.subarray(start, end), gaps).toString("utf8");
}

/** The bytes of a line without its gaps. Valid until the next call. */
function withoutGaps(line: Buffer, gaps: Gaps): Buffer {
  let length = 0;
  let from = 0;
  let kept = scratch;
  for (const { after, before } of gaps) {
    const found = line.indexOf(after, from);
    const gapStart = found + after.length;
    const gapEnd = found < 0 ? -1 : line.indexOf(before, gapStart);
    if (gapEnd < 0) continue;
    if (from === 0 && line.length > scratch.length) kept = Buffer.allocUnsafeSlow(line.length);
    length += line.copy(kept, length, from, gapStart);
    from = gapEnd;
  }
  if (from === 0) return line;
  length += line.copy(kept, length, from);
  return kept.subarray(0, length);
}

/** Where most lines are put together; a longer one has its own. */
const scratch = Buffer.allocUnsafeSlow(64 * 1024);

/** Parts to cut out of lines, in the order they come in. */
export type Gaps = readonly { readonly after: Buffer; readonly before: Buffer }[];

const noGaps: Gaps = [];

/** The gaps of a format as bytes. */
export function gapsOf({ unneeded = [] }: LineFormat): Gaps {
  return unneeded.map(({ after, before }) => ({ after: Buffer.from(after), before: Buffer.from(before) }));
}
