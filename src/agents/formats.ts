import type { Format } from "./format.ts";
import { claudeCode } from "./formats/claudeCode.ts";
import { codex } from "./formats/codex.ts";

/** Every record that is understood, one row each. */
export const formats: readonly Format[] = [claudeCode, codex];
