import { LineBuffer, type Packing } from "../text/buffer.ts";
import { applyChange, changedLines, lineEdit, rearrangement, type TextChange } from "../text/change.ts";
import { hasLineEnd, hasWord, isBlank, splitLines } from "../text/lines.ts";
import { dayOf, type Fact, type FactKind, settledFact, takenBack } from "../week/facts.ts";
import { type Arrivals, attribute, type Author } from "./attribute.ts";
import { markInHead, withoutCommit } from "./committed.ts";
import { type Former, tagsFrom } from "./former.ts";
import { type Direction, type Entry, History, type Patch } from "./history.ts";
import { keystrokeOn, lineBreakIn } from "./keystroke.ts";
import type { Evidence, Mark, Origin, Span } from "./mark.ts";
import type { Moves } from "./moves.ts";
import { outcomeOf } from "./outcomes.ts";
import { revokedFacts, stillPlaced } from "./revoked.ts";
import { isMark, runsOf, sameTag, spansOf, type Tag, type TagRun, tagsOf } from "./tag.ts";
import { type LineRange, TaggedLines, unreadCount } from "./tagged-lines.ts";
import type { Telling } from "./telling.ts";

/**
 * The truth about one file: its text by lines and which of them AI wrote, kept true through every edit
 * (DESIGN §2). Every event is remembered for a while, so that undo brings back exactly what was there, and
 * an event whose author becomes known only afterwards can be told again.
 */
export class Ledger {
  #now = new TaggedLines([], []);
  readonly #moves: Moves;
  readonly #history = new History();
  #formerChanges = 0;
  #facts: Fact[] = [];
  #everTracked = false;
  #revision = 0;
  /** What was last brought back, and after which event. */
  #recalled: { readonly after: number | undefined; readonly texts: readonly (readonly Span[])[] } | undefined;

  constructor(lines: readonly string[], spans: readonly Span[], moves: Moves) {
    this.#moves = moves;
    this.restart(lines, spans);
  }

  /** The text as it is now. Made anew after a change, so not for the keystroke path. */
  get lines(): readonly string[] {
    return this.#now.text.all();
  }

  /** The first lines of the text, which take no time to tell. */
  head(count: number): readonly string[] {
    return this.#now.text.slice(0, count);
  }

  /** Nobody is about to change the text: it takes less memory until somebody does. */
  rest(packing: Packing): void {
    if (this.#now.text.rest(packing)) this.#history.rest();
  }

  /** How many lines the text has. */
  get lineCount(): number {
    return this.#now.text.length;
  }

  /** Grows whenever text or marks change. */
  get revision(): number {
    return this.#revision;
  }

  /** Grows whenever marks change other than by moving up or down with the text. */
  get marksRevision(): number {
    return this.#formerChanges + this.#now.runs.changes;
  }

  /** Whether any line is tracked or was tracked since this ledger was opened. */
  get everTracked(): boolean {
    return this.#everTracked;
  }

  /** The tracked lines, in order. */
  spans(): Span[] {
    return spansOf(this.#now.runs.all());
  }

  /** The mark of a line, `undefined` when it is not tracked. */
  markAt(line: number): Mark | undefined {
    const tag = this.#now.runs.at(line);
    return isMark(tag) ? tag : undefined;
  }

  /** The tags of lines `[start, end)`, one a line, for a copy of these lines. */
  tagsOf(range: LineRange): (Tag | undefined)[] {
    return this.#now.tags(range);
  }

  /** What changed in the counts of days since the last call. */
  takeFacts(): Fact[] {
    const facts = this.#facts;
    this.#facts = [];
    return facts;
  }

  /** Whether changes do nothing but put in text, and lines in it were cut or copied before: a person pasted them. */
  arePaste(changes: readonly TextChange[]): boolean {
    return changes.every(
      ({ startLine, startCharacter, endLine, endCharacter, text }) =>
        startLine === endLine && startCharacter === endCharacter && this.#moves.hasAny(splitLines(text)),
    );
  }

  /** One event that changed the text. Returns its name for `reattribute`. Throws `RangeError` for changes outside the text. */
  apply(changes: readonly TextChange[], author: Author): number {
    const [only] = changes;
    const patches =
      changes.length === 1 && only !== undefined
        ? listOf(this.#applyChange(only, author))
        : this.#applyTogether(changes, author);
    return this.#push({ id: this.#history.nextId(), patches });
  }

  /** The whole text became another one, by one event. */
  replaceText(lines: readonly string[], author: Author): number {
    const patches = listOf(this.#changeLines(0, this.#now.text.length, lines, author));
    return this.#push({ id: this.#history.nextId(), patches });
  }

  /** Begins again with another text and the spans known for it; what can be undone is forgotten. */
  restart(lines: readonly string[], spans: readonly Span[]): void {
    this.#formerChanges += this.#now.runs.changes + 1;
    this.#now = new TaggedLines(
      lines,
      spans.map(({ start, end, mark }) => ({ start, end, tag: mark })),
    );
    this.#history.forget();
    this.#recalled = undefined;
    this.#revision++;
    this.#everTracked ||= spans.length > 0;
  }

  /**
   * The text, or some of it, is one that was seen before, with these marks. Lines that are tracked now keep what was
   * decided about them since; the others get their marks back. What can be undone stays.
   */
  recall(former: readonly Span[]): void {
    this.#fillIn(former);
    const after = this.#history.lastId;
    const known = this.#recalled;
    const others = known !== undefined && known.after === after ? known.texts : [];
    this.#recalled = { after, texts: [...others, former] };
  }

  /**
   * As `recall`, after an event at that time that took these lines for new and others for removed: what comes back was
   * not removed after all.
   */
  bringBack(former: readonly Span[], atMs: number): void {
    const before = this.#unreadLines();
    this.recall(former);
    this.#count("removedUnread", atMs, before - this.#unreadLines());
  }

  /** Somebody else who follows this very text knows these marks of it, and counted them. What can be undone stays. */
  adopt(spans: readonly Span[]): void {
    const whole = { start: 0, end: this.#now.text.length };
    const tags = tagsOf(
      spans.map(({ start, end, mark }) => ({ start, end, tag: mark })),
      whole.end,
    );
    let line = 0;
    this.#retag(whole, (tag) => tags[line++] ?? (isMark(tag) ? undefined : tag));
  }

  /**
   * Evidence came late that AI wrote these lines of the present text. Lines that are tracked already stay what they are.
   * Returns how many are new, blank lines not counted.
   */
  claim(spans: readonly Span[]): number {
    const before = this.#now.runs.all();
    const lines = this.#fillIn(spans);
    if (lines === 0) return 0;
    const known = tagsOf(before, this.#now.text.length);
    for (const { start, end, mark } of spans) {
      let landed = 0;
      for (let line = start; line < end; line++) {
        if (!isMark(known[line]) && this.markAt(line) === mark && !isBlank(this.#now.text.at(line) ?? "")) landed++;
      }
      this.#count("landed", mark.origin.atMs, landed);
    }
    return lines;
  }

  /** Gives untracked lines the marks of `spans`. Returns how many, blank lines not counted. */
  #fillIn(spans: readonly Span[]): number {
    const whole = { start: 0, end: this.#now.text.length };
    const tags = tagsOf(
      spans.map(({ start, end, mark }) => ({ start, end, tag: mark })),
      whole.end,
    );
    let line = 0;
    return this.#retag(whole, (tag) => {
      const known = tags[line++];
      return isMark(tag) ? tag : (known ?? tag);
    }).length;
  }

  /**
   * An undo or redo: goes back, or forth again, over the events until the text is what it is now, and brings
   * back what the lines were then. One that reaches behind what is remembered counts as a person's change.
   */
  rewind(changes: readonly TextChange[], direction: Direction, atMs: number): void {
    this.#moves.forgetRemoved();
    const target = new LineBuffer(this.#now.text.all());
    for (const change of changes) applyChange(target, change);

    const factCount = this.#facts.length;
    let steps = 0;
    while (this.#step(direction)) {
      steps++;
      if (this.#now.text.equals(target)) {
        this.#now.followAllBlankLines();
        this.#revision++;
        return;
      }
    }
    while (steps-- > 0) this.#step(direction === "undo" ? "redo" : "undo");
    this.#facts.length = factCount;
    this.apply(changes, { kind: "person", atMs });
  }

  /** The file before an event; `undefined` when it is undone or no longer known. */
  before(id: number): Former | undefined {
    const entries = this.#history.from(id);
    if (entries.length === 0) return undefined;
    const text = new LineBuffer(this.#now.text.all());
    const tags = this.#now.tags({ start: 0, end: text.length });
    for (const { patches } of entries.toReversed()) {
      for (const { start, newCount, oldLines, oldRuns } of patches.toReversed()) {
        text.splice(start, newCount, oldLines);
        tags.splice(start, newCount, ...tagsOf(oldRuns, oldLines.length));
      }
    }
    return { lines: text.all(), tags };
  }

  /** Whether an event counted because a person edited tracked lines. `false` when it is no longer known. */
  edited(id: number): boolean {
    const patches = this.#history.find(id)?.patches ?? [];
    return patches.some(({ facts }) =>
      facts.some(
        (fact) => fact.lines > 0 && (fact.kind === "edited" || (fact.kind === "outcome" && fact.by === "person")),
      ),
    );
  }

  /**
   * Tells an event again with its true author, and all later ones whose lines are no longer what they were.
   * What the user settled since then stays settled. `false` when it is no longer known.
   */
  reattribute(id: number, author: Author): boolean {
    return this.#retell(id, (entry, again) => this.#tell(entry, again, author));
  }

  /**
   * Tells an event again that several authors had a part in. `tell` gets the text before and after it and says how one
   * became the other, or `undefined` to leave everything as it is; what it leaves open stays whose it was. Returns
   * whether anything was told: not where the event is undone or no longer known.
   */
  retell(id: number, tell: (before: readonly string[], after: readonly string[]) => Telling | undefined): boolean {
    const [first, ...later] = this.#history.from(id);
    if (first === undefined) return false;
    const text = new LineBuffer(this.#now.text.all());
    for (const entry of later.toReversed()) takeBack(text, entry);
    const after = text.all();
    takeBack(text, first);
    const telling = tell(text.all(), after);
    if (telling === undefined) return false;
    return this.#retell(id, ({ patches }) => ({
      id,
      patches: this.#tellSteps(telling, patches[0]?.author ?? nobody),
    }));
  }

  /** The text became what a telling says, by one event; what comes before its first step is no work of AI's. */
  tell(telling: Telling): number {
    return this.#push({ id: this.#history.nextId(), patches: this.#tellSteps(telling, nobody) });
  }

  /** Makes the text what a telling says; `rest` is the author of what leads to its beginning. */
  #tellSteps({ before, steps }: Telling, rest: Author): Patch[] {
    const patches = listOf(this.#changeLines(0, this.#now.text.length, before, rest));
    for (const { start, count, newLines, author } of steps) {
      const patch = this.#changeLines(start, count, newLines, author);
      if (patch !== undefined) patches.push(patch);
    }
    return patches;
  }

  #retell(id: number, tell: (entry: Entry, again: Entry) => Entry): boolean {
    if (this.#history.find(id) === undefined) return false;
    const settled = this.#now.runs.all();
    const undone = this.#history.undoneCount;
    for (let i = 0; i < undone; i++) this.#step("redo");
    const replays = this.#history
      .takeFrom(id)
      .toReversed()
      .map((entry) => ({ entry, again: this.#flip(entry, -1) }));
    this.#moves.apart(() => {
      for (const { entry, again } of replays.toReversed()) {
        this.#push(entry.id === id ? tell(entry, again) : this.#tell(entry, again, undefined));
      }
    });
    for (let i = 0; i < undone; i++) this.#step("undo");
    for (const run of settled) this.#now.keepSettled(run);
    this.#now.followAllBlankLines();
    const recalled = this.#recalled;
    if (recalled?.after === this.#history.lastId) for (const text of recalled?.texts ?? []) this.#fillIn(text);
    this.#revision++;
    return true;
  }

  /** Settles the unread lines of a range. Returns how many there were, blank lines not counted. */
  settle(range: LineRange, evidence: Evidence): number {
    const lines = this.#retag(range, (tag) =>
      isMark(tag) && tag.settled === undefined ? { ...tag, settled: evidence } : tag,
    );
    this.#countSettled(evidence, lines.length);
    return lines.length;
  }

  /** Makes the settled lines of a range unread again. Returns how many there were, blank lines not counted. */
  reopen(range: LineRange): number {
    const lines = this.#retag(range, (tag) =>
      isMark(tag) && tag.settled !== undefined ? { ...tag, settled: undefined } : tag,
    );
    for (const tag of lines) this.#takeBack(tag);
    return lines.length;
  }

  /**
   * It is known of each line whether HEAD holds it, see `linesInHead`; `sinceMs` says since when one is that was in no
   * commit before. Returns whether any of it is news.
   */
  noteHead(inHead: readonly boolean[], sinceMs: (mark: Mark) => number): boolean {
    const held = new Map<Mark, Mark>();
    const left = new Map<Mark, Mark>();
    let line = 0;
    const news = this.#retag({ start: 0, end: this.#now.text.length }, (tag) => {
      const isInHead = inHead[line++] === true;
      if (!isMark(tag)) return tag;
      const known = isInHead ? held : left;
      const mark = known.get(tag) ?? markInHead(tag, isInHead, sinceMs(tag));
      known.set(tag, mark);
      return mark;
    });
    return news.length > 0;
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
    if (isMark(tag) && tag.settled !== undefined) this.#countSettled(tag.settled, -1);
  }

  #retag(range: LineRange, decide: (tag: Tag | undefined) => Tag | undefined): (Tag | undefined)[] {
    const former = this.#now.retag(range, decide);
    if (former.length > 0) {
      this.#everTracked = true;
      this.#revision++;
    }
    return former;
  }

  #unreadLines(): number {
    const { text } = this.#now;
    return unreadCount(text.all(), this.#now.tags({ start: 0, end: text.length }));
  }

  #count(kind: FactKind, atMs: number, lines: number, into = this.#facts): void {
    if (lines !== 0) into.push({ day: dayOf(atMs), kind, lines });
  }

  #countSettled(evidence: Evidence, lines: number, into = this.#facts): void {
    if (lines !== 0) into.push(settledFact(evidence, lines));
  }

  /** A line is so many more now, or, below zero, so many fewer, with nothing new in them. */
  #countRebroken({ origin, settled }: Mark, more: number, into: Fact[]): void {
    this.#count("landed", origin.atMs, more, into);
    if (settled !== undefined) this.#countSettled(settled, more, into);
  }

  /** Changes of one event: moved lines as one block, others one after the other. */
  #applyTogether(changes: readonly TextChange[], author: Author): Patch[] {
    const block = rearrangement(this.#now.text, changes);
    if (block === undefined) return changes.flatMap((change) => this.#applyChange(change, author) ?? []);
    return listOf(this.#changeLines(block.start, block.end - block.start, block.newLines, author));
  }

  #applyChange(change: TextChange, author: Author): Patch | undefined {
    const { startLine, endLine, text } = change;
    if (author.kind === "person") {
      const quick =
        startLine === endLine && !hasLineEnd(text)
          ? this.#applyKeystroke(change, author, author.atMs)
          : this.#applyLineBreak(change, author);
      if (quick !== undefined) return quick;
    }
    const edit = lineEdit(this.#now.text, change);
    return this.#changeLines(edit.start, edit.count, edit.newLines, author);
  }

  /** The keystroke path: a change inside one line. `undefined` when it must be looked at closely. */
  #applyKeystroke(change: TextChange, author: Author, atMs: number): Patch | undefined {
    const line = change.startLine;
    const old = this.#now.text.at(line);
    if (old === undefined) throw new RangeError("the change lies outside the text");
    const next = old.slice(0, change.startCharacter) + change.text + old.slice(change.endCharacter);
    const tag = this.#now.runs.at(line);
    const effect = keystrokeOn(tag, old, next, change, !this.#moves.isEmpty);
    if (effect === "compare") return undefined;
    if ((effect === "edit" || isBlank(old)) && this.#now.isNextToBlankLine(line)) return undefined;
    if (effect === "edit" && isMark(tag)) {
      const facts: Fact[] = [];
      const isNews = tag.settled?.kind !== "edited";
      if (isNews) {
        this.#count("edited", atMs, 1, facts);
        if (tag.settled !== undefined) this.#countSettled(tag.settled, -1, facts);
      }
      const outcome = outcomeOf(tag, "person", atMs, 1);
      if (outcome !== undefined) facts.push(outcome);
      for (const fact of facts) this.#facts.push(fact);
      const edited = isNews ? { origin: tag.origin, settled: { kind: "edited", atMs } as const } : withoutCommit(tag);
      return this.#replace(line, 1, [next], [{ start: 0, end: 1, tag: edited }], facts, author, noArrivals);
    }
    this.#now.text.set(line, next);
    const oldRuns = tag === undefined ? noRuns : [{ start: 0, end: 1, tag }];
    return {
      start: line,
      newCount: 1,
      oldLines: [old],
      oldRuns,
      placed: oldRuns,
      oldPlaced: oldRuns,
      facts: noFacts,
      author,
      arrivals: noArrivals,
    };
  }

  /** The keystroke path for changes over line ends. `undefined` when it must be looked at closely. */
  #applyLineBreak(change: TextChange, author: Author): Patch | undefined {
    const { startLine, endLine } = change;
    const newLines = changedLines(this.#now.text, change);
    const isFar = this.#isFarFromTracked(change, newLines.length);
    if (!isFar && this.#now.isNextToBlankLine(startLine)) return undefined;
    const tags = isFar ? noTags : lineBreakIn(this.#now.runs.at(startLine), newLines, change);
    if (tags === undefined) return undefined;
    const facts: Fact[] = [];
    const [broken, ...more] = tags.filter(isMark);
    if (broken !== undefined) this.#countRebroken(broken, more.length, facts);
    for (const fact of facts) this.#facts.push(fact);
    const count = endLine - startLine + 1;
    const { head, tail } = this.#now.equalEnds(startLine, count, newLines);
    const last = newLines.length - tail;
    return this.#replace(
      startLine + head,
      count - head - tail,
      newLines.slice(head, last),
      runsOf(tags.slice(head, last)),
      facts,
      author,
      noArrivals,
    );
  }

  /** Whether a change that makes so many lines touches no tracked line and puts in none that was cut, copied or repeated. */
  #isFarFromTracked({ startLine, endLine, text }: TextChange, newLines: number): boolean {
    if (!hasWord(text)) return this.#now.runs.isFree(startLine, endLine + 1);
    return this.#moves.isEmpty && this.#now.runs.isFree(startLine - newLines, endLine + 1 + newLines);
  }

  /** Whole lines become others; decides what the new ones are. `arrived` says which had arrived when it was told before. */
  #changeLines(
    first: number,
    count: number,
    became: readonly string[],
    author: Author,
    arrived: Arrivals = noArrivals,
  ): Patch | undefined {
    const equal = this.#now.equalEnds(first, count, became);
    if (equal.head + equal.tail === Math.max(count, became.length)) return undefined;
    // On disk nobody points at the lines that changed: of equal ones above and below, as brackets are, any may have.
    const below = author.kind === "disk" ? this.#now.text.slice(first + count, first + count + slideLines) : [];
    const { head } = equal;
    const tail = author.kind === "disk" ? Math.max(0, equal.tail + below.length - slideLines) : equal.tail;
    const from = first + head;
    const until = first + count + below.length - tail;
    const middle = [...became.slice(head), ...below].slice(0, became.length + below.length - head - tail);
    // Tracked blank lines stand for nothing without their neighbours, so they are decided with them.
    const { start, end } = this.#now.withBlankLines({ start: from, end: until });
    const newLines = [...this.#now.text.slice(start, from), ...middle, ...this.#now.text.slice(until, end)];
    const oldLines = this.#now.text.slice(start, end);
    const oldTags = this.#now.tags({ start, end });
    const outcome = attribute(
      {
        oldLines,
        oldTags,
        newLines,
        around: (offset) => {
          const line = this.#now.text.at(start + offset);
          return line === undefined ? undefined : { line, tag: this.#now.runs.at(start + offset) };
        },
        ...(arrived.length > 0 && { arrived: newLines.map((_, i) => arrived[i + start - from + head]) }),
        ...(author.kind === "return" && {
          returning: this.#tagsBefore(author.former, start, oldLines.length, newLines),
        }),
      },
      author,
      this.#moves,
    );
    const atMs = author.kind === "ai" ? author.origin.atMs : author.atMs;
    const facts: Fact[] = [];
    let left = unreadCount(oldLines, oldTags) - unreadCount(newLines, outcome.tags);
    left += outcome.landed + outcome.retaken.length - outcome.edited;
    for (const [mark, more] of outcome.rebroken) {
      this.#countRebroken(mark, more, facts);
      if (mark.settled === undefined) left += more;
    }
    this.#count("landed", atMs, outcome.landed, facts);
    this.#count("edited", atMs, outcome.edited, facts);
    for (const evidence of outcome.retaken) this.#countSettled(evidence, -1, facts);
    this.#count("removedUnread", atMs, left, facts);
    for (const fact of outcome.outcomes) facts.push(fact);
    for (const fact of facts) this.#facts.push(fact);
    // Lines at the ends that stayed what they were are no part of it: what is decided about them later outlives an undo.
    const stays = (old: number, now: number): boolean =>
      oldLines[old] === newLines[now] && sameTag(oldTags[old], outcome.tags[now]);
    const shorter = Math.min(oldLines.length, newLines.length);
    let above = 0;
    while (above < shorter && stays(above, above)) above++;
    let under = 0;
    while (under < shorter - above && stays(oldLines.length - 1 - under, newLines.length - 1 - under)) under++;
    const last = newLines.length - under;
    return this.#replace(
      start + above,
      oldLines.length - above - under,
      newLines.slice(above, last),
      runsOf(outcome.tags.slice(above, last)),
      facts,
      author,
      outcome.arrivals.slice(above, last),
    );
  }

  /** The tags that lines had in a former text, when they become lines `[start, start + count)` of this one. */
  #tagsBefore(former: Former, start: number, count: number, became: readonly string[]): (Tag | undefined)[] {
    const { text } = this.#now;
    const whole = [...text.slice(0, start), ...became, ...text.slice(start + count, text.length)];
    return tagsFrom(former, whole).slice(start, start + became.length);
  }

  /** Undoes or redoes one event; `false` when there is none. */
  #step(direction: Direction): boolean {
    const entry = this.#history.next(direction);
    if (entry === undefined) return false;
    this.#history.moved(this.#flip(entry, direction === "undo" ? -1 : 1), direction);
    return true;
  }

  /** Takes an event back, or does it again. Returns the event that does the opposite. */
  #flip(entry: Entry, sign: 1 | -1): Entry {
    // Last to first: the patches of an event that was flipped lie in the order opposite to the one they were made in.
    const patches = entry.patches.toReversed().map((patch) => {
      const { revoked, placed } = this.#revokedIn(patch);
      const own = sign === 1 ? revoked : revoked.map(takenBack);
      const facts = own.length === 0 ? patch.facts : [...patch.facts, ...own];
      for (const fact of facts) this.#facts.push(sign === 1 ? fact : takenBack(fact));
      return this.#swap({ ...patch, placed, facts });
    });
    return { ...entry, patches };
  }

  /** What counts again of a patch that is left, and what is to be known of its lines when they return. */
  #revokedIn({ start, newCount, placed }: Patch): { revoked: readonly Fact[]; placed: readonly TagRun[] } {
    const runs = this.#now.runs.slice(start, start + newCount);
    if (sameRuns(runs, placed)) return { revoked: noFacts, placed };
    const lines = this.#now.text.slice(start, start + newCount);
    const was = tagsOf(placed, newCount);
    const present = tagsOf(runs, newCount);
    return { revoked: revokedFacts(lines, was, present), placed: runsOf(stillPlaced(was, present)) };
  }

  /**
   * Does an event once more that was taken back: exactly where it meets the tags it met and none of its lines is on its
   * way, anew where not.
   */
  #tell(entry: Entry, again: Entry, author: Author | undefined): Entry {
    const patches = again.patches.toReversed().flatMap((patch, i) => {
      const met = entry.patches[i]?.oldRuns ?? noRuns;
      for (const { start, end, tag } of met) {
        this.#now.keepSettled({ start: start + patch.start, end: end + patch.start, tag });
      }
      const meets = this.#now.runs.slice(patch.start, patch.start + patch.newCount);
      const told = author ?? patch.author;
      const arrives = told.kind === "person" && this.#moves.hasAny(patch.oldLines);
      if (author !== undefined || arrives || !sameRuns(meets, met)) {
        return listOf(this.#changeLines(patch.start, patch.newCount, patch.oldLines, told, patch.arrivals));
      }
      for (const fact of patch.facts) this.#facts.push(fact);
      return [this.#swap(patch)];
    });
    return { id: entry.id, patches };
  }

  #push(entry: Entry): number {
    this.#history.push(entry, this.#everTracked);
    this.#revision++;
    return entry.id;
  }

  /** Takes a patch back. Returns the patch that does it again. */
  #swap(patch: Patch): Patch {
    const { start, newCount, oldLines, oldRuns, placed, oldPlaced, facts, author, arrivals } = patch;
    const back = this.#replace(start, newCount, oldLines, oldRuns, facts, author, arrivals);
    return { ...back, placed: oldPlaced, oldPlaced: placed };
  }

  #replace(
    start: number,
    count: number,
    newLines: readonly string[],
    newRuns: readonly TagRun[],
    facts: readonly Fact[],
    author: Author,
    arrivals: Arrivals,
  ): Patch {
    if (newRuns.length > 0) this.#everTracked = true;
    const replacement = this.#now.replace(start, count, newLines, newRuns);
    return { ...replacement, placed: newRuns, oldPlaced: replacement.oldRuns, facts, author, arrivals };
  }
}

/** Makes a text what it was before an event. */
function takeBack(text: LineBuffer, { patches }: Entry): void {
  for (const { start, newCount, oldLines } of patches.toReversed()) text.splice(start, newCount, oldLines);
}

/** A list literal of just the right length, which costs a keystroke far less than a push. */
function listOf(patch: Patch | undefined): Patch[] {
  return patch === undefined ? [] : [patch];
}

/** So many lines further down a change on disk may be taken to lie. */
const slideLines = 16;
const noRuns: readonly TagRun[] = [];
const noFacts: readonly Fact[] = [];
const noArrivals: Arrivals = [];
const nobody: Author = { kind: "disk", atMs: 0 };
const noTags: readonly undefined[] = [];

function sameRuns(a: readonly TagRun[], b: readonly TagRun[]): boolean {
  return (
    a.length === b.length &&
    a.every((run, i) => {
      const other = b[i];
      return run.start === other?.start && run.end === other.end && sameTag(run.tag, other.tag);
    })
  );
}
