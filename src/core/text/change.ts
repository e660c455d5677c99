import { splitLines } from "./lines.ts";

/**
 * One replacement in a text, as editors report it: the characters from start to end (0-based line and
 * UTF-16 character, end exclusive) became `text`. Several of one event apply one after the other.
 */
export interface TextChange {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
  readonly text: string;
}

/**
 * The whole lines that lines `startLine` to `endLine` of `lines` become by a change.
 * Throws `RangeError` when the change lies outside the text, so was made to another one.
 */
export function changedLines(lines: readonly string[], change: TextChange): string[] {
  const first = lines[change.startLine];
  const last = lines[change.endLine];
  if (first === undefined || last === undefined) {
    throw new RangeError("the change lies outside the text");
  }
  const head = first.slice(0, change.startCharacter);
  const tail = last.slice(change.endCharacter);
  return splitLines(head + change.text + tail);
}

/** `lines` with `removed` lines from `start` replaced, in place. Takes any number of lines. */
export function spliceLines(
  lines: string[],
  start: number,
  removed: number,
  inserted: readonly string[],
): void {
  if (inserted.length === removed) {
    for (let i = 0; i < removed; i++) lines[start + i] = inserted[i] ?? "";
  } else if (inserted.length < 1000) {
    lines.splice(start, removed, ...inserted);
  } else {
    const tail = lines.slice(start + removed);
    lines.length = start;
    for (const line of inserted) lines.push(line);
    for (const line of tail) lines.push(line);
  }
}

/**
 * The lines that the changes of one event touch as one block, from the first line any of them touches to
 * the last; `undefined` unless they move lines, that is: take whole lines out here and put lines in there.
 */
export function rearrangement(
  lines: readonly string[],
  changes: readonly TextChange[],
): { readonly start: number; readonly end: number; readonly newLines: string[] } | undefined {
  if (changes.length < 2) return undefined;
  if (!changes.some((change) => change.startLine < change.endLine)) return undefined;
  if (!changes.some((change) => /[\r\n]/.test(change.text))) return undefined;
  let start = Infinity;
  let end = -1;
  let previous = Infinity;
  for (const change of changes) {
    // Only changes sorted from the end of the text to its start all name lines of the text before the event.
    if (change.endLine > previous) return undefined;
    previous = change.startLine;
    start = Math.min(start, change.startLine);
    end = Math.max(end, change.endLine + 1);
  }
  if (end - start > rearrangementLimit || end > lines.length) return undefined;
  const newLines = lines.slice(start, end);
  for (const change of changes) {
    const local = {
      ...change,
      startLine: change.startLine - start,
      endLine: change.endLine - start,
    };
    const became = changedLines(newLines, local);
    spliceLines(newLines, local.startLine, local.endLine - local.startLine + 1, became);
  }
  return { start, end, newLines };
}

/** Lines are moved within a screen or two; beyond that changes of one event have nothing to do with each other. */
const rearrangementLimit = 1000;
