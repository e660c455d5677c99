import type { Format } from "../../../src/agents/format.ts";
import type { ExpectedEdit } from "./expected.ts";
import { ampRows } from "./rows/amp.ts";
import { claudeCodeRows } from "./rows/claudeCode.ts";
import { clineRows } from "./rows/cline.ts";
import { codexRows } from "./rows/codex.ts";
import { hookInboxRows } from "./rows/hookInbox.ts";
import { continueDevRows } from "./rows/continueDev.ts";
import { copilotChatRows } from "./rows/copilotChat.ts";
import { copilotCliRows } from "./rows/copilotCli.ts";
import { droidRows } from "./rows/droid.ts";
import { geminiRows } from "./rows/gemini.ts";
import { openCodeRows } from "./rows/openCode.ts";
import { piRows } from "./rows/pi.ts";
import { rooRows } from "./rows/roo.ts";
import { windsurfRows } from "./rows/windsurf.ts";

/** One fixture of one tool. */
export interface FormatRow {
  readonly format: Format;
  /** What it stands for: versions of the tool, and what is in it. */
  readonly versions: string;
  /** Below `fixtures/`. For a database, the SQL text that makes it. */
  readonly fixture: string;
  readonly edits: readonly ExpectedEdit[];
  /** How many records of applied edits are not understood: none unless said otherwise. */
  readonly odd?: number;
}

/** Every tool that is understood, its versions, its fixtures and what they must give. */
export const formatTable: readonly FormatRow[] = [
  ...claudeCodeRows,
  ...codexRows,
  ...hookInboxRows,
  ...copilotCliRows,
  ...copilotChatRows,
  ...geminiRows,
  ...openCodeRows,
  ...clineRows,
  ...continueDevRows,
  ...rooRows,
  ...windsurfRows,
  ...ampRows,
  ...droidRows,
  ...piRows,
];
