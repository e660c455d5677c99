import { areInHead } from "../ledger/committed.ts";
import { hunksOf, type ReviewHunk } from "../ledger/hunks.ts";
import type { Span } from "../ledger/mark.ts";
import { isUnread } from "../ledger/tag.ts";
import { costOf } from "./debt.ts";

/** What a hunk's text says of how much harm a miss would do. */
export interface Risk {
  /** The heaviest pack that it calls for, if any. */
  readonly pack: string | undefined;
  /** That pack's weight, 0 without one. */
  readonly weight: number;
}

/** A hunk as the walk orders it. Settling its lines changes none of what it is ordered by, so the way on stays the same. */
export interface WalkHunk {
  /** Its file's URI. */
  readonly file: string;
  /** Lines `[start, end)`, 0-based. */
  readonly start: number;
  readonly end: number;
  /** Lines that wait to be read; 0 when all is settled. Blank ones count only while the text is not known. */
  readonly unreadLines: number;
  readonly commit: "uncommitted" | "committed" | "noRepository";
  /** `undefined` while nobody read the text, as of a closed file. */
  readonly risk: Risk | undefined;
  /** What reading all its tracked lines costs, in tenths of an ordinary line; the most it can be while the text is not known. */
  readonly costTenths: number;
  /** When its oldest line was written, milliseconds since the epoch. */
  readonly oldestMs: number;
  /** When its newest unread line was written; `-Infinity` when all is settled. */
  readonly newestUnreadMs: number;
  /** When its oldest unread line was written; `Infinity` when all is settled. */
  readonly oldestUnreadMs: number;
  /** The tools that wrote its unread lines; `undefined` for one that nothing names. */
  readonly unreadTools: readonly (string | undefined)[];
}

/** What is known of a file whose hunks are walked. Its text need not be in memory. */
export interface WalkFile {
  /** Its URI. */
  readonly file: string;
  readonly spans: readonly Span[];
  readonly isInRepository: boolean;
  /** Its text, where it is in memory, and a way to the risk of one of its hunks, worth remembering while the text is the same. */
  readonly text?: { readonly lines: readonly string[]; readonly riskOf: (hunk: ReviewHunk) => Risk };
}

/** The hunks of a file, settled ones too: the caret can be in one, and the way goes on from there. */
export function walkHunksOf({ file, spans, isInRepository, text }: WalkFile): WalkHunk[] {
  return hunksOf(spans).map((hunk) => {
    let unreadLines = 0;
    let costTenths = 0;
    let oldestMs = Infinity;
    let newestUnreadMs = -Infinity;
    let oldestUnreadMs = Infinity;
    const unreadTools: (string | undefined)[] = [];
    for (const { start, end, mark } of hunk.spans) {
      const { atMs, tool } = mark.origin;
      const waits = isUnread(mark);
      for (let line = start; line < end; line++) {
        const cost = text === undefined ? 10 : costOf(text.lines[line] ?? "");
        costTenths += cost;
        if (waits && cost > 0) unreadLines++;
      }
      oldestMs = Math.min(oldestMs, atMs);
      if (!waits) continue;
      newestUnreadMs = Math.max(newestUnreadMs, atMs);
      oldestUnreadMs = Math.min(oldestUnreadMs, atMs);
      if (!unreadTools.includes(tool)) unreadTools.push(tool);
    }
    const commit = !isInRepository ? "noRepository" : areInHead(hunk.spans) ? "committed" : "uncommitted";
    const { start, end } = hunk;
    const risk = text?.riskOf(hunk);
    const times = { oldestMs, newestUnreadMs, oldestUnreadMs };
    return { file, start, end, unreadLines, commit, risk, costTenths, ...times, unreadTools };
  });
}

/**
 * Negative where `a` comes before `b`: not committed yet, then the heavier risk, then the larger, then the older, then by
 * file and line. A risk that is not known comes behind every known one and before none at all. No two hunks are equal.
 */
export function compareHunks(a: WalkHunk, b: WalkHunk): number {
  return (
    Number(a.commit === "committed") - Number(b.commit === "committed") ||
    rankOf(b.risk) - rankOf(a.risk) ||
    b.costTenths - a.costTenths ||
    a.oldestMs - b.oldestMs ||
    (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start)
  );
}

function rankOf(risk: Risk | undefined): number {
  return risk?.weight ?? 0.5;
}

/** A limit of a walk to some of the hunks. */
export type WalkLimit =
  | { readonly kind: "file"; readonly file: string }
  /** `folder` is a URI without `/` at its end. */
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "uncommitted" }
  /** Hunks with an unread line that was written then or later, milliseconds since the epoch. */
  | { readonly kind: "since"; readonly atMs: number }
  /** Hunks with an unread line of the tool; `undefined` for lines whose tool nothing names. */
  | { readonly kind: "tool"; readonly tool: string | undefined };

/** When yesterday began where the person is. `nowMs` is milliseconds since the epoch. */
export function startOfYesterdayMs(nowMs: number): number {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1).getTime();
}

/** Whether a hunk is one that a limit leaves. */
export function isWithin(hunk: WalkHunk, limit: WalkLimit): boolean {
  switch (limit.kind) {
    case "file":
      return hunk.file === limit.file;
    case "folder":
      return hunk.file.startsWith(`${limit.folder}/`);
    case "uncommitted":
      return hunk.commit !== "committed";
    case "since":
      return hunk.newestUnreadMs >= limit.atMs;
    case "tool":
      return hunk.unreadTools.includes(limit.tool);
  }
}

/** The hunks with something to read within all limits, in the order of the walk. */
export function walkOf(hunks: readonly WalkHunk[], limits: readonly WalkLimit[] = []): readonly WalkHunk[] {
  return hunks
    .filter((hunk) => hunk.unreadLines > 0 && limits.every((limit) => isWithin(hunk, limit)))
    .toSorted(compareHunks);
}

/** The hunk at a line of a file, settled or not. */
export function hunkAt(hunks: readonly WalkHunk[], file: string, line: number): WalkHunk | undefined {
  return hunks.find((hunk) => hunk.file === file && hunk.start <= line && line < hunk.end);
}

/**
 * Where a walk goes on from a hunk, round and round. `from` need not be in it: a settled hunk, or one beyond its limits,
 * still has its place in the order. Without one the walk begins: at its first hunk, or backwards at its last.
 * `undefined` when the walk is empty.
 */
export function stepFrom(
  walk: readonly WalkHunk[],
  from: WalkHunk | undefined,
  direction: "next" | "previous",
): WalkHunk | undefined {
  if (direction === "next") {
    return (from && walk.find((hunk) => compareHunks(from, hunk) < 0)) ?? walk[0];
  }
  return (from && walk.findLast((hunk) => compareHunks(hunk, from) < 0)) ?? walk.at(-1);
}

/** What speaks for a hunk. */
export type Reason =
  | { readonly kind: "uncommitted" }
  | { readonly kind: "risk"; readonly pack: string; readonly weight: number }
  /** Nobody read its text yet, so it may be a risk. */
  | { readonly kind: "unknownRisk" }
  | { readonly kind: "size"; readonly costTenths: number }
  | { readonly kind: "age"; readonly oldestMs: number }
  /** All else is equal, so it goes by file and line. */
  | { readonly kind: "place" };

/**
 * Why a hunk comes before the next of the walk, the weightiest reason first. The last one decided; those before speak for
 * both. For the last hunk of a walk, without a next, all that speaks for it.
 */
export function reasonsOf(hunk: WalkHunk, next: WalkHunk | undefined): readonly Reason[] {
  const reasons: Reason[] = [];
  const { commit, risk, costTenths, oldestMs } = hunk;
  const isCommitDecided = next !== undefined && commit !== "committed" && next.commit === "committed";
  if (commit === "uncommitted" || isCommitDecided) reasons.push({ kind: "uncommitted" });
  if (isCommitDecided) return reasons;
  if (risk === undefined) reasons.push({ kind: "unknownRisk" });
  else if (risk.pack !== undefined) reasons.push({ kind: "risk", pack: risk.pack, weight: risk.weight });
  if (next === undefined || rankOf(risk) !== rankOf(next.risk)) return reasons;
  if (costTenths !== next.costTenths) reasons.push({ kind: "size", costTenths });
  else if (oldestMs !== next.oldestMs) reasons.push({ kind: "age", oldestMs });
  else reasons.push({ kind: "place" });
  return reasons;
}
