import { join } from "node:path";
import type { LineFormat } from "../format.ts";
import { parseEvent, wantedEvents } from "./copilot.ts";

/**
 * Transcripts of GitHub Copilot's chat in the editor: `workspaceStorage/<hash>/GitHub.copilot-chat/transcripts/<id>.jsonl`.
 * They say that a tool ran, not that its edit was kept. A new file may begin with a copy of an older one.
 * `insert_edit_into_file` has only a sketch of the text and `edit_notebook_file` only cells: both are passed over.
 */
export const copilotChat: LineFormat = {
  kind: "lines",
  source: "copilotChat",
  tool: "GitHub Copilot",
  roots: ({ workspaceStorage }) =>
    workspaceStorage === undefined ? [] : [join(workspaceStorage, "GitHub.copilot-chat", "transcripts")],
  enters: () => false,
  isRecord: (file) => /^[^/]+\.jsonl$/.test(file),
  wanted: wantedEvents,
  parse: (line, session) => parseEvent(line, session, "copilotChat"),
};
