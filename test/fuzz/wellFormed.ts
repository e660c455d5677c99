import assert from "node:assert/strict";
import { isAbsolute, normalize } from "node:path";
import type { Parsed } from "../../src/agents/format.ts";
import type { AiChange, AiEdit, Piece } from "../../src/core/attribution/aiEdit.ts";
import type { Span } from "../../src/core/ledger/mark.ts";
import type { LineRange } from "../../src/core/ledger/tagged-lines.ts";
import { dayOf } from "../../src/core/week/facts.ts";
import { splitLines } from "../../src/core/text/lines.ts";

const channels = ["inlineAccept", "chatEdit", "agentSession", "gitNote", "agentTrace", "declared"];
const confidences = ["reported", "observed", "likely", "declared"];

/** What a record told is what the rest of the product may rely on. */
export function assertParsed({ edits, odd }: Parsed): void {
  assert.ok(Number.isSafeInteger(odd) && odd >= 0, `odd is ${odd}`);
  for (const edit of edits) assertEdit(edit);
}

/** An edit has the form that its type says, and nothing in it is out of any range. */
export function assertEdit({ id, tool, channel, confidence, atMs, path, change }: AiEdit): void {
  assert.ok(typeof id === "string" && id !== "", "an id is a text");
  assert.ok(typeof tool === "string" && tool !== "", "a tool is a text");
  assert.ok(channels.includes(channel), channel);
  assert.ok(confidences.includes(confidence), confidence);
  assertMoment(atMs);
  assertPath(path);
  assertChange(change);
}

/** A moment that a calendar has. */
export function assertMoment(atMs: unknown): void {
  assert.ok(typeof atMs === "number" && /^\d{4}-\d\d-\d\d$/.test(dayOf(atMs)), `${String(atMs)} is no moment`);
}

/** An absolute path without dots and NUL. */
export function assertPath(path: unknown): void {
  assert.ok(typeof path === "string" && isAbsolute(path) && !path.includes("\0"), `${String(path)} is no path`);
  assert.equal(path, normalize(path));
}

/** A change has texts where texts belong, and lines that can be lines. */
export function assertChange(change: AiChange): void {
  switch (change.kind) {
    case "pieces":
      return assertPieces(change.pieces);
    case "whole":
      assert.ok(change.before === undefined || typeof change.before === "string", "a text before is none");
      return assert.equal(typeof change.text, "string");
    case "lines":
      return assertRanges(change.written, splitLines(change.text).length);
    case "delete":
      return;
    case "move":
      return assertPath(change.from);
    default:
      assert.fail(`a change of no kind: ${JSON.stringify(change)}`);
  }
}

/** Pieces of two texts each. */
export function assertPieces(pieces: readonly Piece[]): void {
  for (const { oldText, newText, wholeLines, everywhere, line } of pieces) {
    assert.equal(typeof oldText, "string");
    assert.equal(typeof newText, "string");
    assert.equal(typeof wholeLines, "boolean");
    assert.equal(typeof everywhere, "boolean");
    assert.ok(line === undefined || (Number.isSafeInteger(line) && line >= 0), `line ${String(line)}`);
  }
}

/** Ranges in order, apart, none empty, none beyond the end. */
export function assertRanges(ranges: readonly LineRange[], lineCount: number): void {
  let free = 0;
  for (const { start, end } of ranges) {
    assert.ok(Number.isSafeInteger(start) && Number.isSafeInteger(end), `lines ${start} to ${end}`);
    assert.ok(start >= free && end > start && end <= lineCount, `lines ${start} to ${end} of ${lineCount}`);
    free = end;
  }
}

/** Spans of a text of so many lines. */
export function assertSpans(spans: readonly Span[], lineCount: number): void {
  assertRanges(spans, lineCount);
  for (const { mark } of spans) {
    const { origin, settled, committed } = mark;
    assert.ok(typeof origin.id === "string" && channels.includes(origin.channel));
    assert.ok(confidences.includes(origin.confidence));
    assert.ok(origin.tool === undefined || typeof origin.tool === "string");
    assertMoment(origin.atMs);
    if (settled !== undefined) assertMoment(settled.atMs);
    if (settled?.kind === "read") assert.ok(Number.isFinite(settled.attendedMs) && settled.attendedMs >= 0, "attended");
    if (settled?.kind === "dismissed") assert.equal(typeof settled.reason, "string");
    if (committed !== undefined) assertMoment(committed.sinceMs);
  }
}
