import assert from "node:assert/strict";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Desk } from "./desk.ts";
import type { Workbench } from "./pages/workbench.ts";
import { canFillDisk, endSmallDisk, makeSmallDisk } from "./smallDisk.ts";
import { Storing } from "./storing.ts";

const own = "// one\n// two\n// three\n";

const busy = "Another window is busy writing. Saving is tried again by itself.";
const full = "The disk is full. Make room; saving is tried again by itself.";
const unwritable = "The extension's storage folder cannot be written. Nothing is saved in this session.";

describe("trouble with the storage loses nothing", () => {
  let desk: Desk;
  let storing: Storing;

  before(async () => {
    const names = "locked other unwritable full filled key".split(" ");
    desk = await Desk.open("storage-trouble", {
      files: Object.fromEntries(names.map((name) => [`${name}.js`, own])),
    });
    storing = new Storing(desk);
  });

  after(() => desk.close());

  function window(): Workbench {
    return desk.workbench;
  }

  it("where another program holds the database while the window opens", async () => {
    await storing.block("locked.js", 1);
    await window().save();
    await storing.stored("locked.js 1-4 unread");
    let other: DatabaseSync | undefined;
    await desk.restart(() => {
      other = new DatabaseSync(join(desk.storage, "review-debt.db"), { timeout: 10_000 });
      other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    });
    await storing.queueSays(busy);
    await window().openFile("locked.js");
    await storing.block("locked.js", 6);
    await storing.isQuiet();
    other?.close();
    await storing.queueSays("");
    await window().decorations.marksAre([2, 3, 4, 7, 8, 9]);
    await storing.stored("locked.js 1-4 unread", "locked.js 6-9 unread");
    assert.deepEqual(await desk.tracked("locked.js"), ["2-4 unread", "7-9 unread"]);
  });

  it("where a file stands in the folder's place, until it is gone", async () => {
    await desk.restart(() => {
      rmSync(desk.storage, { recursive: true, force: true });
      writeFileSync(desk.storage, "not a folder\n");
    });
    await storing.block("unwritable.js", 1);
    await storing.queueSays(unwritable);
    await window().openFile("other.js");
    await storing.isQuiet();
    assert.equal(await window().queue.message(), unwritable, "still, though there was nothing to read");
    const words = (await window().statusTooltip()).split(/\n+/);
    assert.equal(words[0], unwritable);
    await window().screenshot("storage-unwritable");
    rmSync(desk.storage);
    await storing.stored("unwritable.js 1-4 unread");
    await storing.queueSays("");
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
        await storing.block("full.js", 1);
        await storing.queueSays(full);
        await window().screenshot("storage-full");
        await storing.isQuiet();
        rmSync(filler);
        await storing.stored("full.js 1-4 unread");
        await storing.queueSays("");

        fill();
        await storing.block("filled.js", 1);
        await storing.queueSays(full);
        await storing.isQuiet();
        await desk.restart();
        await window().openFile("full.js");
        await storing.queueSays(full);
        await storing.block("full.js", 6);
        rmSync(filler);
        await storing.queueSays("");
        await window().decorations.marksAre([2, 3, 4, 7, 8, 9]);
        await storing.stored("full.js 1-4 unread", "full.js 6-9 unread");
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
    await storing.block("key.js", 1);
    await window().save();
    await storing.stored("key.js 1-4 unread");
    await desk.restart(() => writeFileSync(join(desk.storage, "review-debt.key"), "abc"));
    await storing.block("key.js", 6);
    await window().save();
    const damaged = /^Review Debt's database was damaged\. It was set aside as review-debt\.corrupt-\d{8}-\d{6}\.db/;
    await window().notification(damaged);
    assert.equal((await window().notifications()).length, 1);
    await window().screenshot("storage-key-damaged");
    await window().run("Notifications: Clear All Notifications");
    await storing.stored("key.js 6-9 unread");
    await storing.queueSays("");
    await desk.restart();
    await window().openFile("key.js");
    await window().decorations.marksAre([7, 8, 9]);
    await storing.isQuiet();
  });
});
