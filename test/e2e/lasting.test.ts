import assert from "node:assert/strict";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

const own = "// one\n// two\n// three\n// four\n";
const ai = ["alpha(1);", "beta(2);", "gamma(3);"];
/** The text of a file with AI's lines 3–5. */
const both = `// one\n// two\n${ai.join("\n")}\n// three\n// four\n`;

const names = "soon reload restart reopen given kept shut live gone renamed inside".split(" ");

describe("what is known of lines lasts", () => {
  let desk: Desk;

  before(async () => {
    const files = names.flatMap((name) => [`${name}-a.js`, `${name}-b.js`]);
    desk = await Desk.open("lasting", { files: Object.fromEntries(files.map((file) => [file, own])) });
  });

  after(() => desk.close());

  /** Opens the test's file, with AI's lines 3–5 in it, and nothing else tracked anywhere. */
  async function block(name: string): Promise<string> {
    const file = `${name}-a.js`;
    await desk.forgetAll();
    await desk.letAiWrite(file, ai, 2);
    await window().statusIs("1 min");
    return file;
  }

  /** As `block`, saved. */
  async function savedBlock(name: string): Promise<string> {
    const file = await block(name);
    await window().save();
    assert.equal(desk.read(file), both);
    return file;
  }

  function window(): Workbench {
    return desk.workbench;
  }

  /** The explorer's row of a file. */
  function row(file: string) {
    return window().page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${file}"]`);
  }

  it("through a reload of the window right after a save", async () => {
    const file = await savedBlock("soon");
    await desk.reload();
    await window().statusIs("1 min");
    await window().decorations.marksAre([3, 4, 5]);
    assert.deepEqual(await desk.tracked(file), ["3-5 unread"]);
  });

  it("through a reload of the window, for unsaved text that the editor brings back", async () => {
    const file = await block("reload");
    await desk.backedUp("gamma(3);");
    await desk.reload();
    await window().statusIs("1 min");
    await window().decorations.marksAre([3, 4, 5]);
    assert.deepEqual(await desk.tracked(file), ["3-5 unread"]);
    assert.equal(desk.read(file), own, "it was never saved");
  });

  it("through a restart of the editor, with what was settled and how", async () => {
    const file = await savedBlock("restart");
    await window().editor.goTo(3);
    await window().press("Shift+ArrowDown", "Control+F7");
    await window().decorations.marksAre([4, 5]);
    const before = await desk.exported();
    await desk.restart();
    await window().statusIs("1 min");
    await window().openFile(file);
    await window().decorations.marksAre([4, 5]);
    const after = await desk.exported();
    assert.deepEqual(after.files, before.files);
    assert.deepEqual(after.days, before.days);
    await window().editor.goTo(3);
    await window().press("Control+K", "q");
    await window().quick.titled("Line 3: AI-assisted, reviewed");
    assert.match((await window().quick.texts()).join("\n"), /You marked it reviewed/);
    await window().quick.cancel();
  });

  it("through closing and reopening a file", async () => {
    const file = await savedBlock("reopen");
    await window().closeEditors();
    await window().statusIs("1 min");
    assert.deepEqual(await desk.tracked(file), ["3-5 unread"]);
    await window().openFile(file);
    await window().decorations.marksAre([3, 4, 5]);
  });

  it("not for unsaved lines that are given up: they are gone with the text", async () => {
    const file = await block("given");
    await window().closeEditors();
    await window().statusIs("");
    assert.deepEqual(await desk.tracked(file), []);
    await window().openFile(file);
    await window().editor.shows("// four");
    await window().decorations.marksAre([]);
  });

  it("as it was saved, when later changes of the lines are given up", async () => {
    const file = await savedBlock("kept");
    await window().editor.goTo(4);
    await window().editor.type("changed");
    await window().decorations.marksAre([3, 5]);
    await window().closeEditors();
    await window().openFile(file);
    await window().decorations.marksAre([3, 4, 5]);
    assert.deepEqual(await desk.tracked(file), ["3-5 unread"]);
  });

  it("when a file changes on disk while the editor is shut: above, inside and below", async () => {
    const file = await savedBlock("shut");
    assert.deepEqual(await desk.tracked(file), ["3-5 unread"]);
    await window().closeEditors();
    await desk.restart(() => {
      desk.write(file, `// above\n// one\n// two\n${ai[0]}\n// inside\nbeta(22);\n${ai[2]}\n// below\n// four\n`);
    });
    await window().statusIs("1 min");
    await eventually(
      "the file to be read again",
      () => desk.tracked(file),
      (spans) => JSON.stringify(spans) === '["4 unread","7 unread"]',
    );
    await window().openFile(file);
    await window().decorations.marksAre([4, 7]);
  });

  it("when a file changes on disk before a person's eyes", async () => {
    const file = await savedBlock("live");
    desk.write(file, `// above\n${both.replace("beta(2);", "beta(22);")}`);
    await window().editor.shows("beta(22);");
    await window().decorations.marksAre([4, 6]);
    assert.deepEqual(await desk.tracked(file), ["4 unread", "6 unread"]);
  });

  it("when a file is deleted and comes back", async () => {
    const file = await savedBlock("gone");
    await window().closeEditors();
    rmSync(join(desk.folder, file));
    await window().statusIs("");
    desk.write(file, both);
    await window().statusIs("1 min");
    assert.deepEqual(await desk.tracked(file), ["3-5 unread"]);
    await row(file).click();
    await window().press("Delete");
    await window().answerDialog("Delete");
    await window().statusIs("");
    assert.deepEqual(await desk.tracked(file), []);
  });

  it("under a new name when a person renames the file, open or closed", async () => {
    await savedBlock("renamed");
    for (const [from, to] of [
      ["renamed-a.js", "renamed-c.js"],
      ["renamed-c.js", "renamed-d.js"],
    ] as const) {
      await row(from).click();
      await window().press("F2");
      const input = window().page.locator(".explorer-item-edited input");
      await input.fill(to);
      await input.press("Enter");
      await row(to).waitFor();
      await eventually(
        `the lines of ${to}`,
        () => desk.tracked(to),
        (spans) => JSON.stringify(spans) === '["3-5 unread"]',
      );
      assert.deepEqual(await desk.tracked(from), []);
      await window().statusIs("1 min");
      await window().closeEditors();
    }
    await window().openFile("renamed-d.js");
    await window().decorations.marksAre([3, 4, 5]);
  });

  it("when a folder is renamed outside while the editor is shut, nothing is claimed of the new name", async () => {
    const file = await savedBlock("inside");
    await desk.tracked(file);
    await window().closeEditors();
    await desk.restart(() => renameSync(join(desk.folder, file), join(desk.folder, "inside-c.js")));
    await window().statusIs("");
    await window().openFile("inside-c.js");
    await window().editor.shows("gamma(3);");
    assert.deepEqual(await desk.tracked("inside-c.js"), []);
  });
});
