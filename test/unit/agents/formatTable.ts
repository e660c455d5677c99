import type { Format } from "../../../src/agents/format.ts";
import type { ExpectedEdit } from "./expected.ts";
import { claudeCodeRows } from "./rows/claudeCode.ts";
import { codexRows } from "./rows/codex.ts";
import { hookInboxRows } from "./rows/hookInbox.ts";

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
  // One line for each tool, so that adding one touches one line.
];
