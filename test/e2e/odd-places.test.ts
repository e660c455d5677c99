import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

const own = "// one\n// two\n// three\n";
const ai = ["alpha(1);", "beta(2);", "gamma(3);"];

const newer =
  "A newer Review Debt wrote the stored data. Nothing is saved here until the extension is updated and the window reloaded.";

/** No failed activation, no error of ours, no toast. */
async function isQuiet(desk: Desk): Promise<void> {
  const errors = desk
    .hostLog()
    .split("\n")
    .filter((line) => /\[error\]|Activating extension/.test(line) && line.includes("review-debt.review-debt"));
  assert.deepEqual(errors, []);
  assert.deepEqual(await desk.workbench.notifications(), []);
}

describe("in a folder without git that nobody trusts", () => {
  it("works", async () => {
    const desk = await Desk.open("untrusted", {
      settings: {
        "security.workspace.trust.enabled": true,
        "security.workspace.trust.startupPrompt": "never",
        "security.workspace.trust.banner": "never",
      },
      files: { "untrusted.js": own },
    });
    try {
      const { workbench } = desk;
      await workbench.page.locator('[id="status.workspaceTrust"]', { hasText: "Restricted Mode" }).waitFor();
      await desk.letAiWrite("untrusted.js", ai, 2);
      await workbench.statusIs("1 min");
      assert.deepEqual(await desk.tracked("untrusted.js"), ["3-5 unread"]);
      await workbench.press("Control+F7");
      await workbench.statusIs("");
      await isQuiet(desk);
    } finally {
      await desk.close();
    }
  });
});

describe("in odd places", () => {
  let desk: Desk;

  before(async () => {
    const names = "sealed settings corrupt newer shown".split(" ");
    desk = await Desk.open("odd-places", {
      opens: (folder) => ({ workspace: join(folder, "roots", "both.code-workspace") }),
      files: {
        ...Object.fromEntries(names.map((name) => [`${name}.js`, own])),
        "roots/first/a.js": own,
        "roots/second/b.js": own,
        "roots/both.code-workspace": JSON.stringify({ folders: [{ path: "first" }, { path: "second" }] }),
      },
    });
  });

  /** Whatever happens, the extension starts, throws nothing, and shows no message. */
  afterEach(() => isQuiet(desk));

  after(() => desk.close());

  function window(): Workbench {
    return desk.workbench;
  }

  /** Has AI write three lines, 3–5, into the test's file. */
  async function block(file: string): Promise<void> {
    await desk.letAiWrite(file, ai, 2);
    await window().decorations.marksAre([3, 4, 5]);
  }

  /** Waits until the queue says this line above its rows, and nothing else. */
  async function queueSays(line: string): Promise<void> {
    await window().queue.show();
    await eventually(
      `the queue to say "${line}"`,
      () => window().queue.message(),
      (text) => text === line,
    );
  }

  describe("of the workspace", () => {
    it("works in two folders at once", async () => {
      await block("a.js");
      await block("b.js");
      await window().queue.show();
      const rows = await window().queue.has("both files", (found) => found.length === 4);
      assert.deepEqual(
        rows.filter(({ level }) => level === 1).map(({ label, description }) => [label, description]),
        [
          ["a.js", "1 min · 3 lines · first"],
          ["b.js", "1 min · 3 lines · second"],
        ],
      );
      await window().openFile("b.js");
      await window().press("Control+F8");
      await window().shows("a.js");
      await window().editor.caretIs(3);
      assert.deepEqual(await desk.tracked("a.js"), ["3-5 unread"]);
      assert.deepEqual(await desk.tracked("b.js"), ["3-5 unread"]);
    });

    it("works in an empty window, for a document that has no file yet", async () => {
      await desk.openWindow({});
      await window().statusIs("");
      await window().page.locator(".editor-group-container.empty").dblclick();
      await window().shows("Untitled-1");
      await window().editor.focus();
      await window().editor.type("// mine");
      await desk.offer("\ndelta(4);\nepsilon(5);\nzeta(6);");
      await window().press("Tab");
      await window().decorations.marksAre([2, 3, 4]);
      await window().statusIs("1 min");
      await desk.backedUp("zeta(6);");
      await desk.reload();
      await window().decorations.marksAre([2, 3, 4]);
      await window().statusIs("1 min");
      await window().press("Control+S");
      await window().quick.saveAs(join(desk.folder, "named.js"));
      await window().shows("named.js");
      await window().decorations.marksAre([2, 3, 4]);
      const { files } = await desk.exported();
      assert.deepEqual(
        files.filter(({ uri }) => !uri.includes("/roots/")).map(({ uri }) => uri),
        [`file://${desk.folder}/named.js`],
      );
      await window().statusIs("1 min");
    });

    it("works where no file can be written", async () => {
      await desk.openWindow({ folder: desk.folder });
      await block("sealed.js");
      await window().save();
      await desk.exported();
      chmodSync(join(desk.folder, "sealed.js"), 0o444);
      desk.set({ "files.readonlyInclude": { "**": true } });
      await desk.reload();
      await window().openFile("sealed.js");
      await window().decorations.marksAre([3, 4, 5]);
      await window().press("Control+Shift+F7");
      await window().decorations.marksAre([]);
      assert.deepEqual(await desk.tracked("sealed.js"), ["3-5 marked"]);
      desk.set({});
    });
  });

  describe("of the settings", () => {
    it("brings a pace that is out of range into it and says so once in the log", async () => {
      await desk.forgetAll();
      await window().openFile("settings.js");
      await window().press("Control+End");
      await desk.offer(Array.from({ length: 20 }, (_, i) => `line${i}();`).join("\n"));
      await window().press("Tab");
      await window().statusIs("4 min");
      desk.set({ "reviewDebt.pace": 5 });
      await window().statusIs("12 min");
      desk.set({ "reviewDebt.pace": 100_000 });
      await window().statusIs("1 min");
      desk.set({ "reviewDebt.pace": "x" });
      await window().statusIs("4 min");
      desk.set({ "reviewDebt.pace": 200 });
      await window().statusIs("6 min");
      const log = desk.log();
      for (const line of [
        "reviewDebt.pace is 5; it must be a number from 100 to 1000. Using 100.",
        "reviewDebt.pace is 100000; it must be a number from 100 to 1000. Using 1000.",
        'reviewDebt.pace is "x"; it must be a number from 100 to 1000. Using 300.',
      ]) {
        assert.equal(log.split(line).length, 2, `once in the log: ${line}`);
      }
      desk.set({});
    });
  });

  describe("of its own data", () => {
    const database = (): string => join(desk.storage, "review-debt.db");

    it("leaves the database of a newer version alone, and says to update", async () => {
      let before: Uint8Array | undefined;
      await desk.restart(() => {
        rmSync(desk.storage, { recursive: true });
        mkdirSync(desk.storage);
        using db = new DatabaseSync(database());
        db.exec("CREATE TABLE tomorrow (x); PRAGMA user_version = 99");
        before = readFileSync(database());
      });
      await block("newer.js");
      await window().statusIs("1 min");
      await queueSays(newer);
      await window().editor.focus();
      await window().press("Control+F7");
      await window().statusIs("");
      assert.deepEqual(readFileSync(database()), before);
    });

    it("shows what a newer version stored where it knows its way in it, and writes nothing into it", async () => {
      await desk.restart(() => {
        rmSync(desk.storage, { recursive: true });
        mkdirSync(desk.storage);
      });
      await block("shown.js");
      await window().save();
      let before: Uint8Array | undefined;
      await desk.restart(() => {
        using db = new DatabaseSync(database());
        db.exec("PRAGMA wal_checkpoint(TRUNCATE); ALTER TABLE span ADD COLUMN weight REAL; PRAGMA user_version = 99");
        db.close();
        before = readFileSync(database());
      });
      await window().openFile("shown.js");
      await window().decorations.marksAre([3, 4, 5]);
      await queueSays(newer);
      await window().editor.goTo(4);
      await window().press("Control+F7");
      await window().statusIs("");
      await desk.restart();
      await window().openFile("shown.js");
      await window().decorations.marksAre([3, 4, 5]);
      assert.deepEqual(readFileSync(database()), before);
    });

    it("sets a damaged database aside, says so once, and starts a new one", async () => {
      await desk.restart(() => {
        rmSync(desk.storage, { recursive: true });
        mkdirSync(desk.storage);
        writeFileSync(database(), "This is no database. ".repeat(1000));
      });
      const message = /Review Debt's database was damaged\. It was set aside as review-debt\.corrupt-\d{8}-\d{6}\.db/;
      await window().notification(message);
      await window().screenshot("damaged");
      assert.equal((await window().notifications()).length, 1);
      await window().run("Notifications: Clear All Notifications");
      await block("corrupt.js");
      await window().statusIs("1 min");
      await window().save();
      assert.deepEqual(await desk.tracked("corrupt.js"), ["3-5 unread"]);
      await desk.restart();
      await window().statusIs("1 min");
      await window().openFile("corrupt.js");
      await queueSays("");
    });
  });
});
