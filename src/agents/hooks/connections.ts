import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Surroundings } from "../format.ts";
import type { HookProgram } from "./commandLine.ts";
import { readConfig, writeConfig } from "./configFile.ts";
import { connected, connectionOf, disconnected, type Connection, type Hooks, type Receipt } from "./hooksFile.ts";
import { empty, inboxFile, inboxFolder, setPaused, tidy } from "./inbox.ts";
import { HooksProblem } from "./problem.ts";
import { hookSources, type HookSource } from "./record.ts";
import { hookTools, type HookTool } from "./tools.ts";

/** Where things are. */
export interface Places {
  readonly surroundings: Pick<Surroundings, "home" | "platform" | "env">;
  /** A folder of ours on the machine where the agents run. Nothing is made in it before something is connected. */
  readonly storage: string;
  /** What runs the hook program: `process.execPath`. */
  readonly execPath: string;
  /** The hook program as it was shipped. */
  readonly shipped: string;
}

/** A tool and whether its hooks are connected; `undefined` where its file cannot be judged. */
export interface ToolConnection {
  readonly tool: HookTool;
  readonly file: string;
  readonly connection: Connection | undefined;
}

/** A change of a tool's file that nobody has made yet. */
export interface Proposal {
  readonly tool: HookTool;
  readonly file: string;
  /** The file as it is; `undefined` for none. */
  readonly before: string | undefined;
  /** The file as it would be; `undefined` for none. */
  readonly after: string | undefined;
  readonly receipt: Receipt | undefined;
}

/** The hooks of ours in the files of other tools. What it keeps of its own lies in one folder, `hooks`. */
export class HookConnections {
  readonly #places: Places;
  readonly #folder: string;
  readonly #program: HookProgram;

  constructor(places: Places) {
    this.#places = places;
    this.#folder = join(places.storage, "hooks");
    const script = join(this.#folder, "review-debt-hook.cjs");
    this.#program = { execPath: places.execPath, script, inbox: this.inbox };
  }

  /** The folder with what the hooks told. */
  get inbox(): string {
    return inboxFolder(this.#places.storage);
  }

  /** Every tool that can be connected. */
  tools(): ToolConnection[] {
    return hookTools.map((tool) => {
      const file = this.#file(tool);
      try {
        return { tool, file, connection: connectionOf(readConfig(file), this.#hooks(tool)) };
      } catch {
        return { tool, file, connection: undefined };
      }
    });
  }

  /**
   * What connecting or disconnecting would do to the tool's file.
   * @throws HooksProblem
   */
  propose(tool: HookTool, to: "connect" | "disconnect"): Proposal {
    const file = this.#file(tool);
    const before = readConfig(file);
    const hooks = this.#hooks(tool);
    if (to === "connect") {
      const isThere = before !== undefined && connectionOf(before, hooks) === "on";
      const { text, receipt } = isThere ? { text: before, receipt: undefined } : connected(before, hooks);
      return { tool, file, before, after: text, receipt };
    }
    const receipt = this.#receipts()[tool.source];
    return { tool, file, before, after: before && disconnected(before, hooks, receipt), receipt: undefined };
  }

  /**
   * Makes a proposed change, unless the file has changed since. Without any connection nothing of ours is left.
   * @throws HooksProblem
   */
  apply({ tool, file, before, after, receipt }: Proposal): void {
    try {
      if (receipt !== undefined) this.#guard(() => this.#ship());
      writeConfig(file, before, after);
      if (before !== after) this.#guard(() => this.#keepReceipt(tool.source, receipt));
    } finally {
      if (this.tools().every(({ connection }) => connection === "off")) {
        rmSync(this.#folder, { recursive: true, force: true });
      }
    }
  }

  /**
   * Puts the hook program of this version in place of an older one, drops what nobody read for a day, and lets hooks keep
   * nothing while `isPaused`. Does nothing while nothing is connected.
   */
  refresh(isPaused: boolean): void {
    if (!existsSync(this.#program.script)) return;
    this.#ship();
    setPaused(this.inbox, isPaused);
    if (isPaused) empty(this.inbox);
    for (const source of hookSources) tidy(inboxFile(this.inbox, source), Date.now());
  }

  #file(tool: HookTool): string {
    return tool.file(this.#places.surroundings);
  }

  #hooks(tool: HookTool): Hooks {
    return tool.hooks(this.#program, this.#places.surroundings.platform);
  }

  #ship(): void {
    const { script } = this.#program;
    const shipped = readFileSync(this.#places.shipped);
    if (existsSync(script) && readFileSync(script).equals(shipped)) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    chmodSync(this.#folder, 0o700);
    write(script, shipped);
  }

  get #receiptFile(): string {
    return join(this.#folder, "receipts.json");
  }

  #receipts(): Readonly<Partial<Record<HookSource, Receipt>>> {
    try {
      // Written by ours alone, in a folder of ours; a damaged one is as good as none.
      return JSON.parse(readFileSync(this.#receiptFile, "utf8")) as Partial<Record<HookSource, Receipt>>;
    } catch {
      return {};
    }
  }

  #keepReceipt(source: HookSource, receipt: Receipt | undefined): void {
    if (!existsSync(this.#folder)) return;
    write(this.#receiptFile, JSON.stringify({ ...this.#receipts(), [source]: receipt }));
  }

  #guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      throw new HooksProblem("notWritable", error instanceof Error ? error.message : "");
    }
  }
}

function write(path: string, content: string | Uint8Array): void {
  const draft = `${path}.${randomBytes(6).toString("hex")}.draft`;
  try {
    writeFileSync(draft, content, { flag: "wx", mode: 0o600 });
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}
