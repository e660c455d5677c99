import type { Author } from "../ledger/attribute.ts";
import { Ledger } from "../ledger/ledger.ts";
import type { Origin, Span } from "../ledger/mark.ts";
import { Moves } from "../ledger/moves.ts";
import type { Telling } from "../ledger/telling.ts";
import { hasLineEnd, splitLines, stripped } from "../text/lines.ts";
import type { Stretch } from "../text/solid.ts";
import type { AiEdit, Piece } from "./aiEdit.ts";
import { align, alignedAt } from "./alignment.ts";
import { type Finding, type Fragment, fragmentOf, Rewind } from "./rewind.ts";

/** What some edits have to do with a text. */
export interface Attribution {
  /** How the text came about, as far as these edits tell. */
  readonly telling: Telling;
  /** The edits that something of is left. */
  readonly found: ReadonlySet<AiEdit>;
  /** Those of them that are left as they were made. */
  readonly whole: ReadonlySet<AiEdit>;
}

/** A text that stands in more places is not looked for in all of them. */
const placesLimit = 200;

/** The act of AI writing that an edit is. */
export function originOf({ id, channel, tool, confidence, atMs }: AiEdit): Origin {
  return { id, channel, tool, confidence, atMs };
}

/**
 * Finds in a text what edits put into it: takes them back, the latest first, and so learns what the text was and which
 * lines each of them changed (DESIGN §4). Content decides, never size or speed: what cannot be found is not AI's.
 * `before` is the text the file was last known to have; lines that were there are nobody's work since then.
 * `undefined` when nothing of any edit is found.
 */
export function attributeText(
  after: readonly string[],
  edits: readonly AiEdit[],
  before?: readonly string[],
): Attribution | undefined {
  return atOnce(attributing(after, edits, before));
}

/** What edits are found to have written in a text: unread, each line of the act that wrote it last. */
export interface Claims {
  readonly spans: readonly Span[];
  readonly found: ReadonlySet<AiEdit>;
}

/** The claims of edits on a text of which nothing is known from before them. */
export function claimsIn(after: readonly string[], edits: readonly AiEdit[]): Claims {
  return atOnce(claimingIn(after, edits));
}

/** As `claimsIn`, edit by edit: with many of them there may be others who want the thread. */
export function* claimingIn(after: readonly string[], edits: readonly AiEdit[]): Generator<void, Claims> {
  const attribution = yield* attributing(after, edits, undefined);
  if (attribution === undefined) return { spans: [], found: new Set() };
  const ledger = new Ledger(attribution.telling.before, [], new Moves());
  ledger.tell(attribution.telling);
  return { spans: ledger.spans(), found: attribution.found };
}

function* attributing(
  after: readonly string[],
  edits: readonly AiEdit[],
  before: readonly string[] | undefined,
): Generator<void, Attribution | undefined> {
  const rewind = new Rewind(after, before);
  const found = new Set<AiEdit>();
  const whole = new Set<AiEdit>();
  const order = new Map(edits.map((edit, i) => [edit, i]));
  const latestFirst = (a: AiEdit, b: AiEdit): number => b.atMs - a.atMs || (order.get(b) ?? 0) - (order.get(a) ?? 0);
  for (const edit of edits.toSorted(latestFirst)) {
    const finding = takeBack(rewind, edit, before);
    if (finding.some > 0) found.add(edit);
    if (finding.some > 0 && finding.whole === finding.all) whole.add(edit);
    yield;
  }
  return found.size === 0 ? undefined : { telling: rewind.telling(), found, whole };
}

/** Does work to its end without a pause. */
function atOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

const nothing: Finding = { all: 0, whole: 0, some: 0 };

/** What is found of an edit that makes changes in several places. */
function together(findings: readonly Finding[]): Finding {
  return findings.reduce(
    (sum, { all, whole, some }) => ({ all: sum.all + all, whole: sum.whole + whole, some: sum.some + some }),
    nothing,
  );
}

function takeBack(rewind: Rewind, edit: AiEdit, known: readonly string[] | undefined): Finding {
  const author: Author = { kind: "ai", origin: originOf(edit) };
  const { change } = edit;
  switch (change.kind) {
    case "pieces":
      return together(change.pieces.toReversed().map((piece) => takeBackPiece(rewind, piece, author)));
    case "whole": {
      const oldLines = change.before === undefined ? known : splitLines(change.before);
      return oldLines === undefined
        ? nothing
        : takeBackText(rewind, fragmentOf(oldLines, splitLines(change.text)), author);
    }
    case "lines":
      return takeBackText(rewind, writtenIn(change.text, change.written), author);
    case "delete":
    case "move":
      return nothing;
  }
}

/** The whole text, of which these lines were written. What was there before them is not known. */
function writtenIn(text: string, written: readonly { readonly start: number; readonly end: number }[]): Fragment {
  const newLines = splitLines(text);
  const isWritten = newLines.map(() => false);
  for (const { start, end } of written) isWritten.fill(true, Math.max(0, start), Math.max(0, end));
  const hunks = [];
  let oldLine = 0;
  for (let start = 0; start < newLines.length;) {
    let end = start + 1;
    while (end < newLines.length && isWritten[end] === isWritten[start]) end++;
    if (isWritten[start] === true) hunks.push({ oldStart: oldLine, oldEnd: oldLine, newStart: start, newEnd: end });
    else oldLine += end - start;
    start = end;
  }
  return { oldLines: newLines.filter((_, line) => isWritten[line] !== true), newLines, hunks };
}

function takeBackText(rewind: Rewind, fragment: Fragment, author: Author): Finding {
  const { newLines } = fragment;
  const isSame =
    newLines.length === rewind.lines.length && newLines.every((line, i) => stripped(line) === rewind.keys[i]);
  const alignment = isSame ? alignedAt(0, newLines.length) : align(newLines, rewind.lines);
  return alignment === undefined ? nothing : rewind.takeBack(fragment, alignment, author);
}

/** A piece that is not found at all counts as one change. */
function takeBackPiece(rewind: Rewind, piece: Piece, author: Author): Finding {
  const missing: Finding = { ...nothing, all: piece.newText.trim() === "" ? 0 : 1 };
  const places = rewind.solid
    .find(piece.newText, piece.wholeLines, placesLimit)
    .filter(({ start, end }) => rewind.isFresh(start.line, end.line + 1));
  if (piece.everywhere) {
    return together(
      apart(places)
        .toReversed()
        .map((place) => takeBackAt(rewind, piece, place, author)),
    );
  }
  const place = nearest(places, piece);
  if (place !== undefined) return takeBackAt(rewind, piece, place, author);
  if (places.length > 0 || !isLines(piece)) return missing;
  // Not there as it was written: a formatter went over it, or something of it changed since.
  const fragment = fragmentOf(splitLines(piece.oldText), splitLines(piece.newText));
  const alignment = align(fragment.newLines, rewind.lines, piece.line);
  return alignment === undefined ? missing : rewind.takeBack(fragment, alignment, author);
}

/** Those of some stretches, from the first on, that do not overlap. */
function apart(places: readonly Stretch[]): Stretch[] {
  const chosen: Stretch[] = [];
  for (const place of places) {
    const last = chosen.at(-1)?.end;
    const overlaps =
      last !== undefined &&
      (place.start.line < last.line || (place.start.line === last.line && place.start.character < last.character));
    if (!overlaps) chosen.push(place);
  }
  return chosen;
}

/** The place the record points at, or the only one. Of several, without a hint, the first if the text is more than part of a line. */
function nearest(places: readonly Stretch[], piece: Piece): Stretch | undefined {
  const { line } = piece;
  if (line === undefined) return places.length === 1 || isLines(piece) ? places[0] : undefined;
  return places.toSorted((a, b) => Math.abs(a.start.line - line) - Math.abs(b.start.line - line))[0];
}

/** Whether a piece says whole lines and not only a part of one. */
function isLines({ wholeLines, newText }: Piece): boolean {
  return wholeLines || hasLineEnd(newText.trim());
}

/** Takes back a piece that stands at a place as it was written: the lines around it, too, were what they are. */
function takeBackAt(rewind: Rewind, piece: Piece, place: Stretch, author: Author): Finding {
  const { start, end } = withLineEnds(place, piece.newText, rewind.lines);
  const newLines = rewind.lines.slice(start.line, end.line + 1);
  const head = (newLines[0] ?? "").slice(0, start.character);
  const tail = (newLines.at(-1) ?? "").slice(end.character);
  const fragment = fragmentOf(splitLines(head + piece.oldText + tail), newLines);
  return rewind.takeBack(fragment, alignedAt(start.line, newLines.length), author);
}

/** A stretch that also holds the line ends which its text begins and ends with. */
function withLineEnds(place: Stretch, text: string, lines: readonly string[]): Stretch {
  const count = (white: string | undefined): number => splitLines(white ?? "").length - 1;
  let { start, end } = place;
  for (let left = count(/^\s*/.exec(text)?.[0]); left > 0 && start.line > 0; left--) {
    const above = lines[start.line - 1] ?? "";
    if (lines[start.line]?.slice(0, start.character).trim() !== "") break;
    start = { line: start.line - 1, character: above.length };
  }
  for (let left = count(/\s*$/.exec(text)?.[0]); left > 0 && end.line < lines.length - 1; left--) {
    if (lines[end.line]?.slice(end.character).trim() !== "") break;
    end = { line: end.line + 1, character: 0 };
  }
  return { start, end };
}
