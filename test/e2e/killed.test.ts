import assert from "node:assert/strict";
import { killHosts } from "./kills/killing.ts";

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
});
