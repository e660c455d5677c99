import { join } from "node:path";
import { crc32 } from "node:zlib";
import { type LineFormat, nothing } from "../format.ts";
import { editsOf } from "../text/act.ts";
import { momentAt, objectAt, parseJson, textAt } from "../text/json.ts";

/**
 * Transcripts that Windsurf writes while its hook `post_cascade_response_with_transcript` is on:
 * `~/.windsurf/transcripts/*.jsonl`. They have whole files and the user's decision, but neither times nor names of calls.
 */
export const windsurf: LineFormat = {
  kind: "lines",
  source: "windsurf",
  tool: "Windsurf",
  roots: ({ home }) => [join(home, ".windsurf", "transcripts")],
  enters: () => false,
  isRecord: (file) => /^[^/]+\.jsonl$/.test(file),
  wanted: ['"code_action"'],
  parse(line, session) {
    // Texts may hold control characters as they are, which is no JSON. Without them only white space is lost.
    // oxlint-disable-next-line no-control-regex
    const step = parseJson(line) ?? parseJson(line.replaceAll(/[\u0000-\u001f]/g, ""));
    if (textAt(step, "type") !== "code_action" || textAt(step, "status") !== "done") return nothing;
    const action = objectAt(step, "code_action");
    if (textAt(action, "acknowledgement_type") !== "ACKNOWLEDGEMENT_TYPE_ACCEPT") return nothing;
    const path = textAt(action, "path");
    const before = textAt(action, "original_content");
    const text = textAt(action, "new_content");
    const atMs = momentAt(step, "timestamp") ?? session.writtenMs;
    const known = path !== undefined && text !== undefined;
    // A check sum names the act, and tells nobody the text.
    const id = known ? `${path}:${crc32(before ?? "")}:${crc32(text)}` : "";
    const call = { source: "windsurf", tool: "Windsurf", id, atMs, cwd: session.cwd };
    return editsOf(call, known ? [{ path, change: { kind: "whole", before, text } }] : undefined);
  },
};
