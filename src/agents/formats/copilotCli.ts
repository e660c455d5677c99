import { join } from "node:path";
import type { LineFormat } from "../format.ts";
import { firstLineOf } from "../text/beginning.ts";
import { objectAt, textAt } from "../text/json.ts";
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
  workingFolder: (file, _scope, read) => textAt(objectAt(objectAt(firstLineOf(read(file)), "data"), "context"), "cwd"),
  wanted: wantedEvents,
  parse: (line, session) => parseEvent(line, session, "copilotCli"),
};
