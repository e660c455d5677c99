import { random } from "../bench/random.ts";
import type { Journal } from "../unit/store/place.ts";
import { PATIENCE, writeAtOnce } from "../unit/store/windows/atOnce.ts";
import { killWindows } from "../unit/store/windows/kills.ts";
import { diskOfItsOwn, meetTrouble, type Trouble } from "../unit/store/windows/meetTrouble.ts";
import { cutPower } from "../unit/store/windows/powerCuts.ts";
import { canRecord } from "../unit/store/windows/recording.ts";
import type { SoakPart, SoakRow } from "./part.ts";

const journals: readonly Journal[] = ["a WAL", "a rollback journal"];
const troubles: readonly Trouble[] = ["full", "read-only", "failing"];

/** So often a window is killed, with both journals together. */
const KILLS = 200;
/** So often the power is cut, for each journal, on an honest disk and on one that lies. */
const CUTS = 500;
/** So often each trouble with a disk is met, for each journal. */
const TIMES = 10;

type Say = (line: string) => void;

/** The database under many windows at once, kills, power cuts and disks that fail. */
export const part: SoakPart = {
  title: "The database",
  remark:
    "Each window is a process of its own with a real store and real ledgers, and logs what it was told is stored. A power cut is made from the " +
    "recorded system calls of a window: of what was not synced yet, all, nothing, any writes or any sectors reach the disk.",
  run: async (say) => {
    const rows: SoakRow[] = [];
    for (const journal of journals) {
      rows.push(await atOnce(journal, say), await kills(journal, say), ...(await powerCuts(journal, say)));
      rows.push(...disks(journal, say));
    }
    return rows;
  },
};

async function atOnce(journal: Journal, say: Say): Promise<SoakRow> {
  const { stored, refused, longestRun, wrong } = await writeAtOnce(8, 60_000, journal);
  tell(say, wrong);
  const isTold = longestRun > PATIENCE;
  if (isTold) say(`✗ ${longestRun} refusals in a row: the user would be told`);
  const waits = `${refused} had to be tried again, none more than ${longestRun} times`;
  return {
    done: `Windows wrote at once, with ${journal}`,
    often: `8 processes, 60 s, ${stored} batches; ${waits}`,
    lost: wrong.length + Number(isTold),
  };
}

async function kills(journal: Journal, say: Say): Promise<SoakRow> {
  const times = KILLS / journals.length;
  const { stored, unsaid, wrong } = await killWindows(times, journal, random(times + journal.length));
  tell(say, wrong);
  const often = `${times} times, ${stored} batches; ${unsaid} times after a commit and before the word of it`;
  return { done: `A window was killed (\`kill -9\`) while it wrote, with ${journal}`, often, lost: wrong.length };
}

async function powerCuts(journal: Journal, say: Say): Promise<SoakRow[]> {
  if (!canRecord()) {
    say("strace is missing or not allowed here: no power cuts");
    return [];
  }
  const honest = await cutPower({ times: CUTS, steps: 300 }, journal, random(1));
  const lying = await cutPower({ times: CUTS, steps: 300, lies: 100 }, journal, random(2));
  tell(say, [...honest.wrong, ...lying.wrong]);
  const { whole, earlier, setAside, mixed } = lying;
  return [
    {
      done: `The power was cut, with ${journal}`,
      often: `${CUTS} times; ${honest.whole} times all that was said to be stored was there`,
      lost: CUTS - honest.whole,
    },
    {
      done: `The power was cut on a disk that lies about its last 100 calls, with ${journal}`,
      often:
        `${CUTS} times; ${whole} times all was there, ${earlier} times an earlier state, ${setAside} times the database was set aside, ` +
        `${mixed} times it was mixed; what was lost is what would not go on afterwards`,
      lost: lying.wrong.length,
    },
  ];
}

function disks(journal: Journal, say: Say): SoakRow[] {
  const disk = diskOfItsOwn();
  if (disk === undefined) {
    say("nobody may mount a disk here: none was full, read-only or failing");
    return [];
  }
  return troubles.map((trouble) => {
    const all = Array.from({ length: TIMES }, () => meetTrouble(disk, trouble, journal));
    const wrong = all.flatMap((met) => met.wrong);
    tell(say, wrong);
    const refused = all.reduce((sum, { problems }) => sum + problems.length, 0);
    return {
      done: `The disk was ${trouble} for a while, with ${journal}`,
      often: `${TIMES} times, ${refused} writes refused and made up for`,
      lost: wrong.length,
    };
  });
}

function tell(say: Say, wrong: readonly string[]): void {
  for (const line of wrong) say(`✗ ${line}`);
}
