import assert from "node:assert/strict";
import fc from "fast-check";
import { areInHead, linesInHead } from "../../../../src/core/ledger/committed.ts";
import { hunksOf } from "../../../../src/core/ledger/hunks.ts";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";
import { reanchor } from "../../../../src/core/ledger/reanchor.ts";
import { Hasher } from "../../../../src/core/text/hash.ts";
import { origin, Scene } from "./scene.ts";

const hasher = new Hasher(new Uint8Array(16).fill(3));
const head = (...lines: string[]): number[] => hasher.lines(lines);

/** Tells a scene's ledger what HEAD holds. */
function commit(scene: Scene, lines: readonly string[], sinceMs: number): boolean {
  const inHead = linesInHead(hasher.lines(lines), hasher.lines(scene.ledger.lines));
  return scene.ledger.noteHead(inHead, () => sinceMs);
}

/** Each line as `+` and since when HEAD holds it, `-` and since when it was committed, or nothing. */
function committed(scene: Scene): string[] {
  return scene.ledger.lines.map((line, i) => {
    const known = scene.ledger.markAt(i)?.committed;
    return known === undefined ? line : `${line} ${known.isInHead ? "+" : "-"}${known.sinceMs}`;
  });
}

describe("linesInHead", () => {
  it("finds lines that HEAD holds in the same order, white space aside", () => {
    assert.deepEqual(linesInHead(head("a", "b", "c"), head("a", "x", "  b", "c")), [true, false, true, true]);
    assert.deepEqual(linesInHead(head("a", "b"), head("b", "b")), [false, true]);
    assert.deepEqual(linesInHead([], head("a")), [false]);
  });

  it("finds what is a part of HEAD's text, whatever the texts are", () => {
    const line = fc.constantFrom("a", "b", "c", "d", "");
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.array(line, { maxLength: 20 }), (olds, news) => {
        const held = linesInHead(hasher.lines(olds), hasher.lines(news));
        assert.equal(held.length, news.length);
        let at = 0;
        for (const [i, isHeld] of held.entries()) {
          if (!isHeld) continue;
          at = olds.indexOf(news[i] ?? "", at) + 1;
          assert.ok(at > 0, "held lines come in HEAD's order");
        }
        assert.ok(linesInHead(hasher.lines(news), hasher.lines(news)).every(Boolean));
      }),
    );
  });
});

describe("what HEAD holds of a ledger", () => {
  it("is remembered of tracked lines only, and is news once", () => {
    const scene = new Scene("own");
    scene.accept("A", 0, 3, "\none();\ntwo();");
    assert.equal(commit(scene, ["own", "one();"], 5), true);
    assert.deepEqual(committed(scene), ["own", "one(); +5", "two();"]);
    assert.equal(commit(scene, ["own", "one();"], 6), false);
    assert.equal(commit(scene, ["own", "one();", "two();"], 7), true);
    assert.deepEqual(committed(scene), ["own", "one(); +5", "two(); +7"]);
    assert.deepEqual(scene.facts(), { landed: 2 });
  });

  it("can be told for each line by its mark", () => {
    const scene = new Scene("");
    scene.apply(
      { kind: "ai", origin: origin("A", 11) },
      { startLine: 0, startCharacter: 0, endLine: 0, endCharacter: 0, text: "a();" },
    );
    scene.ledger.noteHead([true], (mark) => mark.origin.atMs);
    assert.deepEqual(committed(scene), ["a(); +11"]);
  });

  it("keeps the moment when HEAD leaves and comes back", () => {
    const scene = Scene.ai("one();\ntwo();");
    commit(scene, ["one();", "two();"], 5);
    assert.equal(commit(scene, ["one();"], 6), true);
    assert.deepEqual(committed(scene), ["one(); +5", "two(); -5"]);
    commit(scene, ["one();", "two();"], 7);
    assert.deepEqual(committed(scene), ["one(); +5", "two(); +5"]);
  });

  it("makes a hunk committed when it holds all its tracked lines, settled or not", () => {
    const scene = new Scene("");
    scene.accept("A", 0, 0, "one();\ntwo();\nthree();");
    scene.settle(1, 2);
    const isCommitted = (): boolean[] => hunksOf(scene.ledger.spans()).map(({ spans }) => areInHead(spans));
    commit(scene, ["one();", "three();"], 5);
    assert.deepEqual(isCommitted(), [false]);
    commit(scene, ["one();", "two();", "three();"], 6);
    assert.deepEqual(isCommitted(), [true]);
  });

  it("stays with lines that are settled and reopened, and moves with them", () => {
    const scene = Scene.ai("one();\ntwo();");
    commit(scene, ["one();", "two();"], 5);
    scene.settle(0, 2);
    scene.edit(0, 0, 0, 0, "// mine\n");
    assert.deepEqual(committed(scene), ["// mine", "one(); +5", "two(); +5"]);
    scene.ledger.reopen({ start: 0, end: 3 });
    const cut = scene.cut(1, 2);
    scene.edit(1, 6, 1, 6, `\n${cut.trimEnd()}`);
    assert.deepEqual(committed(scene), ["// mine", "two(); +5", "one(); +5"]);
    assert.deepEqual(scene.show(), ["-- // mine", "uA two();", "uA one();"]);
  });

  it("is nothing of a line with other text, nor of a copy, until the next commit", () => {
    const scene = Scene.ai("one();\ntwo();");
    commit(scene, ["one();", "two();"], 5);
    scene.edit(0, 4, 0, 4, "1");
    scene.rewrite("B", 1, 2, "entirely(different);");
    assert.deepEqual(committed(scene), ["one(1);", "entirely(different);"]);
    scene.undo();
    scene.undo();
    assert.deepEqual(committed(scene), ["one(); +5", "two(); +5"]);
    const copy = scene.copy(0, 1);
    scene.edit(1, 6, 1, 6, `\n${copy.trimEnd()}`);
    assert.deepEqual(committed(scene), ["one(); +5", "two(); +5", "one();"]);
  });

  it("goes with blank lines as their neighbours go", () => {
    const scene = Scene.ai("one();\n\ntwo();");
    commit(scene, ["one();", "", "other();"], 5);
    assert.deepEqual(
      scene.ledger.spans().map(({ start, end }) => [start, end]),
      [
        [0, 2],
        [2, 3],
      ],
    );
    commit(scene, ["one();", "two();"], 6);
    assert.deepEqual(committed(scene), ["one(); +5", " +5", "two(); +6"]);
  });

  it("is found again in a text that changed out of sight", () => {
    const scene = Scene.ai("one();\ntwo();");
    commit(scene, ["one();", "two();"], 5);
    const known = { lineHashes: hasher.lines(scene.ledger.lines), spans: scene.ledger.spans() };
    const became = ["// new", "one();", "two();"];
    const spans = reanchor(known, [], hasher.lines(became), hasher);
    const again = new Ledger(became, spans, new Moves());
    assert.deepEqual(again.markAt(1)?.committed, { sinceMs: 5, isInHead: true });
    again.recall([]);
    assert.deepEqual(again.markAt(2)?.committed, { sinceMs: 5, isInHead: true });
  });
});
