import assert from "node:assert/strict";
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { runClaude } from "../rig/agents/claude.ts";
import { Desk } from "./desk.ts";
import type { Workbench } from "./pages/workbench.ts";
import { canFillDisk, endSmallDisk, makeSmallDisk, setWritable } from "./smallDisk.ts";
import { Storing } from "./storing.ts";

const own = "// one\n// two\n// three\n";
const busy = "Another window is busy writing. Saving is tried again by itself.";
const unwritable = "The extension's storage folder cannot be written. Nothing is saved in this session.";
const damaged = /^Review Debt's database was damaged\. It was set aside as review-debt\.corrupt-\d{8}-\d{6}\.db/;
const asideName = /^review-debt\.corrupt-\d{8}-\d{6}\.db$/;
/** Another program holds the database for so long. */
const heldMs = 6000;

describe("a database that something happens to while the window runs", () => {
  let desk: Desk;
  let storing: Storing;

  before(async () => {
    const names = "deleted emptied short noise held long agents readonly".split(" ");
    desk = await Desk.open("storage-damage", {
      files: Object.fromEntries(names.flatMap((name) => [`${name}.js`, `${name}-next.js`]).map((name) => [name, own])),
    });
    storing = new Storing(desk);
  });

  after(() => desk.close());

  function window(): Workbench {
    return desk.workbench;
  }

  /** A stored block in a file that is open, and nothing else stored. */
  async function storedBlock(name: string): Promise<void> {
    await desk.forgetAll();
    await window().closeEditors();
    await storing.block(`${name}.js`, 1);
    await window().save();
    await storing.stored(`${name}.js 1-4 unread`);
  }

  /** What is accepted from now on is marked, stored, and outlives this window and the next one. */
  async function goesOn(name: string): Promise<void> {
    const file = `${name}-next.js`;
    await storing.block(file, 1);
    await window().save();
    await desk.restart();
    await isToldAsOftenAsSetAside();
    await window().openFile(file);
    if ((await desk.tracked(file)).length === 0) await storing.block(file, 1);
    await storing.queueSays("");
    await desk.reload();
    await window().openFile(file);
    await window().decorations.marksAre([2, 3, 4]);
    await isToldAsOftenAsSetAside();
    storing.hasThrownNothing();
  }

  /** Each database that lies aside was said once, in the log and, if this window met it, in one notification. */
  async function isToldAsOftenAsSetAside(): Promise<void> {
    await desk.exported();
    const aside = setAside();
    const log = desk.log();
    for (const name of aside) assert.equal(log.split(`It was kept as ${name}`).length, 2, name);
    assert.ok(aside.length <= 1, aside.join());
    const shown = await window().notifications();
    assert.ok(shown.length <= aside.length && shown.every((text) => damaged.test(text)), shown.join());
  }

  function setAside(): string[] {
    return readdirSync(desk.storage).filter((name) => asideName.test(name));
  }

  /** Another program that writes, until it is closed. */
  function holdDatabase(): DatabaseSync {
    const other = new DatabaseSync(storing.database, { timeout: 10_000 });
    other.exec("BEGIN EXCLUSIVE");
    return other;
  }

  function removeDatabase(): void {
    for (const name of readdirSync(desk.storage)) {
      if (name.startsWith("review-debt.db")) rmSync(join(desk.storage, name));
    }
  }

  function letAgentMake(name: string): void {
    runClaude(desk.editor.folders.home, desk.folder, [
      { tool: "Write", path: join(desk.folder, name), text: "export const made = 1;\nexport const more = 2;\n" },
    ]);
  }

  async function landed(): Promise<number | undefined> {
    return (await desk.exported()).days.at(-1)?.landed;
  }

  it("is deleted: what is in memory is stored in a new one, and nobody is bothered", async () => {
    await storedBlock("deleted");
    removeDatabase();
    await storing.stored("deleted.js 1-4 unread");
    await storing.isQuiet();
    await goesOn("deleted");
    assert.deepEqual(setAside(), []);
    await window().openFile("deleted.js");
    await window().decorations.marksAre([2, 3, 4]);
  });

  it("is emptied: it is set aside, said once, and what is in memory is stored in a new one", async () => {
    await storedBlock("emptied");
    truncateSync(storing.database, 0);
    await storing.block("emptied-next.js", 1);
    await window().notification(damaged);
    await window().screenshot("storage-emptied");
    await storing.stored("emptied-next.js 1-4 unread", "emptied.js 1-4 unread");
    await window().save();
    assert.equal(setAside().length, 1);
    await isToldAsOftenAsSetAside();
    await desk.reload();
    await window().decorations.marksAre([2, 3, 4]);
    await isToldAsOftenAsSetAside();
    storing.hasThrownNothing();
  });

  // What SQLite has in its memory it does not read again, so it may be the next window that meets the damage.
  it("is cut off: who meets it sets it aside and says so once, and work goes on", async () => {
    await storedBlock("short");
    await desk.restart();
    truncateSync(storing.database, 3 * 4096 + 100);
    await goesOn("short");
  });

  it("is overwritten with noise: the same", async () => {
    await storedBlock("noise");
    await desk.restart();
    const { size } = statSync(storing.database);
    const descriptor = openSync(storing.database, "r+");
    writeSync(descriptor, Buffer.alloc(size, "No page of a database. "), 0, size, 0);
    closeSync(descriptor);
    await goesOn("noise");
  });

  it("is deleted: what was decided about agents' lines outlives it, and what agents left is not told anew", async () => {
    await storedBlock("agents");
    letAgentMake("marked.js");
    letAgentMake("mine.js");
    await storing.stored("agents.js 1-4 unread", "marked.js 0-2 unread", "mine.js 0-2 unread");
    await window().openFile("marked.js");
    await window().decorations.marksAre([1, 2]);
    await window().press("Control+Shift+F7");
    await window().openFile("mine.js");
    await window().decorations.marksAre([1, 2]);
    await window().press("Control+A", "Control+K", "h");
    await storing.stored("agents.js 1-4 unread", "marked.js 0-2 marked");
    await pause(heldMs); // what agents did in the last seconds is told again to be sure
    removeDatabase();
    await storing.block("agents-next.js", 1);
    await window().save();
    await storing.stored("agents-next.js 1-4 unread", "agents.js 1-4 unread", "marked.js 0-2 marked");
    await storing.isQuiet();
    await desk.restart();
    letAgentMake("later.js");
    await desk.becomes("later.js", ["1-2 unread"]);
    assert.deepEqual(await desk.tracked("marked.js"), ["1-2 marked"]);
    assert.deepEqual(await desk.tracked("mine.js"), []);
    assert.equal(await landed(), 5, "three accepted lines and two of the agent's, which came after it");
  });

  it("is damaged while no window runs: it is said once, and the agent's lines come back", async () => {
    await storedBlock("agents");
    letAgentMake("remade.js");
    await storing.stored("agents.js 1-4 unread", "remade.js 0-2 unread");
    await window().closeEditors();
    await desk.restart(() => truncateSync(storing.database, 3 * 4096 + 100));
    await window().notification(damaged);
    await storing.stored("remade.js 0-2 unread");
    assert.deepEqual(await desk.tracked("remade.js"), ["1-2 unread"]);
    assert.equal(await landed(), 2);
    assert.equal(setAside().length, 1);
    await isToldAsOftenAsSetAside();
    storing.hasThrownNothing();
  });

  it("is held by another program for some seconds: what is accepted meanwhile is stored afterwards", async () => {
    await storedBlock("held");
    const other = holdDatabase();
    const free = pause(heldMs).then(() => other.close());
    await storing.block("held-next.js", 1);
    await free;
    await storing.stored("held-next.js 1-4 unread", "held.js 1-4 unread");
    await storing.queueSays("");
    await storing.isQuiet();
  });

  it("is held for long: one quiet line says so until it is free", async () => {
    await storedBlock("long");
    const toldBefore = desk.log().split(busy).length;
    const other = holdDatabase();
    try {
      await storing.block("long-next.js", 1);
      await storing.queueSays(busy);
      await window().editor.goTo(2);
      await window().press("Shift+End");
      await desk.dismiss();
      await window().decorations.marksAre([3, 4]);
      await storing.isQuiet();
      assert.equal(await window().queue.message(), busy, "still");
    } finally {
      other.close();
    }
    await storing.queueSays("");
    await storing.stored("long-next.js 1-2 dismissed", "long-next.js 2-4 unread", "long.js 1-4 unread");
    assert.equal(desk.log().split(busy).length, toldBefore + 1, "once in the log");
    await storing.isQuiet();
  });

  if (canFillDisk()) {
    it("may only be read when the window opens: one quiet line says so until it may be written", async () => {
      try {
        await desk.restart(() => {
          rmSync(desk.storage, { recursive: true, force: true });
          mkdirSync(desk.storage);
          assert.ok(makeSmallDisk(desk.storage));
        });
        await storedBlock("readonly");
        await desk.restart(() => setWritable(desk.storage, false));
        await storing.block("readonly-next.js", 1);
        await storing.queueSays(unwritable);
        await storing.isQuiet();
        setWritable(desk.storage, true);
        await storing.stored("readonly-next.js 1-4 unread", "readonly.js 1-4 unread");
        await storing.queueSays("");
        await window().openFile("readonly.js");
        await window().decorations.marksAre([2, 3, 4]);
        await storing.isQuiet();
      } finally {
        endSmallDisk(desk.storage);
      }
    });
  }
});
