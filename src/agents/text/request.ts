import type { AiChange, Piece } from "../../core/attribution/aiEdit.ts";
import type { FileChange } from "./act.ts";
import { parsePatch } from "./applyPatch.ts";
import { asText, at, flagAt, type JsonObject, asObject, listAt, numberAt, textAt } from "./json.ts";

/** Names of tools that change files by exact text, in lower case and without separators and the prefixes of their makers. */
const editingTools: ReadonlySet<string> = new Set([
  "applypatch",
  "create",
  "createfile",
  "createnewfile",
  "edit",
  "editfile",
  "editor",
  "insert",
  "multiedit",
  "multireplacestring",
  "multireplacestringinfile",
  "patch",
  "replace",
  "replaceinfile",
  "replacestring",
  "replacestringinfile",
  "singlefindandreplace",
  "strreplace",
  "strreplacebasededittool",
  "strreplaceeditor",
  "write",
  "writefile",
  "writetofile",
]);

/** The name of an editing tool as all its spellings have in common; `undefined` for a tool that is none. */
export function editingTool(name: unknown): string | undefined {
  const plain = asText(name)
    ?.toLowerCase()
    .replace(/^(?:builtin_|copilot_|functions\.)/, "")
    .replaceAll(/[^a-z]/g, "");
  return plain !== undefined && editingTools.has(plain) ? plain : undefined;
}

const pathKeys = ["file_path", "filePath", "filepath", "path", "absolutePath", "absolute_path"];
const oldKeys = ["old_string", "oldString", "old_str", "oldStr", "oldText", "old_text"];
const newKeys = ["new_string", "newString", "new_str", "newStr", "newText", "new_text"];
const wholeKeys = ["content", "contents", "file_text", "fileText"];
const listKeys = ["edits", "replacements", "changes"];
const patchKeys = ["input", "patch", "patchText"];
const everywhereKeys = ["replace_all", "replaceAll", "allow_multiple", "change_all"];

/**
 * What an editing tool was asked to do. Tools differ in the names of their arguments, not in what can be asked: a patch, a
 * list of replacements, one replacement, an insertion, a whole text. `undefined` for what is none of these.
 */
export function requestedChanges(input: unknown): FileChange[] | undefined {
  if (typeof input === "string") return patchedFiles(input);
  const request = asObject(input);
  if (request === undefined) return undefined;
  const patch = firstText(request, patchKeys);
  if (patch !== undefined) return patchedFiles(patch);
  if (looksOnly.has(textAt(request, "command") ?? "")) return [];
  const path = firstText(request, pathKeys);
  const list = listKeys.map((key) => listAt(request, key)).find((entries) => entries.length > 0);
  if (list !== undefined) return listed(list, path);
  if (path === undefined) return undefined;
  const change = requestedChange(request);
  return change === undefined ? undefined : [{ path, change }];
}

/** The changes of a patch; `undefined` for what is no patch. */
export function patchedFiles(patch: string): FileChange[] | undefined {
  return parsePatch(patch)?.flatMap((file): FileChange[] => {
    if (file.kind === "add") return [{ path: file.path, change: { kind: "whole", before: "", text: file.text } }];
    if (file.kind === "delete") return [{ path: file.path, change: { kind: "delete" } }];
    const path = file.movedTo ?? file.path;
    const changes: FileChange[] = [];
    if (file.movedTo !== undefined) changes.push({ path, change: { kind: "move", from: file.path } });
    if (file.pieces.length > 0) changes.push({ path, change: { kind: "pieces", pieces: file.pieces } });
    return changes;
  });
}

/** The same changes by a tool that only makes new files. */
export function ofNewFiles(changes: FileChange[] | undefined): FileChange[] | undefined {
  return changes?.map(({ path, change }) => ({
    path,
    change: change.kind === "whole" && change.before === undefined ? { ...change, before: "" } : change,
  }));
}

/** The one text that became another. */
export function replacement(oldText: string, newText: string, isEverywhere = false): Piece {
  return { oldText, newText, wholeLines: false, everywhere: isEverywhere, line: undefined };
}

/** Commands of a tool with several that change nothing by themselves. */
const looksOnly: ReadonlySet<string> = new Set(["view", "undo_edit"]);

function requestedChange(request: JsonObject): AiChange | undefined {
  const oldText = firstText(request, oldKeys);
  const newText = firstText(request, newKeys);
  const insertLine = numberAt(request, "insert_line");
  if (newText !== undefined && insertLine !== undefined) {
    const text = newText.endsWith("\n") ? newText : `${newText}\n`;
    const place = Math.max(0, Math.trunc(insertLine));
    const line = Number.isSafeInteger(place) ? place : undefined;
    return { kind: "pieces", pieces: [{ oldText: "", newText: text, wholeLines: true, everywhere: false, line }] };
  }
  if (oldText !== undefined && (newText !== undefined || textAt(request, "command") === "str_replace")) {
    // Nothing to replace: the text is the file's first.
    if (oldText === "") return { kind: "whole", before: undefined, text: newText ?? "" };
    return { kind: "pieces", pieces: [replacement(oldText, newText ?? "", everywhere(request))] };
  }
  const text = firstText(request, wholeKeys) ?? newText;
  return text === undefined ? undefined : { kind: "whole", before: undefined, text };
}

/** A list of replacements, each with its own path or with that of the whole. */
function listed(list: readonly unknown[], path: string | undefined): FileChange[] | undefined {
  const pieces = new Map<string, Piece[]>();
  for (const entry of list) {
    const request = asObject(entry);
    if (request === undefined) return undefined;
    const target = firstText(request, pathKeys) ?? path;
    const oldText = firstText(request, oldKeys);
    const newText = firstText(request, newKeys);
    if (target === undefined || oldText === undefined || newText === undefined) return undefined;
    const known = pieces.get(target) ?? [];
    known.push(replacement(oldText, newText, everywhere(request)));
    pieces.set(target, known);
  }
  return [...pieces].map(([target, changed]) => ({ path: target, change: { kind: "pieces", pieces: changed } }));
}

function everywhere(request: JsonObject): boolean {
  return everywhereKeys.some((key) => flagAt(request, key)) || (numberAt(request, "expected_replacements") ?? 1) > 1;
}

function firstText(request: JsonObject, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const found = asText(at(request, key));
    if (found !== undefined) return found;
  }
  return undefined;
}
