import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Format } from "../../../src/agents/format.ts";
import { formats } from "../../../src/agents/formats.ts";
import { amp } from "../../../src/agents/formats/amp.ts";
import { claudeCode } from "../../../src/agents/formats/claudeCode.ts";
import { cline, clineTasks } from "../../../src/agents/formats/cline.ts";
import { codex } from "../../../src/agents/formats/codex.ts";
import { continueDev, continueEdits } from "../../../src/agents/formats/continueDev.ts";
import { copilotChat } from "../../../src/agents/formats/copilotChat.ts";
import { copilotCli } from "../../../src/agents/formats/copilotCli.ts";
import { droid } from "../../../src/agents/formats/droid.ts";
import { gemini, geminiDocument } from "../../../src/agents/formats/gemini.ts";
import { hookInboxes } from "../../../src/agents/formats/hookInbox.ts";
import { openCode, openCodeParts } from "../../../src/agents/formats/openCode.ts";
import { pi } from "../../../src/agents/formats/pi.ts";
import { roo } from "../../../src/agents/formats/roo.ts";
import { windsurf } from "../../../src/agents/formats/windsurf.ts";
import { parseJson } from "../../../src/agents/text/json.ts";
import { formatTable } from "./formatTable.ts";
import { readRecord } from "./reading.ts";

/** What to put in place of what, so that every call of a record comes to nothing. */
type Rewording = readonly (readonly [from: RegExp, to: string])[];

/** `"key": "from"` becomes each of the others, spaced as it was. */
function statuses(key: string, from: string, ...others: readonly string[]): readonly Rewording[] {
  return others.map((to) => [[new RegExp(`("${key}":\\s*)"${from}"`, "g"), `$1"${to}"`]]);
}

/** `"key": true` becomes `false`, or the other way round. */
function flag(key: string, to: boolean): Rewording {
  return [[new RegExp(`("${key}":\\s*)${!to}`, "g"), `$1${to}`]];
}

const failedEvents: Rewording = [...flag("success", false), [/("result_type":\s*)"success"/g, '$1"denied"']];
/** No answer yet, or one that says neither. */
const silentEvents: Rewording = [
  [/"success":\s*true,?/g, ""],
  [/,(?=\})/g, ""],
  [/"result_type":\s*"success",?/g, ""],
];
const failedPatches = (status: string, words = "patch rejected by user"): Rewording => [
  ...flag("success", false),
  [/"status":"completed"/g, `"status":"${status}"`],
  [/exit_code\\":\s*0/g, 'exit_code\\": 1'],
  [/Exit code: 0/g, "Exit code: 1"],
  [/"output":"Success\./g, `"output":"${words}`],
];
const failedBlock: Rewording = [[/"type":\s*"tool_result"/g, '"type":"tool_result","is_error":true']];

/** How each format says that nothing was done. */
const refusals = new Map<Format, readonly Rewording[]>([
  [claudeCode, [failedBlock, [[/^\{/gm, '{"toolDenialKind":"user-rejected",']]]],
  [
    codex,
    [
      failedPatches("failed"),
      failedPatches("declined"),
      failedPatches("a status that is not known", "apply_patch verification failed"),
    ],
  ],
  [copilotCli, [failedEvents, silentEvents]],
  [copilotChat, [failedEvents, silentEvents]],
  [gemini, statuses("status", "success", "error", "cancelled", "awaiting_approval", "executing")],
  [geminiDocument, statuses("status", "success", "error", "cancelled", "awaiting_approval", "executing")],
  [openCode, statuses("status", "completed", "error", "running", "pending")],
  [openCodeParts, statuses("status", "completed", "error", "running", "pending")],
  [cline, [flag("is_error", true)]],
  [
    clineTasks,
    [
      [[/"type": "(say|ask)"/g, '"partial": true, "type": "$1"']],
      [
        [/"say",\s*"say": "tool"/g, '"ask", "ask": "tool"'],
        [/"user_feedback_diff"/g, '"text"'],
      ],
    ],
  ],
  [roo, [flag("isAnswered", false), [[/"isAnswered": true/g, '"isAnswered": true, "partial": true']]]],
  [continueDev, statuses("status", "done", "canceled", "errored", "calling", "generated")],
  [continueEdits, [flag("accepted", false)]],
  [
    windsurf,
    [
      [[/MENT_TYPE_ACCEPT/g, "MENT_TYPE_REJECT"]],
      [[/MENT_TYPE_ACCEPT/g, "MENT_TYPE_UNSPECIFIED"]],
      ...statuses("status", "done", "error", "running"),
    ],
  ],
  [amp, statuses("status", "done", "error", "cancelled", "rejected-by-user", "in-progress")],
  [droid, [failedBlock]],
  [pi, [flag("isError", true)]],
]);

const folder = join(import.meta.dirname, "fixtures");

describe("calls that came to nothing", () => {
  it("are known of every format but our own, which hooks write after success only", () => {
    const inboxes = new Set<Format>(hookInboxes);
    assert.deepEqual(
      formats.filter((format) => !refusals.has(format) && !inboxes.has(format)).map(({ source }) => source),
      [],
    );
  });

  for (const { format, fixture } of formatTable) {
    for (const [index, rewording] of (refusals.get(format) ?? []).entries()) {
      it(`tell nothing, nor that they are not understood: ${fixture}, way ${index + 1}`, () => {
        const applied = readFileSync(join(folder, fixture), "utf8");
        const text = rewording.reduce((before, [from, to]) => before.replaceAll(from, to), applied);
        assert.notEqual(text, applied);
        assert.equal(brokenParts(format, text), brokenParts(format, applied), "the rewording broke the record");
        const { edits, odd } = readRecord(format, text, join(folder, fixture));
        assert.deepEqual(
          edits.map(({ id }) => id),
          [],
        );
        assert.equal(odd, 0);
      });
    }
  }
});

/** How many lines, or documents, are no JSON. Those of a database are SQL. */
function brokenParts(format: Format, text: string): number {
  if (format.kind === "database") return 0;
  const parts = format.kind === "lines" ? text.split("\n").filter((line) => line !== "") : [text];
  return parts.filter((part) => parseJson(part) === undefined).length;
}
