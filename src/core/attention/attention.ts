import { Latest } from "../latest.ts";
import { hunksOf } from "../ledger/hunks.ts";
import type { Engagement, Evidence } from "../ledger/mark.ts";
import type { LineRange } from "../ledger/tagged-lines.ts";
import { isUnread } from "../ledger/tag.ts";
import { costMs } from "./cost.ts";
import { CountedTime, longestStepMs } from "./countedTime.ts";
import { Earned } from "./earned.ts";
import { nearestFirst } from "./nearest.ts";
import type { Caret, ReadableFile, View } from "./readable.ts";
import { RestingCaret } from "./restingCaret.ts";

/** What was attended in so many files is remembered; in others it begins at nothing again. */
const rememberedFiles = 16;
/** While it matters, time is counted this often. */
const tickMs = 1_000;

/** Lines that are read from now on, and the evidence to settle them with. */
export interface Read<File extends ReadableFile> {
  readonly file: File;
  readonly range: LineRange;
  readonly evidence: Extract<Evidence, { readonly kind: "read" }>;
}

/** How far an unread line is: attended so long of so long, in milliseconds, and what engagement there was, if any. */
export interface Progress {
  readonly attendedMs: number;
  readonly neededMs: number;
  readonly engagement: Engagement | undefined;
}

interface Owed {
  readonly line: number;
  readonly neededMs: number;
}

/**
 * Decides which unread lines were read (DESIGN §3). It is told what the person has before them and does, and reads no
 * clock: `nowMs` is milliseconds since the epoch, in the order of the calls.
 *
 * Each second that counts (see `CountedTime`) pays for one second of reading, of the unread lines on screen and nearest the
 * caret first, until their cost is paid; what is left over is gone. A line is read when it is paid and there was an
 * engagement with its hunk, before or after. Only the editor that the person is in earns: in another beside it, nobody
 * knows whether they look there while they work here, and no line could earn twice.
 *
 * Time in which the text changed, whoever changed it, earns nothing, and neither does the moment after: who types is
 * writing, and a text that AI is streaming in is not there yet.
 *
 * Time is spent when `tick` comes and before something else is in view, so about once a second; of that second the line
 * nearest the caret at its end is taken to be the one that was read.
 *
 * What a method returns is read: the caller settles it in the file at once.
 */
export class Attention<File extends ReadableFile> {
  readonly #time = new CountedTime();
  readonly #earned = new Latest<ReadableFile, Earned>(rememberedFiles);
  #paceLinesPerHour: number;
  #view: View<File> | undefined;
  /** The text in view when time was last spent. */
  #lines: readonly string[] = [];
  /** What is unread on screen, by line, and for which marks; `undefined` when it is to be looked up. */
  #owed: { readonly marksRevision: number; readonly lines: readonly Owed[] } | undefined;
  /** Time that counts and is not spent yet. */
  #unspentMs = 0;
  #caretLine = 0;
  readonly #caret = new RestingCaret();

  constructor(paceLinesPerHour: number) {
    this.#paceLinesPerHour = paceLinesPerHour;
  }

  /** Another pace from now on. What was attended stays. */
  setPace(linesPerHour: number): void {
    this.#paceLinesPerHour = linesPerHour;
    this.#owed = undefined;
  }

  /**
   * After how many milliseconds `tick` is to be called, unless that is planned already; `undefined` when there is nothing to
   * count and no timer is to run. To be asked after every call.
   */
  get nextTickMs(): number | undefined {
    const mayOwe = this.#view !== undefined && (this.#owed === undefined || this.#owed.lines.length > 0);
    return mayOwe && this.#time.isAwake ? tickMs : undefined;
  }

  /** Time passed. */
  tick(nowMs: number): Read<File>[] {
    this.#pass(nowMs);
    return this.#spend(nowMs);
  }

  /** Whether the window is focused and active, as the editor tells; neither before it was told. */
  window(nowMs: number, { focused, active }: { readonly focused: boolean; readonly active: boolean }): Read<File>[] {
    const read = this.tick(nowMs);
    this.#time.setHere(focused && active);
    return read;
  }

  /** The person did something: typed, clicked, scrolled. Cheap. */
  input(nowMs: number): void {
    this.#pass(nowMs);
    this.#time.input();
  }

  /**
   * Something else is in view, it scrolled or folded, or the caret moved without the person; `undefined` when they are in
   * no editor of a file. That alone is no input.
   */
  look(nowMs: number, view: View<File> | undefined): Read<File>[] {
    const read = this.tick(nowMs);
    const before = this.#view;
    this.#view = view;
    this.#owed = undefined;
    if (view === undefined || view.file !== before?.file || view.caretLine !== this.#caret.line) {
      this.#caret.put(undefined);
    }
    if (view === undefined) return read;
    this.#caretLine = view.caretLine;
    if (view.file === before?.file) {
      this.#time.scrolled(Math.abs(topOf(view) - topOf(before)));
    } else {
      this.#lines = view.file.lines;
      this.#time.disturb();
    }
    this.#see();
    return read;
  }

  /** The person put the caret somewhere in the file in view, by keys, mouse or a command. That is input. Cheap. */
  put(nowMs: number, file: File, caret: Caret): void {
    this.input(nowMs);
    if (file !== this.#view?.file) return;
    this.#caret.put(caret);
    this.#caretLine = caret.line;
  }

  /** Text or marks of a file changed. Cheap, and wakes the clock where lines that came are unread. */
  changed(file: File): void {
    if (file !== this.#view?.file) return;
    if (file.marksRevision !== this.#owed?.marksRevision || file.lineCount !== this.#lines.length) {
      this.#owed = undefined;
    }
  }

  /**
   * The person did more with a line than have the caret there. Counts only on screen and while time counts: programs ask
   * for hovers and definitions too.
   */
  engage(
    nowMs: number,
    file: File,
    line: number,
    engagement: Exclude<Engagement, "caret" | "selection">,
  ): Read<File>[] {
    const read = this.tick(nowMs);
    if (file !== this.#view?.file || !this.#time.isCounting || !isOnScreen(this.#view, line)) return read;
    return [...read, ...this.#engageHunk(nowMs, file, { start: line, end: line + 1 }, engagement)];
  }

  /** The user made lines unread again: they begin at nothing. */
  forget(file: File, range: LineRange): void {
    this.#earnedIn(file).forget(range);
  }

  /** How far a line is; `undefined` for one that is not to be read. */
  progress(file: File, line: number): Progress | undefined {
    const neededMs = costMs(file.lines[line] ?? "", this.#paceLinesPerHour);
    if (neededMs === 0 || !isUnread(file.markAt(line))) return undefined;
    const { attendedMs, engagement } = this.#earnedIn(file).at(line);
    return { attendedMs, neededMs, engagement };
  }

  #pass(nowMs: number): void {
    const countedMs = this.#time.pass(nowMs);
    this.#unspentMs += countedMs;
    const { line } = this.#caret;
    if (line !== undefined && this.#view !== undefined && isOnScreen(this.#view, line)) this.#caret.rest(countedMs);
  }

  /** Spends the time since it was last spent. */
  #spend(nowMs: number): Read<File>[] {
    // With nothing unread on screen nobody calls `tick`, and what gathered meanwhile is no time for lines that come later.
    let timeMs = Math.min(this.#unspentMs, longestStepMs);
    this.#unspentMs = 0;
    if (this.#view === undefined) return [];
    const { file } = this.#view;
    if (file.lines !== this.#lines) {
      this.#lines = file.lines;
      this.#owed = undefined;
      this.#time.disturb();
      this.#caret.stir();
      this.#see();
      return [];
    }
    const owed = this.#see();
    const earned = this.#earnedIn(file);
    for (const { line, neededMs } of nearestFirst(owed, this.#caretLine)) {
      if (timeMs <= 0) break;
      timeMs -= earned.pay(line, neededMs, timeMs);
    }
    const rest = this.#caret.take(file.marksRevision);
    if (rest !== undefined) return this.#engageHunk(nowMs, file, rest.at, rest.engagement);
    return this.#settle(nowMs, file);
  }

  /** What is unread on screen. */
  #see(): readonly Owed[] {
    if (this.#view === undefined) return [];
    const { file, ranges } = this.#view;
    if (this.#owed?.marksRevision === file.marksRevision) return this.#owed.lines;
    const lines: Owed[] = [];
    for (const { start, end } of ranges) {
      for (let line = start; line < end; line++) {
        if (!isUnread(file.markAt(line))) continue;
        const neededMs = costMs(this.#lines[line] ?? "", this.#paceLinesPerHour);
        if (neededMs > 0) lines.push({ line, neededMs });
      }
    }
    this.#owed = { marksRevision: file.marksRevision, lines };
    return lines;
  }

  /** The person was at some lines: that is an engagement with the hunk that they all are inside of. */
  #engageHunk(nowMs: number, file: File, at: LineRange, engagement: Engagement): Read<File>[] {
    const hunk = hunksOf(file.spans()).find(({ start, end }) => start <= at.start && at.end <= end);
    if (hunk !== undefined) this.#earnedIn(file).engage(hunk, engagement);
    return this.#settle(nowMs, file);
  }

  #settle(nowMs: number, file: File): Read<File>[] {
    const read = this.#earnedIn(file).takeRead(this.#paceLinesPerHour);
    return read.map(({ range, attendedMs, engagement }) => ({
      file,
      range,
      evidence: { kind: "read", atMs: nowMs, attendedMs, engagement },
    }));
  }

  #earnedIn(file: File): Earned {
    const earned = this.#earned.get(file) ?? new Earned(file);
    this.#earned.set(file, earned);
    earned.follow();
    return earned;
  }
}

function topOf(view: View<ReadableFile>): number {
  return view.ranges[0]?.start ?? 0;
}

function isOnScreen({ ranges }: View<ReadableFile>, line: number): boolean {
  return ranges.some(({ start, end }) => start <= line && line < end);
}
