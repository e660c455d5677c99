import type { AiChange } from "../../core/attribution/aiEdit.ts";

/** The tools whose hooks we understand, by the name of their source. */
export const hookSources = ["cursor", "claudeCode", "copilotCli", "windsurf"] as const;

/** One of `hookSources`. */
export type HookSource = (typeof hookSources)[number];

/** All that is kept of what a hook told: one line of the inbox. */
export interface HookRecord {
  /** When the hook ran, milliseconds since the epoch. Comes first in the line, so that old lines are known by their start. */
  readonly atMs: number;
  /** What wrote: an agent, or completion in the editor. */
  readonly by: "agent" | "tab";
  /** The tool's own id of the call, where it has one; with the file where the call wrote several. */
  readonly call?: string;
  /** Absolute. */
  readonly path: string;
  readonly change: AiChange;
}

/** A record as its line, without the line end. */
export function lineOf(record: HookRecord): string {
  return JSON.stringify({ reviewDebtHook: 1, ...record });
}

/** What every line has and hardly anything else. */
export const lineMark = '"reviewDebtHook":1';

/** When a line's hook ran, from its first bytes; `undefined` for no line of ours. */
export function timeOf(lineStart: string): number | undefined {
  const found = /^\{"reviewDebtHook":1,"atMs":(\d{1,16})[,.]/.exec(lineStart)?.[1];
  return found === undefined ? undefined : Number(found);
}
