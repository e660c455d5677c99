import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { temporaryWorkspace } from "../rig/workspace.ts";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

const own = "// one\n// two\n// three\n";
const ai = ["alpha(1);", "beta(2);", "gamma(3);"];

const busy = "Another window is busy writing. Saving is tried again by itself.";
const full = "The disk is full. Make room; saving is tried again by itself.";
const unwritable = "The extension's storage folder cannot be written. Nothing is saved in this session.";

/** Lets a folder be a disk of its own of 1 MB. Returns whether this process may do that. */
function makeSmallDisk(folder: string): boolean {
  return spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]).status === 0;
}

/** Ends what `makeSmallDisk` began, also while it is in use. */
function endSmallDisk(folder: string): void {
  execFileSync("umount", ["-l", folder]);
}

/** Whether there can be a full disk here: nothing else than a disk fills up as one does. */
function canFillDisk(): boolean {
  const folder = temporaryWorkspace({});
  const can = makeSmallDisk(folder);
  if (can) endSmallDisk(folder);
  rmSync(folder, { recursive: true });
  return can;
}

describe("trouble with the storage loses nothing", () => {
  let desk: Desk;

  before(async () => {
    const names = "locked other unwritable full filled key".split(" ");
    desk = await Desk.open("storage-trouble", {
      files: Object.fromEntries(names.map((name) => [`${name}.js`, own])),
    });
  });

  after(() => desk.close());

  function window(): Workbench {
    return desk.workbench;
  }

  /** Has AI write three lines under a line of a file. */
  async function block(file: string, under: number): Promise<void> {
    await desk.letAiWrite(file, ai, under);
    const first = under + 1;
    await eventually(
      `marks from line ${first} on`,
      () => window().decorations.gutterLines(),
      (lines) => [first, first + 1, first + 2].every((line) => lines.includes(line)),
    );
  }

  /** Waits until the queue says this above its rows. */
  async function queueSays(line: string): Promise<void> {
    await window().queue.show();
    await eventually(
      `the queue to say "${line}"`,
      () => window().queue.message(),
      (text) => text === line,
    );
  }

  /** Waits until the database holds these marks of the present texts: `["locked.js 2-5 unread"]`. */
  async function stored(...wanted: readonly string[]): Promise<void> {
    await eventually(
      `${wanted.join(", ")} to be stored`,
      async () => spans().join(),
      (found) => found === wanted.join(),
    );
  }

  function spans(): string[] {
    const file = join(desk.storage, "review-debt.db");
    if (!existsSync(file)) return [];
    using db = new DatabaseSync(file, { readOnly: true, timeout: 1000 });
    if (db.prepare("PRAGMA user_version").get()?.["user_version"] === 0) return [];
    const rows = db
      .prepare(
        `SELECT uri, start_line || '-' || end_line || ' ' || state AS words
         FROM file JOIN snapshot ON file_id = file.id AND snapshot.text_hash = file.text_hash
         JOIN span ON snapshot_id = snapshot.id ORDER BY uri, start_line`,
      )
      .all();
    return rows.map(({ uri, words }) => `${String(uri).replace(/.*\//, "")} ${String(words)}`);
  }

  /** The extension is there, answers, and has thrown nothing; nothing pops up. */
  async function isQuiet(): Promise<void> {
    await desk.exported();
    assert.deepEqual(await window().notifications(), []);
    const errors = desk
      .hostLog()
      .split("\n")
      .filter((line) => line.includes("[error]") && line.includes("review-debt.review-debt"));
    assert.deepEqual(errors, []);
    assert.doesNotMatch(desk.log(), /\[error\]/);
  }

  it("where another program holds the database while the window opens", async () => {
    await block("locked.js", 1);
    await window().save();
    await stored("locked.js 1-4 unread");
    let other: DatabaseSync | undefined;
    await desk.restart(() => {
      other = new DatabaseSync(join(desk.storage, "review-debt.db"), { timeout: 10_000 });
      other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    });
    await queueSays(busy);
    await window().openFile("locked.js");
    await block("locked.js", 6);
    await isQuiet();
    other?.close();
    await queueSays("");
    await window().decorations.marksAre([2, 3, 4, 7, 8, 9]);
    await stored("locked.js 1-4 unread", "locked.js 6-9 unread");
    assert.deepEqual(await desk.tracked("locked.js"), ["2-4 unread", "7-9 unread"]);
  });

  it("where a file stands in the folder's place, until it is gone", async () => {
    await desk.restart(() => {
      rmSync(desk.storage, { recursive: true, force: true });
      writeFileSync(desk.storage, "not a folder\n");
    });
    await block("unwritable.js", 1);
    await queueSays(unwritable);
    await window().openFile("other.js");
    await isQuiet();
    assert.equal(await window().queue.message(), unwritable, "still, though there was nothing to read");
    const words = (await window().statusTooltip()).split(/\n+/);
    assert.equal(words[0], unwritable);
    await window().screenshot("storage-unwritable");
    rmSync(desk.storage);
    await stored("unwritable.js 1-4 unread");
    await queueSays("");
    assert.equal(desk.log().split(unwritable).length, 2, "once in the log");
  });

  if (canFillDisk()) {
    it("where the disk is full, from the start and later", async () => {
      const filler = join(desk.storage, "filler");
      const fill = (): void => {
        const { bavail, bsize } = statfsSync(desk.storage);
        writeFileSync(filler, new Uint8Array(bavail * bsize));
      };
      try {
        await desk.restart(() => {
          rmSync(desk.storage, { recursive: true, force: true });
          mkdirSync(desk.storage);
          assert.ok(makeSmallDisk(desk.storage));
          fill();
        });
        await block("full.js", 1);
        await queueSays(full);
        await window().screenshot("storage-full");
        await isQuiet();
        rmSync(filler);
        await stored("full.js 1-4 unread");
        await queueSays("");

        fill();
        await block("filled.js", 1);
        await queueSays(full);
        await isQuiet();
        await desk.restart();
        await window().openFile("full.js");
        await queueSays(full);
        await block("full.js", 6);
        rmSync(filler);
        await queueSays("");
        await window().decorations.marksAre([2, 3, 4, 7, 8, 9]);
        await stored("full.js 1-4 unread", "full.js 6-9 unread");
      } finally {
        endSmallDisk(desk.storage);
      }
    });
  }

  it("where the key is damaged: what it was for is set aside, said once, and tracking goes on", async () => {
    await desk.restart(() => {
      rmSync(desk.storage, { recursive: true, force: true });
      mkdirSync(desk.storage);
    });
    await window().openFile("key.js");
    await block("key.js", 1);
    await window().save();
    await stored("key.js 1-4 unread");
    await desk.restart(() => writeFileSync(join(desk.storage, "review-debt.key"), "abc"));
    await block("key.js", 6);
    await window().save();
    const damaged = /^Review Debt's database was damaged\. It was set aside as review-debt\.corrupt-\d{8}-\d{6}\.db/;
    await window().notification(damaged);
    assert.equal((await window().notifications()).length, 1);
    await window().screenshot("storage-key-damaged");
    await window().run("Notifications: Clear All Notifications");
    await stored("key.js 6-9 unread");
    await queueSays("");
    await desk.restart();
    await window().openFile("key.js");
    await window().decorations.marksAre([7, 8, 9]);
    await isQuiet();
  });
});
