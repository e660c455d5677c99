import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

const storedMs = 1000;
const menuMs = 500;
const own = "// one\n// two\n// three\n// four\n";
const ai = ["alpha(1);", "beta(2);", "gamma(3);"];
const names = "revert overwrite given history replaced".split(" ");

describe("tracked lines, changed in other ways than typing,", () => {
  let desk: Desk;

  before(async () => {
    const files = Object.fromEntries(names.map((name) => [`${name}.js`, own]));
    desk = await Desk.open("other-ways", {
      files: { ...files, "names.rdt": "start\nuse start\n" },
      settings: { "workbench.localHistory.mergeWindow": 0 },
    });
  });

  after(() => desk.close());

  function window(): Workbench {
    return desk.workbench;
  }

  /** Opens the test's file with AI's lines 3–5, saved, the middle one marked reviewed, and nothing else tracked. */
  async function block(name: string): Promise<string> {
    const file = `${name}.js`;
    await desk.forgetAll();
    await desk.letAiWrite(file, ai, 2);
    await window().decorations.marksAre([3, 4, 5]);
    await window().save();
    await window().editor.goTo(4);
    await window().press("Shift+ArrowDown", "Control+F7");
    await window().decorations.marksAre([3, 5]);
    // What is marked is stored a moment later; an edit in that moment that is then reverted leaves it unread.
    await delay(storedMs);
    return file;
  }

  function becomes(file: string, ...wanted: readonly string[]): Promise<void> {
    return desk.becomes(file, wanted);
  }

  const asAtFirst = ["3 unread", "4 marked", "5 unread"];

  it("are what they were after Revert File", async () => {
    const file = await block("revert");
    await window().editor.goTo(4);
    await window().press("Control+Shift+K");
    await window().editor.goTo(3);
    await window().editor.type("x");
    await becomes(file, "3 edited", "4 unread");
    await window().run("File: Revert File");
    await window().editor.shows("beta(2);");
    await becomes(file, ...asAtFirst);
  });

  it("stay what they are when a save overwrites what another program wrote", async () => {
    const file = await block("overwrite");
    await window().editor.goTo(1);
    await window().editor.type("// mine\n");
    desk.write(file, "// theirs\n");
    await window().press("Control+S");
    await window().answerNotification(/Failed to save/, "Overwrite");
    await window().page.locator(".tab.active:not(.dirty)").waitFor();
    await becomes(file, "4 unread", "5 marked", "6 unread");
    assert.match(desk.read(file), /beta/);
  });

  it("go with a save that is given up for what another program wrote, and come back with it", async () => {
    const file = await block("given");
    const before = desk.read(file);
    await window().editor.goTo(1);
    await window().editor.type("// mine\n");
    desk.write(file, "// theirs\n");
    await window().press("Control+S");
    await window().notification(/Failed to save/);
    await window().run("File: Revert File");
    await window().editor.shows("// theirs");
    await becomes(file);
    desk.write(file, before);
    await window().editor.shows("beta(2);");
    await becomes(file, ...asAtFirst);
  });

  it("are what they were when they are restored from the local history", async () => {
    const file = await block("history");
    await window().editor.goTo(3);
    await window().press("Control+Shift+K", "Control+Shift+K", "Control+Shift+K");
    await window().save();
    await becomes(file);
    const { page } = window();
    await window().run("View: Show Explorer");
    await page.locator(".pane-header", { hasText: "Timeline" }).click();
    const saves = page.locator(".timeline-tree-view .monaco-list-row", { hasText: "File Saved" });
    await saves.nth(1).click({ button: "right" });
    // A menu takes no click in its first moment: it could be the one that opened it.
    const restore = page.locator(".monaco-menu .action-label", { hasText: "Restore Contents" });
    await restore.hover();
    await delay(menuMs);
    await restore.click();
    await window().answerDialog("Restore");
    await window().shows(file);
    await window().editor.shows("beta(2);");
    await becomes(file, ...asAtFirst);
  });

  it("are edited where Replace in Files changes them in closed files", async () => {
    const file = await block("replaced");
    await window().closeEditors();
    const { page } = window();
    await window().press("Control+Shift+H");
    const search = page.locator(".search-view .search-container textarea").first();
    await search.fill("gamma(3)");
    await page.locator(".search-view .replace-container textarea").first().fill("delta(4)");
    await page.locator(".search-view .results .monaco-list-row").first().waitFor();
    await page.locator(".search-view .codicon-search-replace-all").first().click();
    await window().answerDialog("Replace");
    await eventually(
      "the file to be replaced in",
      async () => desk.read(file),
      (text) => text.includes("delta(4)"),
    );
    await becomes(file, "3 unread", "4 marked", "5 edited");
  });

  it("are edited where a rename with a preview changes them", async () => {
    await desk.forgetAll();
    await desk.letAiWrite("names.rdt", ["other start", "last words"], 2);
    await becomes("names.rdt", "3-4 unread");
    await window().editor.goTo(1);
    await window().press("F2");
    const box = window().page.locator(".rename-box input");
    await box.fill("begin");
    await box.press("Control+Enter");
    await window().page.locator(".panel .monaco-button", { hasText: "Apply" }).click();
    await window().editor.shows("other begin");
    await becomes("names.rdt", "3 edited", "4 unread");
  });
});
