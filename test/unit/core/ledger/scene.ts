import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import type { LineRange } from "../../../../src/core/ledger/tagged-lines.ts";
import type { Author } from "../../../../src/core/ledger/attribute.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";
import { type Evidence, type Origin, stateOf } from "../../../../src/core/ledger/mark.ts";
import type { TextChange } from "../../../../src/core/text/change.ts";
import type { FactKind } from "../../../../src/core/week/facts.ts";

/** An act of AI writing named by one letter. */
export function origin(name: string, atMs = 0): Origin {
  return { id: name, channel: "inlineAccept", tool: "Tool", confidence: "observed", atMs };
}

/** The change that replaces the characters from one place to another. */
export function change(
  startLine: number,
  startCharacter: number,
  endLine: number,
  endCharacter: number,
  text: string,
): TextChange {
  return { startLine, startCharacter, endLine, endCharacter, text };
}

/** A file in an editor with an undo of its own, told as a story and shown as lines with their states. */
export class Scene {
  readonly moves: Moves;
  readonly ledger: Ledger;
  #texts: string[];
  #at = 0;
  #clockMs = 1_000_000;

  constructor(text: string, moves = new Moves()) {
    this.moves = moves;
    this.ledger = new Ledger(text.split("\n"), [], moves);
    this.#texts = [text];
  }

  /** A file whose lines are all AI's, of origin A. */
  static ai(text: string, moves = new Moves()): Scene {
    const scene = new Scene("", moves);
    scene.apply({ kind: "ai", origin: origin("A") }, change(0, 0, 0, 0, text));
    return scene;
  }

  /**
   * Each line as state, origin and text: `uA x` is an unread line of origin A, `--` stands for an untracked one.
   * The states are u(nread), r(ead), e(dited), m(arked), d(ismissed).
   */
  show(): string[] {
    return this.ledger.lines.map((line, i) => {
      const mark = this.ledger.markAt(i);
      const label = mark === undefined ? "--" : `${stateOf(mark)[0]}${mark.origin.id}`;
      return line === "" ? label : `${label} ${line}`;
    });
  }

  get text(): string {
    return this.ledger.lines.join("\n");
  }

  now(): number {
    return (this.#clockMs += 1000);
  }

  person(): Author {
    return { kind: "person", atMs: this.now() };
  }

  /** One event. Returns its name. */
  apply(author: Author, ...changes: TextChange[]): number {
    const id = this.ledger.apply(changes, author);
    this.#remember();
    return id;
  }

  /** A person replaces characters. */
  edit(startLine: number, startCharacter: number, endLine: number, endCharacter: number, text: string): number {
    return this.apply(this.person(), change(startLine, startCharacter, endLine, endCharacter, text));
  }

  /** A person types, one event a character; line breaks are Enter. */
  type(line: number, character: number, text: string): void {
    let atLine = line;
    let atCharacter = character;
    for (const key of text) {
      this.edit(atLine, atCharacter, atLine, atCharacter, key);
      if (key === "\n") {
        atLine++;
        atCharacter = 0;
      } else atCharacter += key.length;
    }
  }

  /** An accepted suggestion at a place. */
  accept(name: string, line: number, character: number, text: string): number {
    return this.apply({ kind: "ai", origin: origin(name) }, change(line, character, line, character, text));
  }

  /** AI replaces the whole lines `[start, end)`. */
  rewrite(name: string, start: number, end: number, text: string): number {
    const last = (this.ledger.lines[end - 1] ?? "").length;
    return this.apply({ kind: "ai", origin: origin(name) }, change(start, 0, end - 1, last, text));
  }

  /** The file becomes another text as a whole. */
  whole(author: Author, text: string): number {
    const id = this.ledger.replaceText(text.split("\n"), author);
    this.#remember();
    return id;
  }

  /** A program formats the person's file. */
  format(text: string): void {
    this.whole({ kind: "tool", atMs: this.now() }, text);
  }

  /** The file is read again from disk. */
  reload(text: string): void {
    this.whole({ kind: "disk", atMs: this.now() }, text);
  }

  /** Cuts the whole lines `[start, end)`. */
  cut(start: number, end: number): string {
    const text = `${this.ledger.lines.slice(start, end).join("\n")}\n`;
    this.edit(start, 0, end, 0, "");
    return text;
  }

  copy(start: number, end: number): string {
    this.moves.copied(this.ledger.lines.slice(start, end), this.ledger.tagsOf({ start, end }));
    return `${this.ledger.lines.slice(start, end).join("\n")}\n`;
  }

  settle(start: number, end: number, kind: "read" | "marked" | "dismissed" = "marked"): number {
    return this.ledger.settle({ start, end }, evidence(kind, this.now()));
  }

  /** Undoes events, all in one event of the editor. */
  undo(events = 1): void {
    this.#rewind("undo", this.#at - events);
  }

  redo(events = 1): void {
    this.#rewind("redo", this.#at + events);
  }

  /** The sums of all facts since the last call but outcomes, without those that are zero. */
  facts(): Partial<Record<FactKind, number>> {
    const facts = this.ledger.takeFacts().filter((fact) => fact.kind !== "outcome");
    return sumsBy(facts, ({ kind }) => kind);
  }

  /** The sums of all outcomes since the last call as `unread by person`, without those that are zero. Takes all facts. */
  outcomes(): Partial<Record<string, number>> {
    const outcomes = this.ledger.takeFacts().filter((fact) => fact.kind === "outcome");
    return sumsBy(outcomes, ({ state, by }) => `${state} by ${by}`);
  }

  #rewind(direction: "undo" | "redo", at: number): void {
    const target = this.#texts[at];
    if (target === undefined) throw new RangeError("nothing to undo or redo");
    this.ledger.rewind([wholeChange(this.ledger.lines, target)], direction, this.now());
    this.#at = at;
  }

  #remember(): void {
    this.#texts.length = ++this.#at;
    this.#texts.push(this.text);
  }
}

/** Lines by what they count as, those left out that come to nothing. */
export function sumsBy<F extends { readonly lines: number }, K extends string>(
  facts: readonly F[],
  keyOf: (fact: F) => K,
): Partial<Record<K, number>> {
  const sums = new Map<K, number>();
  for (const fact of facts) sums.set(keyOf(fact), (sums.get(keyOf(fact)) ?? 0) + fact.lines);
  return Object.fromEntries([...sums].filter(([, lines]) => lines !== 0)) as Partial<Record<K, number>>;
}

/** What settles a line. */
export function evidence(kind: "read" | "marked" | "dismissed", atMs: number): Evidence {
  if (kind === "read") return { kind, atMs, attendedMs: 12_000, engagement: "caret" };
  if (kind === "marked") return { kind, atMs, scope: "hunk" };
  return { kind, atMs, reason: "generated" };
}

/** All lines of a ledger. */
export function everything(ledger: Ledger): LineRange {
  return { start: 0, end: ledger.lines.length };
}

/** The change of the middle of a text, between what it starts and ends with in both. */
export function wholeChange(lines: readonly string[], target: string): TextChange {
  const before = lines.join("\n");
  const shorter = Math.min(before.length, target.length);
  let head = 0;
  while (head < shorter && before[head] === target[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === target.at(-1 - tail)) tail++;
  const [startLine, startCharacter] = place(before, head);
  const [endLine, endCharacter] = place(before, before.length - tail);
  return { startLine, startCharacter, endLine, endCharacter, text: target.slice(head, target.length - tail) };
}

function place(text: string, offset: number): [number, number] {
  const above = text.slice(0, offset).split("\n");
  return [above.length - 1, (above.at(-1) ?? "").length];
}
