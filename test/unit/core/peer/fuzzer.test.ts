import assert from "node:assert/strict";
import fc from "fast-check";
import { Story } from "./story.ts";

/** A line of the model: its text, the same in all lines of one edit, and the act of AI that wrote it. */
interface Line {
  readonly text: string;
  readonly act: string | undefined;
}

/** One step; all numbers are taken modulo what there is. */
const step = fc.record({
  who: fc.constantFrom("AI", "agent", "person", "git"),
  how: fc.constantFrom("append", "prepend", "insert", "replace", "delete and insert", "overwrite"),
  at: fc.nat(60),
  count: fc.integer({ min: 1, max: 4 }),
});

/** What an edit makes of lines: some of them become `count` new ones. */
function rangeOf(how: string, at: number, count: number, length: number): readonly [start: number, removed: number] {
  const start = at % (length + 1);
  switch (how) {
    case "append":
      return [length, 0];
    case "prepend":
      return [0, 0];
    case "insert":
      return [start, 0];
    case "replace":
      return [start, Math.min(count, length - start)];
    case "delete and insert":
      return [start, Math.min(1 + (at % 5), length - start)];
    default:
      return [0, length];
  }
}

describe("the peer's fuzzer: random edits by AI, agents, a person and git", () => {
  it("leave each line to the act that wrote it, and none of a person's unread", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        let lines: readonly Line[] = [{ text: "0:start", act: undefined }];
        const file = new Story("0:start");
        const pasts = [{ lines, shown: file.show() }];
        for (const [i, { who, how, at, count }] of steps.entries()) {
          if (who === "git") {
            const past = pasts[at % pasts.length]!;
            file.byGit(past.lines.map(({ text }) => text).join("\n"));
            lines = past.lines;
            assert.deepEqual(file.show(), past.shown);
            continue;
          }
          const act = who === "person" ? undefined : `${i}`;
          const text = `${i}:${String.fromCodePoint(0x4e00 + 97 * i).repeat(6)}`;
          const [start, removed] = rangeOf(how, at, count, lines.length);
          lines = lines.toSpliced(start, removed, ...Array.from({ length: count }, () => ({ text, act })));
          const whole = lines.map((line) => line.text).join("\n");
          if (who === "AI") file.byAi(`${i}`, whole);
          else if (who === "agent") file.byAgent(`${i}`, whole);
          else file.byPerson(whole);
          agree(lines, file);
          pasts.push({ lines, shown: file.show() });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function agree(lines: readonly Line[], file: Story): void {
  lines.forEach(({ text, act }, line) => {
    const mark = file.ledger.markAt(line);
    if (act === undefined) assert.ok(mark === undefined || mark.settled !== undefined, text);
    else assert.deepEqual([mark?.origin.id, mark?.settled], [act, undefined], text);
  });
}
