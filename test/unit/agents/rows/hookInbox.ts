import { hookInboxes } from "../../../../src/agents/formats/hookInbox.ts";
import { pieces, text, whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";

/** What hooks told is our own format, the same for every tool. */
export const hookInboxRows: readonly FormatRow[] = hookInboxes.map((format, i) => {
  const path = `/work/app/${format.source}.ts`;
  const at = new Date(1_789_207_204_500 + i).toISOString();
  return {
    format,
    versions: "what its hooks told",
    fixture: `hookInbox/${format.source}.jsonl`,
    edits: [
      { id: `${format.source}:c${i}`, path, at, change: pieces(text("a", "b", { line: 2 })) },
      { id: `${format.source}:c${i}b`, path, at, change: whole("new\n", "") },
    ],
  };
});
