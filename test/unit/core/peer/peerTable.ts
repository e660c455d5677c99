/** One case of the peer's, told on our own ledger. */
export type PeerRow = {
  /** The peer's name for the case. */
  readonly name: string;
  /** Tells the case with a file of our own. Returns what is known of each line in the end, as `Story.show` says it. */
  readonly story: () => readonly string[];
  /** What must be known in the end. */
  readonly ends: readonly string[];
} & Verdict;

/** Whether we say of the lines what the peer says of them, and why not where we mean not to. */
export type Verdict =
  | { readonly verdict: "same" }
  | {
      readonly verdict: "differs";
      /** One sentence that follows from the rules of the ledger. */
      readonly why: string;
    };

/** The cases of one file of the peer's. */
export interface PeerFile {
  /** Its path there. */
  readonly path: string;
  readonly rows: readonly PeerRow[];
}

/** A case that ends here as it does there. */
export function same(name: string, story: () => readonly string[], ends: readonly string[]): PeerRow {
  return { name, story, ends, verdict: "same" };
}

/** A case that ends otherwise here, on purpose. */
export function differs(name: string, why: string, story: () => readonly string[], ends: readonly string[]): PeerRow {
  return { name, story, ends, verdict: "differs", why };
}

/** Why we differ, where many cases say the same. Each follows from a rule of the ledger. */
export const because = {
  whiteSpace: "Whoever only moves white space wrote nothing: the line stays whose it was (rules 2 and 4).",
  sameText: "AI that writes a line again as it stands changes nothing; we always compare first (rule 4).",
  lessThanHalf: "AI wrote less than half of the line's characters, so the line stays the person's (rule 1).",
  neighbours:
    "A line is AI's by what AI wrote in it, never by the lines next to it; when in doubt it is not tracked (rule 9).",
  noEvidence:
    "No record says which text the command wrote, and unknown is never called AI (rule 7): the line is nobody's.",
  lineEnd: "A line end put behind a person's last line is white space and makes nothing AI's (rules 1 and 2).",
  knownText: "A text that the file had before is what it was then, whichever command brings it back (rule 8).",
  people: "People's lines are never recorded; what AI did not write has no author here (rule 3).",
  blank: "A blank line stands for nothing on its own and is AI's only between lines of one act of AI (rule 10).",
} as const;
