import { join } from "node:path";
import type { LineFormat } from "../format.ts";
import { parseEvent, wantedEvents } from "./copilot.ts";

/**
 * GitHub Copilot CLI and the editor's Copilot harness, which keeps the same files:
 * `~/.copilot/session-state/<id>/events.jsonl`, before that one file `<id>.jsonl` for each session.
 */
export const copilotCli: LineFormat = {
  kind: "lines",
  source: "copilotCli",
  tool: "GitHub Copilot",
  roots: ({ home, env }) => [join(env["COPILOT_HOME"] || join(home, ".copilot"), "session-state")],
  enters: (folder) => !folder.includes("/"),
  isRecord: (file) => /^[^/]+(?:\/events)?\.jsonl$/.test(file),
  wanted: wantedEvents,
  parse: (line, session) => parseEvent(line, session, "copilotCli"),
};
