/** One replacement in a text, as the editor reports it; lines and characters are 0-based. */
export interface OracleChange {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
  readonly text: string;
}

/** What the editor itself says of a change (`detailedReason`, a proposed API that the product does not have). */
export interface Label {
  readonly source: string;
  readonly kind: string | undefined;
  readonly undoneOrRedone: "undo" | "redo" | undefined;
}

/** One character of the text and who put it there. */
interface Character {
  readonly character: string;
  readonly byAi: boolean;
  /** Whether the line it stands in counts as AI's. */
  inAiLine: boolean;
  /** Whether the present event put it there and nothing was there before that it could be. */
  fresh: boolean;
}

type Line = readonly Character[];

const aiSources = new Set(["inlineCompletionAccept", "inlineCompletionPartialAccept"]);
const blank = /\s/;

/**
 * The judge of the accuracy benchmark. Knows for every character whether AI put it there, by the editor's own label of the
 * change that did, and from that which lines count as AI's by DESIGN §2. Deliberately naive, and shares no code with the
 * product: characters in a list, lines made anew for every event, a copy of everything for undo.
 */
export class Oracle {
  #lines: Line[];
  /** Every state there was, and which one is the present. */
  #states: Line[][];
  #present = 0;
  #copied: readonly Line[] = [];
  /** Whether an agent writes the file on disk just now: then what is read from disk is AI's. */
  agentIsAtWork = false;

  constructor(text: string) {
    this.#lines = linesOf(text, { byAi: false, inAiLine: false, fresh: false });
    this.#states = [this.#copy()];
  }

  get text(): string {
    return this.#lines.map(textOf).join("\n");
  }

  /** For each line whether AI wrote it; `undefined` for blank lines, which stand for nothing (rule 10). */
  verdicts(): (boolean | undefined)[] {
    return this.#lines.map((line) => (solid(line).length === 0 ? undefined : line.some(({ inAiLine }) => inAiLine)));
  }

  /** Lines `[start, end)` are copied, cut or duplicated: where they arrive whole they are what they are here (rule 6). */
  copies(start: number, end: number): void {
    this.#copied = this.#lines.slice(start, end);
  }

  /** One event of the editor. */
  change(changes: readonly OracleChange[], label: Label): void {
    if (label.undoneOrRedone === undefined || !this.#goTo(this.#textAfter(changes), label.undoneOrRedone)) {
      if (label.source === "reloadFromDisk" && !this.agentIsAtWork) this.#readFromDisk(changes);
      else this.#write(changes, label);
      this.#states.length = this.#present + 1;
      this.#present = this.#states.push(this.#copy()) - 1;
    }
  }

  /** Undo and redo: exactly what was there when the text was this. */
  #goTo(text: string, direction: "undo" | "redo"): boolean {
    const step = direction === "undo" ? -1 : 1;
    for (let i = this.#present + step; i >= 0 && i < this.#states.length; i += step) {
      if (this.#states[i]!.map(textOf).join("\n") !== text) continue;
      this.#present = i;
      this.#lines = this.#states[i]!.map((line) => line.map((character) => ({ ...character })));
      return true;
    }
    return false;
  }

  /** Rules 7 and 8: a text that was there before is what it was then; else lines that are equal are, and new ones are nobody's. */
  #readFromDisk(changes: readonly OracleChange[]): void {
    const text = this.#textAfter(changes);
    const seen = this.#states.findLast((state) => state.map(textOf).join("\n") === text);
    if (seen !== undefined) {
      this.#lines = seen.map((line) => line.map((character) => ({ ...character })));
      return;
    }
    const old = [...this.#lines];
    this.#lines = linesOf(text, { byAi: false, inAiLine: false, fresh: false }).map((line) => {
      const same = old.findIndex((other) => said(other) === said(line));
      return same < 0 || said(line) === "" ? line : as(line, old.splice(same, 1)[0]!);
    });
  }

  /** Somebody wrote in the editor. */
  #write(changes: readonly OracleChange[], label: Label): void {
    const byAi = aiSources.has(label.source) || label.source === "reloadFromDisk";
    const gone: Line[] = [];
    for (const character of this.#lines.flat()) character.fresh = false;
    for (const change of changes) this.#replace(change, byAi, gone);
    this.#lines = this.#lines.map((line) => {
      const all = solid(line);
      if (all.length === 0) return line;
      if (!byAi && all.every(({ fresh }) => fresh)) return this.#arrived(line, label, gone);
      return judged(line, all, byAi);
    });
  }

  #replace(change: OracleChange, byAi: boolean, gone: Line[]): void {
    const first = this.#lines[change.startLine]!;
    const last = this.#lines[change.endLine]!;
    const head = first.slice(0, change.startCharacter);
    const tail = last.slice(change.endCharacter);
    const removed =
      change.startLine === change.endLine
        ? [first.slice(change.startCharacter, change.endCharacter)]
        : [
            first.slice(change.startCharacter),
            ...this.#lines.slice(change.startLine + 1, change.endLine),
            last.slice(0, change.endCharacter),
          ];
    const inOneLine = removed.length === 1 && !/[\r\n]/.test(change.text);
    // Rule 2: what a person writes into a line of AI's belongs to that line.
    const inAiLine = inOneLine && !byAi && solid(first).some((character) => character.inAiLine);
    const inserted = kept(removed, linesOf(change.text, { byAi, inAiLine, fresh: !inAiLine }), gone);
    inserted[0] = [...head, ...inserted[0]!];
    inserted.push([...inserted.pop()!, ...tail]);
    this.#lines.splice(change.startLine, removed.length, ...inserted);
  }

  /** A whole line arrived. It may be one that was moved by the same event, or one that was copied (rule 6); else it is a person's. */
  #arrived(line: Line, { source, kind }: Label, gone: Line[]): Line {
    const moved = gone.findIndex((other) => said(other) === said(line));
    if (moved >= 0) return as(line, gone.splice(moved, 1)[0]!);
    const mayBeCopy = source === "cursor" && (kind === "paste" || kind === "executeCommands");
    const original = mayBeCopy ? this.#copied.find((other) => said(other) === said(line)) : undefined;
    return original === undefined ? line.map((character) => ({ ...character, inAiLine: false })) : as(line, original);
  }

  #textAfter(changes: readonly OracleChange[]): string {
    const lines = this.#lines.map(textOf);
    for (const { startLine, startCharacter, endLine, endCharacter, text } of changes) {
      const became = lines[startLine]!.slice(0, startCharacter) + text + lines[endLine]!.slice(endCharacter);
      lines.splice(startLine, endLine - startLine + 1, ...became.split(/\r\n|\r|\n/));
    }
    return lines.join("\n");
  }

  #copy(): Line[] {
    return this.#lines.map((line) => line.map((character) => ({ ...character })));
  }
}

/**
 * What is inserted in the place of what was removed keeps who wrote it: first whole lines that are equal, then what the rest
 * begins and ends with in common, white space not counted. Puts the removed lines that found no place into `gone`.
 */
function kept(removed: readonly Line[], inserted: readonly Line[], gone: Line[]): Line[] {
  const olds = [...removed];
  const result = [...inserted];
  const open: number[] = [];
  result.forEach((line, i) => {
    const same = said(line) === "" ? -1 : olds.findIndex((other) => said(other) === said(line));
    if (same < 0) open.push(i);
    else result[i] = as(line, olds.splice(same, 1)[0]!);
  });
  const before = olds.flatMap(solid);
  const after = open.flatMap((i) => solid(result[i]!));
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head]!.character === after[head]!.character) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail)!.character === after.at(-1 - tail)!.character) tail++;
  const heirs = new Map<Character, Character>();
  for (let i = 0; i < head; i++) heirs.set(after[i]!, before[i]!);
  for (let i = 1; i <= tail; i++) heirs.set(after.at(-i)!, before.at(-i)!);
  for (const i of open) {
    result[i] = result[i]!.map((character) => {
      const old = heirs.get(character);
      return old === undefined ? character : { ...old, fresh: false };
    });
  }
  gone.push(...olds);
  return result;
}

/** Rules 1 to 4 for a line that an event touched, or did not: then it says what it said. */
function judged(line: Line, all: Line, byAi: boolean): Line {
  const tracked = all.filter(({ inAiLine }) => inAiLine).length;
  const old = all.filter(({ fresh }) => !fresh).length;
  const touchedByAi = byAi && all.some(({ fresh }) => fresh);
  const inAiLine = touchedByAi
    ? tracked * 2 > old || all.filter((character) => character.byAi).length * 2 >= all.length
    : tracked > 0 && tracked * 2 >= all.length;
  return line.map((character) => ({ ...character, inAiLine }));
}

function linesOf(text: string, made: Omit<Character, "character">): Line[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => Array.from({ length: line.length }, (_, i) => ({ character: line[i]!, ...made })));
}

/** The line, written by who wrote the other one, which says the same. */
function as(line: Line, other: Line): Line {
  const written = solid(other);
  let next = 0;
  return line.map((character) => {
    if (blank.test(character.character)) return character;
    const { byAi, inAiLine } = written[next++]!;
    return { ...character, byAi, inAiLine, fresh: false };
  });
}

function solid(line: Line): Line {
  return line.filter(({ character }) => !blank.test(character));
}

function said(line: Line): string {
  return solid(line)
    .map(({ character }) => character)
    .join("");
}

function textOf(line: Line): string {
  return line.map(({ character }) => character).join("");
}
