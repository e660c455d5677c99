import { join } from "node:path";
import { type DocumentFormat, type LineFormat, nothing, type Surroundings } from "../format.ts";
import { editsOf, together } from "../text/act.ts";
import { asInDiff } from "../text/inDiff.ts";
import { at, asText, flagAt, listAt, momentAt, objectAt, parseJson, textAt } from "../text/json.ts";
import { editingTool, ofNewFiles, replacement, requestedChanges } from "../text/request.ts";
import { answerOf, saysFailure } from "../text/toolResult.ts";
import { resolvePath } from "../text/paths.ts";

const common = { source: "continueDev", tool: "Continue" } as const;

function folderOf({ home, env }: Surroundings): string {
  return env["CONTINUE_GLOBAL_DIR"] || join(home, ".continue");
}

/**
 * Continue's sessions: `~/.continue/sessions/<id>.json`, written anew at every message and without times. `edit_existing_file`
 * has only a sketch of the text and is passed over.
 * Source: continuedev/continue, `core/tools/definitions` and `extensions/cli/src/tools`.
 */
export const continueDev: DocumentFormat = {
  ...common,
  kind: "document",
  roots: (surroundings) => [join(folderOf(surroundings), "sessions")],
  enters: () => false,
  isRecord: (file) => /^[^/]+\.json$/.test(file) && file !== "sessions.json",
  wanted: ['"toolCallStates"'],
  parse(text, _file, beside) {
    const session: unknown = JSON.parse(text);
    const cwd = resolvePath(textAt(session, "workspaceDirectory"), undefined) ?? beside?.cwd;
    const sessionId = textAt(session, "sessionId") ?? "";
    return together(
      listAt(session, "history")
        .flatMap((item) => listAt(item, "toolCallStates"))
        .map((state) => {
          const called = objectAt(objectAt(state, "toolCall"), "function");
          const name = editingTool(textAt(called, "name"));
          if (name === undefined || textAt(state, "status") !== "done") return nothing;
          const answer = answerOf(at(state, "output"));
          if (saysFailure(answer)) return nothing;
          const id = textAt(state, "toolCallId");
          if (id === undefined) return { edits: [], odd: 1 };
          const input = objectAt(state, "parsedArgs") ?? parseJson(asText(at(called, "arguments")) ?? "");
          const asked = requestedChanges(input);
          const changes = name === "createnewfile" ? ofNewFiles(asked) : asked;
          const call = { ...common, id: `${sessionId}:${id}`, atMs: beside?.writtenMs, cwd };
          return editsOf(call, asInDiff(changes, answer));
        }),
    );
  },
};

/**
 * Inline edits as Continue notes them for its developers: `~/.continue/dev_data/0.2.0/editOutcome.jsonl`.
 * Accepted completions are noted too, but without a place in the file: the accept itself is seen in the editor.
 */
export const continueEdits: LineFormat = {
  ...common,
  kind: "lines",
  roots: (surroundings) => [join(folderOf(surroundings), "dev_data")],
  enters: (folder) => !folder.includes("/"),
  isRecord: (file) => /^(?:[^/]+\/)?editOutcome\.jsonl$/.test(file),
  wanted: ['"accepted":true', '"accepted": true'],
  parse(line, session) {
    const noted = parseJson(line);
    if (flagAt(noted, "accepted") !== true) return nothing;
    const path = textAt(noted, "filepath");
    const oldText = textAt(noted, "previousCode");
    const newText = textAt(noted, "newCode");
    const atMs = momentAt(noted, "timestamp") ?? session.writtenMs;
    const known = path !== undefined && oldText !== undefined && newText !== undefined;
    const call = { ...common, id: `editOutcome:${atMs}:${path}`, atMs, cwd: undefined };
    return editsOf(
      call,
      known ? [{ path, change: { kind: "pieces", pieces: [replacement(oldText, newText)] } }] : undefined,
    );
  },
};
