import type { Author } from "../../../../src/core/ledger/attribute.ts";
import type { Evidence, Origin } from "../../../../src/core/ledger/mark.ts";
import type { TextChange } from "../../../../src/core/text/change.ts";

/*
 * The rules of DESIGN §2 a second time, as plainly as they can be said: a file is an array of lines, each with its text,
 * its mark, and who wrote each of its characters. A change makes new lines, undo is a stack of whole files. Every
 * text that is put in has characters that were never there before, so where a character comes from is no question.
 */

/** A line as it is between two events. A line that an event rewrites becomes another object. */
export interface Line {
  readonly text: string;
  /** `1` for each character that AI wrote, `0` for the others. */
  readonly ai: string;
  /** Whether the ledger may have lost count of `ai`, since the line was taken apart: then it may miss AI, but never invent it. */
  vague: boolean;
  mark: OracleMark | undefined;
}

export interface OracleMark {
  readonly origin: Origin;
  readonly settled: Evidence | undefined;
}

export type File = readonly Line[];

export const solid = (text: string): string => text.replace(/\s/g, "");

export const textOf = (file: File): string => file.map((line) => line.text).join("\n");

export function untracked(text: string): Line {
  return { text, ai: "0".repeat(text.length), vague: false, mark: undefined };
}

const tracked = (line: Line, origin: Origin): Line => ({ ...line, vague: false, mark: { origin, settled: undefined } });

interface Part {
  readonly text: string;
  /** The old line it was part of; `undefined` for what was put in. */
  readonly from: Line | undefined;
  readonly ai: string;
}

const partOf = (from: Line, start: number, end: number): Part => ({
  text: from.text.slice(start, end),
  ai: from.ai.slice(start, end),
  from,
});

/** What one replacement of characters makes of a file (rules 1 to 5 and 7). */
export function replaced(file: File, change: TextChange, author: Author): Line[] {
  const { startLine, startCharacter, endLine, endCharacter, text } = change;
  const olds = file.slice(startLine, endLine + 1);
  const first = olds[0]!;
  const last = olds.at(-1)!;
  const pieces = text.split("\n");
  const lines: Part[][] = pieces.map((piece) => [
    { text: piece, ai: (author.kind === "ai" ? "1" : "0").repeat(piece.length), from: undefined },
  ]);
  lines[0]!.unshift(partOf(first, 0, startCharacter));
  lines.at(-1)!.push(partOf(last, endCharacter, last.text.length));

  const left = solid(olds.map((old) => old.text).join("")).length - solid(lines.flat().map(oldText).join("")).length;
  const onlyWhiteSpace = left === 0 && solid(text) === "";
  const place = standsFor(olds, lines);
  const news = lines.map((parts, i) =>
    decided(parts, author, onlyWhiteSpace, i === place?.index ? place.old : undefined),
  );
  return rewritten(file, [...file.slice(0, startLine), ...news, ...file.slice(endLine + 1)]);
}

const oldText = (part: Part): string => (part.from === undefined ? "" : part.text);

/** The one line that stands in the place of one other line, everything else in the change being equal. */
function standsFor(olds: readonly Line[], lines: readonly Part[][]): { old: Line; index: number } | undefined {
  const before = olds.map((old) => solid(old.text));
  const after = lines.map((parts) => solid(parts.map((part) => part.text).join("")));
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const rest = Math.min(before.length, after.length) - start;
  while (end < rest && before.at(-1 - end) === after.at(-1 - end)) end++;
  if (before.length - start - end !== 1 || after.length - start - end !== 1) return undefined;
  return before[start] === "" || after[start] === "" ? undefined : { old: olds[start]!, index: start };
}

function decided(parts: readonly Part[], author: Author, onlyWhiteSpace: boolean, standsFor: Line | undefined): Line {
  const text = parts.map((part) => part.text).join("");
  const length = solid(text).length;
  const ai = parts.map((part) => part.ai).join("");
  const old = parts.filter((part) => part.from !== undefined && solid(part.text) !== "");
  const inserted = solid(parts.map((part) => (part.from === undefined ? part.text : "")).join("")).length;
  const nobodys: Line = { text, ai, vague: false, mark: undefined };
  if (length === 0) return { ...nobodys, ai: "0".repeat(text.length) };

  // Rule 2: white space is no change.
  const whole = old.length === 1 && inserted === 0 ? old[0]!.from : undefined;
  if (whole !== undefined && solid(whole.text) === solid(text)) return { ...whole, text, ai };

  const fromTracked = old.filter((part) => part.from!.mark !== undefined);
  const count = (some: readonly Part[]): number => solid(some.map((part) => part.text).join("")).length;
  const inherited = count(old);
  const mostly = fromTracked.length > 0 && count(fromTracked) * 2 >= length ? best(fromTracked) : undefined;
  const taken = old.some(({ from, text: own }) => solid(from!.text) !== solid(own));
  const doubted = standsFor?.vague === true || old.some(({ from }) => from!.vague);
  const uncertain =
    old.some(({ from }) => from!.ai.includes("1")) &&
    (taken || old.some(({ from }) => from!.vague || from!.mark !== undefined) || onlyWhiteSpace);
  if (onlyWhiteSpace) return { ...nobodys, vague: mostly === undefined ? uncertain : doubted, mark: mostly };

  switch (author.kind) {
    case "person": {
      const mark = standsFor?.mark ?? (inherited > 0 ? mostly : undefined);
      if (mark === undefined) return { ...nobodys, vague: uncertain };
      const edited = mark.settled?.kind === "edited" ? mark.settled : { kind: "edited" as const, atMs: author.atMs };
      return { ...nobodys, vague: doubted, mark: { origin: mark.origin, settled: edited } };
    }
    case "ai": {
      if (count(fromTracked) * 2 > inherited) return { ...tracked(nobodys, author.origin), vague: doubted };
      const written = text.split("").filter((character, i) => solid(character) !== "" && isAi(parts, ai, i)).length;
      if (written === 0 || written * 2 < length) return { ...nobodys, vague: uncertain };
      return { ...tracked(nobodys, author.origin), vague: uncertain };
    }
    case "tool":
    case "disk":
    case "return": // not among the random edits
      return { ...nobodys, ai: "0".repeat(text.length) };
  }
}

/** Whether AI wrote a character, as far as the line it was in was not tracked as a whole. */
function isAi(parts: readonly Part[], ai: string, at: number): boolean {
  let start = 0;
  for (const part of parts) {
    if (at < start + part.text.length) return ai[at] === "1" && part.from?.mark === undefined;
    start += part.text.length;
  }
  return false;
}

/** Of several marks the unread one, then the one with more characters. */
function best(parts: readonly Part[]): OracleMark | undefined {
  const ranked = parts.toSorted((a, b) => {
    const unread = Number(b.from?.mark?.settled === undefined) - Number(a.from?.mark?.settled === undefined);
    return unread !== 0 ? unread : solid(b.text).length - solid(a.text).length;
  });
  return ranked[0]?.from?.mark;
}

/** `after`, with lines of its own from the first to the last text that differs from `before`: an event rewrote them. */
export function rewritten(before: File, after: File): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start]!.text === after[start]!.text) start++;
  let end = 0;
  const rest = Math.min(before.length, after.length) - start;
  while (end < rest && before.at(-1 - end)!.text === after.at(-1 - end)!.text) end++;
  return [
    ...before.slice(0, start),
    ...after.slice(start, after.length - end).map((line) => ({ ...line })),
    ...before.slice(before.length - end),
  ];
}

/** Lines with other white space in front (rule 2). */
export function indented(file: File, lines: readonly number[], indent: string): Line[] {
  return file.map((line, i) =>
    lines.includes(i) ? { ...line, text: indent + line.text, ai: "0".repeat(indent.length) + line.ai } : line,
  );
}

/** A line and the next one change places (rule 6). What AI wrote of a line not tracked is not carried along. */
export function swapped(file: File, line: number): Line[] {
  const moved = (one: Line): Line => ({ ...one, vague: one.vague || (one.mark === undefined && one.ai.includes("1")) });
  return [...file.slice(0, line), moved(file[line + 1]!), moved(file[line]!), ...file.slice(line + 2)];
}

/** An event of the editor: how to do it, and the whole file before and after. */
export interface OracleEvent {
  readonly id: number;
  readonly run: (file: File, author: Author) => Line[];
  readonly author: Author;
  before: File;
  after: File;
  /** How often anything had been settled, reopened or declared when it was done, undone or redone. */
  acts: number;
}

/** A file with undo. */
export class Oracle {
  file: File;
  readonly done: OracleEvent[] = [];
  undone: OracleEvent[] = [];
  acts = 0;

  constructor(file: File) {
    this.file = file;
  }

  apply(id: number, author: Author, run: OracleEvent["run"]): void {
    const before = this.file;
    this.file = run(before, author);
    this.done.push({ id, run, author, before, after: this.file, acts: this.acts });
    this.undone = [];
  }

  undo(events: number): boolean {
    return this.#move(this.done, this.undone, events, (event) => event.before);
  }

  redo(events: number): boolean {
    return this.#move(this.undone, this.done, events, (event) => event.after);
  }

  /** The event was somebody else's: everything since then happens again. `false` when there is no such event. */
  reattribute(id: number, author: Author): boolean {
    if (![...this.done, ...this.undone].some((event) => event.id === id)) return false;
    const undone = this.undone.length;
    this.redo(undone);
    const again = this.done.splice(this.done.findIndex((event) => event.id === id));
    this.file = again[0]!.before;
    for (const event of again) {
      const told = event.id === id ? author : event.author;
      const before = this.file;
      this.file = event.run(before, told);
      this.done.push({ ...event, author: told, before, after: this.file });
    }
    this.undo(undone);
    return true;
  }

  /** Whether nothing was settled, reopened or declared since each event was last done or undone. */
  #move(from: OracleEvent[], to: OracleEvent[], events: number, side: (event: OracleEvent) => File): boolean {
    let plain = true;
    for (let i = 0; i < events; i++) {
      const event = from.pop()!;
      plain &&= event.acts === this.acts;
      event.acts = this.acts;
      to.push(event);
      this.file = side(event);
    }
    return plain;
  }
}
