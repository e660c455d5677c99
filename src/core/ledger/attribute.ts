import { diffLines, type Hunk } from "../text/diff.ts";
import { type Descent, descentOf, inheritedCharacters } from "../text/inherit.ts";
import { hasWord, isBlank, stripped, words } from "../text/lines.ts";
import type { OutcomeFact } from "../week/facts.ts";
import { withoutCommit } from "./committed.ts";
import type { Former } from "./former.ts";
import type { Evidence, Mark, Origin } from "./mark.ts";
import type { Arrival, Moves } from "./moves.ts";
import { backwards, changedLines, goneLines, outcomeOf, OutcomeSums } from "./outcomes.ts";
import { isMark, isUnread, type Tag } from "./tag.ts";

/**
 * Who changed the text. `tool` is a program that ran on the person's own text without a look at it, such as
 * a formatter at save; `disk` is a change made outside the editor that no evidence calls AI; `return` takes AI's
 * edits back, so that lines which are again as in `former` are what they were there.
 */
export type Author =
  | { readonly kind: "ai"; readonly origin: Origin }
  | { readonly kind: "person" | "tool" | "disk"; readonly atMs: number }
  | { readonly kind: "return"; readonly atMs: number; readonly former: Former };

/** Whole lines that became other whole lines. */
export interface LineChange {
  readonly oldLines: readonly string[];
  /** One tag for each old line. */
  readonly oldTags: readonly (Tag | undefined)[];
  readonly newLines: readonly string[];
  /** The file before the change, by line counted from the first old line; `undefined` outside the file. */
  readonly around: (offset: number) => { readonly line: string; readonly tag: Tag | undefined } | undefined;
  /** For an author that returns to a former text: the tag that each new line had there. */
  readonly returning?: readonly (Tag | undefined)[];
  /** Where the change is told again: which new lines had arrived from elsewhere. */
  readonly arrived?: Arrivals;
}

/** What is known from elsewhere of each line; empty where no line is known. */
export type Arrivals = readonly (Arrival | undefined)[];

/** What became of the lines. */
export interface Outcome {
  /** One tag for each new line. */
  readonly tags: (Tag | undefined)[];
  /** The new lines that had been on their way. */
  readonly arrivals: Arrivals;
  /** Lines that AI wrote just now, or that were copied from such lines; below zero when what AI wrote is taken back. */
  readonly landed: number;
  /** Lines that a person's change settled. */
  readonly edited: number;
  /** What had settled lines that are unread now, or edited. */
  readonly retaken: readonly Evidence[];
  /** Of lines that were only broken anew, how many more there are now, by what they were. */
  readonly rebroken: ReadonlyMap<Mark, number>;
  /** Lines that had landed in a commit lately and are changed or gone now. */
  readonly outcomes: readonly OutcomeFact[];
}

/** A line that a person's change made, and how much of it came with the change. */
interface ChangedLine {
  readonly line: number;
  readonly came: "all" | "some" | "nothing";
}

/** What formatters break anew hangs together and is no longer than this. */
const reflowedLines = 200;

/** Decides what each new line is (DESIGN §2, rules 1 to 7 and 10). Looks at nothing but its arguments. */
export function attribute(change: LineChange, author: Author, moves: Moves): Outcome {
  return new Attribution(change, author, moves).decide();
}

class Attribution {
  readonly #change: LineChange;
  readonly #author: Author;
  readonly #moves: Moves;
  readonly #tags: (Tag | undefined)[];
  #arrivals: (Arrival | undefined)[] = [];
  readonly #edited: Evidence | undefined;
  readonly #retaken: Evidence[] = [];
  readonly #rebroken = new Map<Mark, number>();
  readonly #outcomes = new OutcomeSums();
  #landedCount = 0;
  #editedCount = 0;

  constructor(change: LineChange, author: Author, moves: Moves) {
    this.#change = change;
    this.#author = author;
    this.#moves = moves;
    this.#tags = change.newLines.map(() => undefined);
    this.#edited = author.kind === "person" ? { kind: "edited", atMs: author.atMs } : undefined;
  }

  decide(): Outcome {
    const { oldLines, newLines } = this.#change;
    const hunks =
      oldLines.length === 1 && newLines.length === 1
        ? [{ oldStart: 0, oldEnd: 1, newStart: 0, newEnd: 1 }]
        : diffLines(oldLines.map(stripped), newLines.map(stripped));
    this.#keepEqualLines(hunks);
    this.#countOutcomes(hunks);
    // Lost lines are noted before any new line asks for its past: a moved block may sit in two hunks.
    if (this.#author.kind === "person") for (const hunk of hunks) this.#noteLostLines(hunk, this.#author.atMs);
    for (const hunk of hunks) {
      if (this.#author.kind === "return") this.#takeBack(hunk);
      else this.#decideHunk(hunk, this.#author);
    }
    this.#settleBlankLines();
    return {
      tags: this.#tags,
      arrivals: this.#arrivals,
      landed: this.#landedCount,
      edited: this.#editedCount,
      retaken: this.#retaken,
      rebroken: this.#rebroken,
      outcomes: this.#outcomes.facts(),
    };
  }

  /**
   * A person's and AI's changes of committed lines are outcomes; programs that nobody speaks for make none. A line that a
   * person moves is none either, which shows when it arrives; one that AI moves in one go stands in both texts.
   */
  #countOutcomes(hunks: readonly Hunk[]): void {
    const { oldLines, oldTags, newLines, returning = [] } = this.#change;
    const author = this.#author;
    if (author.kind === "return") {
      if (!returning.some(isCommitted)) return;
      for (const line of goneLines(hunks.map(backwards), newLines, oldLines)) {
        this.#outcomes.add(outcomeOf(returning[line], "agent", author.atMs, -1));
      }
    } else if (oldTags.some(isCommitted)) {
      if (author.kind === "person") {
        for (const line of changedLines(hunks, oldLines, newLines)) {
          this.#outcomes.add(outcomeOf(oldTags[line], "person", author.atMs, 1));
        }
      } else if (author.kind === "ai") {
        for (const line of goneLines(hunks, oldLines, newLines)) {
          this.#outcomes.add(outcomeOf(oldTags[line], "agent", author.origin.atMs, 1));
        }
      }
    }
  }

  #keepEqualLines(hunks: readonly Hunk[]): void {
    let oldLine = 0;
    let newLine = 0;
    const keepUntil = (end: number): void => {
      while (newLine < end) this.#tags[newLine++] = this.#change.oldTags[oldLine++];
    };
    for (const hunk of hunks) {
      keepUntil(hunk.newStart);
      oldLine = hunk.oldEnd;
      newLine = hunk.newEnd;
    }
    keepUntil(this.#change.newLines.length);
  }

  /** What AI wrote leaves as if it had never landed; what it had replaced is again what it was. */
  #takeBack(hunk: Hunk): void {
    const { oldLines, oldTags, returning } = this.#change;
    for (let line = hunk.oldStart; line < hunk.oldEnd; line++) {
      if (isUnread(oldTags[line]) && !isBlank(oldLines[line] ?? "")) this.#landedCount--;
    }
    for (let line = hunk.newStart; line < hunk.newEnd; line++) this.#tags[line] = returning?.[line];
  }

  #decideHunk(hunk: Hunk, author: Exclude<Author, { kind: "return" }>): void {
    const { oldLines, oldTags, newLines } = this.#change;
    if (hunk.newStart === hunk.newEnd) return;
    const solid = author.kind === "tool" ? words : stripped;
    const olds = oldLines.slice(hunk.oldStart, hunk.oldEnd).map(solid);
    const news = newLines.slice(hunk.newStart, hunk.newEnd).map(solid);
    const sameText = olds.join("") === news.join("");
    const isReflowed = author.kind === "disk" && !sameText && sameWords(olds, news);
    const inPlace = olds.length === 1 && news.length === 1;
    const old = inPlace && olds[0] !== "" ? oldTags[hunk.oldStart] : undefined;
    const tags = oldTags.slice(hunk.oldStart, hunk.oldEnd);
    const changed: ChangedLine[] = [];
    const heirs: (Tag | undefined)[] = [];
    const heir = (tag: Tag | undefined): Tag | undefined => {
      heirs.push(tag);
      return tag;
    };
    descentOf(olds, news).forEach((descent, i) => {
      const line = hunk.newStart + i;
      if (isBlank(newLines[line] ?? "")) return;
      const heritage = heritageOf(descent, olds, tags);
      if (sameText) {
        if (inPlace) this.#tags[line] = heir(oldTags[hunk.oldStart]);
        else this.#tags[line] = heir(descent.length === 0 ? this.#tags[line - 1] : inherited(heritage, descent.length));
        return;
      }
      switch (author.kind) {
        case "ai":
          this.#tags[line] = this.#writtenByAi(author.origin, descent, heritage);
          break;
        case "person":
          this.#tags[line] = isMark(old) ? old : inherited(heritage, descent.length);
          changed.push({ line, came: cameWith(descent) });
          break;
        case "tool":
          this.#tags[line] = this.#reopened(heir(inherited(heritage, descent.length)));
          break;
        case "disk":
          if (isReflowed) {
            const all = tags.every(isMark) ? tags[0] : undefined;
            this.#tags[line] = this.#reopened(heir(inherited(heritage, descent.length) ?? all));
          }
          break;
      }
    });
    if (changed.length > 0) heirs.push(...this.#changedByPerson(hunk, changed));
    this.#countHeirs(hunk, heirs, sameText);
  }

  /** A line that is several now counts so many times; where nothing but line ends changed, several that are one count once. */
  #countHeirs({ oldStart, oldEnd }: Hunk, heirs: readonly (Tag | undefined)[], sameText: boolean): void {
    const { oldLines, oldTags } = this.#change;
    const more = new Map<Mark, number>();
    const add = (tag: Tag | undefined, lines: number): void => {
      if (isMark(tag)) more.set(tag, (more.get(tag) ?? 0) + lines);
    };
    for (const tag of heirs) add(tag, 1);
    for (let line = oldStart; line < oldEnd; line++) if (!isBlank(oldLines[line] ?? "")) add(oldTags[line], -1);
    for (const [mark, lines] of more) {
      if (lines > 0 || sameText) this.#rebroken.set(mark, (this.#rebroken.get(mark) ?? 0) + lines);
    }
  }

  /** Rule 1 and 4: half of a line makes it AI's; a tracked line with other text is unread again. */
  #writtenByAi(origin: Origin, descent: Descent, heritage: Heritage): Tag | undefined {
    const written = descent.length - inheritedCharacters(descent) + heritage.traced;
    const fromTracked = heritage.tracked * 2 > inheritedCharacters(descent);
    if (fromTracked || (written > 0 && written * 2 >= descent.length)) {
      this.#landedCount++;
      return { origin, settled: undefined };
    }
    return written > 0 ? { aiCharacters: written } : undefined;
  }

  #editedBy(mark: Mark): Mark {
    if (mark.settled?.kind === "edited") return withoutCommit(mark);
    if (mark.settled !== undefined) this.#retaken.push(mark.settled);
    this.#editedCount++;
    return { origin: mark.origin, settled: this.#edited };
  }

  /** A settled line whose words a program changed is unread again. */
  #reopened(tag: Tag | undefined): Tag | undefined {
    if (!isMark(tag) || tag.settled === undefined) return tag;
    this.#retaken.push(tag.settled);
    return { origin: tag.origin, settled: undefined };
  }

  /**
   * Rule 6: lines that arrived whole may be lines that were cut, moved, copied or duplicated. One that is not, and is
   * mostly a tracked line or stands in the place of one, is that line edited (rule 2); another is the person's (rule 3).
   * Returns the tags that edited lines had.
   */
  #changedByPerson(hunk: Hunk, changed: readonly ChangedLine[]): Tag[] {
    const { newLines, arrived } = this.#change;
    let arrivals = this.#moves
      .claim(changed.map(({ line, came }) => (came === "nothing" ? "" : (newLines[line] ?? ""))))
      .map((arrival, i) => arrival ?? arrived?.[changed[i]?.line ?? -1]);
    if (arrivals.some((arrival) => arrival !== undefined)) {
      if (this.#arrivals.length === 0) this.#arrivals = newLines.map(() => undefined);
      changed.forEach(({ line }, i) => (this.#arrivals[line] = arrivals[i]));
    } else if (hunk.oldStart === hunk.oldEnd) {
      arrivals = this.#duplicates(hunk);
    }
    const heirs: Tag[] = [];
    changed.forEach(({ line }, i) => {
      const arrival = arrivals[i];
      const tag = this.#tags[line];
      if (arrival !== undefined) {
        this.#tags[line] = arrival.mark;
        if (arrival.copied) this.#landedCount++;
        if (arrival.leftAtMs !== undefined) {
          this.#outcomes.add(outcomeOf(arrival.mark, "person", arrival.leftAtMs, -1));
        }
      } else if (isMark(tag)) {
        heirs.push(tag);
        this.#tags[line] = this.#editedBy(tag);
      }
    });
    return heirs;
  }

  /** What is known of a block that repeats the lines right above or below it; one entry a line that is not blank. */
  #duplicates(hunk: Hunk): (Arrival | undefined)[] {
    const lines = this.#change.newLines.slice(hunk.newStart, hunk.newEnd);
    if (!lines.some(hasWord)) return [];
    // Where a copy starts is not seen between equal lines, so the original may lie on both sides of the new lines.
    for (let above = lines.length; above >= 0; above--) {
      const below = lines.length - above;
      const originalOf = (i: number) => this.#change.around(hunk.oldStart + (i < below ? i : i - lines.length));
      if (!lines.every((line, i) => originalOf(i)?.line === line)) continue;
      return lines.flatMap((line, i) => {
        if (isBlank(line)) return [];
        const tag = originalOf(i)?.tag;
        return [isMark(tag) ? { mark: { origin: tag.origin, settled: undefined }, copied: true } : undefined];
      });
    }
    return [];
  }

  #noteLostLines(hunk: Hunk, atMs: number): void {
    const { oldLines, oldTags, newLines } = this.#change;
    const lines = oldLines.slice(hunk.oldStart, hunk.oldEnd);
    const tags = oldTags.slice(hunk.oldStart, hunk.oldEnd);
    if (!tags.some(isMark)) return;
    const olds = lines.map(stripped);
    const kept = lines.map(() => 0);
    const news = newLines.slice(hunk.newStart, hunk.newEnd).map(stripped);
    for (const descent of descentOf(olds, news)) {
      for (const share of descent.shares) {
        kept[share.oldLine] = (kept[share.oldLine] ?? 0) + share.characters;
      }
    }
    this.#moves.removed(
      lines,
      tags.map((tag, i) => ((kept[i] ?? 0) * 2 < (olds[i]?.length ?? 0) ? tag : undefined)),
      atMs,
    );
  }

  /**
   * Rule 10: a blank line is tracked only inside what one act of AI wrote, and follows the line above it,
   * so that it never stands for anything by itself.
   */
  #settleBlankLines(): void {
    const { newLines, oldLines, around } = this.#change;
    if (this.#author.kind === "ai") {
      // A blank line that looks kept may as well be a new one, and between two new lines it belongs to them.
      const mark: Mark = { origin: this.#author.origin, settled: undefined };
      newLines.forEach((line, i) => {
        if (this.#tags[i] === undefined && isBlank(line)) this.#tags[i] = mark;
      });
    }
    settleBlankLines(newLines, this.#tags, around(-1)?.tag, around(oldLines.length)?.tag);
  }
}

/**
 * Rule 10 for `tags` of `lines`, in place; `above` and `below` are the tags of the lines next to them. Blank lines
 * in a row are all tracked or none is: one that a person added splits the span.
 */
export function settleBlankLines(
  lines: readonly string[],
  tags: (Tag | undefined)[],
  above: Tag | undefined,
  below: Tag | undefined,
): void {
  let previous = above;
  for (let start = 0; start < lines.length;) {
    let end = start;
    while (end < lines.length && isBlank(lines[end] ?? "")) end++;
    if (end === start) {
      previous = tags[start++];
      continue;
    }
    const next = end < lines.length ? tags[end] : below;
    const inside =
      isMark(previous) && [...tags.slice(start, end), next].every((tag) => isMark(tag) && isSameAct(tag, previous));
    tags.fill(inside ? previous : undefined, start, end);
    start = end;
  }
}

function isCommitted(tag: Tag | undefined): boolean {
  return isMark(tag) && tag.committed !== undefined;
}

function isSameAct(a: Mark, b: Tag | undefined): boolean {
  return isMark(b) && a.origin.id === b.origin.id;
}

/** Whether a program only broke lines anew and changed quotes, commas and brackets, as formatters do. */
function sameWords(olds: readonly string[], news: readonly string[]): boolean {
  if (Math.max(olds.length, news.length) > reflowedLines) return false;
  const all = words(olds.join(""));
  return all !== "" && all === words(news.join(""));
}

function cameWith(descent: Descent): ChangedLine["came"] {
  const old = inheritedCharacters(descent);
  if (old === 0) return "all";
  return old < descent.length ? "some" : "nothing";
}

/** What the old lines bequeath to one new line. */
interface Heritage {
  /** Characters from tracked lines. */
  readonly tracked: number;
  /** Characters that AI wrote in lines not tracked. */
  readonly traced: number;
  /** Characters from each mark. */
  readonly marks: ReadonlyMap<Mark, number>;
}

function heritageOf(descent: Descent, olds: readonly string[], oldTags: readonly (Tag | undefined)[]): Heritage {
  const marks = new Map<Mark, number>();
  let tracked = 0;
  let traced = 0;
  for (const { oldLine, characters } of descent.shares) {
    const tag = oldTags[oldLine];
    if (isMark(tag)) {
      tracked += characters;
      marks.set(tag, (marks.get(tag) ?? 0) + characters);
    } else if (tag !== undefined) {
      // Which characters were AI's is not known, so those that are gone may have been (rule 9).
      traced += Math.max(0, tag.aiCharacters - ((olds[oldLine]?.length ?? 0) - characters));
    }
  }
  return { tracked, traced, marks };
}

/** The tag of a line that was put together from old ones and nothing else. Any unread part makes it unread. */
function inherited(heritage: Heritage, length: number): Tag | undefined {
  if (heritage.tracked === 0 || heritage.tracked * 2 < length) {
    return heritage.traced > 0 ? { aiCharacters: heritage.traced } : undefined;
  }
  let best: Mark | undefined;
  let bestCharacters = 0;
  for (const [mark, characters] of heritage.marks) {
    const better = isUnread(mark) === isUnread(best) ? characters > bestCharacters : isUnread(mark);
    if (best === undefined || better) {
      best = mark;
      bestCharacters = characters;
    }
  }
  return best;
}
