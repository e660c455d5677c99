import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import type { Scope } from "../format.ts";
import { editsFromNotes } from "./notes.ts";
import { runGit } from "./run.ts";
import { editsFromTraces } from "./traces.ts";

/** What is read from repositories besides agents' own records, by the names of these sources. */
export type GitSource = "gitNote" | "agentTrace";

/**
 * What Git AI notes and Agent Trace say that AI wrote in some folders since a moment, milliseconds since the epoch.
 * Notes belong to whole repositories, so files outside the folders may be among them.
 */
export async function editsFromGit(
  { folders }: Scope,
  sinceMs: number,
  sources: readonly GitSource[],
): Promise<AiEdit[]> {
  const edits: AiEdit[] = [];
  const repositories = new Set<string>();
  for (const folder of folders) {
    if (sources.includes("gitNote")) repositories.add((await topFolder(folder)) ?? folder);
    if (sources.includes("agentTrace")) edits.push(...editsFromTraces(folder));
  }
  for (const repository of repositories) edits.push(...(await editsFromNotes(repository, sinceMs)));
  return edits.filter(({ atMs }) => atMs >= sinceMs);
}

/** The top folder of the work tree that a folder lies in. */
async function topFolder(folder: string): Promise<string | undefined> {
  const output = await runGit({ folder, args: ["rev-parse", "--show-toplevel"] });
  return output?.toString("utf8").replace(/\r?\n$/, "") || undefined;
}
