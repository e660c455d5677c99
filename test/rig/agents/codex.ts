import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/** What a stand-in for Codex says it changed, by absolute path, in the shape of its own records. */
export type CodexChange =
  | { readonly type: "add" | "delete"; readonly content: string }
  | { readonly type: "update"; readonly unified_diff: string; readonly move_path: string | null };

/** Leaves the record of one patch, as Codex does in the version that tells it as a file change. Touches no other file. */
export function recordCodex(home: string, cwd: string, changes: Readonly<Record<string, CodexChange>>): void {
  const now = new Date();
  const folder = join(home, ".codex", "sessions", ...now.toISOString().slice(0, 10).split("-"));
  mkdirSync(folder, { recursive: true });
  const id = randomUUID();
  const file = join(folder, `rollout-${now.toISOString().slice(0, 19).replaceAll(":", "-")}-${id}.jsonl`);
  const say = (type: string, payload: unknown): void => {
    appendFileSync(file, `${JSON.stringify({ timestamp: new Date().toISOString(), type, payload })}\n`);
  };
  say("session_meta", { id, cwd, cli_version: "0.154.0", base_instructions: { text: "CANARY-instructions" } });
  say("event_msg", { type: "user_message", message: "CANARY-prompt" });
  say("event_msg", {
    type: "item_completed",
    turn_id: randomUUID(),
    item: {
      type: "FileChange",
      id: `exec-${randomUUID()}`,
      changes,
      status: "completed",
      stdout: "CANARY-out",
      stderr: "",
    },
  });
  say("event_msg", { type: "token_count", info: { total_token_usage: { total_tokens: 990099 } } });
}
