import { changedLines, rearrangement, spliceLines, type TextChange } from "../text/change.ts";
import { isBlank } from "../text/lines.ts";
import { dayOf, type Fact, type FactKind } from "../week/facts.ts";
import { attribute, type Author, settleBlankLines } from "./attribute.ts";
import { type Entry, History, type Patch } from "./history.ts";
import type { Evidence, Mark, Origin, Span } from "./mark.ts";
import type { Moves } from "./moves.ts";
import { Runs } from "./runs.ts";
import { isMark, isUnread, runsOf, spansOf, type Tag, type TagRun, tagsOf } from "./tag.ts";

/** A range of lines, 0-based, `end` exclusive. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

const lineBreak = /[\r\n]/;

/**
 * The truth about one file: its text by lines and which of them AI wrote, kept true through every edit
 * (DESIGN §2). Every event is remembered for a while, so that undo brings back exactly what was there, and
 * an event whose author becomes known only afterwards can be told again.
 */
export class Ledger {
  readonly #lines: string[];
  readonly #moves: Moves;
  readonly #history = new History();
  #runs: Runs;
  #facts: Fact[] = [];
  #length = 0;
  #revision = 0;
  #everTracked: boolean;

  constructor(lines: readonly string[], spans: readonly Span[], moves: Moves) {
    this.#lines = [...lines];
    this.#moves = moves;
    this.#runs = new Runs(spans.map(({ start, end, mark }) => ({ start, end, tag: mark })));
    this.#everTracked = spans.length > 0;
    for (const line of lines) this.#length += line.length + 1;
  }

  /** The text as it is now. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Grows whenever text or marks change. */
  get revision(): number {
    return this.#revision;
  }

  /** Whether any line is tracked or was tracked since this ledger was opened. */
  get everTracked(): boolean {
    return this.#everTracked;
  }

  /** The tracked lines, in order. */
  spans(): Span[] {
    return spansOf(this.#runs.all());
  }

  /** The mark of a line, `undefined` when it is not tracked. */
  markAt(line: number): Mark | undefined {
    const tag = this.#runs.at(line);
    return isMark(tag) ? tag : undefined;
  }

  /** The tags of lines `[start, end)`, one a line, for a copy of these lines. */
  tagsOf(range: LineRange): (Tag | undefined)[] {
    return tagsOf(this.#runs.slice(range.start, range.end), range.end - range.start);
  }

  /** What changed in the counts of days since the last call. */
  takeFacts(): Fact[] {
    const facts = this.#facts;
    this.#facts = [];
    return facts;
  }

  /** One event that changed the text. Returns its name for `reattribute`. Throws `RangeError` for changes outside the text. */
  apply(changes: readonly TextChange[], author: Author): number {
    const entry: Entry = { id: this.#history.nextId(), author, patches: [], facts: [] };
    const block = changes.length > 1 ? rearrangement(this.#lines, changes) : undefined;
    if (block !== undefined) {
      this.#changeLines(entry, block.start, block.end - block.start, block.newLines, author);
    } else {
      for (const change of changes) this.#applyChange(entry, change, author);
    }
    this.#push(entry);
    return entry.id;
  }

  /** The whole text became another one, by one event. */
  replaceText(lines: readonly string[], author: Author): number {
    const entry: Entry = { id: this.#history.nextId(), author, patches: [], facts: [] };
    this.#changeLines(entry, 0, this.#lines.length, lines, author);
    this.#push(entry);
    return entry.id;
  }

  /**
   * An undo or redo: finds the latest moment at which the text was what it is now and brings back what the
   * lines were at that moment. An undo that reaches behind what is remembered counts as a person's change.
   */
  rewind(changes: readonly TextChange[], atMs: number): void {
    this.#moves.forgetRemoved();
    const target = [...this.#lines];
    for (const change of changes) {
      const became = changedLines(target, change);
      spliceLines(target, change.startLine, change.endLine - change.startLine + 1, became);
    }
    let length = 0;
    for (const line of target) length += line.length + 1;

    const undone: Patch[] = [];
    const facts: Fact[] = [];
    for (const entry of this.#history.latestFirst()) {
      for (const patch of entry.patches.toReversed()) undone.push(this.#swap(patch));
      for (const fact of entry.facts) facts.push({ ...fact, lines: -fact.lines });
      if (this.#length === length && sameLines(this.#lines, target)) {
        this.#facts.push(...facts);
        this.#push({ id: this.#history.nextId(), author: { kind: "rewind" }, patches: undone, facts });
        return;
      }
    }
    for (const patch of undone.toReversed()) this.#swap(patch);
    this.apply(changes, { kind: "person", atMs });
  }

  /** Tells an event again with its true author, and all later ones after it. `false` when it is no longer known. */
  reattribute(id: number, author: Author): boolean {
    const entries = this.#history.takeFrom(id);
    const first = entries[0];
    if (first === undefined) return false;
    const replays = entries.toReversed().map((entry) => {
      for (const fact of entry.facts) this.#facts.push({ ...fact, lines: -fact.lines });
      return { entry, forward: entry.patches.toReversed().map((patch) => this.#swap(patch)).toReversed() };
    });
    for (const { entry, forward } of replays.toReversed()) {
      const told = entry === first && entry.author.kind !== "rewind" ? author : entry.author;
      if (told.kind === "rewind") {
        this.#facts.push(...entry.facts);
        this.#push({ ...entry, patches: forward.map((patch) => this.#swap(patch)) });
        continue;
      }
      const again: Entry = { id: entry.id, author: told, patches: [], facts: [] };
      for (const patch of forward) {
        this.#changeLines(again, patch.start, patch.newCount, patch.oldLines, told);
      }
      this.#push(again);
    }
    return true;
  }

  /** Settles the unread lines of a range. Returns how many there were, blank lines not counted. */
  settle(range: LineRange, evidence: Evidence): number {
    const lines = this.#retag(range, (tag) =>
      isMark(tag) && tag.settled === undefined ? { origin: tag.origin, settled: evidence } : tag,
    );
    this.#count(evidence.kind, evidence.atMs, lines.length);
    return lines.length;
  }

  /** Makes the settled lines of a range unread again. Returns how many there were, blank lines not counted. */
  reopen(range: LineRange): number {
    const lines = this.#retag(range, (tag) =>
      isMark(tag) && tag.settled !== undefined ? { origin: tag.origin, settled: undefined } : tag,
    );
    for (const tag of lines) this.#takeBack(tag);
    return lines.length;
  }

  /** The user says AI wrote these lines. Tracked lines stay what they are. Returns how many are new, blank lines not counted. */
  declareAi(range: LineRange, origin: Origin): number {
    const lines = this.#retag(range, (tag) => (isMark(tag) ? tag : { origin, settled: undefined }));
    this.#count("landed", origin.atMs, lines.length);
    return lines.length;
  }

  /** The user says a person wrote these lines: they are not tracked. Returns how many were, blank lines not counted. */
  declareMine(range: LineRange): number {
    const lines = this.#retag(range, () => undefined).filter(isMark);
    for (const tag of lines) {
      this.#takeBack(tag);
      this.#count("landed", tag.origin.atMs, -1);
    }
    return lines.length;
  }

  /** A settled line is no longer: its day counts one less. */
  #takeBack(tag: Tag | undefined): void {
    if (isMark(tag) && tag.settled !== undefined) {
      this.#count(tag.settled.kind, tag.settled.atMs, -1);
    }
  }

  #count(kind: FactKind, atMs: number, lines: number, into = this.#facts): void {
    if (lines !== 0) into.push({ day: dayOf(atMs), kind, lines });
  }

  /** Gives lines other tags. Returns the former tags of the changed lines that are not blank. */
  #retag(
    range: LineRange,
    decide: (tag: Tag | undefined) => Tag | undefined,
  ): (Tag | undefined)[] {
    let start = Math.max(0, range.start);
    let end = Math.min(this.#lines.length, range.end);
    if (start >= end) return [];
    const former: (Tag | undefined)[] = [];
    const tags = this.tagsOf({ start, end }).map((tag, i) => {
      const next = decide(tag);
      if (next !== tag && !isBlank(this.#lines[start + i] ?? "")) former.push(tag);
      return next;
    });
    if (former.length === 0) return [];
    // Blank lines next to the range follow the lines of the range.
    while (this.#isBlankTracked(start - 1)) tags.unshift(this.#runs.at(--start));
    while (this.#isBlankTracked(end)) tags.push(this.#runs.at(end++));
    settleBlankLines(
      this.#lines.slice(start, end),
      tags,
      this.#runs.at(start - 1),
      this.#runs.at(end),
    );
    this.#runs.replace(start, end - start, end - start, runsOf(tags));
    this.#everTracked = true;
    this.#revision++;
    return former;
  }

  #applyChange(entry: Entry, change: TextChange, author: Author): void {
    const { startLine, endLine, text } = change;
    if (startLine === endLine && author.kind === "person" && !lineBreak.test(text)) {
      const old = this.#lines[startLine];
      if (old === undefined) throw new RangeError("the change lies outside the text");
      const next = old.slice(0, change.startCharacter) + text + old.slice(change.endCharacter);
      const tag = this.#runs.at(startLine);
      if (keepsTag(tag, old, next, change)) {
        this.#lines[startLine] = next;
        this.#length += next.length - old.length;
        const oldRuns = tag === undefined ? noRuns : [{ start: 0, end: 1, tag }];
        entry.patches.push({ start: startLine, newCount: 1, oldLines: [old], oldRuns });
        return;
      }
    }
    const newLines = changedLines(this.#lines, change);
    this.#changeLines(entry, startLine, endLine - startLine + 1, newLines, author);
  }

  /** Whole lines become others; decides what the new ones are. */
  #changeLines(
    entry: Entry,
    from: number,
    count: number,
    became: readonly string[],
    author: Author,
  ): void {
    let start = from;
    let end = from + count;
    const newLines = [...became];
    // Tracked blank lines stand for nothing without their neighbours, so they are decided with them.
    while (this.#isBlankTracked(start - 1)) newLines.unshift(this.#lines[--start] ?? "");
    while (this.#isBlankTracked(end)) newLines.push(this.#lines[end++] ?? "");
    const oldLines = this.#lines.slice(start, end);
    const oldTags = this.tagsOf({ start, end });
    const outcome = attribute(
      {
        oldLines,
        oldTags,
        newLines,
        around: (offset) => {
          const line = this.#lines[start + offset];
          return line === undefined ? undefined : { line, tag: this.#runs.at(start + offset) };
        },
      },
      author,
      this.#moves,
    );
    const atMs = author.kind === "ai" ? author.origin.atMs : author.atMs;
    const left =
      unreadCount(oldLines, oldTags) +
      outcome.landed -
      outcome.edited -
      unreadCount(newLines, outcome.tags);
    this.#count("landed", atMs, outcome.landed, entry.facts);
    this.#count("edited", atMs, outcome.edited, entry.facts);
    this.#count("removedUnread", atMs, left, entry.facts);
    entry.patches.push(this.#replace(start, oldLines.length, newLines, runsOf(outcome.tags)));
  }

  #push(entry: Entry): void {
    if (entry.author.kind !== "rewind") for (const fact of entry.facts) this.#facts.push(fact);
    this.#history.push(entry, this.#everTracked);
    this.#revision++;
  }

  #isBlankTracked(line: number): boolean {
    return this.#runs.size > 0 && this.#runs.at(line) !== undefined && isBlank(this.#lines[line] ?? "x");
  }

  /** Takes a patch back. Returns the patch that does it again. */
  #swap(patch: Patch): Patch {
    return this.#replace(patch.start, patch.newCount, patch.oldLines, patch.oldRuns);
  }

  #replace(
    start: number,
    count: number,
    newLines: readonly string[],
    newRuns: readonly TagRun[],
  ): Patch {
    const oldLines = this.#lines.slice(start, start + count);
    const oldRuns = this.#runs.slice(start, start + count);
    spliceLines(this.#lines, start, count, newLines);
    this.#runs.replace(start, count, newLines.length, newRuns);
    for (const line of oldLines) this.#length -= line.length + 1;
    for (const line of newLines) this.#length += line.length + 1;
    if (newRuns.length > 0) this.#everTracked = true;
    return { start, newCount: newLines.length, oldLines, oldRuns };
  }
}

const noRuns: readonly TagRun[] = [];

/** Whether a person's change inside one line leaves its tag as it is, seen without comparing much: the keystroke path. */
function keepsTag(tag: Tag | undefined, old: string, next: string, change: TextChange): boolean {
  if (tag === undefined) {
    // A whole line that arrives at once may be one that was cut or copied.
    return change.text.length < 2 || (change.startCharacter === change.endCharacter && !isBlank(old));
  }
  if (!isMark(tag) || isBlank(next) || isBlank(old)) return false;
  return tag.settled?.kind === "edited";
}

function unreadCount(lines: readonly string[], tags: readonly (Tag | undefined)[]): number {
  let count = 0;
  tags.forEach((tag, i) => {
    if (isUnread(tag) && !isBlank(lines[i] ?? "")) count++;
  });
  return count;
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i]);
}
