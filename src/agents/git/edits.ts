import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import type { Scope } from "../format.ts";
import { editsFromNotes } from "./notes.ts";
import { topOf } from "./top.ts";
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
    const repository = sources.includes("gitNote") ? await topOf(folder) : undefined;
    if (repository !== undefined) repositories.add(repository.top);
    if (sources.includes("agentTrace")) edits.push(...editsFromTraces(folder));
  }
  for (const repository of repositories) edits.push(...(await editsFromNotes(repository, sinceMs)));
  return edits.filter(({ atMs }) => atMs >= sinceMs);
}
