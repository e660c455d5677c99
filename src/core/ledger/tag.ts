import type { Committed, Mark, Span } from "./mark.ts";

/**
 * A line of a person's into which AI wrote less than half (DESIGN §2, rule 1). Not tracked and never shown;
 * remembered so that a completion accepted word by word is counted as a whole.
 */
export interface Trace {
  /** Characters that AI wrote in the line, white space not counted. */
  readonly aiCharacters: number;
}

/** What the ledger keeps about a line; `undefined` stands for an untracked line. */
export type Tag = Mark | Trace;

/** Adjacent lines with the same tag. Lines are 0-based, `end` is exclusive. */
export interface TagRun {
  readonly start: number;
  readonly end: number;
  readonly tag: Tag;
}

/** Whether a tag says that AI wrote the line. */
export function isMark(tag: Tag | undefined): tag is Mark {
  return tag !== undefined && "origin" in tag;
}

/** Whether a tag says that AI wrote the line and nobody looked yet. */
export function isUnread(tag: Tag | undefined): boolean {
  return isMark(tag) && tag.settled === undefined;
}

/** Whether two tags say the same. */
export function sameTag(a: Tag | undefined, b: Tag | undefined): boolean {
  if (a === b) return true;
  return (
    isMark(a) &&
    isMark(b) &&
    a.origin.id === b.origin.id &&
    a.settled === b.settled &&
    sameCommitted(a.committed, b.committed)
  );
}

function sameCommitted(a: Committed | undefined, b: Committed | undefined): boolean {
  return a === b || (a?.sinceMs === b?.sinceMs && a?.isInHead === b?.isInHead);
}

/** Runs of equal tags, from one tag a line. */
export function runsOf(tags: readonly (Tag | undefined)[]): TagRun[] {
  const runs: TagRun[] = [];
  for (let start = 0; start < tags.length;) {
    const tag = tags[start];
    let end = start + 1;
    while (end < tags.length && sameTag(tags[end], tag)) end++;
    if (tag !== undefined) runs.push({ start, end, tag });
    start = end;
  }
  return runs;
}

/** One tag a line, from runs inside `lineCount` lines. */
export function tagsOf(runs: readonly TagRun[], lineCount: number): (Tag | undefined)[] {
  const tags: (Tag | undefined)[] = [];
  for (const { start, end, tag } of runs) {
    while (tags.length < start) tags.push(undefined);
    while (tags.length < end) tags.push(tag);
  }
  while (tags.length < lineCount) tags.push(undefined);
  return tags;
}

/** The tracked runs as spans: traces left out. */
export function spansOf(runs: readonly TagRun[]): Span[] {
  const spans: Span[] = [];
  for (const { start, end, tag } of runs) if (isMark(tag)) spans.push({ start, end, mark: tag });
  return spans;
}
