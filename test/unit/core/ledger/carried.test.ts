import assert from "node:assert/strict";
import { carriage, type DiskStep, diskStep, strikeReturned } from "../../../../src/core/ledger/carried.ts";
import type { Mark } from "../../../../src/core/ledger/mark.ts";
import { Hasher } from "../../../../src/core/text/hash.ts";
import { origin } from "./scene.ts";

const hasher = new Hasher(new Uint8Array(16).fill(7));
const unread: Mark = { origin: origin("A"), settled: undefined };
const marked: Mark = { origin: origin("A"), settled: { kind: "marked", atMs: 1, scope: "hunk" } };

/** A change of a text: lines before with `u` or `m` in front where they are AI's, and lines after. */
function step(before: readonly string[], after: readonly string[]): DiskStep {
  const tags = before.map((line) => (line.startsWith("- ") ? undefined : line.startsWith("m ") ? marked : unread));
  return diskStep(hasher.lines(before.map((line) => line.slice(2))), tags, hasher.lines(after));
}

/** What the second text got from the first: each line's state. */
function carried(from: DiskStep, to: DiskStep): string {
  const states = to.after.map(() => "-");
  for (const { start, end, mark } of carriage(from, to, (hash) => hasher.isBlank(hash)).spans) {
    states.fill(mark.settled === undefined ? "u" : "m", start, end);
  }
  return states.join("");
}

describe("carriage", () => {
  const moved = ["function one() {", "  first();", "  second();", "}"];
  const home = step(
    ["- // home", ...moved.map((line, i) => `${i === 1 ? "m" : "u"} ${line}`), "- // end"],
    ["// home", "// end"],
  );

  it("says which lines they were", () => {
    const { places } = carriage(home, step([], moved), (hash) => hasher.isBlank(hash));
    assert.deepEqual(places, [1, 2, 3, 4]);
  });

  it("finds a block that left one text and came to the other, each line as it was", () => {
    assert.equal(carried(home, step(["- // there"], ["// there", ...moved])), "-umuu");
    assert.equal(
      carried(
        home,
        step(
          [],
          moved.map((line) => `    ${line}`),
        ),
      ),
      "umuu",
      "white space aside",
    );
  });

  it("finds nothing in fewer than three lines, in lines that were there before, or in lines that stayed", () => {
    assert.equal(carried(home, step([], moved.slice(0, 2))), "--");
    assert.equal(
      carried(
        home,
        step(
          moved.map((line) => `- ${line}`),
          [...moved, "more();"],
        ),
      ),
      "-----",
    );
    const stays = step(["u a();", "u b();", "u c();"], ["a();", "b();", "c();"]);
    assert.equal(carried(stays, step([], ["a();", "b();", "c();"])), "---");
  });

  it("finds nothing where what left or came stands twice", () => {
    assert.equal(carried(home, step([], [...moved, ...moved])), "--------");
  });

  it("finds nothing of what came back where it was, as after a stash and its return", () => {
    const left = step(
      moved.map((line) => `m ${line}`),
      ["// else"],
    );
    strikeReturned(left, step(["- // else"], ["// else", ...moved.slice(0, 2)]));
    assert.deepEqual([...left.leaving], [0, 0, 1, 1], "a part of it");
    strikeReturned(left, step(["- // else"], ["// else", ...moved]));
    assert.equal(carried(left, step([], moved)), "----");
  });

  it("takes a person's lines for theirs", () => {
    const theirs = step(["- a();", "- b();", "- c();"], []);
    assert.equal(carried(theirs, step([], ["a();", "b();", "c();"])), "---");
  });
});
