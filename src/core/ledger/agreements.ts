import type { Ledger } from "./ledger.ts";
import type { Span } from "./mark.ts";

/** What a window stored of a text, and when, milliseconds since the epoch. */
export interface StoredText {
  readonly textHash: string;
  readonly spans: readonly Span[];
  readonly seenAtMs: number;
}

/**
 * What each ledger and the store last agreed on. Several windows may store the same file, so of a record that another one
 * stored only what it knows anew is taken over (DESIGN §6).
 */
export class Agreements {
  readonly #byLedger = new WeakMap<Ledger, { readonly stored: StoredText; readonly revision: number }>();

  /** What is stored is what the ledger knows now. */
  note(ledger: Ledger, stored: StoredText): void {
    this.#set(ledger, stored, ledger.revision);
  }

  /** Whether a record that was stored at that time is another one than the ledger agreed with. */
  isNews(ledger: Ledger, seenAtMs: number): boolean {
    return this.#byLedger.get(ledger)?.stored.seenAtMs !== seenAtMs;
  }

  /** Takes over what another window stored of the ledger's present text. Returns whether any mark changed. */
  takeOver(ledger: Ledger, stored: StoredText): boolean {
    const agreed = this.#byLedger.get(ledger);
    if (agreed !== undefined && whatSays(agreed.stored) === whatSays(stored)) {
      // It only wrote down what both knew: what was decided here since is news to it, not the reverse.
      this.#set(ledger, stored, agreed.revision);
      return false;
    }
    const before = ledger.marksRevision;
    if (agreed?.revision === ledger.revision) ledger.adopt(stored.spans);
    else ledger.recall(stored.spans);
    this.note(ledger, stored);
    return ledger.marksRevision !== before;
  }

  #set(ledger: Ledger, { textHash, spans, seenAtMs }: StoredText, revision: number): void {
    this.#byLedger.set(ledger, { stored: { textHash, spans, seenAtMs }, revision });
  }
}

/** Equal for two records that say the same, git's state aside, which every window asks for itself. */
function whatSays({ textHash, spans }: StoredText): string {
  const marks = spans.map(({ start, end, mark: { origin, settled } }) => [
    start,
    end,
    origin.id,
    settled?.kind,
    settled && Math.round(settled.atMs),
  ]);
  return JSON.stringify([textHash, marks]);
}
