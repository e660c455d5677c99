import type { FormerText, FormerTexts } from "../../../../src/core/ledger/comeback.ts";

/** The earlier texts of one file, all of them, the latest first. */
export class AllTexts implements FormerTexts {
  #texts: FormerText[] = [];

  exactly(textHash: string): FormerText | undefined {
    return this.#texts.find((text) => text.textHash === textHash);
  }

  all(): readonly FormerText[] {
    return this.#texts;
  }

  add(text: FormerText): void {
    this.#texts = [text, ...this.#texts.filter(({ textHash }) => textHash !== text.textHash)];
  }
}
