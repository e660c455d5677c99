import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

/** AI's lines; their words occur nowhere else. */
const ai = ["const quokka = wombat(41);", "const numbat = quokka + 1;", "export { numbat };"];
const own = "// platypus\n// echidna\n// bilby\n";
/** Words of the code, none of which may be kept anywhere. */
const words = ["quokka", "wombat", "numbat", "platypus", "echidna", "bilby"];

const tables = [
  "act",
  "agent_cursor",
  "checklist",
  "checklist_answer",
  "day_fact",
  "file",
  "lease",
  "left_text",
  "origin",
  "outcome",
  "snapshot",
  "span",
  "week_answer",
];

describe("one's own data", () => {
  let desk: Desk;

  before(async () => {
    const names = "export palette shown delete afresh paused moved resumed".split(" ");
    desk = await Desk.open("own-data", {
      files: Object.fromEntries([
        ...names.map((name) => [`${name}.js`, own]),
        ["src/inner dir/second.js", own],
        ["settled.js", own],
      ]),
    });
  });

  after(() => desk.close());

  function window(): Workbench {
    return desk.workbench;
  }

  /** The rows of a table as they are on the disk; none where there is no finished database. */
  function rows(sql: string): Record<string, unknown>[] {
    const file = join(desk.storage, "review-debt.db");
    if (!existsSync(file)) return [];
    const db = new DatabaseSync(file, { readOnly: true, timeout: 1000 });
    try {
      const isFinished = db.prepare("PRAGMA user_version").get()?.["user_version"] !== 0;
      return isFinished ? db.prepare(sql).all() : [];
    } finally {
      db.close();
    }
  }

  /** Waits until this many lines are stored as tracked. */
  async function stored(lines: number): Promise<void> {
    await eventually(
      `${lines} lines to be stored`,
      async () => {
        const sums = rows(
          "SELECT sum(end_line - start_line) AS lines FROM file JOIN snapshot ON file_id = file.id AND snapshot.text_hash = file.text_hash JOIN span ON snapshot_id = snapshot.id",
        );
        return Number(sums[0]?.["lines"] ?? 0);
      },
      (found) => found === lines,
    );
  }

  /** Waits until the status bar item's tooltip has this text, or no longer has it. */
  async function tooltipHas(text: string, has: boolean): Promise<void> {
    await eventually(
      `the tooltip ${has ? "to say" : "not to say"} "${text}"`,
      () => window().statusTooltip(),
      (tooltip) => tooltip.includes(text) === has,
    );
  }

  it("is exported to a URI without a question, in the documented format", async () => {
    await desk.letAiWrite("settled.js", ai, 1);
    await window().statusIs("1 min");
    await window().press("Control+Shift+F7");
    await window().statusIs("");
    await desk.letAiWrite("src/inner dir/second.js", ai, 2);
    await window().statusIs("1 min");
    const exported = await desk.exported();
    assert.match(exported.exportedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.ok(Math.abs(Date.parse(exported.exportedAt) - Date.now()) < 60_000);
    const day = exported.days[0]?.day ?? "";
    assert.match(day, /^\d{4}-\d\d-\d\d$/);
    const span = { channel: "inlineAccept", tool: null, confidence: "observed", acceptedOn: day };
    assert.deepEqual(exported, {
      format: "review-debt-export",
      version: 1,
      exportedAt: exported.exportedAt,
      files: [
        {
          uri: `file://${desk.folder}/settled.js`,
          path: "settled.js",
          lineCount: 7,
          spans: [{ start: 2, end: 4, state: "marked", ...span }],
        },
        {
          uri: `file://${desk.folder}/src/inner%20dir/second.js`,
          path: "src/inner dir/second.js",
          lineCount: 7,
          spans: [{ start: 3, end: 5, state: "unread", ...span }],
        },
      ],
      debt: { unreadLines: 3, minutes: 1 },
      days: [{ day, landed: 6, read: 0, edited: 0, marked: 3, dismissed: 0, removedUnread: 0 }],
    });
    assert.deepEqual(await window().notifications(), []);
  });

  it("is exported from the palette to a file that one chooses, or not at all", async () => {
    await desk.forgetAll();
    await desk.letAiWrite("palette.js", ai, 1);
    await window().statusIs("1 min");
    const target = join(desk.editor.folders.home, "taken along.json");
    await window().run("Review Debt: Export…");
    await window().quick.titled("Export everything Review Debt knows");
    await window().quick.cancel();
    await window().run("Review Debt: Export…");
    await window().quick.titled("Export everything Review Debt knows");
    await window().quick.saveAs(target);
    const text = await eventually(
      "the file",
      async () => (existsSync(target) ? readFileSync(target, "utf8") : ""),
      (found) => found.endsWith("}\n"),
    );
    const { exportedAt: _, ...chosen } = JSON.parse(text) as Record<string, unknown>;
    const { exportedAt: __, ...given } = await desk.exported();
    assert.deepEqual(chosen, given);
    assert.deepEqual(await window().notifications(), []);
  });

  it("is shown whole and readably, and has no word of the code in it", async () => {
    await desk.forgetAll();
    await desk.letAiWrite("shown.js", ai, 1);
    await window().statusIs("1 min");
    await window().press("Control+Shift+F7");
    await window().statusIs("");
    await desk.letAiWrite("shown.js", ai, 6);
    await window().statusIs("1 min");
    await stored(6);
    await window().run("Review Debt: Show Everything Stored");
    await window().editor.shows('"tables"');
    await window().screenshot("stored-data");
    const text = await window().wholeText();
    const shown = JSON.parse(text) as {
      tables: Record<string, Record<string, unknown>[]>;
      onDisk: { name: string; bytes: number }[];
    };
    assert.deepEqual(Object.keys(shown.tables).toSorted(), tables);
    for (const table of tables) {
      const stored = rows(`SELECT * FROM ${table}`);
      assert.equal(shown.tables[table]?.length, stored.length, table);
      assert.deepEqual(Object.keys(shown.tables[table]?.[0] ?? {}), Object.keys(stored[0] ?? {}), table);
    }
    const states = new Set(shown.tables["span"]?.map((row) => row["state"]));
    assert.deepEqual([...states].toSorted(), ["marked", "unread"]);
    assert.match(String(shown.tables["origin"]?.[0]?.["at_ms"]), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.equal(shown.tables["file"]?.[0]?.["uri"], `file://${desk.folder}/shown.js`);
    const onDisk = desk.stored();
    assert.deepEqual(shown.onDisk.map(({ name }) => name).toSorted(), [...onDisk.keys()].toSorted());
    const bytes = [...onDisk.keys()].map((name) => readFileSync(join(desk.storage, name), "latin1")).join("");
    for (const word of words) {
      assert.ok(!text.includes(word), `"${word}" is shown`);
      assert.ok(!bytes.includes(word), `"${word}" is on the disk`);
    }
    await window().editor.type("x");
    assert.equal(await window().wholeText(), text, "nobody can change it");
  });

  it("is deleted, after a question that can be answered with no", async () => {
    await desk.forgetAll();
    await desk.letAiWrite("delete.js", ai, 1);
    await window().statusIs("1 min");
    await stored(3);
    const before = desk.stored();
    await window().run("Review Debt: Delete Everything…");
    assert.match(await window().dialog(), /^Delete everything Review Debt has stored\?/);
    await window().screenshot("delete-everything");
    await window().answerDialog("Cancel");
    await window().statusIs("1 min");
    assert.deepEqual(await desk.tracked("delete.js"), ["2-4 unread"]);
    assert.deepEqual(desk.stored(), before, "Cancel keeps everything");

    await window().queue.show();
    await window().queue.has("the file", (found) => found.length === 2);
    await window().run("Review Debt: Delete Everything…");
    await window().answerDialog("Delete Everything");
    await window().statusIs("");
    await window().queue.has("nothing", (found) => found.length === 0);
    await window().decorations.marksAre([]);
    assert.deepEqual([...desk.stored().keys()], []);
    const { files, debt, days } = await desk.exported();
    assert.deepEqual({ files, debt, days }, { files: [], debt: { unreadLines: 0, minutes: 0 }, days: [] });
    await desk.reload();
    assert.deepEqual((await desk.exported()).files, []);
    assert.deepEqual([...desk.stored().keys()], [], "nothing comes back");

    await desk.letAiWrite("afresh.js", ai, 1);
    await window().statusIs("1 min");
    await stored(3);
    assert.deepEqual(await desk.tracked("afresh.js"), ["2-4 unread"]);
    assert.deepEqual(
      (await desk.exported()).days.map(({ landed }) => landed),
      [3],
    );
    assert.notEqual(desk.stored().get("review-debt.key"), before.get("review-debt.key"), "hashes have a new key");
    await window().press("Control+Shift+E");
  });

  it("does not grow while paused; marks move on, and resuming stores again", async () => {
    await desk.forgetAll();
    await desk.letAiWrite("moved.js", ai, 1);
    await window().statusIs("1 min");
    await stored(3);
    await window().run("Review Debt: Pause");
    await tooltipHas("Paused: nothing is recorded.", true);
    await desk.backedUp("/moved.js ");
    await desk.reload();
    await window().statusIs("1 min");
    await tooltipHas("Paused: nothing is recorded.", true);
    await window().screenshot("paused");
    const before = desk.stored();

    await desk.letAiWrite("paused.js", ai, 1);
    await window().save();
    await window().openFile("moved.js");
    await window().decorations.marksAre([2, 3, 4]);
    await window().editor.goTo(1);
    await window().press("Control+Enter");
    await window().editor.type("// numbers");
    await window().decorations.marksAre([3, 4, 5]);
    await window().editor.goTo(4);
    await window().press("End");
    await window().editor.type(" // mine");
    await window().decorations.marksAre([3, 5]);
    assert.deepEqual(await desk.tracked("moved.js"), ["3 unread", "4 edited", "5 unread"]);
    assert.deepEqual(await desk.tracked("paused.js"), []);
    await window().save();
    await desk.notBackedUp("moved.js");
    await desk.reload();
    await window().statusIs("1 min");
    assert.deepEqual(desk.stored(), before, "no byte has changed");
    await window().decorations.marksAre([3, 5]);
    assert.deepEqual(await desk.tracked("paused.js"), []);

    await window().run("Review Debt: Resume");
    await desk.letAiWrite("resumed.js", ai, 1);
    await stored(5);
    assert.deepEqual(await desk.tracked("resumed.js"), ["2-4 unread"]);
    assert.deepEqual(await desk.tracked("moved.js"), ["3 unread", "5 unread"]);
    await desk.reload();
    await window().statusIs("1 min");
    assert.deepEqual(await desk.tracked("moved.js"), ["3 unread", "5 unread"]);
    await tooltipHas("Paused", false);
  });
});
