import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { StoreProblem } from "../../../../src/store/problem.ts";
import { type Journal, Place } from "../place.ts";

/** What can be wrong with a disk. One that is `failing` answers writes with an error of input or output. */
export type Trouble = "full" | "read-only" | "failing";

/** What a window met on such a disk. */
export interface Met {
  /** What each of four attempts to write was refused for. */
  readonly problems: readonly StoreProblem["kind"][];
  /** Whether what was stored before could be read meanwhile. */
  readonly isShown: boolean;
  /** Anything else that was thrown, told or lost, in words; what was stored before, and after the trouble, included. */
  readonly wrong: readonly string[];
}

/** A small disk that only the program on it sees, and that goes with it. */
const ownDisk = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@"'];
/** The same for somebody who is not root, where the system lets them. */
const ownDiskAsUser = ["unshare", "--user", "--map-root-user", ...ownDisk.slice(1)];

/** How a program gets a disk of its own here; `undefined` where nobody may. */
export function diskOfItsOwn(): readonly string[] | undefined {
  const place = new Place();
  mkdirSync(place.folder);
  try {
    return [ownDisk, ownDiskAsUser].find(
      ([program, ...args]) => spawnSync(program!, [...args, place.folder, "true"]).status === 0,
    );
  } finally {
    place.remove();
  }
}

/** Lets a window with a real store work, then have trouble with its disk, then none, and work on. */
export function meetTrouble(disk: readonly string[], trouble: Trouble, journal: Journal): Met {
  const place = new Place();
  mkdirSync(place.folder);
  try {
    const program = fileURLToPath(new URL("trouble.ts", import.meta.url));
    const command = [...disk, place.folder, process.execPath, program, place.folder, trouble, journal];
    const { stdout, stderr } = spawnSync(command[0]!, command.slice(1), { encoding: "utf8" });
    return stdout === "" ? { problems: [], isShown: false, wrong: [stderr] } : (JSON.parse(stdout) as Met);
  } finally {
    place.remove();
  }
}
