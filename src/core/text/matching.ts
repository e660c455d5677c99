import { diff_core } from "fast-myers-diff";
import { type Block, blocksAround, holding } from "./blocks.ts";
import { type Gap, type Pair, Pairs } from "./pairs.ts";

/** So few lines are compared until the most that can be kept are found, which takes little time whatever they are. */
const fewLines = 128;
/** More lines are compared so often for each before that is given up: a quarter of a second for a file of 50 000 lines. */
const comparisonsPerLine = 64;
/** How often what lies between blocks is taken apart again. */
const levelLimit = 6;

/**
 * For each new line which old one it is, or -1: as many lines as can be kept in order, or nearly so where it would
 * take too long to find out. Lines are numbers below `differentLines`, equal for equal ones.
 */
export function matching(olds: Int32Array, news: Int32Array, differentLines: number): Int32Array {
  const search = new Matching(olds, news, differentLines);
  search.findIn({ oldStart: 0, oldEnd: olds.length, newStart: 0, newEnd: news.length }, levelLimit);
  return search.places;
}

class Matching {
  readonly places: Int32Array;
  readonly #olds: Int32Array;
  readonly #news: Int32Array;
  readonly #pairs: Pairs;

  constructor(olds: Int32Array, news: Int32Array, differentLines: number) {
    this.places = new Int32Array(news.length).fill(-1);
    this.#olds = olds;
    this.#news = news;
    this.#pairs = new Pairs(olds, news, differentLines);
  }

  /** Finds what belongs together in a gap, which may be taken apart `levels` times. */
  findIn(whole: Gap, levels: number): void {
    const gap = this.#trimmed(whole);
    const { oldStart, oldEnd, newStart, newEnd } = gap;
    const lines = oldEnd - oldStart + newEnd - newStart;
    if (oldStart === oldEnd || newStart === newEnd) return;
    if (lines <= fewLines) {
      this.#search(gap, Infinity);
      return;
    }
    const blocks = levels > 0 ? this.#blocks(this.#pairs.unique(gap), gap) : [];
    const held = holding(blocks, gap);
    if (held.length > 0) this.#split(gap, held, levels);
    else if (this.#search(gap, lines * comparisonsPerLine) || levels === 0) return;
    // From here on it is not the best there is, but quick.
    else this.#split(gap, blocks.length > 0 ? blocks : this.#blocks(this.#pairs.counted(gap), gap), levels);
  }

  #blocks(pairs: readonly Pair[], gap: Gap): Block[] {
    return blocksAround(pairs, gap, this.#olds, this.#news);
  }

  #trimmed({ oldStart, oldEnd, newStart, newEnd }: Gap): Gap {
    while (oldStart < oldEnd && newStart < newEnd && this.#olds[oldStart] === this.#news[newStart]) {
      this.places[newStart++] = oldStart++;
    }
    while (oldEnd > oldStart && newEnd > newStart && this.#olds[oldEnd - 1] === this.#news[newEnd - 1]) {
      this.places[--newEnd] = --oldEnd;
    }
    return { oldStart, oldEnd, newStart, newEnd };
  }

  #split(gap: Gap, blocks: readonly Block[], levels: number): void {
    if (blocks.length === 0) return;
    let { oldStart, newStart } = gap;
    for (const block of blocks) {
      this.findIn({ oldStart, oldEnd: block.oldStart, newStart, newEnd: block.newStart }, levels - 1);
      oldStart = block.oldStart;
      newStart = block.newStart;
      for (let i = 0; i < block.length; i++) this.places[newStart++] = oldStart++;
    }
    this.findIn({ oldStart, oldEnd: gap.oldEnd, newStart, newEnd: gap.newEnd }, levels - 1);
  }

  /** Keeps as many lines as can be kept; `false`, and none, when that takes more comparisons. */
  #search({ oldStart, oldEnd, newStart, newEnd }: Gap, comparisons: number): boolean {
    let left = comparisons;
    const equal = (old: number, line: number): boolean => {
      if (left-- === 0) throw tooMany;
      return this.#olds[old] === this.#news[line];
    };
    let script: [number, number, number, number][];
    try {
      script = [...diff_core(oldStart, oldEnd - oldStart, newStart, newEnd - newStart, equal)];
    } catch (error) {
      if (error === tooMany) return false;
      throw error;
    }
    let old = oldStart;
    let line = newStart;
    for (const [removedStart, removedEnd, , addedEnd] of script) {
      while (old < removedStart) this.places[line++] = old++;
      old = removedEnd;
      line = addedEnd;
    }
    while (old < oldEnd) this.places[line++] = old++;
    return true;
  }
}

const tooMany = new Error("The search for the shortest script takes too many comparisons.");
