import assert from "node:assert/strict";
import { everything, origin, Scene } from "./scene.ts";

/** Two unread lines of AI's, with their counts taken. */
function two(): Scene {
  const scene = Scene.ai("one();\ntwo();");
  scene.facts();
  return scene;
}

describe("counts of what the user took back, when its event is undone", () => {
  it("of a reopened edit come to nothing, and to nothing again when it is done again", () => {
    const scene = two();
    scene.edit(0, 4, 0, 5, "x)");
    scene.ledger.reopen(everything(scene.ledger));
    assert.deepEqual(scene.facts(), {});
    scene.undo();
    assert.deepEqual(scene.facts(), {}, "as before the edit");
    scene.redo();
    assert.deepEqual(scene.facts(), {}, "as reopened");
    assert.equal(scene.ledger.markAt(0)?.settled, undefined);
    scene.undo();
    assert.deepEqual(scene.facts(), {});
  });

  it("of lines that turned out to be the user's come to nothing", () => {
    const scene = new Scene("");
    scene.accept("A", 0, 0, "one();\ntwo();\n");
    assert.deepEqual(scene.facts(), { landed: 2 });
    scene.ledger.declareMine(everything(scene.ledger));
    assert.deepEqual(scene.facts(), { landed: -2 });
    scene.undo();
    assert.deepEqual(scene.facts(), {}, "nothing is there, and nothing landed");
    scene.redo();
    assert.deepEqual(scene.facts(), {}, "they are the user's");
    assert.equal(scene.ledger.markAt(0), undefined);
  });

  it("of an edited line that is said to be the user's are those of an unread line, once the edit is undone", () => {
    const scene = new Scene("");
    scene.accept("A", 0, 0, "one();\n");
    scene.edit(0, 4, 0, 5, "x)");
    scene.ledger.declareMine(everything(scene.ledger));
    assert.deepEqual(scene.facts(), {});
    scene.undo();
    assert.deepEqual(scene.facts(), { landed: 1 }, "it is AI's and unread again");
    scene.undo();
    assert.deepEqual(scene.facts(), { landed: -1 });
  });

  it("are one line's when the user calls it theirs and then AI's after all", () => {
    const scene = new Scene("");
    scene.accept("A", 0, 0, "one();\n");
    scene.edit(0, 4, 0, 5, "x)");
    scene.ledger.declareMine(everything(scene.ledger));
    scene.ledger.declareAi(everything(scene.ledger), { ...origin("B", 5 * 86_400_000), channel: "declared" });
    scene.facts();
    scene.undo();
    const facts = scene.ledger.takeFacts().map(({ day, kind, lines }) => `${day} ${kind} ${lines}`);
    assert.deepEqual(facts.toSorted(), [
      "1970-01-01 edited -1",
      "1970-01-01 edited 1",
      "1970-01-01 landed 1",
      "1970-01-06 landed -1",
    ]);
  });

  it("of a mark that came after its event, and was taken back, stay none", () => {
    const scene = two();
    scene.edit(0, 4, 0, 5, "x)");
    scene.ledger.reopen(everything(scene.ledger));
    scene.settle(0, 1, "marked");
    scene.undo();
    scene.redo();
    assert.deepEqual(scene.facts(), { marked: 1 });
    scene.ledger.reopen(everything(scene.ledger));
    scene.undo();
    assert.deepEqual(scene.facts(), { marked: -1 }, "it was marked once, and that was taken back");
  });

  it("of a mark stay: it was made, whatever became of the text", () => {
    const scene = new Scene("");
    scene.accept("A", 0, 0, "one();\n");
    scene.settle(0, 1, "marked");
    assert.deepEqual(scene.facts(), { landed: 1, marked: 1 });
    scene.undo();
    assert.deepEqual(scene.facts(), { landed: -1 });
  });
});
