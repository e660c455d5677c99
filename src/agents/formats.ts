import type { Format } from "./format.ts";
import { amp } from "./formats/amp.ts";
import { claudeCode } from "./formats/claudeCode.ts";
import { cline, clineTasks } from "./formats/cline.ts";
import { codex } from "./formats/codex.ts";
import { hookInboxes } from "./formats/hookInbox.ts";
import { continueDev, continueEdits } from "./formats/continueDev.ts";
import { copilotChat } from "./formats/copilotChat.ts";
import { copilotCli } from "./formats/copilotCli.ts";
import { droid } from "./formats/droid.ts";
import { gemini, geminiDocument } from "./formats/gemini.ts";
import { openCode, openCodeParts } from "./formats/openCode.ts";
import { pi } from "./formats/pi.ts";
import { roo } from "./formats/roo.ts";
import { windsurf } from "./formats/windsurf.ts";

/** Every format that is understood. One more is one file, one fixture and one row. */
export const formats: readonly Format[] = [
  claudeCode,
  codex,
  copilotCli,
  copilotChat,
  gemini,
  geminiDocument,
  openCode,
  openCodeParts,
  cline,
  clineTasks,
  roo,
  continueDev,
  continueEdits,
  windsurf,
  amp,
  droid,
  pi,
  ...hookInboxes,
];
