import { join } from "node:path";
import { type LineFormat, nothing, type Parsed } from "../format.ts";
import { editsOf, together } from "../text/act.ts";
import { firstLineOf } from "../text/beginning.ts";
import { at, flagAt, listAt, momentAt, objectAt, parseJson, textAt } from "../text/json.ts";
import { mayBeProject } from "../text/projectName.ts";
import { editingTool, requestedChanges } from "../text/request.ts";
import { answerOf, saysFailure } from "../text/toolResult.ts";

/** Factory Droid's sessions: `~/.factory/sessions/<folder>/<id>.jsonl`. Requests and results as Claude Code has them. */
export const droid: LineFormat = {
  kind: "lines",
  source: "droid",
  tool: "Factory Droid",
  roots: ({ home }) => [join(home, ".factory", "sessions")],
  enters: (folder, scope) => !folder.includes("/") && mayBeProject(folder, scope),
  isRecord: (file) => /^(?:[^/]+\/)?[^/]+\.jsonl$/.test(file),
  workingFolder: (file, _scope, read) => textAt(firstLineOf(read(file)), "cwd"),
  wanted: ['"tool_use"', '"tool_result"', '"session_start"'],
  parse(line, session) {
    const record = parseJson(line);
    if (textAt(record, "type") === "session_start") session.cwd = textAt(record, "cwd") ?? session.cwd;
    if (textAt(record, "type") !== "message") return nothing;
    const parts: Parsed[] = [];
    for (const block of listAt(objectAt(record, "message"), "content")) {
      const type = textAt(block, "type");
      const id = textAt(block, type === "tool_use" ? "id" : "tool_use_id");
      if (id === undefined) continue;
      if (type === "tool_use" && editingTool(textAt(block, "name")) !== undefined)
        session.calls.set(id, at(block, "input"));
      if (type !== "tool_result") continue;
      const input = session.calls.take(id);
      if (input === undefined || flagAt(block, "is_error") === true || saysFailure(answerOf(at(block, "content"))))
        continue;
      const atMs = momentAt(record, "timestamp") ?? session.writtenMs;
      parts.push(
        editsOf({ source: "droid", tool: "Factory Droid", id, atMs, cwd: session.cwd }, requestedChanges(input)),
      );
    }
    return together(parts);
  },
};
