import { LineBuffer } from "./buffer.ts";
import { hasLineEnd, splitLines } from "./lines.ts";

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
 * The whole lines that lines `startLine` to `endLine` of a text become by a change.
 * Throws `RangeError` when the change lies outside the text, so was made to another one.
 */
export function changedLines(text: LineBuffer, change: TextChange): string[] {
  const first = text.at(change.startLine);
  const last = text.at(change.endLine);
  if (first === undefined || last === undefined) {
    throw new RangeError("the change lies outside the text");
  }
  const head = first.slice(0, change.startCharacter);
  const tail = last.slice(change.endCharacter);
  return splitLines(head + change.text + tail);
}

/** Lines `[start, start + count)` that become `newLines`. */
export interface LineEdit {
  readonly start: number;
  readonly count: number;
  readonly newLines: readonly string[];
}

/**
 * The lines that a change makes of others, without one at its edge that stays as it is: where lines leave or come whole,
 * it is these and no equal ones beside them; lines that come above equal ones come below them. Throws `RangeError` when
 * the change lies outside the text.
 */
export function lineEdit(text: LineBuffer, change: TextChange): LineEdit {
  const newLines = changedLines(text, change);
  const { startLine, startCharacter, endLine, endCharacter } = change;
  const count = endLine - startLine + 1;
  const isEmpty = change.text === "";
  const endsAtLineStart = endCharacter === 0 && (isEmpty ? startCharacter === 0 : /[\r\n]$/.test(change.text));
  if (endsAtLineStart) {
    const lines = newLines.slice(0, -1);
    const isCopy = count === 1 && lines.every((line, i) => text.at(startLine + i) === line);
    return { start: isCopy ? startLine + lines.length : startLine, count: count - 1, newLines: lines };
  }
  const startsAtLineEnd =
    startCharacter === text.at(startLine)?.length &&
    (isEmpty ? endCharacter === text.at(endLine)?.length : /^[\r\n]/.test(change.text));
  if (startsAtLineEnd) return { start: startLine + 1, count: count - 1, newLines: newLines.slice(1) };
  return { start: startLine, count, newLines };
}

/** Makes a change to a text. Throws `RangeError` when it lies outside. */
export function applyChange(text: LineBuffer, change: TextChange): void {
  const became = changedLines(text, change);
  text.splice(change.startLine, change.endLine - change.startLine + 1, became);
}

/**
 * The lines that the changes of one event touch as one block, from the first line any of them touches to
 * the last; `undefined` unless they move lines, that is: take whole lines out here and put lines in there.
 */
export function rearrangement(
  text: LineBuffer,
  changes: readonly TextChange[],
): { readonly start: number; readonly end: number; readonly newLines: readonly string[] } | undefined {
  if (changes.length < 2) return undefined;
  if (!changes.some((change) => change.startLine < change.endLine)) return undefined;
  if (!changes.some((change) => hasLineEnd(change.text))) return undefined;
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
  if (end - start > rearrangementLimit || end > text.length) return undefined;
  const block = new LineBuffer(text.slice(start, end));
  for (const change of changes) {
    applyChange(block, {
      ...change,
      startLine: change.startLine - start,
      endLine: change.endLine - start,
    });
  }
  return { start, end, newLines: block.all() };
}

/** Lines are moved within a screen or two; beyond that changes of one event have nothing to do with each other. */
const rearrangementLimit = 1000;
