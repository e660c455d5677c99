import { nothing, type Parsed, type Session } from "../format.ts";
import { type Call, editsOf, type FileChange } from "../text/act.ts";
import { asInDiff, piecesOfWholeDiff } from "../text/inDiff.ts";
import { asObject, asText, at, flagAt, momentAt, objectAt, parseJson, textAt } from "../text/json.ts";
import { editingTool, ofNewFiles, requestedChanges } from "../text/request.ts";

/** Byte strings of the events that `parseEvent` understands. */
export const wantedEvents: readonly string[] = [
  '"tool.execution_start"',
  '"tool.execution_complete"',
  '"permission.completed"',
  '"session.start"',
  '"session.resume"',
  '"session.context_changed"',
];

/** A request of an editing tool that waits for its result. */
interface Request {
  readonly tool: string;
  readonly input: unknown;
}

/**
 * Understands one event of Copilot's event streams: of its CLI, of the editor's Copilot harness and of the editor's chat
 * transcripts. A request and its result are two events.
 * Source: github/copilot-sdk, `nodejs/src/generated/session-events.ts`.
 */
export function parseEvent(line: string, session: Session, source: string): Parsed {
  // Calls of other tools hold commands and their results what was printed: both are dropped unparsed.
  const rawTool = /"toolName":\s*"([^"\\]*)"/.exec(line)?.[1];
  if (line.includes('"tool.execution_start"') && editingTool(rawTool) === undefined) return nothing;
  const isResult = line.includes('"tool.execution_complete"');
  const rawId = /"toolCallId":\s*"([^"\\]*)"/.exec(line)?.[1];
  const request = isResult && rawId !== undefined ? (session.calls.take(rawId) as Request | undefined) : undefined;
  if (isResult && request === undefined) return nothing;
  const event = asObject(parseJson(line));
  const data = objectAt(event, "data");
  const id = textAt(data, "toolCallId");
  switch (textAt(event, "type")) {
    case "session.start":
    case "session.resume":
      session.cwd = textAt(objectAt(data, "context"), "cwd") ?? session.cwd;
      return nothing;
    case "session.context_changed":
      session.cwd = textAt(data, "cwd") ?? session.cwd;
      return nothing;
    case "tool.execution_start": {
      const name = editingTool(textAt(data, "toolName"));
      if (name !== undefined && id !== undefined) {
        session.calls.set(id, { tool: name, input: decoded(at(data, "arguments")) } satisfies Request);
      }
      return nothing;
    }
    case "permission.completed":
      if (id !== undefined && isRefusal(textAt(objectAt(data, "result"), "kind"))) session.calls.take(id);
      return nothing;
    case "tool.execution_complete": {
      if (id === undefined || request === undefined || !isApplied(data)) return nothing;
      const atMs = momentAt(event, "timestamp") ?? session.writtenMs;
      const call: Call = { source, tool: "GitHub Copilot", id, atMs, cwd: session.cwd };
      return editsOf(call, changesOf(request, textAt(objectAt(data, "result"), "detailedContent")));
    }
    default:
      return nothing;
  }
}

/** Success as it is told now, or as it was told before there was `success`. */
function isApplied(data: unknown): boolean {
  const success = flagAt(data, "success");
  return success ?? textAt(objectAt(data, "result"), "result_type") === "success";
}

/** Whether a decision was against the call. The ways to say yes all begin alike; what is not known decides nothing. */
function isRefusal(kind: string | undefined): boolean {
  return kind !== undefined && (kind.startsWith("denied") || kind === "cancelled");
}

/** Arguments are an object, a patch as it is, or JSON in a string. */
function decoded(input: unknown): unknown {
  const text = asText(input);
  return text === undefined ? input : (asObject(parseJson(text)) ?? text);
}

/** What was asked, told by the result's diff where it has one for the same file. */
function changesOf({ tool, input }: Request, diff: string | undefined): FileChange[] | undefined {
  const requested = requestedChanges(input);
  const asked = tool.startsWith("create") ? ofNewFiles(requested) : requested;
  const [only, ...others] = asked ?? [];
  if (only?.change.kind !== "whole" || others.length > 0 || piecesOfWholeDiff(diff) === undefined) {
    return asInDiff(asked, diff);
  }
  return [{ path: only.path, change: { ...only.change, before: isOfNewFile(diff ?? "") ? "" : undefined } }];
}

/** Whether nothing was there before. The CLI writes `create file mode` and `a/dev/null`, git `new file mode` and `/dev/null`. */
function isOfNewFile(diff: string): boolean {
  return /^(?:(?:new|create) file mode |--- (?:a)?\/dev\/null\s*$|@@ -[01],0 )/m.test(diff);
}
