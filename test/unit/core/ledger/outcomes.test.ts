import assert from "node:assert/strict";
import type { Author } from "../../../../src/core/ledger/attribute.ts";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";
import { dayOf } from "../../../../src/core/week/facts.ts";
import { change, everything, origin, Scene } from "./scene.ts";

const dayMs = 86_400_000;

/** A file whose lines AI wrote and HEAD holds since some days before the scene begins. */
function committed(text: string, daysAgo = 0, moves = new Moves()): Scene {
  const scene = Scene.ai(text, moves);
  commit(scene, daysAgo);
  scene.facts();
  return scene;
}

/** All lines of the scene are in HEAD now. */
function commit(scene: Scene, daysAgo = 0): void {
  const sinceMs = scene.now() - daysAgo * dayMs;
  scene.ledger.noteHead(
    scene.ledger.lines.map(() => true),
    () => sinceMs,
  );
}

describe("outcomes of lines that landed in a commit", () => {
  it("count a line that a person types in, once, by its state before", () => {
    const scene = committed("one();\ntwo();\nthree();\nfour();\nfive();");
    scene.settle(1, 2, "read");
    scene.settle(2, 3, "marked");
    scene.settle(3, 4, "dismissed");
    scene.facts();
    for (const line of [0, 1, 2, 3]) scene.type(line, 4, "abc");
    assert.deepEqual(scene.outcomes(), {
      "unread by person": 1,
      "read by person": 1,
      "marked by person": 1,
      "dismissed by person": 1,
    });
  });

  it("say on which day", () => {
    const atMs = Date.UTC(2026, 10, 22, 12);
    const ledger = new Ledger(
      ["one();"],
      [
        {
          start: 0,
          end: 1,
          mark: { origin: origin("A"), settled: undefined, committed: { sinceMs: atMs - dayMs, isInHead: true } },
        },
      ],
      new Moves(),
    );
    ledger.apply([change(0, 0, 0, 6, "")], { kind: "person", atMs });
    assert.deepEqual(
      ledger.takeFacts().filter(({ kind }) => kind === "outcome"),
      [{ day: dayOf(atMs), kind: "outcome", state: "unread", by: "person", lines: 1 }],
    );
  });

  it("are none of lines that were never committed, that nobody knows to be AI's, or that landed long ago", () => {
    const young = Scene.ai("one();\ntwo();");
    young.edit(0, 4, 0, 4, "x");
    young.edit(1, 0, 1, 6, "other");
    assert.deepEqual(young.outcomes(), {});

    const own = new Scene("one();");
    commit(own);
    own.edit(0, 4, 0, 4, "x");
    assert.deepEqual(own.outcomes(), {});

    const old = committed("one();\ntwo();", 15);
    old.edit(0, 4, 0, 4, "x");
    old.rewrite("B", 1, 2, "entirely(different);");
    assert.deepEqual(old.outcomes(), {});
  });

  it("count until the fourteenth day is over", () => {
    const almost = committed("one();", 13.99);
    almost.edit(0, 4, 0, 4, "x");
    assert.deepEqual(almost.outcomes(), { "unread by person": 1 });
    const late = committed("one();", 14.01);
    late.edit(0, 4, 0, 4, "x");
    assert.deepEqual(late.outcomes(), {});
  });

  it("count when a clock was put back a little", () => {
    const little = committed("one();", -1);
    little.edit(0, 4, 0, 4, "x");
    assert.deepEqual(little.outcomes(), { "unread by person": 1 });
    const much = committed("one();", -300);
    much.edit(0, 4, 0, 4, "x");
    assert.deepEqual(much.outcomes(), {});
  });

  it("count a line of a commit that HEAD left since", () => {
    const scene = committed("one();");
    scene.ledger.noteHead([false], () => 0);
    scene.edit(0, 4, 0, 4, "x");
    assert.deepEqual(scene.outcomes(), { "unread by person": 1 });
  });

  it("count lines that a person removes, blank ones aside", () => {
    const scene = committed("one();\n\ntwo();\nthree();");
    scene.edit(0, 0, 3, 0, "");
    assert.deepEqual(scene.outcomes(), { "unread by person": 2 });
  });

  it("count lines that AI rewrites or removes as an agent's", () => {
    const scene = committed("one();\ntwo();\nthree();\nfour();");
    scene.settle(1, 2);
    scene.facts();
    scene.rewrite("B", 0, 2, "alpha = 1;\nbeta = 2;\ngamma = 3;");
    scene.apply({ kind: "ai", origin: origin("C") }, change(3, 0, 4, 0, ""));
    assert.deepEqual(scene.show(), ["uB alpha = 1;", "uB beta = 2;", "uB gamma = 3;", "uA four();"]);
    assert.deepEqual(scene.outcomes(), { "unread by agent": 2, "marked by agent": 1 });
  });

  it("are none when AI writes the same again, or in another place of the text", () => {
    const scene = committed("one();\ntwo();\nthree();\nfour();");
    scene.whole({ kind: "ai", origin: origin("B") }, "one();\ntwo();\nthree();\nfour();");
    scene.whole({ kind: "ai", origin: origin("C") }, "three();\nfour();\nnew();\none();\ntwo();");
    assert.deepEqual(scene.outcomes(), {});
  });

  it("are none for white space, whoever changes it", () => {
    for (const author of [
      { kind: "person", atMs: 9 },
      { kind: "ai", origin: origin("B", 9) },
    ] satisfies Author[]) {
      const scene = committed("call(one, two);\nother();");
      scene.apply(author, change(0, 0, 0, 0, "    "));
      scene.apply(author, change(0, 13, 0, 14, "\n        "));
      scene.apply(author, change(2, 0, 2, 0, "\n"));
      scene.whole(author, "call(one, two);\n  other();");
      assert.deepEqual(scene.outcomes(), {}, author.kind);
      assert.deepEqual(scene.show(), ["uA call(one, two);", "uA   other();"]);
    }
  });

  it("are none for a formatter, for git and for unknown programs", () => {
    const scene = committed("one('x')\ntwo('y')");
    scene.format('one("x");\ntwo("y");');
    scene.reload("three();");
    assert.deepEqual(scene.outcomes(), {});
  });

  it("count a line once until its new text is in a commit", () => {
    const scene = committed("one();");
    scene.edit(0, 4, 0, 4, "1");
    scene.edit(0, 0, 0, 6, "uno(2");
    scene.edit(0, 0, 0, 6, "");
    assert.deepEqual(scene.outcomes(), { "unread by person": 1 });

    const again = committed("one();");
    again.edit(0, 4, 0, 4, "1");
    commit(again);
    again.facts();
    again.edit(0, 4, 0, 4, "2");
    again.edit(0, 4, 0, 5, "3");
    again.edit(0, 0, 0, 8, "three");
    assert.deepEqual(again.outcomes(), { "edited by person": 1 });
    assert.equal(again.ledger.markAt(0)?.committed, undefined);
    again.undo(3);
    assert.notEqual(again.ledger.markAt(0)?.committed, undefined);
    assert.deepEqual(again.outcomes(), { "edited by person": -1 });
    // What a keystroke does a larger change does as well.
    again.edit(0, 0, 0, 7, "x = one(1);\ny = two(2);");
    again.edit(0, 4, 0, 4, "z");
    assert.deepEqual(again.outcomes(), { "edited by person": 1 });
    assert.deepEqual(again.facts(), {});
  });

  it("keep the moment of an edited line's evidence when it is edited once more", () => {
    const scene = committed("one();");
    scene.edit(0, 4, 0, 4, "1");
    const settled = scene.ledger.markAt(0)?.settled;
    commit(scene);
    scene.facts();
    scene.edit(0, 4, 0, 4, "2");
    assert.equal(scene.ledger.markAt(0)?.settled, settled);
    assert.deepEqual(scene.facts(), {});
  });

  it("are taken back by undo and made again by redo, exactly", () => {
    const scene = committed("one();\ntwo();\nthree();");
    scene.settle(0, 1);
    scene.facts();
    scene.edit(0, 4, 0, 4, "1");
    scene.edit(1, 0, 2, 8, "");
    const made = { "marked by person": 1, "unread by person": 2 };
    assert.deepEqual(scene.outcomes(), made);
    scene.undo(2);
    assert.deepEqual(scene.outcomes(), { "marked by person": -1, "unread by person": -2 });
    scene.redo(2);
    assert.deepEqual(scene.outcomes(), made);
  });

  it("are taken back when cut lines are put down again, here or in another file, on the day of the cut", () => {
    const moves = new Moves();
    const scene = committed("one();\ntwo();\nthree();", 0, moves);
    scene.settle(1, 2);
    scene.facts();
    const cut = scene.cut(0, 2);
    const [left] = scene.ledger.takeFacts().filter(({ kind }) => kind === "outcome");
    const other = new Scene("own", moves);
    for (let i = 0; i < 100_000; i++) other.now();
    other.edit(0, 0, 0, 0, cut);
    const facts = other.ledger.takeFacts().filter(({ kind }) => kind === "outcome");
    assert.deepEqual(
      facts.map(({ day, lines }) => [day, lines]),
      [
        [left?.day, -1],
        [left?.day, -1],
      ],
    );
    other.undo();
    assert.deepEqual(other.outcomes(), { "unread by person": 1, "marked by person": 1 });
    scene.undo();
    assert.deepEqual(scene.outcomes(), { "unread by person": -1, "marked by person": -1 });
  });

  it("are none of lines that a person moves in one go, nor of copies", () => {
    const scene = committed("one();\ntwo();\nthree();");
    scene.apply(scene.person(), change(0, 6, 1, 6, ""), change(0, 0, 0, 0, "two();\n"));
    assert.deepEqual(scene.show(), ["uA two();", "uA one();", "uA three();"]);
    const copy = scene.copy(0, 2);
    scene.edit(2, 0, 2, 0, copy);
    scene.edit(2, 0, 4, 0, "");
    assert.deepEqual(scene.outcomes(), {});
  });

  it("are taken back when AI's edit is taken back by other means than undo", () => {
    const scene = committed("one();\ntwo();\nthree();");
    scene.settle(0, 1);
    scene.facts();
    const former = { lines: [...scene.ledger.lines], tags: scene.ledger.tagsOf(everything(scene.ledger)) };
    const before = scene.text;
    scene.whole({ kind: "ai", origin: origin("B") }, "alpha = 1;\ntwo();");
    assert.deepEqual(scene.outcomes(), { "marked by agent": 1, "unread by agent": 1 });
    scene.whole({ kind: "return", atMs: scene.now(), former }, before);
    assert.deepEqual(scene.show(), ["mA one();", "uA two();", "uA three();"]);
    assert.deepEqual(scene.outcomes(), { "marked by agent": -1, "unread by agent": -1 });
  });

  it("are somebody else's when the event is told again", () => {
    const scene = committed("one();\ntwo();");
    const id = scene.edit(0, 0, 0, 6, "other = 1;");
    scene.edit(1, 0, 1, 6, "");
    assert.deepEqual(scene.outcomes(), { "unread by person": 2 });
    scene.ledger.reattribute(id, { kind: "ai", origin: origin("B", scene.now()) });
    assert.deepEqual(scene.outcomes(), { "unread by person": -1, "unread by agent": 1 });
    const formatted = scene.edit(0, 5, 0, 5, "x");
    commit(scene);
    scene.facts();
    const again = scene.edit(0, 5, 0, 5, "y");
    assert.equal(scene.ledger.edited(formatted), true);
    assert.equal(scene.ledger.edited(again), true, "an edited line that a formatter may have changed");
    scene.ledger.reattribute(again, { kind: "tool", atMs: scene.now() });
    assert.deepEqual(scene.outcomes(), {});
  });

  it("are an agent's where a change on disk turns out to be its work", () => {
    const scene = committed("one();\ntwo();\nthree();");
    const id = scene.whole({ kind: "disk", atMs: scene.now() }, "one();\nother = 1;");
    assert.deepEqual(scene.outcomes(), {});
    scene.ledger.retell(id, (before) => ({
      before,
      steps: [{ start: 1, count: 2, newLines: ["other = 1;"], author: { kind: "ai", origin: origin("B", 9) } }],
    }));
    assert.deepEqual(scene.outcomes(), { "unread by agent": 2 });
  });
});

describe("the time that lines were attended", () => {
  /** The sum of the times of all facts since the last call. */
  const attendedMs = ({ ledger }: Scene): number =>
    ledger.takeFacts().reduce((sum, fact) => sum + (fact.kind === "outcome" ? 0 : (fact.attendedMs ?? 0)), 0);

  it("is counted for each line that is read, on its day, in whole milliseconds", () => {
    const scene = Scene.ai("one();\n\ntwo();");
    scene.facts();
    const atMs = Date.UTC(2026, 10, 22, 12);
    scene.ledger.settle(everything(scene.ledger), { kind: "read", atMs, attendedMs: 1200.4, engagement: "caret" });
    assert.deepEqual(scene.ledger.takeFacts(), [{ day: dayOf(atMs), kind: "read", lines: 2, attendedMs: 2400 }]);
  });

  it("is taken back with the lines, one by one or together", () => {
    const scene = Scene.ai("one();\ntwo();\nthree();");
    scene.ledger.settle(everything(scene.ledger), {
      kind: "read",
      atMs: 5,
      attendedMs: 1000.7,
      engagement: "caret",
    });
    assert.equal(attendedMs(scene), 3003);
    scene.ledger.reopen({ start: 0, end: 1 });
    assert.equal(attendedMs(scene), -1001);
    scene.edit(1, 0, 1, 0, "x");
    assert.equal(attendedMs(scene), -1001, "an edited line is no longer a read one");
    scene.undo();
    assert.equal(attendedMs(scene), 1001);
    scene.ledger.declareMine({ start: 0, end: 3 });
    assert.equal(attendedMs(scene), -2002);
  });

  it("is none of lines that are settled in another way", () => {
    const scene = Scene.ai("one();");
    scene.settle(0, 1, "marked");
    assert.equal(attendedMs(scene), 0);
  });
});
