import assert from "node:assert/strict";
import { git } from "../rig/git.ts";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import { Notebook } from "./pages/notebook.ts";
import type { QueueRow } from "./pages/queue.ts";
import type { Workbench } from "./pages/workbench.ts";

/** A notebook with these cells of code on the disk. */
function book(...cells: string[]): string {
  return JSON.stringify({
    cells: cells.map((source) => ({
      cell_type: "code",
      execution_count: null,
      metadata: {},
      outputs: [],
      source: [source],
    })),
    metadata: { language_info: { name: "python" } },
    nbformat: 4,
    nbformat_minor: 2,
  });
}

const own = book("first = 1", "second = 2");
const file = "book.ipynb";

describe("notebook cells", () => {
  let desk: Desk;
  let notebook: Notebook;

  before(async () => {
    desk = await Desk.open("notebooks", { files: { [file]: own, "moved/.keep": "", "other.js": "// other\n" } });
    notebook = new Notebook(window().page);
  });

  after(() => desk.close());

  function window(): Workbench {
    return desk.workbench;
  }

  async function open(): Promise<void> {
    await window().quick.openFile(file);
    await window().shows(file);
    notebook = new Notebook(window().page);
  }

  /** Accepts a line of AI's at the end of a cell. */
  async function accept(cell: number, line: string): Promise<void> {
    await notebook.edit(cell);
    desk.editor.suggest([{ afterText: "", insertText: `\n${line}` }]);
    await window().press("Control+Alt+Shift+I");
    const ghost = window().page.locator(".notebookOverlay .ghost-text-decoration, .notebookOverlay .ghost-text");
    await ghost.first().waitFor();
    desk.editor.suggest([]);
    await window().press("Tab");
    await ghost.first().waitFor({ state: "hidden" });
  }

  /** Waits until the cells with tracked lines have these, in the order of the notebook. */
  async function tracked(...wanted: readonly string[][]): Promise<void> {
    await eventually(
      `cells with ${JSON.stringify(wanted)}`,
      async () => {
        const { files } = await desk.exported();
        return files
          .map(({ path, spans }) => {
            assert.equal(path, file);
            return spans.map(({ start, end, state }) => `${start === end ? start : `${start}-${end}`} ${state}`);
          })
          .toSorted();
      },
      (found) => JSON.stringify(found) === JSON.stringify([...wanted].toSorted()),
    );
  }

  it("are tracked where AI writes, marked in the gutter, counted, and settled by key", async () => {
    await open();
    await accept(2, "third = first + second");
    await tracked(["2 unread"]);
    await window().statusIs("1 min");
    await window().screenshot("notebook");
    await notebook.hasMarks(1);
    await accept(1, "zero = first - 1");
    await tracked(["2 unread"], ["2 unread"]);
    await notebook.hasMarks(2);
    await window().press("Control+F7");
    await tracked(["2 marked"], ["2 unread"]);
  });

  it("are a person's again where a person types, also right after a save", async () => {
    await window().save();
    await notebook.hasMarks(1);
    await notebook.edit(1);
    await window().press("Home");
    await window().editor.type("my_");
    await notebook.shows("first = 1\nmy_zero = first - 1", "second = 2\nthird = first + second");
    await tracked(["2 edited"], ["2 unread"]);
    await window().press("Control+Z");
    await tracked(["2 marked"], ["2 unread"]);
  });

  it("are known when the notebook is saved, closed and opened again", async () => {
    await window().save();
    await window().closeEditors();
    await window().statusIs("1 min");
    await open();
    await tracked(["2 marked"], ["2 unread"]);
  });

  it("are known by their texts where others came before them, or went", async () => {
    await notebook.edit(1);
    await window().run("Notebook: Insert Code Cell Above");
    await window().editor.type("top = 0");
    await notebook.shows("top = 0", "first = 1\nzero = first - 1", "second = 2\nthird = first + second");
    await accept(1, "above = top + 1");
    await tracked(["2 marked"], ["2 unread"], ["2 unread"]);
    await window().save();
    await window().closeEditors();
    await open();
    await tracked(["2 marked"], ["2 unread"], ["2 unread"]);
    await notebook.edit(1);
    await window().run("Notebook: Delete Cell");
    await notebook.shows("first = 1\nzero = first - 1", "second = 2\nthird = first + second");
    await tracked(["2 marked"], ["2 unread"]);
    await window().press("Control+Z");
    await tracked(["2 marked"], ["2 unread"], ["2 unread"]);
  });

  it("are known after a restart, and opened from the queue", async () => {
    await window().save();
    await desk.restart();
    notebook = new Notebook(window().page);
    await window().closeEditors();
    await window().statusIs("1 min");
    await tracked(["2 marked"], ["2 unread"], ["2 unread"]);
    await window().queue.show();
    await window().queue.has("both cells", (rows) => rows.filter(({ level }) => level === 1).length === 2);
    await window().screenshot("notebook-queue");
    await window().openFile("other.js");
    // They are equal but for their age.
    await window().press("Control+F8");
    await notebook.hasCaret(3, 2);
    await window().press("Control+F8");
    await notebook.hasCaret(1, 2);
    await window().press("End");
    await window().editor.type("0");
    await notebook.shows(
      "top = 0\nabove = top + 10",
      "first = 1\nzero = first - 1",
      "second = 2\nthird = first + second",
    );
    await tracked(["2 edited"], ["2 marked"], ["2 unread"]);
    await window().press("Control+F8");
    await notebook.hasCaret(3, 2);
    await window().screenshot("notebook-next");
    await window().queue.has("one cell", (rows) => rows.length === 2);
    await window().press("Control+Home");
    await notebook.hasCaret(3, 1);
    await window().openFile("other.js");
    await window().queue.open("Line 2");
    await window().shows(file);
    await window().press("Enter");
    await notebook.hasCaret(3, 2);
    // The key makes sense a moment after the caret is there.
    await eventually(
      "the queue to have nothing",
      async () => {
        await window().press("Control+F7");
        return window().queue.rows();
      },
      (rows) => rows.length === 0,
    );
    await tracked(["2 edited"], ["2 marked"], ["2 marked"]);
  });

  it("are committed when their notebook is", async () => {
    await accept(3, "fourth = third * 2");
    await window().save();
    git(desk.folder, "init", "--quiet");
    git(desk.folder, "add", "--all");
    git(desk.folder, "commit", "--quiet", "--message", "Work");
    const isShown = (wanted: readonly string[]) => (rows: readonly QueueRow[]) =>
      JSON.stringify(rows.flatMap(({ level, label }) => (level < 3 ? label : []))) === JSON.stringify(wanted);
    await window().queue.has("a committed cell", isShown(["Committed", "book.ipynb, cell 3"]));
    await accept(2, "more = zero + 1");
    await window().queue.has(
      "a cell that is not committed",
      isShown(["Not committed yet", "book.ipynb, cell 2", "Committed", "book.ipynb, cell 3"]),
    );
    await window().screenshot("notebook-git");
  });
});
