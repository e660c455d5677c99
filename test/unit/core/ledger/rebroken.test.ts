import assert from "node:assert/strict";
import { everything, Scene } from "./scene.ts";

const statement = "total = first + second;";

/** One marked line with its counts taken. */
function marked(): Scene {
  const scene = Scene.ai(`${statement}\nother();`);
  scene.settle(0, 1);
  scene.facts();
  return scene;
}

describe("counts of settled lines that are broken anew", () => {
  const breaks: readonly (readonly [string, (scene: Scene) => void])[] = [
    ["Enter", (scene) => scene.type(0, 8, "\n")],
    [
      "Enter beside a blank line",
      (scene) => (scene.edit(0, statement.length, 0, statement.length, "\n"), scene.type(0, 8, "\n")),
    ],
    ["a formatter", (scene) => scene.format("total =\n  first + second;\nother();")],
    ["a formatter outside the editor", (scene) => scene.reload("total =\n  first + second;\nother();")],
  ];
  for (const [how, act] of breaks) {
    it(`hold one line more after ${how}, and none once all are unread again`, () => {
      const scene = marked();
      act(scene);
      assert.deepEqual(scene.facts(), { landed: 1, marked: 1 });
      scene.ledger.reopen(everything(scene.ledger));
      assert.deepEqual(scene.facts(), { marked: -2 });
    });
  }

  it("are as before when the lines are joined again", () => {
    const scene = marked();
    scene.type(0, 8, "\n");
    scene.edit(0, 8, 1, 0, "");
    assert.equal(scene.text, `${statement}\nother();`);
    assert.deepEqual(scene.facts(), {});
  });

  it("are as before when it is undone, also after reopening", () => {
    const scene = marked();
    scene.type(0, 8, "\n");
    scene.undo();
    assert.deepEqual(scene.facts(), {});
    scene.redo();
    scene.ledger.reopen(everything(scene.ledger));
    assert.deepEqual(scene.facts(), { landed: 1, marked: -1 });
    scene.undo();
    assert.deepEqual(scene.facts(), { landed: -1, marked: 1 }, "one marked line, as before");
  });

  it("go over to edited, for each line, when words come with the break", () => {
    const scene = marked();
    scene.edit(0, 8, 0, 8, "1 +\n2 + ");
    assert.deepEqual(scene.show(), ["eA total = 1 +", "eA 2 + first + second;", "uA other();"]);
    assert.deepEqual(scene.facts(), { landed: 1, marked: -1, edited: 2 });
  });

  it("take all lines for landed, so that none is left when they are the user's after all", () => {
    const scene = new Scene("");
    scene.accept("A", 0, 0, statement);
    scene.type(0, 8, "\n");
    scene.ledger.declareMine(everything(scene.ledger));
    assert.deepEqual(scene.facts(), {});
  });

  it("of a marked line joined with an unread one leave nothing marked", () => {
    const scene = marked();
    scene.edit(0, statement.length, 1, 0, "");
    assert.deepEqual(scene.show(), [`uA ${statement}other();`]);
    assert.deepEqual(scene.facts(), { landed: -1, marked: -1 });
  });
});
