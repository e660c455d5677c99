import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import type { Origin } from "../../../../src/core/ledger/mark.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";
import { debtOfSpans } from "../../../../src/core/review/debt.ts";
import { Hasher } from "../../../../src/core/text/hash.ts";
import type { FileRecord } from "../../../../src/store/files.ts";
import type { Batch, Store } from "../../../../src/store/store.ts";
import { random } from "../../../bench/random.ts";

/** The file that all windows write. */
export const SHARED = "file:///w/shared.ts";

/** How many files of its own a window writes. */
const FILES = 4;

/** The longest a file becomes, in lines. */
const LINES = 120;

/** All of it happens in the year 2100, so that nothing is old enough to be forgotten. */
const beganMs = Date.UTC(2100, 0, 4, 9);

/**
 * The work of one window: in each step AI writes, or a person edits, removes or marks lines of a file, and what the
 * ledger of that file says of it is to be stored. The same name and key make the same work, so that another process
 * knows what must be stored after any step.
 */
export class Work {
  readonly #name: string;
  readonly #hasher: Hasher;
  readonly #ledgers = new Map<string, Ledger>();
  readonly #records = new Map<string, FileRecord>();
  readonly #counts = new Map<string, number>();
  readonly #random: () => number;
  #steps = 0;

  constructor(name: string, key: Uint8Array) {
    this.#name = name;
    this.#hasher = new Hasher(key);
    this.#random = random(Buffer.from(name).reduce((seed, byte) => seed * 31 + byte, 7));
    for (let i = 0; i < FILES; i++) this.#begin(`file:///w/${name}/${i}.ts`);
    this.#begin(SHARED);
  }

  /** How many steps were made. */
  get steps(): number {
    return this.#steps;
  }

  /** When the last step was made, milliseconds since the epoch. */
  get atMs(): number {
    return beganMs + this.#steps * 1000;
  }

  /** Makes a step: what is to be stored of it, together or not at all. */
  next(): Batch {
    const atMs = this.atMs + 1000;
    const uris = [`file:///w/${this.#name}/${this.#below(FILES)}.ts`, SHARED];
    const files = uris.map((uri) => this.#change(uri, atMs));
    this.#steps++;
    const facts = uris.flatMap((uri) => this.#ledgers.get(uri)!.takeFacts());
    for (const { day, kind, lines } of facts) {
      this.#counts.set(`${day} ${kind}`, (this.#counts.get(`${day} ${kind}`) ?? 0) + lines);
    }
    return { files, facts: facts.map((fact) => ({ ...fact, workspace: "file:///w" })), atMs };
  }

  /** The files of its own as they are after its steps. */
  files(): FileRecord[] {
    return [...this.#records.values()].filter(({ uri }) => uri !== SHARED);
  }

  /** The hash of its text of the shared file. */
  get sharedText(): string {
    return this.#records.get(SHARED)?.textHash ?? "";
  }

  /** What its steps counted, by day and kind. */
  counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  #begin(uri: string): void {
    this.#ledgers.set(uri, new Ledger(["// by hand", "// by hand, too", ""], [], new Moves()));
  }

  #change(uri: string, atMs: number): FileRecord {
    const ledger = this.#ledgers.get(uri)!;
    const person = { kind: "person", atMs } as const;
    const line = this.#below(ledger.lineCount);
    const some = 1 + this.#below(3);
    const endLine = Math.min(line + some, ledger.lineCount - 1);
    const lines = (text: string): { startLine: number; endLine: number; text: string } => ({
      startLine: line,
      endLine: line,
      text,
    });
    const kind = this.#steps === 0 ? 2 : ledger.lineCount > LINES ? 3 : this.#below(4);
    if (kind === 0) ledger.settle({ start: line, end: line + some }, { kind: "marked", atMs, scope: "selection" });
    else if (kind === 1) {
      ledger.apply([{ ...lines(`by hand ${this.#steps}();\n`), startCharacter: 0, endCharacter: 0 }], person);
    } else if (kind === 3 && endLine > line) {
      ledger.apply([{ startLine: line, startCharacter: 0, endLine, endCharacter: 0, text: "" }], person);
    } else {
      const text = Array.from({ length: some }, (_, i) => `call(${this.#steps}, ${i});\n`).join("");
      const author = { kind: "ai", origin: this.#act(atMs) } as const;
      ledger.apply([{ ...lines(text), startCharacter: 0, endCharacter: 0 }], author);
    }
    const record = this.#recordOf(uri, ledger);
    this.#records.set(uri, record);
    return record;
  }

  #recordOf(uri: string, ledger: Ledger): FileRecord {
    const lineHashes = this.#hasher.lines(ledger.lines);
    const spans = ledger.spans();
    const debt = debtOfSpans(ledger.lines, spans);
    return {
      uri,
      textHash: this.#hasher.text(lineHashes),
      lineHashes,
      spans,
      unreadLines: debt.lines,
      unreadCostTenths: debt.costTenths,
      present: true,
      disk: undefined,
    };
  }

  #act(atMs: number): Origin {
    const id = `${this.#name} ${this.#steps}`;
    return { id, channel: "agentSession", tool: "Claude Code", confidence: "reported", atMs };
  }

  #below(count: number): number {
    return Math.floor(this.#random() * count);
  }
}

/** Where a store differs from what the work of these windows left; empty where nothing is lost and nothing is too much. */
export function differences(store: Store, works: readonly Work[]): string[] {
  const found: string[] = [];
  const counts = new Map<string, number>();
  for (const work of works) {
    for (const [key, lines] of work.counts()) counts.set(key, (counts.get(key) ?? 0) + lines);
    for (const { uri, textHash, spans } of work.files()) {
      const stored = store.loadFile(uri);
      if (stored === undefined && spans.length === 0) continue; // of a file without a tracked line nothing need be stored
      if (stored?.textHash !== textHash || JSON.stringify(stored.spans) !== JSON.stringify(spans)) found.push(uri);
    }
  }
  for (const { day, kind, lines } of store.days()) {
    const expected = counts.get(`${day} ${kind}`) ?? 0;
    if (lines !== expected) found.push(`${lines} lines ${kind} instead of ${expected}`);
    counts.delete(`${day} ${kind}`);
  }
  for (const [key, lines] of counts) if (lines !== 0) found.push(`no lines instead of ${lines} on ${key}`);
  const shared = store.loadFile(SHARED)?.textHash;
  const written = works.filter((work) => work.steps > 0).map((work) => work.sharedText);
  if (written.length > 0 && !written.includes(shared ?? "")) found.push(`${SHARED}: nobody's last text`);
  return found;
}
