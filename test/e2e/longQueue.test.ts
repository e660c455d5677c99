import assert from "node:assert/strict";
import { fillStore } from "../bench/filledStore.ts";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";

const names = Array.from({ length: 120 }, (_, i) => `part${i % 20}/file${String(i).padStart(3, "0")}.js`).toSorted();
const lines = ["one(1);", "two(2);"];

describe("a queue of very many files", () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.open("long-queue", {
      files: Object.fromEntries(names.map((name) => [name, `${lines.join("\n")}\n`])),
      prepare: ({ editor, folder }) =>
        fillStore(
          editor,
          folder,
          names.map((path) => ({ path, lines, unread: [{ start: 0, end: 2 }] })),
        ),
    });
  });

  after(() => desk.close());

  it("shows 100, and by key the others under them", async () => {
    const { workbench } = desk;
    await workbench.statusIs(/min|h/);
    await workbench.press("Control+K", "l");
    await workbench.queue.has("the first files", ([row]) => row?.label === "file000.js");
    await workbench.press("End");
    const [more] = (await workbench.queue.has("more", (rows) => rows.at(-1)?.label === "20 more files")).slice(-1);
    assert.deepEqual([more?.level, more?.checked, more?.expanded], [1, undefined, false]);
    await workbench.press("ArrowRight");
    await workbench.queue.has("the others open", (rows) =>
      rows.some((row) => row.expanded && row.label === more?.label),
    );
    const last = names.at(-1)?.split("/")[1];
    const rows = await eventually(
      "the last file",
      async () => {
        await workbench.press("End");
        return workbench.queue.rows();
      },
      (found) => found.at(-1)?.label === last,
    );
    assert.equal(rows.filter(({ level }) => level === 2).length, 20);
    await workbench.screenshot("queue-long");
    await workbench.queue.toggle(last ?? "");
    await workbench.press("End");
    await workbench.queue.has("a file less", (found) => found.some(({ label }) => label === "19 more files"));
  });
});
