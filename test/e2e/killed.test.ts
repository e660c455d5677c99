import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runClaude } from "../rig/agents/claude.ts";
import { Desk } from "./desk.ts";
import { hostIsBack, killHost, killHosts } from "./kills/killing.ts";

const kills = 5;
/** A slow machine needs half a minute for each kill. */
const timeoutMs = 300_000;

describe("an extension host that is killed", () => {
  it("takes nothing along that was on screen for a second, and counts nothing twice", async function () {
    this.timeout(timeoutMs);
    const seed = Math.floor(Math.random() * 2 ** 31);
    const told: string[] = [];
    const killed = await killHosts(kills, seed, (line) => told.push(line));
    assert.deepEqual([...killed.damaged, ...killed.lost], [], `seed ${seed}`);
    assert.equal(killed.kills, kills);
  });

  it("takes no marks along that were on screen while somebody typed without a pause", async () => {
    const desk = await Desk.open("killed-typing", { files: { "a.js": "// one\n// two\n" } });
    try {
      const { workbench } = desk;
      await desk.letAiWrite("a.js", ["one(1);", "two(2);"], 1);
      await workbench.press("Enter");
      const typing = workbench.page.keyboard.type("/".repeat(60), { delay: 50 });
      await workbench.decorations.marksAre([2, 3]);
      await pause(1200);
      await killHost(desk);
      await typing;
      await hostIsBack(desk);
      await desk.becomes("a.js", ["2-3 unread"]);
    } finally {
      await desk.close();
    }
  });

  it("leaves what an agent does next to the one that comes after it", async () => {
    const desk = await Desk.open("killed-agent");
    try {
      const write = (name: string): void => {
        const path = join(desk.folder, name);
        runClaude(desk.editor.folders.home, desk.folder, [
          { tool: "Write", path, text: `export const a = "${name}";\n` },
        ]);
      };
      write("before.js");
      await desk.becomes("before.js", ["1 unread"]);
      await killHost(desk);
      await hostIsBack(desk);
      await desk.becomes("before.js", ["1 unread"]);
      write("after.js");
      await desk.becomes("after.js", ["1 unread"]);
    } finally {
      await desk.close();
    }
  });
});
