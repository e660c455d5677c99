import type { AiChange, AiEdit } from "../../core/attribution/aiEdit.ts";
import { parsePatch } from "../text/applyPatch.ts";
import { resolvePath } from "../text/paths.ts";

/** What is the same in all edits of one call. */
export type Call = Pick<AiEdit, "id" | "tool" | "atMs">;

/** The edits of a patch in the `apply_patch` grammar; `undefined` where it is none. Paths start at `cwd`. */
export function editsOfPatch(call: Call, patch: string, cwd: string | undefined): AiEdit[] | undefined {
  return parsePatch(patch)?.flatMap((file) => {
    const path = resolvePath(file.path, cwd);
    if (path === undefined) return [];
    switch (file.kind) {
      case "add":
        return [agentEdit(call, path, { kind: "whole", before: "", text: file.text })];
      case "delete":
        return [agentEdit(call, path, { kind: "delete" })];
      case "update":
        return updates(call, path, resolvePath(file.movedTo, cwd), { kind: "pieces", pieces: file.pieces });
    }
  });
}

/** The edits of a file that was changed and, with `movedTo`, moved before that. */
export function updates(call: Call, path: string, movedTo: string | undefined, change: AiChange): AiEdit[] {
  if (movedTo === undefined) return [agentEdit(call, path, change)];
  const move = agentEdit({ ...call, id: `${call.id}:move` }, movedTo, { kind: "move", from: path });
  return [move, agentEdit(call, movedTo, change)];
}

/** An edit that an agent's own record tells. One call may change several files. */
export function agentEdit({ id, tool, atMs }: Call, path: string, change: AiChange): AiEdit {
  return { id: `${id}:${path}`, tool, channel: "agentSession", confidence: "reported", atMs, path, change };
}
