import type { AiEdit } from "../../../../src/core/attribution/aiEdit.ts";
import { attributeText, claimsIn } from "../../../../src/core/attribution/attributor.ts";
import type { Author } from "../../../../src/core/ledger/attribute.ts";
import { comeBack } from "../../../../src/core/ledger/comeback.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";
import { Hasher } from "../../../../src/core/text/hash.ts";
import { splitLines } from "../../../../src/core/text/lines.ts";
import { write } from "../attribution/desk.ts";
import { AllTexts } from "../ledger/allTexts.ts";
import { origin, Scene } from "../ledger/scene.ts";

const hasher = new Hasher(new Uint8Array(16).fill(7));

/** A file of a case: who does what to it, one step after the other, always told by whole texts. */
export class Story extends Scene {
  readonly #formers = new AllTexts();

  /** The text is nobody's until somebody writes. */
  constructor(text = "", moves = new Moves()) {
    super(normal(text), moves);
  }

  /** A file that one act of AI wrote, `A` unless another one is named. */
  static writtenByAi(text: string, act = "A", moves = new Moves()): Story {
    const story = new Story("", moves);
    story.byAi(act, text);
    return story;
  }

  /** An act of AI makes the file another one, before our eyes. */
  byAi(act: string, text: string): this {
    return this.#becomes(text, { kind: "ai", origin: origin(act) });
  }

  /** A person makes the file another one in the editor, by one event. */
  byPerson(text: string): this {
    return this.#becomes(text, this.person());
  }

  /** A program formats what the person wrote. */
  byFormatter(text: string): this {
    return this.#becomes(text, { kind: "tool", atMs: this.now() });
  }

  /** The file becomes another one on disk, and nothing says by whom. */
  onDisk(text: string): this {
    this.#changeOnDisk(text);
    return this;
  }

  /** An agent makes the file another one on disk; its record of the whole file comes afterwards. */
  byAgent(act: string, text: string): this {
    return this.byAgents(text, write(act, text, this.text));
  }

  /** The file becomes another one on disk; agents' records of what they did come afterwards. */
  byAgents(text: string, ...edits: readonly AiEdit[]): this {
    const entry = this.#changeOnDisk(text);
    this.ledger.retell(entry, (before, after) => attributeText(after, edits, before)?.telling);
    return this;
  }

  /** A completion that the editor first takes for typing: its command comes after the change. */
  accepts(act: string, text: string): this {
    const entry = this.#change(text, this.person());
    this.ledger.reattribute(entry, { kind: "ai", origin: origin(act) });
    return this;
  }

  /** Records of agents turn up for a text that is there already. */
  isClaimed(...edits: readonly AiEdit[]): this {
    this.ledger.claim(claimsIn(this.ledger.lines, edits).spans);
    return this;
  }

  /** The user marks lines as reviewed: those `[start, end)`, or all. */
  isMarked(start = 0, end = this.ledger.lineCount): this {
    this.settle(start, end);
    return this;
  }

  /** Git gives the file another text, or the same: a checkout, a stash, a rebase. Nothing tells it from another change on disk. */
  byGit(text: string): this {
    return this.onDisk(text);
  }

  /** Another file with the same text turns up: what AI wrote is unread in it (DESIGN §2, rule 6). */
  copied(): Story {
    const copy = new Story(this.text);
    copy.ledger.claim(
      this.ledger
        .spans()
        .map(({ start, end, mark }) => ({ start, end, mark: { origin: mark.origin, settled: undefined } })),
    );
    return copy;
  }

  #becomes(text: string, author: Author): this {
    this.#change(text, author);
    return this;
  }

  #change(text: string, author: Author): number {
    this.#remember();
    return this.whole(author, normal(text));
  }

  /** A change outside the editor, with what then comes back (DESIGN §2, rule 8). */
  #changeOnDisk(text: string): number {
    const entry = this.#change(text, { kind: "disk", atMs: this.now() });
    comeBack(this.ledger, entry, this.#formers, hasher, this.now());
    return entry;
  }

  /** The store has the texts of all moments. */
  #remember(): void {
    const lineHashes = hasher.lines(this.ledger.lines);
    this.#formers.add({ textHash: hasher.text(lineHashes), lineHashes, spans: this.ledger.spans() });
  }
}

/** How many lines are known to be what, for files too long to be written out. */
export function tally(lines: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line.slice(0, 2), (counts.get(line.slice(0, 2)) ?? 0) + 1);
  return [...counts].map(([label, count]) => `${count} ${label}`);
}

/** A text with the line ends that the ledger knows, as the editor hands it over. */
function normal(text: string): string {
  return splitLines(text).join("\n");
}
