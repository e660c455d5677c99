import assert from "node:assert/strict";
import { join } from "node:path";
import { Desk } from "./desk.ts";
import { Workbench } from "./pages/workbench.ts";

const own = "// one\n// two\n// three\n";
const ai = ["alpha(1);", "beta(2);", "gamma(3);"];
const names = "seen read both said".split(" ");

describe("two windows, one on a folder in the other's", () => {
  let desk: Desk;
  let outer: Workbench;
  let inner: Workbench;

  before(async () => {
    desk = await Desk.open("two-windows", {
      files: Object.fromEntries(names.map((name) => [`sub/${name}.js`, own])),
    });
    outer = desk.workbench;
    inner = await Workbench.open(desk.editor, { folder: join(desk.folder, "sub") });
  });

  after(async () => {
    await inner.page.close();
    await desk.close();
  });

  function tracked(window: Workbench, file: string, wanted: readonly string[]): Promise<void> {
    return desk.becomes(window === outer ? `sub/${file}` : file, wanted, window);
  }

  it("both count what AI wrote in one of them", async () => {
    await desk.letAiWrite("sub/seen.js", ai, 2, outer);
    await outer.save();
    await inner.statusIs("1 min");
    await tracked(inner, "seen.js", ["3-5 unread"]);
    await outer.statusIs("1 min");
    await tracked(outer, "seen.js", ["3-5 unread"]);
  });

  it("know what was reviewed in the other, with the file open in both", async () => {
    await inner.openFile("seen.js");
    await inner.decorations.marksAre([3, 4, 5]);
    await inner.editor.goTo(4);
    await inner.press("Control+F7");
    await tracked(inner, "seen.js", ["3-5 marked"]);
    await outer.statusIs("");
    await outer.decorations.marksAre([]);
    await tracked(outer, "seen.js", ["3-5 marked"]);
    await outer.editor.goTo(4);
    await outer.press("Control+K", "b");
    await tracked(outer, "seen.js", ["3-5 unread"]);
    await inner.statusIs("1 min");
    await inner.decorations.marksAre([3, 4, 5]);
  });

  it("agree within two seconds", async () => {
    const tookMs: number[] = [];
    for (let i = 0; i < 3; i++) {
      await inner.openFile("seen.js");
      await inner.editor.goTo(4);
      for (const [keys, marks] of [
        [["Control+F7"], []],
        [
          ["Control+K", "b"],
          [3, 4, 5],
        ],
      ] as const) {
        await inner.editor.goTo(4);
        const startedMs = performance.now();
        await inner.press(...keys);
        await outer.decorations.marksAre(marks);
        tookMs.push(performance.now() - startedMs);
      }
    }
    const median = tookMs.toSorted((a, b) => a - b)[3] ?? Infinity;
    assert.ok(median < 2000, `the median of ${tookMs.map(Math.round).join(", ")} ms`);
  });

  it("take over nothing while their texts differ, and all of it once they are the same", async () => {
    await outer.openFile("sub/both.js");
    await inner.openFile("both.js");
    await desk.letAiWrite("sub/both.js", ai, 1, outer);
    await tracked(outer, "both.js", ["2-4 unread"]);
    await tracked(inner, "both.js", []);
    await outer.save();
    await inner.decorations.marksAre([2, 3, 4]);
    await tracked(inner, "both.js", ["2-4 unread"]);
    const { days } = await desk.exported(inner);
    assert.equal(days.at(-1)?.landed, 6, "each line landed once");
  });

  it("do not bring back what a person said is theirs", async () => {
    await desk.letAiWrite("said.js", ai, 3, inner);
    await inner.save();
    await tracked(outer, "said.js", ["4-6 unread"]);
    await inner.editor.goTo(4);
    await inner.press("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "Control+K", "h");
    await tracked(inner, "said.js", []);
    await tracked(outer, "said.js", []);
    await outer.statusIs("1 min");
  });
});
