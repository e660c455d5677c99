/** How we know that AI wrote something (DESIGN §1). */
export type Channel = "inlineAccept" | "chatEdit" | "agentSession" | "gitNote" | "agentTrace" | "declared";

/** How sure we are: the tool's own record, an accept we saw, an inference, or the user's word. */
export type Confidence = "reported" | "observed" | "likely" | "declared";

/** One act of AI writing. */
export interface Origin {
  /** Unique for ever, on every machine (a UUID). */
  readonly id: string;
  readonly channel: Channel;
  /** The tool's product name, or `undefined` where nothing names it. */
  readonly tool: string | undefined;
  readonly confidence: Confidence;
  /** When the text landed, milliseconds since the epoch. */
  readonly atMs: number;
}

/** What a reviewer said instead of reviewing; free text is the user's own and kept as typed. */
export type DismissReason = string;

/** What a person did inside a hunk that shows they were at it. */
export type Engagement = "caret" | "selection" | "hover" | "definition" | "breakpoint";

/** What settled a line. Its `kind` is the line's state. `atMs` is milliseconds since the epoch. */
export type Evidence =
  | {
      readonly kind: "read";
      readonly atMs: number;
      readonly attendedMs: number;
      /** The first one with the hunk. */
      readonly engagement: Engagement;
    }
  | { readonly kind: "edited"; readonly atMs: number }
  | {
      readonly kind: "marked";
      readonly atMs: number;
      /** What the user marked in one go. */
      readonly scope: "hunk" | "selection" | "file";
    }
  | { readonly kind: "dismissed"; readonly atMs: number; readonly reason: DismissReason };

/** The state of a tracked line. All but `unread` are settled. */
export type State = "unread" | Evidence["kind"];

/** What is known of a line's way into commits. Text that changes has its way still before it. */
export interface Committed {
  /** Since when it was in a commit, as far as that was seen; milliseconds since the epoch. */
  readonly sinceMs: number;
  /** Whether it is in HEAD's. A line that HEAD left behind was in a commit all the same. */
  readonly isInHead: boolean;
}

/** What the ledger knows of one tracked line. Immutable; lines of one act share one object. */
export interface Mark {
  readonly origin: Origin;
  /** `undefined` while the line is unread. */
  readonly settled: Evidence | undefined;
  /** Left out while the line was never seen in a commit. */
  readonly committed?: Committed;
}

/** The state a mark stands for. */
export function stateOf(mark: Mark): State {
  return mark.settled?.kind ?? "unread";
}

/** Adjacent tracked lines of one origin and one state. Lines are 0-based, `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly mark: Mark;
}
