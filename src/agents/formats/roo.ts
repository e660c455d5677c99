import { basename, dirname, join } from "node:path";
import { type DocumentFormat, nothing } from "../format.ts";
import { editsOf, together } from "../text/act.ts";
import { asList, asText, at, flagAt, momentAt, parseJson, textAt } from "../text/json.ts";
import { changesOfMessage, isEditMessage } from "../text/toolMessage.ts";

/**
 * Roo Code's tasks: `globalStorage/rooveterinaryinc.roo-cline/tasks/<id>/ui_messages.json`. A question about an edit is
 * marked as answered only when the answer, the user's or a setting's, was yes.
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
        return editsOf(call, changesOfMessage(shown));
      }),
    );
  },
};
