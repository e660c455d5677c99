import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

// A stand-in for Claude Code: it writes files and appends to a transcript in the shape of the real one.

/** One thing the agent does. Paths are absolute. */
export type ClaudeStep =
  | { readonly tool: "Write"; readonly path: string; readonly text: string }
  | { readonly tool: "Edit"; readonly path: string; readonly oldText: string; readonly newText: string }
  /** The person refuses it: the file stays as it is. */
  | { readonly tool: "Refused"; readonly path: string; readonly oldText: string; readonly newText: string };

/** The folder's name for a project, as Claude Code makes it. */
export function slugOf(cwd: string): string {
  return cwd.replaceAll(/[^A-Za-z0-9-]/g, "-");
}

/** Does the steps, one after the other, in one session. Secrets stand wherever the real transcript holds what nobody may keep. */
export function runClaude(home: string, cwd: string, steps: readonly ClaudeStep[]): void {
  const sessionId = randomUUID();
  const folder = join(home, ".claude", "projects", slugOf(cwd));
  mkdirSync(folder, { recursive: true });
  const transcript = join(folder, `${sessionId}.jsonl`);
  const say = (line: Record<string, unknown>): void => {
    const envelope = {
      parentUuid: null,
      isSidechain: false,
      userType: "external",
      cwd,
      sessionId,
      version: "2.1.31",
      gitBranch: "CANARY-branch",
      uuid: randomUUID(),
      timestamp: new Date().toISOString(),
    };
    appendFileSync(transcript, `${JSON.stringify({ ...envelope, ...line })}\n`);
  };
  say({ type: "user", message: { role: "user", content: "CANARY-prompt please change the code" } });
  for (const step of steps) doStep(step, say);
  say({
    type: "assistant",
    message: {
      role: "assistant",
      content: [{ type: "text", text: "CANARY-reply all done" }],
      usage: { input_tokens: 770077 },
    },
  });
}

function doStep(step: ClaudeStep, say: (line: Record<string, unknown>) => void): void {
  const id = `toolu_${randomUUID().replaceAll("-", "")}`;
  const name = step.tool === "Write" ? "Write" : "Edit";
  const input =
    step.tool === "Write"
      ? { file_path: step.path, content: step.text }
      : { file_path: step.path, old_string: step.oldText, new_string: step.newText, replace_all: false };
  say({
    type: "assistant",
    requestId: "CANARY-request",
    message: {
      id: `msg_${randomUUID()}`,
      role: "assistant",
      content: [{ type: "tool_use", id, name, input }],
      usage: { input_tokens: 880088, output_tokens: 12 },
    },
  });
  if (step.tool === "Refused") {
    say({
      type: "user",
      toolUseResult: "User rejected tool use",
      message: {
        role: "user",
        content: [{ type: "tool_result", tool_use_id: id, is_error: true, content: "CANARY-feedback not like this" }],
      },
    });
    return;
  }
  const before = existsSync(step.path) ? readFileSync(step.path, "utf8") : null;
  const after = step.tool === "Write" ? step.text : (before ?? "").replace(step.oldText, () => step.newText);
  mkdirSync(dirname(step.path), { recursive: true });
  writeFileSync(step.path, after);
  const structuredPatch = patchOf(before ?? "", after);
  const { path: filePath } = step;
  const result =
    step.tool === "Write"
      ? {
          type: before === null ? "create" : "update",
          filePath,
          content: step.text,
          structuredPatch,
          originalFile: before,
        }
      : {
          filePath,
          oldString: step.oldText,
          newString: step.newText,
          originalFile: before,
          structuredPatch,
          userModified: false,
          replaceAll: false,
        };
  say({
    type: "user",
    toolUseResult: result,
    message: {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: id, content: "The file has been updated." }],
    },
  });
}

/** One hunk from the first to the last differing line, tabs as two spaces, as the real tool shows them. */
function patchOf(before: string, after: string): readonly unknown[] {
  if (before === "") return [];
  const olds = before.split("\n");
  const news = after.split("\n");
  let head = 0;
  while (head < olds.length && head < news.length && olds[head] === news[head]) head++;
  let tail = 0;
  while (tail < Math.min(olds.length, news.length) - head && olds.at(-1 - tail) === news.at(-1 - tail)) tail++;
  const removed = olds.slice(head, olds.length - tail);
  const added = news.slice(head, news.length - tail);
  const show = (sign: string, lines: readonly string[]): string[] =>
    lines.map((line) => sign + line.replaceAll("\t", "  "));
  return [
    {
      oldStart: head + 1,
      oldLines: removed.length,
      newStart: head + 1,
      newLines: added.length,
      lines: [...show("-", removed), ...show("+", added)],
    },
  ];
}
