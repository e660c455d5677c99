import { killHosts } from "../e2e/kills/killing.ts";
import { closeBrowser } from "../rig/browser.ts";
import { buildProduct } from "../rig/build.ts";
import { packProduct, packProvider } from "../rig/vsix.ts";
import type { SoakPart } from "./part.ts";

/** So often the extension host is killed; `$SOAK_KILLS` says otherwise. */
const kills = Number(process.env["SOAK_KILLS"] ?? 200);
const seed = Math.floor(Math.random() * 2 ** 31);

/** A busy day in a real editor whose extension host is killed at moments of chance. */
export const part: SoakPart = {
  title: "The extension host",
  remark: [
    `Seed ${seed}, on ${new Date().toISOString().slice(0, 10)}. A person accepts, types, marks, dismisses, reopens, undoes and saves and an agent edits, as chance wants it;`,
    "0 to 3 s after something was done, the extension host gets a SIGKILL. Then a copy of the database is opened and checked, and once the next",
    "extension host runs, the state of every line and all counts are compared with what was on screen for at least a second.",
  ].join("\n"),

  async run(say) {
    say(`seed ${seed}`);
    await buildProduct();
    await Promise.all([packProduct(), packProvider()]);
    try {
      const { acts, late, lateStored, reloads, damaged, lost } = await killHosts(kills, seed, say);
      for (const line of [...damaged, ...lost]) say(`✗ ${line}`);
      const all = [...acts.values()].reduce((sum, count) => sum + count, 0);
      const each = [...acts].map(([kind, count]) => `${kind} ${count}`).join(", ");
      return [
        {
          done: "The extension host was killed (`kill -9`) on a busy day: lines and counts that were on screen for 1 s",
          often: `${kills} times, ${reloads} with a reload of the page; ${all} acts: ${each}; of ${late} acts in the last second ${lateStored} were stored`,
          lost: lost.length,
        },
        {
          done: "The database was opened and checked (`integrity_check`) after each kill",
          often: `${kills} times`,
          lost: damaged.length,
        },
      ];
    } finally {
      await closeBrowser();
    }
  },
};
