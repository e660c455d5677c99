import { hasWord, stripped } from "../text/lines.ts";
import type { Mark } from "./mark.ts";
import { isMark, type Tag } from "./tag.ts";

interface Block {
  /** When its lines left; `undefined` for copied ones. */
  readonly leftAtMs: number | undefined;
  /** The marks of each line, by the line without white space; a line may stand there twice. */
  readonly marks: Map<string, Mark[]>;
}

/** A line that arrived and is known from elsewhere. */
export interface Arrival {
  readonly mark: Mark;
  /** `true` for a copy, which is unread; `false` for a moved line, which keeps its state. */
  readonly copied: boolean;
  /** When a moved line left the place it had; milliseconds since the epoch. */
  readonly leftAtMs?: number;
}

/** How many cut blocks are remembered. */
const blockLimit = 16;
/** A block of more lines is not remembered: nobody cuts and pastes it by hand. */
const lineLimit = 20_000;

/**
 * Tracked lines on their way: cut or moved away and not yet put down, or copied (DESIGN §2, rule 6).
 * In memory only, shared by all ledgers, so a move from file to file keeps its marks.
 */
export class Moves {
  #blocks: Block[] = [];

  /** Whether nothing is on its way. */
  get isEmpty(): boolean {
    return this.#blocks.length === 0;
  }

  /** Whether any of these lines is on its way, those of only punctuation not counted. */
  hasAny(lines: readonly string[]): boolean {
    return this.#blocks.some(({ marks }) => lines.some((line) => hasWord(line) && marks.has(stripped(line))));
  }

  /** Tracked lines left a file. Untracked ones among them are passed over. */
  removed(lines: readonly string[], tags: readonly (Tag | undefined)[], atMs: number): void {
    this.#add(atMs, lines, tags);
  }

  /** Lines were copied. Replaces what was copied before, even if none of these lines is tracked. */
  copied(lines: readonly string[], tags: readonly (Tag | undefined)[]): void {
    this.#blocks = this.#blocks.filter((block) => !isCopied(block));
    this.#add(undefined, lines, tags);
  }

  /** Nothing is on its way any more: after undo, the cut lines are back where they were. */
  forgetRemoved(): void {
    this.#blocks = this.#blocks.filter(isCopied);
  }

  /**
   * Does work that tells events again. Nothing is on its way when it begins, since what is now may have left only
   * after them; afterwards the same lines are as before.
   */
  apart(work: () => void): void {
    const blocks = this.#blocks;
    this.#blocks = [];
    try {
      work();
    } finally {
      this.#blocks = blocks;
    }
  }

  /** Forgets everything, copied lines too. */
  clear(): void {
    this.#blocks = [];
  }

  /**
   * What is known of lines that arrived in one go, one entry a line. A moved line keeps its state, once;
   * a copied one is unread. A line of only punctuation belongs to a block only next to another line of it.
   */
  claim(lines: readonly string[]): (Arrival | undefined)[] {
    const claimed: (Arrival | undefined)[] = lines.map(() => undefined);
    if (this.#blocks.length === 0) return claimed;
    const keys = lines.map(stripped);
    for (const block of this.#likeliest(keys)) {
      let inside = false;
      const claimAt = (i: number): void => {
        const key = keys[i] ?? "";
        if (key === "") return;
        if (claimed[i] !== undefined || (key.length < 2 && !inside)) inside = false;
        else if (inside || hasWord(key)) {
          claimed[i] = take(block, key);
          inside = claimed[i] !== undefined;
        }
      };
      for (let i = 0; i < lines.length; i++) claimAt(i);
      inside = false;
      for (let i = lines.length - 1; i >= 0; i--) {
        if (claimed[i] === undefined) claimAt(i);
        else inside = true;
      }
    }
    this.#blocks = this.#blocks.filter((block) => block.marks.size > 0);
    return claimed;
  }

  /** The blocks, first the one that most of these lines may be from; of two, the later one. */
  #likeliest(keys: readonly string[]): Block[] {
    const counts = new Map<Block, number>();
    for (const block of this.#blocks) counts.set(block, keys.filter((key) => block.marks.has(key)).length);
    return this.#blocks.toReversed().toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  }

  #add(leftAtMs: Block["leftAtMs"], lines: readonly string[], tags: readonly (Tag | undefined)[]): void {
    if (lines.length > lineLimit) return;
    const marks = new Map<string, Mark[]>();
    lines.forEach((line, i) => {
      const tag = tags[i];
      const key = stripped(line);
      if (!isMark(tag) || key === "") return;
      const known = marks.get(key);
      if (known === undefined) marks.set(key, [tag]);
      else known.push(tag);
    });
    if (marks.size === 0) return;
    this.#blocks.push({ leftAtMs, marks });
    if (this.#blocks.length > blockLimit) this.#blocks.shift();
  }
}

function isCopied({ leftAtMs }: Block): boolean {
  return leftAtMs === undefined;
}

function take(block: Block, key: string): Arrival | undefined {
  const marks = block.marks.get(key);
  const mark = marks?.[0];
  if (marks === undefined || mark === undefined) return undefined;
  const { leftAtMs } = block;
  if (leftAtMs === undefined) {
    return { mark: { origin: mark.origin, settled: undefined }, copied: true };
  }
  marks.shift();
  if (marks.length === 0) block.marks.delete(key);
  return { mark, copied: false, leftAtMs };
}
