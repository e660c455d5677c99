import type { AiChange, AiEdit, Piece } from "../../../../src/core/attribution/aiEdit.ts";
import { attributeText, claimsIn } from "../../../../src/core/attribution/attributor.ts";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { stateOf } from "../../../../src/core/ledger/mark.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";

let clockMs = 0;

/** An edit by the agent of that name, later than all before it. */
export function edit(id: string, change: AiChange): AiEdit {
  clockMs += 1000;
  return {
    id,
    tool: "Agent",
    channel: "agentSession",
    confidence: "reported",
    atMs: clockMs,
    path: "/w/a.ts",
    change,
  };
}

/** An edit that replaces text, the way agents' edit tools do. */
export function replace(id: string, oldText: string, newText: string, more: Partial<Piece> = {}): AiEdit {
  const piece = { oldText, newText, wholeLines: false, everywhere: false, line: undefined, ...more };
  return edit(id, { kind: "pieces", pieces: [piece] });
}

/** An edit that writes the whole file. */
export function write(id: string, text: string, before?: string): AiEdit {
  return edit(id, { kind: "whole", before, text });
}

/** A file that agents write into on disk; what happens is told by its text alone, and by the evidence that comes later. */
export class Disk {
  readonly ledger: Ledger;
  #entry = 0;

  constructor(text: string) {
    this.ledger = new Ledger(text.split("\n"), [], new Moves());
  }

  /** The file is another one on disk now. */
  becomes(text: string): this {
    this.#entry = this.ledger.replaceText(text.split("\n"), { kind: "disk", atMs: 1 });
    return this;
  }

  /** The evidence for the last change on disk. Returns the ids of the edits that were found. */
  evidence(...edits: readonly AiEdit[]): string[] {
    const found: string[] = [];
    this.ledger.retell(this.#entry, (before, after) => {
      const attribution = attributeText(after, edits, before);
      found.push(...[...(attribution?.found ?? [])].map(({ id }) => id));
      return attribution?.telling;
    });
    return found;
  }

  /** Each line with what is known of it: `--` untracked, `uA` unread of edit A, `mA` marked, `eA` edited. */
  show(): string[] {
    return show(this.ledger);
  }

  mark(start: number, end: number): void {
    this.ledger.settle({ start, end }, { kind: "marked", atMs: 2, scope: "selection" });
  }
}

/** The lines of a text, seen for the first time, with what the edits say of them. */
export function claimed(text: string, ...edits: readonly AiEdit[]): string[] {
  const ledger = new Ledger(text.split("\n"), [], new Moves());
  ledger.claim(claimsIn(ledger.lines, edits).spans);
  return show(ledger);
}

function show(ledger: Ledger): string[] {
  return ledger.lines.map((line, i) => {
    const mark = ledger.markAt(i);
    return `${mark === undefined ? "--" : `${stateOf(mark)[0]}${mark.origin.id}`} ${line}`.trimEnd();
  });
}
