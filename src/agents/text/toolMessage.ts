import type { AiChange } from "../../core/attribution/aiEdit.ts";
import type { FileChange } from "./act.ts";
import { asText, at, listAt, textAt } from "./json.ts";
import { patchedFiles } from "./request.ts";
import { piecesOfBlocks } from "./searchReplace.ts";
import { piecesOfDiff } from "./unifiedDiff.ts";

const editing: ReadonlySet<string> = new Set([
  "appliedDiff",
  "editedExistingFile",
  "fileDeleted",
  "insertContent",
  "newFileCreated",
  "searchAndReplace",
]);

/** Whether a message of Cline or Roo Code shows a change of files. */
export function isEditMessage(message: unknown): boolean {
  return editing.has(textAt(message, "tool") ?? "");
}

/**
 * The changes that such a message shows. Over the versions `content` and `diff` have held a whole text, a unified diff,
 * `SEARCH`/`REPLACE` blocks or a patch, so what they are is told by their looks. `undefined` for what is not understood.
 */
export function changesOfMessage(message: unknown): FileChange[] | undefined {
  const batch = listAt(message, "batchDiffs");
  if (batch.length > 0) {
    const files = batch.map((file) => changesOf("appliedDiff", file));
    return files.includes(undefined) ? undefined : files.flatMap((changes) => changes ?? []);
  }
  return changesOf(textAt(message, "tool") ?? "", message);
}

function changesOf(tool: string, message: unknown): FileChange[] | undefined {
  const texts = [textAt(message, "content"), textAt(message, "diff"), ...listAt(message, "diffs").map(diffOf)].filter(
    (text) => text !== undefined && text !== "",
  ) as string[];
  const patched = texts.map(patchOf).find((changes) => changes !== undefined);
  if (patched !== undefined) return patched;
  const path = asText(at(message, "path"));
  if (path === undefined || path === "") return undefined;
  if (tool === "fileDeleted") return [{ path, change: { kind: "delete" } }];
  const change = tool === "newFileCreated" ? ofNewFile(texts) : ofOldFile(texts, tool === "editedExistingFile");
  return change === undefined ? undefined : [{ path, change }];
}

function diffOf(entry: unknown): string | undefined {
  return asText(entry) ?? textAt(entry, "content");
}

function patchOf(text: string): FileChange[] | undefined {
  return /^\s*\*\*\* (?:Begin Patch|(?:Add|Update|Delete) File: )/.test(text) ? patchedFiles(text) : undefined;
}

function ofNewFile(texts: readonly string[]): AiChange | undefined {
  const [first] = texts;
  // A file made empty is shown with no text at all.
  if (first === undefined) return { kind: "whole", before: "", text: "" };
  const isDiff = /^(?:--- [^\n]*\n\+\+\+ [^\n]*\n)?@@ -[01],0 /.test(first.trimStart());
  const [piece] = isDiff ? piecesOfDiff(first) : [];
  return { kind: "whole", before: "", text: piece?.newText ?? first };
}

function ofOldFile(texts: readonly string[], mayBeWhole: boolean): AiChange | undefined {
  for (const text of texts) {
    const pieces = /^@@ -\d/m.test(text) ? piecesOfDiff(text) : [];
    if (pieces.length > 0) return { kind: "pieces", pieces };
  }
  for (const text of texts) {
    const pieces = piecesOfBlocks(text);
    if (pieces !== undefined) return { kind: "pieces", pieces };
  }
  const [text] = texts;
  return mayBeWhole && text !== undefined ? { kind: "whole", before: undefined, text } : undefined;
}
