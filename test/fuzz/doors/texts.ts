import assert from "node:assert/strict";
import fc from "fast-check";
import type { Author } from "../../../src/core/ledger/attribute.ts";
import { comeBack } from "../../../src/core/ledger/comeback.ts";
import { Ledger } from "../../../src/core/ledger/ledger.ts";
import { Moves } from "../../../src/core/ledger/moves.ts";
import { reanchor } from "../../../src/core/ledger/reanchor.ts";
import { diffLines } from "../../../src/core/text/diff.ts";
import { Hasher } from "../../../src/core/text/hash.ts";
import { descentOf } from "../../../src/core/text/inherit.ts";
import { hasWord, isBlank, splitLines, stripped, words } from "../../../src/core/text/lines.ts";
import { origin } from "../../unit/core/ledger/scene.ts";
import { door, type Door } from "../door.ts";
import { hostileLine, hostileText } from "../hostile.ts";
import { mutatedText } from "../mutation.ts";
import { assertRanges, assertSpans } from "../wellFormed.ts";

const base = Array.from({ length: 30 }, (_, i) => (i % 7 === 0 ? "" : `  const value${i} = compute(${i % 5});`)).join(
  "\n",
);
const anyText = fc.oneof(
  mutatedText([base, base.replaceAll("\n", "\r\n"), ""]),
  fc.array(hostileLine, { maxLength: 40 }).map((lines) => lines.join("\n")),
  fc.array(hostileText, { maxLength: 30 }).map((parts) => parts.join("")),
);

const hasher = new Hasher(new Uint8Array(16));

/** The differences between two texts are differences, and all of them. */
function assertDiff(olds: readonly string[], news: readonly string[]): void {
  let old = 0;
  let line = 0;
  for (const { oldStart, oldEnd, newStart, newEnd } of diffLines(olds, news)) {
    assert.equal(oldStart - old, newStart - line, "as many equal lines on both sides");
    while (old < oldStart) assert.equal(olds[old++], news[line++]);
    assert.ok(oldEnd >= oldStart && newEnd >= newStart && oldEnd <= olds.length && newEnd <= news.length);
    old = oldEnd;
    line = newEnd;
  }
  assert.equal(olds.length - old, news.length - line);
  while (old < olds.length) assert.equal(olds[old++], news[line++]);
}

const step = fc.record({
  how: fc.constantFrom("ai", "ai", "person", "tool", "disk", "whole", "settle", "reopen", "undo", "back"),
  at: fc.nat(),
  to: fc.nat(),
  character: fc.nat(),
  text: fc.oneof(
    hostileText,
    fc.array(hostileLine, { maxLength: 6 }).map((lines) => lines.join("\n")),
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A ledger and, beside it, the plain text it is to be about. */
class Told {
  readonly ledger: Ledger;
  #lines: string[];
  #former: readonly string[] = [];
  #nowMs = 1_000_000;

  constructor(text: string) {
    this.#lines = splitLines(text);
    this.ledger = new Ledger(this.#lines, [], new Moves());
  }

  take({ how, at, to, character, text }: Step): void {
    this.#nowMs += 1000;
    const atMs = this.#nowMs;
    const start = at % this.#lines.length;
    const end = Math.min(this.#lines.length - 1, start + (to % 4));
    const author: Author =
      how === "ai"
        ? { kind: "ai", origin: origin(`${at % 3}`, atMs) }
        : { kind: how === "tool" || how === "disk" ? how : "person", atMs };
    switch (how) {
      case "settle":
        this.ledger.settle({ start, end: end + 1 }, { kind: "marked", atMs, scope: "selection" });
        break;
      case "reopen":
        this.ledger.reopen({ start, end: end + 1 });
        break;
      case "whole":
      case "back": {
        const lines = how === "back" && this.#former.length > 0 ? [...this.#former] : splitLines(text);
        this.#former = this.#lines;
        const entry = this.ledger.replaceText(lines, { kind: "disk", atMs });
        const formers = { exactly: () => undefined, all: () => [], add: () => undefined };
        comeBack(this.ledger, entry, formers, hasher, atMs);
        this.#lines = lines;
        break;
      }
      default: {
        const first = this.#lines[start] ?? "";
        const last = this.#lines[end] ?? "";
        const startCharacter = character % (first.length + 1);
        const endCharacter =
          start === end ? startCharacter + (to % (last.length - startCharacter + 1)) : to % (last.length + 1);
        const became = splitLines(first.slice(0, startCharacter) + text + last.slice(endCharacter));
        this.ledger.apply([{ startLine: start, startCharacter, endLine: end, endCharacter, text }], author);
        this.#lines.splice(start, end - start + 1, ...became);
      }
    }
  }

  judge(): void {
    assert.deepEqual(this.ledger.lines, this.#lines);
    assertSpans(this.ledger.spans(), this.#lines.length);
    for (const { day, lines } of this.ledger.takeFacts()) {
      assert.match(day, /^\d{4}-\d\d-\d\d$/);
      assert.ok(Number.isSafeInteger(lines));
    }
  }
}

/** The texts of files: whatever a file can hold. */
export const textDoors: readonly Door[] = [
  door(
    "lines of any text",
    30,
    () => anyText,
    (text) => {
      const lines = splitLines(text);
      assert.ok(lines.length > 0);
      for (const line of lines) {
        assert.doesNotMatch(line, /[\r\n]/);
        assert.equal(isBlank(line), stripped(line) === "");
        assert.equal(hasWord(line), words(line) !== "");
        const hash = hasher.line(line);
        assert.ok(Number.isSafeInteger(hash));
        assert.equal(hasher.isBlank(hash), isBlank(line));
      }
      assert.match(hasher.text(hasher.lines(lines)), /^[0-9a-f]{32}$/);
    },
  ),
  door(
    "differences of any two texts",
    30,
    () => fc.tuple(anyText, anyText),
    ([old, now]) => {
      const [olds, news] = [splitLines(old), splitLines(now)];
      assertDiff(olds, news);
      assertDiff(olds.map(stripped), news.map(stripped));
      assert.equal(descentOf(olds.slice(0, 40), news.slice(0, 40)).length, Math.min(40, news.length));
    },
  ),
  door(
    "lines found again in any text",
    30,
    () => fc.tuple(anyText, anyText, anyText),
    ([last, former, now]) => {
      const known = [last, former].map((text) => {
        const lineHashes = hasher.lines(splitLines(text));
        const mark = { origin: origin("a"), settled: undefined };
        return { lineHashes, spans: [{ start: 0, end: lineHashes.length, mark }] };
      });
      const hashes = hasher.lines(splitLines(now));
      const [first, ...formers] = known;
      if (first !== undefined) assertRanges(reanchor(first, formers, hashes, hasher), hashes.length);
    },
  ),
  door(
    "a ledger through any changes",
    60,
    () => fc.tuple(anyText, fc.array(step, { minLength: 1, maxLength: 12 })),
    ([text, steps]) => {
      const told = new Told(text);
      for (const one of steps) told.take(one);
      told.judge();
    },
  ),
];
