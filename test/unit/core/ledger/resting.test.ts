import assert from "node:assert/strict";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import type { Mark } from "../../../../src/core/ledger/mark.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";
import { deflated } from "../../../../src/editor/keep/deflated.ts";
import { heapBytes } from "../../../rig/garbage.ts";

const mark: Mark = {
  origin: { id: "a", tool: "Test", channel: "inlineAccept", confidence: "observed", atMs: 1 },
  settled: undefined,
};
/** A text as it comes from a disk: each line is cut from the whole. */
const textOf = (version: number): string[] =>
  Array.from({ length: 500 }, (_, i) => `line ${i} of a file${i === 7 ? `, version ${version}` : ""}`.padEnd(60, "."))
    .join("\n")
    .split("\n");

describe("a ledger at rest", () => {
  it("does not keep texts that are gone for the few lines of them that can be undone", async () => {
    const ledger = new Ledger(textOf(0), [{ start: 0, end: 20, mark }], new Moves());
    const before = heapBytes();
    for (let version = 1; version <= 100; version++) {
      ledger.replaceText(textOf(version), { kind: "disk", atMs: version });
      ledger.rest(deflated);
      // What a weak reference leads to is kept until others have had their turn.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    const kept = heapBytes() - before;
    assert.ok(kept < 500 * 60 * 30, `${kept} bytes for 100 texts of ${500 * 60}`);
  });

  it("undoes and redoes as it would have", () => {
    const ledger = new Ledger(["one", "two", "three"], [{ start: 1, end: 2, mark }], new Moves());
    const typed = { startLine: 1, startCharacter: 3, endLine: 1, endCharacter: 3, text: " changed by a person" };
    ledger.apply([typed], { kind: "person", atMs: 2 });
    const after = ledger.spans();
    ledger.rest(deflated);
    ledger.rewind([{ ...typed, endCharacter: 3 + typed.text.length, text: "" }], "undo", 3);
    assert.deepEqual(ledger.lines, ["one", "two", "three"]);
    assert.deepEqual(ledger.spans(), [{ start: 1, end: 2, mark }]);
    ledger.rest(deflated);
    ledger.rewind([typed], "redo", 4);
    assert.deepEqual(ledger.lines, ["one", "two changed by a person", "three"]);
    assert.deepEqual(ledger.spans(), after);
  });
});
