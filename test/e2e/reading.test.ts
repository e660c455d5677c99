import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

/** A person's lines. */
const own = Array.from({ length: 5 }, (_, i) => `// ${i + 1}\n`).join("");

/** At the fastest pace a line takes 3.6 s, and what just came is not read for 1.5 s. */
const settings = { "reviewDebt.reading.counts": true, "reviewDebt.pace": 1000 };

/** So long a person would have to look at two lines, and a little more. */
const lookMs = 10_000;

/** The clock is the real one here; what it must not do is told with a held clock in `test/host/reading.test.ts`. */
describe("reading", () => {
  let desk: Desk;
  let workbench: Workbench;

  before(async () => {
    const files = Object.fromEntries(["read", "away", "off"].map((name) => [`${name}.js`, own]));
    desk = await Desk.open("reading", { files, settings });
    workbench = desk.workbench;
  });

  after(() => desk.close());

  /** Has AI write two lines under line 2 and puts the caret above them, as nobody who reads them does. */
  async function aiWrites(name: string): Promise<void> {
    await desk.letAiWrite(`${name}.js`, ["let one = 1;", "let two = 2;"], 2);
    await workbench.save();
    await workbench.editor.goTo(1);
    await workbench.statusIs("1 min");
  }

  it("settles lines that a person stays with, and explains what it saw", async () => {
    await aiWrites("read");
    await workbench.press("ArrowDown", "ArrowDown");
    await workbench.editor.caretIs(3);
    await workbench.press("Control+K", "q");
    assert.match((await workbench.quick.texts()).join("\n"), /unread *(Nobody|On screen for \d of the 4 s)/);
    await workbench.quick.cancel();
    await workbench.statusIs("");
    assert.deepEqual(await desk.tracked("read.js"), ["3-4 read"]);
    await workbench.press("Control+K", "q");
    await workbench.quick.titled("Line 3: AI-assisted, read");
    assert.match((await workbench.quick.texts()).join("\n"), /Read just now, for 4 s\. Your caret was in its hunk\./);
    await workbench.screenshot("explain-read");
    await workbench.quick.cancel();
    await workbench.queue.show();
    await workbench.press("Control+B");
  });

  it("earns nothing while the window is in the background, and goes on when it is back", async () => {
    await aiWrites("away");
    await workbench.press("ArrowDown", "ArrowDown");
    await workbench.blurred(async () => {
      await delay(lookMs);
      assert.equal(await workbench.statusText(), "1 min");
    });
    await workbench.press("ArrowUp", "ArrowDown");
    await workbench.statusIs("");
    assert.deepEqual(await desk.tracked("away.js"), ["3-4 read"]);
  });

  it("settles nothing where it is switched off", async () => {
    desk.set({ "reviewDebt.reading.counts": false });
    await aiWrites("off");
    await workbench.press("ArrowDown", "ArrowDown");
    await delay(lookMs);
    assert.deepEqual(await desk.tracked("off.js"), ["3-4 unread"]);
    await workbench.press("Control+K", "q");
    assert.match((await workbench.quick.texts()).join("\n"), /unread *Nobody has looked at it yet\./);
    await workbench.quick.cancel();
    desk.set({});
    await eventually(
      "the lines to be read",
      async () => {
        await workbench.press("ArrowUp", "ArrowDown");
        await delay(lookMs);
        return desk.tracked("off.js");
      },
      (found) => found.join() === "3-4 read",
    );
  });
});
