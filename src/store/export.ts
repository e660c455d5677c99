import {
  type Channel,
  type Confidence,
  type Engagement,
  type Mark,
  type Span,
  type State,
  stateOf,
} from "../core/ledger/mark.ts";
import { type Changer, type Day, dayOf, type Fact, type FactKind, type OutcomeFact } from "../core/week/facts.ts";
import type { ChecklistRecord, StoredVerdict } from "./checklists.ts";
import type { WeekAnswer } from "./weekAnswers.ts";

/** A file to export: the ledger of its present text, from the store or from an open buffer. */
export interface ExportedLedger {
  readonly uri: string;
  /** The URI of the file that its text is kept in: a notebook's for a cell. */
  readonly file: string;
  readonly lineCount: number;
  /** Those that count. */
  readonly unreadLines: number;
  readonly spans: readonly Span[];
}

/** A checklist to export. */
export interface ExportedChecklist extends ChecklistRecord {
  /** The URI of the file that its text is kept in: a notebook's for a cell. */
  readonly file: string;
}

/** What an export is made of. */
export interface ExportSource {
  readonly files: readonly ExportedLedger[];
  /** The latest first. */
  readonly checklists: readonly ExportedChecklist[];
  /** Of all workspace folders. */
  readonly facts: readonly Fact[];
  /** The latest week first. */
  readonly weekAnswers: readonly WeekAnswer[];
  /** URIs of the workspace folders. */
  readonly workspaceRoots: readonly string[];
  /** The reading time of all unread lines that count, at the user's pace. */
  readonly minutes: number;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** A span of an export. Lines are 1-based, both inclusive. */
export interface ExportSpan {
  readonly start: number;
  readonly end: number;
  readonly state: State;
  /** What showed that the person was at the lines; only of read ones. */
  readonly engagement?: Engagement;
  readonly channel: Channel;
  /** `null` where nothing names the tool. */
  readonly tool: string | null;
  readonly confidence: Confidence;
  readonly acceptedOn: Day;
  /** Since when all its lines were in a commit; left out while HEAD lacks any of them. */
  readonly committedOn?: Day;
}

/** A file of an export. */
export interface ExportFile {
  readonly uri: string;
  /** From the workspace folder it is in, with `/`; `null` outside all of them. */
  readonly path: string | null;
  readonly lineCount: number;
  readonly spans: readonly ExportSpan[];
}

/** An answered checklist of an export. */
export interface ExportChecklist {
  readonly uri: string;
  /** As that of a file. */
  readonly path: string | null;
  /** For how many lines it was answered. */
  readonly lines: number;
  readonly answeredOn: Day;
  /** `null` where nothing was noted. */
  readonly note: string | null;
  /** By the ids of questions. */
  readonly answers: Readonly<Record<string, StoredVerdict>>;
}

/** What became of lines on one day that had landed in a commit, of an export. */
export interface ExportOutcome {
  readonly day: Day;
  /** Of the lines before they were changed or removed. */
  readonly state: State;
  readonly by: Changer;
  readonly lines: number;
}

/** An answer to a question of a week, of an export. */
export interface ExportWeekAnswer {
  /** The first day of the week. */
  readonly week: Day;
  readonly question: string;
  readonly text: string;
  readonly answeredOn: Day;
}

/** The export format, version 1 (docs/export.md). */
export interface Export {
  readonly format: "review-debt-export";
  readonly version: 1;
  /** UTC, to the second. */
  readonly exportedAt: string;
  readonly files: readonly ExportFile[];
  /** Left out where none is stored. */
  readonly checklists?: readonly ExportChecklist[];
  readonly debt: { readonly unreadLines: number; readonly minutes: number };
  readonly days: readonly ({ readonly day: Day } & Readonly<Record<FactKind, number>>)[];
  /** Left out where there are none. */
  readonly outcomes?: readonly ExportOutcome[];
  /** Left out where none is stored. */
  readonly weekAnswers?: readonly ExportWeekAnswer[];
}

/**
 * Puts everything known into the export format: files with tracked lines by URI, checklists and answers as given, days and
 * outcomes in order.
 */
export function exportOf(source: ExportSource): Export {
  const outcomes = outcomesOf(source.facts);
  const tracked = source.files.filter((file) => file.spans.length > 0);
  return {
    format: "review-debt-export",
    version: 1,
    exportedAt: `${new Date(source.nowMs).toISOString().slice(0, 19)}Z`,
    files: tracked
      .toSorted((a, b) => (a.uri < b.uri ? -1 : 1))
      .map((file) => ({
        uri: file.uri,
        path: pathIn(source.workspaceRoots, file.file),
        lineCount: file.lineCount,
        spans: mergedSpans(file.spans).map(exportSpan),
      })),
    ...(source.checklists.length > 0 && {
      checklists: source.checklists.map((checklist) => exportChecklist(checklist, source.workspaceRoots)),
    }),
    debt: {
      unreadLines: tracked.reduce((sum, file) => sum + file.unreadLines, 0),
      minutes: source.minutes,
    },
    days: daysOf(source.facts),
    ...(outcomes.length > 0 && { outcomes }),
    ...(source.weekAnswers.length > 0 && { weekAnswers: source.weekAnswers.map(exportWeekAnswer) }),
  };
}

/**
 * Neighbouring spans of one origin and one state, and read ones of one engagement, are one span, whenever their lines
 * were settled or committed.
 */
function mergedSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    const grows =
      last?.end === span.start &&
      last.mark.origin.id === span.mark.origin.id &&
      stateOf(last.mark) === stateOf(span.mark) &&
      engagementOf(last.mark) === engagementOf(span.mark);
    if (grows) merged[merged.length - 1] = { ...last, end: span.end, mark: laterInHead(last.mark, span.mark) };
    else merged.push(span);
  }
  return merged;
}

/** The mark of the two whose lines came into a commit later, or did not. */
function laterInHead(a: Mark, b: Mark): Mark {
  const sinceMs = ({ committed }: Mark): number => (committed?.isInHead === true ? committed.sinceMs : Infinity);
  return sinceMs(a) >= sinceMs(b) ? a : b;
}

function engagementOf({ settled }: Mark): Engagement | undefined {
  return settled?.kind === "read" ? settled.engagement : undefined;
}

function exportChecklist(checklist: ExportedChecklist, workspaceRoots: readonly string[]): ExportChecklist {
  const { uri, file, lineHashes, atMs, note, answers } = checklist;
  return {
    uri,
    path: pathIn(workspaceRoots, file),
    lines: lineHashes.length,
    answeredOn: dayOf(atMs),
    note: note ?? null,
    answers: Object.fromEntries(answers),
  };
}

function exportSpan({ start, end, mark }: Span): ExportSpan {
  const engagement = engagementOf(mark);
  return {
    start: start + 1,
    end,
    state: stateOf(mark),
    ...(engagement !== undefined && { engagement }),
    channel: mark.origin.channel,
    tool: mark.origin.tool ?? null,
    confidence: mark.origin.confidence,
    acceptedOn: dayOf(mark.origin.atMs),
    ...(mark.committed?.isInHead === true && { committedOn: dayOf(mark.committed.sinceMs) }),
  };
}

/** Workspace folders may lie in one another; the innermost counts, as in the editor. */
function pathIn(roots: readonly string[], uri: string): string | null {
  const inside = roots
    .map((root) => (root.endsWith("/") ? root : `${root}/`))
    .filter((root) => uri.startsWith(root))
    .toSorted((a, b) => b.length - a.length);
  const [root] = inside;
  return root === undefined ? null : decoded(uri.slice(root.length));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // not an encoded URI after all
  }
}

function daysOf(facts: readonly Fact[]): Export["days"] {
  const days = new Map<Day, Record<FactKind, number>>();
  for (const fact of facts) {
    if (fact.kind === "outcome") continue;
    const { day, kind, lines } = fact;
    const counts = days.get(day) ?? {
      landed: 0,
      read: 0,
      edited: 0,
      marked: 0,
      dismissed: 0,
      removedUnread: 0,
    };
    counts[kind] += lines;
    days.set(day, counts);
  }
  return [...days.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([day, counts]) => ({ day, ...counts }));
}

/** Sums by day, state and who did it; those left out that come to nothing. */
function outcomesOf(facts: readonly Fact[]): ExportOutcome[] {
  const keyOf = ({ day, state, by }: OutcomeFact): string => `${day} ${state} ${by}`;
  const groups = Map.groupBy(
    facts.filter((fact) => fact.kind === "outcome"),
    keyOf,
  );
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      const lines = group.reduce((sum, fact) => sum + fact.lines, 0);
      return first === undefined || lines === 0 ? [] : [{ day: first.day, state: first.state, by: first.by, lines }];
    });
}

function exportWeekAnswer({ week, question, text, atMs }: WeekAnswer): ExportWeekAnswer {
  return { week, question, text, answeredOn: dayOf(atMs) };
}
