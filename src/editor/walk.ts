import * as vscode from "vscode";
import { isUnread } from "../core/ledger/tag.ts";
import { hunkAt, type Reason, reasonsOf, stepFrom, type WalkHunk, walkOf } from "../core/review/walk.ts";
import type { Hunks } from "./keep/hunks.ts";
import type { FileLedger, Ledgers } from "./keep/ledgers.ts";
import type { Limits } from "./keep/limits.ts";
import { reveal } from "./reveal.ts";

/** A hunk's place in the walk. */
export interface WalkPlace {
  /** From 1. */
  readonly number: number;
  /** How many hunks there are to go to. */
  readonly of: number;
  /** Why it comes before the next one. */
  readonly reasons: readonly Reason[];
}

/** The way from one unread hunk to the next, across files, in the order of the walk. */
export class Walk {
  readonly #hunks: Hunks;
  readonly #ledgers: Ledgers;
  readonly #limits: Limits;
  /** The hunk it led to last: where its lines are nobody's any more, the way goes on from its place. */
  #last: WalkHunk | undefined;

  constructor(hunks: Hunks, ledgers: Ledgers, limits: Limits) {
    this.#hunks = hunks;
    this.#ledgers = ledgers;
    this.#limits = limits;
  }

  /** Puts the caret on the next or previous hunk with unread lines, round and round. Returns whether there was one. */
  async go(direction: "next" | "previous"): Promise<boolean> {
    const all = await this.#hunks.all();
    let walk = walkOf(all, this.#limits.all);
    const start = this.#here(all);
    for (let from = start; ;) {
      const next = stepFrom(walk, from, direction);
      if (next === undefined) return false;
      const file = await this.#ledgers.open(vscode.Uri.parse(next.file));
      const line = file && firstUnreadIn(file, next);
      if (file !== undefined && line !== undefined && (await reveal(file.uri, line))) {
        this.#last = next;
        return true;
      }
      // Its file vanished meanwhile, or nothing of it is unread any more.
      walk = walk.filter((hunk) => hunk !== next);
      from = next;
    }
  }

  /** Where the hunk at a line, 0-based, comes in the walk; `undefined` when it does not. */
  async placeOf({ uri }: FileLedger, line: number): Promise<WalkPlace | undefined> {
    const walk = walkOf(await this.#hunks.all(), this.#limits.all);
    const hunk = hunkAt(walk, uri.toString(), line);
    if (hunk === undefined) return undefined;
    const index = walk.indexOf(hunk);
    return { number: index + 1, of: walk.length, reasons: reasonsOf(hunk, walk[index + 1]) };
  }

  /** The hunk that the way goes on from: the one at the caret, or the last one, while the caret is still in its file. */
  #here(all: readonly WalkHunk[]): WalkHunk | undefined {
    const editor = vscode.window.activeTextEditor;
    const file = editor && this.#ledgers.of(editor.document);
    if (editor === undefined || file === undefined) return undefined;
    const key = file.uri.toString();
    // A file in which nothing is left to read is not among them, and yet the way goes on from it.
    const own = all.some((hunk) => hunk.file === key) ? all : this.#hunks.ofFile(file);
    return hunkAt(own, key, editor.selection.active.line) ?? (this.#last?.file === key ? this.#last : undefined);
  }
}

/** The first unread line of a hunk, as far as its file still has it. */
export function firstUnreadIn({ ledger }: FileLedger, { start, end }: WalkHunk): number | undefined {
  const span = ledger.spans().find((each) => isUnread(each.mark) && each.start < end && start < each.end);
  return span && Math.max(span.start, start);
}
