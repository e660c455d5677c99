import { join } from "node:path";
import type { DocumentFormat, Parsed } from "../format.ts";
import { editsOf, together } from "../text/act.ts";
import { asInDiff } from "../text/inDiff.ts";
import { at, listAt, momentAt, numberAt, objectAt, textAt } from "../text/json.ts";
import { editingTool, requestedChanges } from "../text/request.ts";

/** Amp's threads as it keeps them on the machine: `~/.local/share/amp/threads/T-….json`, written anew at every message. */
export const amp: DocumentFormat = {
  kind: "document",
  source: "amp",
  tool: "Amp",
  roots: ({ home, env, platform }) => {
    const bases = platform === "win32" ? [env["LOCALAPPDATA"], env["APPDATA"]] : [];
    bases.push(env["XDG_DATA_HOME"] || join(home, ".local", "share"));
    return bases.flatMap((base) => (base ? [join(base, "amp", "threads")] : []));
  },
  enters: () => false,
  isRecord: (file) => /^T-[^/]+\.json$/.test(file),
  wanted: ['"edit_file"', '"create_file"', '"apply_patch"'],
  parse(text, file, beside) {
    const thread: unknown = JSON.parse(text);
    const threadId = textAt(thread, "id") ?? file;
    const requests = new Map<string, { readonly input: unknown; readonly message: number | undefined }>();
    const parts: Parsed[] = [];
    for (const message of listAt(thread, "messages")) {
      for (const block of listAt(message, "content")) {
        const type = textAt(block, "type");
        const id = textAt(block, type === "tool_use" ? "id" : "toolUseID");
        if (id === undefined) continue;
        if (type === "tool_use" && editingTool(textAt(block, "name")) !== undefined) {
          requests.set(id, { input: at(block, "input"), message: numberAt(message, "messageId") });
        }
        const request = requests.get(id);
        const run = objectAt(block, "run");
        if (type !== "tool_result" || request === undefined || textAt(run, "status") !== "done") continue;
        requests.delete(id);
        const atMs = toolsEndedMs(thread, request.message) ?? beside?.writtenMs ?? momentAt(thread, "created");
        const call = { source: "amp", tool: "Amp", id: `${threadId}:${id}`, atMs, cwd: beside?.cwd };
        parts.push(editsOf(call, asInDiff(requestedChanges(request.input), textAt(objectAt(run, "result"), "diff"))));
      }
    }
    return together(parts);
  },
};

/** When the calls of a message were done; only the thread's trace of itself knows. */
function toolsEndedMs(thread: unknown, message: number | undefined): number | undefined {
  const trace = listAt(objectAt(thread, "meta"), "traces").find(
    (entry) =>
      textAt(entry, "name") === "tools" &&
      message !== undefined &&
      numberAt(objectAt(entry, "context"), "messageId") === message,
  );
  return momentAt(trace, "endTime");
}
