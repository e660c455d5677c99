import { join } from "node:path";
import { type LineFormat, nothing } from "../format.ts";
import { editsOf } from "../text/act.ts";
import { firstLineOf } from "../text/beginning.ts";
import { at, flagAt, listAt, momentAt, objectAt, parseJson, textAt } from "../text/json.ts";
import { mayBeProject } from "../text/projectName.ts";
import { editingTool, requestedChanges } from "../text/request.ts";

/** Sessions of pi: `~/.pi/agent/sessions/<folder>/<id>.jsonl`. A result is a message of its own. */
export const pi: LineFormat = {
  kind: "lines",
  source: "pi",
  tool: "Pi",
  roots: ({ home }) => [join(home, ".pi", "agent", "sessions")],
  enters: (folder, scope) => !folder.includes("/") && mayBeProject(folder, scope),
  isRecord: (file) => /^(?:[^/]+\/)?[^/]+\.jsonl$/.test(file),
  workingFolder: (file, _scope, read) => textAt(firstLineOf(read(file)), "cwd"),
  wanted: ['"toolCall"', '"toolResult"', '"type":"session"'],
  parse(line, session) {
    // What other tools printed is dropped unparsed.
    const rawTool = /"toolName":\s*"([^"\\]*)"/.exec(line)?.[1];
    if (rawTool !== undefined && editingTool(rawTool) === undefined) return nothing;
    const record = parseJson(line);
    if (textAt(record, "type") === "session") session.cwd = textAt(record, "cwd") ?? session.cwd;
    const message = objectAt(record, "message");
    for (const block of listAt(message, "content")) {
      const asked = textAt(block, "id");
      if (textAt(block, "type") !== "toolCall" || asked === undefined) continue;
      if (editingTool(textAt(block, "name")) !== undefined) session.calls.set(asked, at(block, "arguments"));
    }
    const id = textAt(message, "toolCallId");
    if (textAt(message, "role") !== "toolResult" || id === undefined) return nothing;
    const input = session.calls.take(id);
    if (input === undefined || flagAt(message, "isError") !== false) return nothing;
    const atMs = momentAt(record, "timestamp") ?? momentAt(message, "timestamp") ?? session.writtenMs;
    return editsOf({ source: "pi", tool: "Pi", id, atMs, cwd: session.cwd }, requestedChanges(input));
  },
};
