import { basename, dirname, join } from "node:path";
import { type DocumentFormat, nothing } from "../format.ts";
import { editsOf, together } from "../text/act.ts";
import { asList, asText, at, flagAt, momentAt, parseJson, textAt } from "../text/json.ts";
import { changesOfMessage, isEditMessage } from "../text/toolMessage.ts";

/**
 * Roo Code's tasks: `globalStorage/rooveterinaryinc.roo-cline/tasks/<id>/ui_messages.json`. A question about an edit is
 * marked as answered when the answer, the user's or a setting's, is yes. But a yes to any question marks the last one about
 * a tool that has no mark, so one to a command may mark an edit that was refused before: the mark makes it only likely.
 * Source: RooCodeInc/Roo-Code, `Task.handleWebviewAskResponse`.
 */
export const roo: DocumentFormat = {
  kind: "document",
  source: "roo",
  tool: "Roo Code",
  roots: ({ userFolder }) =>
    userFolder === undefined ? [] : [join(userFolder, "globalStorage", "rooveterinaryinc.roo-cline", "tasks")],
  enters: (folder) => !folder.includes("/"),
  isRecord: (file) => /^[^/]+\/ui_messages\.json$/.test(file),
  workingFolder: (file, _scope, read) =>
    textAt(parseJson(read(join(dirname(file), "history_item.json")) ?? ""), "workspace"),
  wanted: ['"isAnswered"'],
  parse(text, file, beside) {
    const task = basename(dirname(file));
    return together(
      asList(JSON.parse(text)).map((message) => {
        if (textAt(message, "ask") !== "tool" || flagAt(message, "isAnswered") !== true) return nothing;
        if (flagAt(message, "partial") === true) return nothing;
        const shown = parseJson(asText(at(message, "text")) ?? "");
        if (!isEditMessage(shown)) return nothing;
        const atMs = momentAt(message, "ts");
        const call = { source: "roo", tool: "Roo Code", id: `${task}:${atMs}`, atMs, cwd: beside?.cwd };
        const { edits, odd } = editsOf(call, changesOfMessage(shown));
        return { edits: edits.map((edit) => ({ ...edit, confidence: "likely" as const })), odd };
      }),
    );
  },
};
