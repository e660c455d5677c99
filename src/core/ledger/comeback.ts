import type { Hasher, TextHash } from "../text/hash.ts";
import type { Ledger } from "./ledger.ts";
import { type KnownText, reanchor } from "./reanchor.ts";
import { runsOf, spansOf } from "./tag.ts";

/** A text that a file had, with the marks of that time, and the keyed hash of the whole. */
export interface FormerText extends KnownText {
  readonly textHash: TextHash;
}

/** What is remembered of one file's earlier texts. */
export interface FormerTexts {
  /** The text with exactly that hash. */
  exactly(textHash: TextHash): KnownText | undefined;
  /** All of them, the latest first. */
  all(): readonly KnownText[];
  /** One more, that a change on disk just took away. */
  add(text: FormerText): void;
}

/**
 * An event of a ledger was a change on disk: lines that it brought back are what they were when they left (DESIGN §2,
 * rule 8), and what it took away is remembered. Nothing happens when the event is undone or no longer known.
 */
export function comeBack(ledger: Ledger, entry: number, formers: FormerTexts, hasher: Hasher, atMs: number): void {
  const before = ledger.before(entry);
  if (before === undefined) return;
  const lineHashes = hasher.lines(before.lines);
  const last = { textHash: hasher.text(lineHashes), lineHashes, spans: spansOf(runsOf(before.tags)) };
  if (last.spans.length > 0) formers.add(last);
  const hashes = hasher.lines(ledger.lines, { lines: before.lines, hashes: lineHashes });
  const exact = formers.exactly(hasher.text(hashes));
  ledger.bringBack(exact?.spans ?? reanchor(last, formers.all(), hashes, hasher), atMs);
}
