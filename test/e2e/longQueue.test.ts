import assert from "node:assert/strict";
import { fillStore } from "../bench/filledStore.ts";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";

const names = Array.from({ length: 70 }, (_, i) => `part${i % 20}/file${String(i).padStart(3, "0")}.js`).toSorted();
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

  it("shows 50, and by key the others under them", async () => {
    const { workbench } = desk;
    await workbench.statusIs(/min|h/);
    await workbench.press("Control+K", "l");
    await workbench.queue.has("the first files", ([row]) => row?.label === "file000.js");
    const atEnd = async (...keys: readonly string[]) => {
      await workbench.press("End", ...keys);
      return workbench.queue.rows();
    };
    const found = await eventually(
      "more",
      () => atEnd(),
      (rows) => rows.at(-1)?.label === "20 more files",
    );
    assert.deepEqual([found.at(-1)?.level, found.at(-1)?.checked, found.at(-1)?.expanded], [1, undefined, false]);
    // The queue may be read again meanwhile, and the key be meant for a row that is gone.
    await eventually(
      "the others to open",
      () => atEnd("ArrowRight"),
      (rows) => rows.some(({ label, expanded }) => label === "20 more files" && expanded === true),
    );
    const last = names.at(-1)?.split("/")[1];
    const rows = await eventually(
      "the last file",
      () => atEnd(),
      (shown) => shown.at(-1)?.label === last,
    );
    assert.equal(rows.filter(({ level }) => level === 2).length, 20);
    await workbench.screenshot("queue-long");
    await workbench.queue.toggle(last ?? "");
    await workbench.press("End");
    await workbench.queue.has("a file less", (shown) => shown.some(({ label }) => label === "19 more files"));
  });
});
