import assert from "node:assert/strict";
import { join } from "node:path";
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
