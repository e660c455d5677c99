import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { StoreLoss } from "../../../../src/store/handle.ts";
import type { StoreProblem } from "../../../../src/store/problem.ts";
import type { Journal } from "../place.ts";

/** What a window is to do. */
export interface Asked {
  readonly folder: string;
  /** Decides its work, see `Work`. */
  readonly name: string;
  /** As the version of SQLite decides, where it is left out. */
  readonly journal?: Journal;
  /** How many steps of its work it makes; without end where this and `forMs` are left out. */
  readonly steps?: number;
  /** How long it works, in milliseconds. */
  readonly forMs?: number;
  /** How long it rests after each step, in milliseconds. */
  readonly everyMs: number;
}

/** What a window says, a line each. */
export type Said =
  | { readonly tries: number }
  | { readonly stored: number }
  | { readonly problem: StoreProblem["kind"] }
  | { readonly lost: StoreLoss["kind"] };

/** A window that runs as a process of its own, and all it said. */
export class OpenWindow {
  readonly asked: Asked;
  readonly said: Said[] = [];
  /** Its exit: what it says on standard error, empty when all went well or it was killed. */
  readonly ended: Promise<string>;
  /** Settles when it says its first word, or ends. */
  readonly speaks: Promise<void>;
  readonly #process: ChildProcess;

  /** @param runner programs to run it by, with their arguments: `["strace", "-f"]` */
  constructor(asked: Asked, runner: readonly string[] = []) {
    this.asked = asked;
    const program = fileURLToPath(new URL("window.ts", import.meta.url));
    const command = [...runner, process.execPath, program, JSON.stringify(asked)];
    const child = spawn(command[0]!, command.slice(1), { stdio: ["ignore", "pipe", "pipe"] });
    this.#process = child;
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    const lines = createInterface(child.stdout);
    lines.on("line", (line) => this.said.push(JSON.parse(line) as Said));
    this.speaks = new Promise((resolve) => {
      lines.once("line", () => resolve());
      lines.once("close", () => resolve());
    });
    this.ended = new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => resolve(code === 0 || signal === "SIGKILL" ? "" : errors || `code ${code}`));
    });
  }

  /** The last step of which it said that it is stored. */
  get stored(): number {
    return this.#last("stored");
  }

  /** The last step that it tried to store. */
  get tried(): number {
    return this.#last("tries");
  }

  /** The problems it met, in order. */
  get problems(): StoreProblem["kind"][] {
    return this.said.flatMap((said) => ("problem" in said ? [said.problem] : []));
  }

  /** The most problems it met in a row before a step was stored. */
  get longestRun(): number {
    let longest = 0;
    let run = 0;
    for (const said of this.said) {
      if ("stored" in said) run = 0;
      else if ("problem" in said) longest = Math.max(longest, ++run);
    }
    return longest;
  }

  /** The losses it was told of, in order. */
  get losses(): StoreLoss["kind"][] {
    return this.said.flatMap((said) => ("lost" in said ? [said.lost] : []));
  }

  /** Ends it at once, wherever it is. */
  kill(): void {
    this.#process.kill("SIGKILL");
  }

  #last(key: "stored" | "tries"): number {
    const said = this.said.findLast((line) => key in line);
    return said === undefined ? 0 : (said as Record<string, number>)[key]!;
  }
}
