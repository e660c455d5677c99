import assert from "node:assert/strict";
import { change, origin, Scene } from "./scene.ts";

/** The scene's text and tags as they are now. */
function formerOf({ ledger }: Scene) {
  return { lines: [...ledger.lines], tags: ledger.tagsOf({ start: 0, end: ledger.lineCount }) };
}

describe("AI's edits that are taken back by other means than undo", () => {
  it("leave no debt, and what they replaced is what it was", () => {
    const scene = Scene.ai("a\nb\nc");
    scene.settle(1, 2);
    const former = formerOf(scene);
    const before = scene.text;
    scene.rewrite("B", 1, 3, "bb\ncc\ndd");
    assert.deepEqual(scene.show(), ["uA a", "uB bb", "uB cc", "uB dd"]);
    scene.whole({ kind: "return", atMs: scene.now(), former }, before);
    assert.deepEqual(scene.show(), ["uA a", "mA b", "uA c"]);
    assert.deepEqual(scene.facts(), { landed: 3, marked: 1 });
  });

  it("leave what a person wrote meanwhile", () => {
    const scene = new Scene("one\ntwo");
    const former = formerOf(scene);
    scene.accept("B", 0, 3, "\nnew");
    scene.edit(0, 0, 0, 0, "mine\n");
    scene.whole({ kind: "return", atMs: scene.now(), former }, "mine\none\ntwo");
    assert.deepEqual(scene.show(), ["-- mine", "-- one", "-- two"]);
    assert.deepEqual(scene.facts(), {});
  });

  it("may become known as taken back only afterwards", () => {
    const scene = Scene.ai("a\nb");
    scene.settle(0, 2);
    const former = formerOf(scene);
    scene.apply({ kind: "ai", origin: origin("B") }, change(0, 0, 0, 1, "other"));
    const id = scene.apply(scene.person(), change(0, 0, 0, 5, "a"));
    scene.ledger.reattribute(id, { kind: "return", atMs: scene.now(), former });
    assert.deepEqual(scene.show(), ["mA a", "mA b"]);
  });
});
