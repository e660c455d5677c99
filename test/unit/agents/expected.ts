import type { AiChange, Piece } from "../../../src/core/attribution/aiEdit.ts";
import type { Confidence } from "../../../src/core/ledger/mark.ts";

/** What a fixture must tell of one edit. */
export interface ExpectedEdit {
  readonly id: string;
  /** With `/`, made the machine's own form by the test. */
  readonly path: string;
  /** ISO 8601. */
  readonly at: string;
  readonly change: AiChange;
  /** `reported` unless said otherwise. */
  readonly confidence?: Confidence;
}

/** The change of one piece or several. */
export function pieces(...all: readonly Piece[]): AiChange {
  return { kind: "pieces", pieces: all };
}

/** A text in a line, or over some, that became another. */
export function text(oldText: string, newText: string, rest: Partial<Piece> = {}): Piece {
  return { oldText, newText, wholeLines: false, everywhere: false, line: undefined, ...rest };
}

/** Whole lines that became others, at a 0-based line where that is told. */
export function lines(oldText: string, newText: string, line?: number): Piece {
  return { oldText, newText, wholeLines: true, everywhere: false, line };
}

/** The whole text, `""` before it for a new file, `undefined` for what nothing tells. */
export function whole(text: string, before: string | undefined): AiChange {
  return { kind: "whole", before, text };
}
