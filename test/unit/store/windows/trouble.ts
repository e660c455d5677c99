/** A window whose disk fails and recovers, run as a process of its own on a disk of its own. See `meetTrouble`. */
import { spawnSync } from "node:child_process";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StoreError, type StoreProblem } from "../../../../src/store/problem.ts";
import { Store } from "../../../../src/store/store.ts";
import { type Journal, sqliteFor } from "../place.ts";
import { damageOf } from "./atOnce.ts";
import type { Met, Trouble } from "./meetTrouble.ts";
import { differences, Work } from "./work.ts";

const [folder, trouble, journal] = process.argv.slice(2) as [string, Trouble, Journal];
const filler = join(folder, "filler");
const wrong: string[] = [];
const problems: StoreProblem["kind"][] = [];
const store = new Store(folder, { onLoss: ({ kind }) => wrong.push(kind), sqlite: sqliteFor(journal) });
const work = new Work("window", store.key());

function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) wrong.push(`${program}: ${stderr}`);
}

const troubles: Record<Trouble, { readonly begin: () => void; readonly end: () => void }> = {
  full: {
    begin: () => {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, new Uint8Array(bavail * bsize));
    },
    end: () => rmSync(filler),
  },
  "read-only": {
    // A disk that files are open for writing on cannot become so.
    begin: () => {
      store.close();
      run("mount", "-o", "remount,ro", folder);
    },
    end: () => run("mount", "-o", "remount,rw", folder),
  },
  failing: {
    begin: () => run("prlimit", "--pid", String(process.pid), "--fsize=4096:"),
    end: () => run("prlimit", "--pid", String(process.pid), "--fsize=unlimited:"),
  },
};

/** What keeps a call from working; `undefined` when it works. */
function problemOf(call: () => unknown): StoreProblem["kind"] | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof StoreError) return error.problem.kind;
    wrong.push(String(error));
    return undefined;
  }
}

for (let i = 0; i < 30; i++) store.write(work.next());
troubles[trouble].begin();
const left = problemOf(() => wrong.push(...differences(store, [work])));
const next = work.next();
for (let i = 0; i < 4; i++) {
  const problem = problemOf(() => store.write(next));
  if (problem !== undefined) problems.push(problem);
  problemOf(() => store.files());
  problemOf(() => store.changedElsewhere());
}
troubles[trouble].end();
store.write(next);
for (let i = 0; i < 30; i++) store.write(work.next());
wrong.push(...differences(store, [work]));
store.close();
wrong.push(...damageOf(join(folder, "review-debt.db")));
const met: Met = { problems, isShown: left === undefined, wrong };
process.stdout.write(JSON.stringify(met));
