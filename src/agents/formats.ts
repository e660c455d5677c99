import type { Format } from "./format.ts";
import { claudeCode } from "./formats/claudeCode.ts";
import { codex } from "./formats/codex.ts";
import { hookInboxes } from "./formats/hookInbox.ts";

/** Every format that is understood. One more is one file, one fixture and one row. */
export const formats: readonly Format[] = [claudeCode, codex, ...hookInboxes];
