import type { Evidence, Mark, Origin, Span } from "../../../src/core/ledger/mark.ts";
import type { ChecklistRecord } from "../../../src/store/checklists.ts";
import type { FileRecord } from "../../../src/store/files.ts";

export const claude: Origin = {
  id: "0b0e7c66-0000-4000-8000-000000000001",
  channel: "agentSession",
  tool: "Claude Code",
  confidence: "reported",
  atMs: 1_790_000_000_000,
};

export const unnamed: Origin = {
  id: "0b0e7c66-0000-4000-8000-000000000002",
  channel: "inlineAccept",
  tool: undefined,
  confidence: "observed",
  atMs: 1_790_000_100_000,
};

/** One of each way to settle. */
export const settlements: readonly Evidence[] = [
  { kind: "read", atMs: 1_790_000_200_000, attendedMs: 12_345.5, engagement: "selection" },
  { kind: "edited", atMs: 1_790_000_200_001 },
  { kind: "marked", atMs: 1_790_000_200_002, scope: "selection" },
  { kind: "dismissed", atMs: 1_790_000_200_003, reason: "generated, Jörg says so" },
];

export function unread(origin: Origin): Mark {
  return { origin, settled: undefined };
}

export function span(start: number, end: number, mark: Mark = unread(claude)): Span {
  return { start, end, mark };
}

/** A file of ten lines with two unread ones. */
export function record(uri: string, changes: Partial<FileRecord> = {}): FileRecord {
  return {
    uri,
    textHash: "ab".repeat(16),
    lineHashes: Float64Array.from({ length: 10 }, (_, i) => 2 ** 52 + i),
    spans: [span(2, 4)],
    unreadLines: 2,
    unreadCostTenths: 20,
    present: true,
    disk: { mtimeMs: 1_790_000_000_000.25, size: 321 },
    ...changes,
  };
}

/** A checklist of two lines of that file, answered now. */
export function checklist(uri: string, changes: Partial<ChecklistRecord> = {}): ChecklistRecord {
  return {
    uri,
    lineHashes: Float64Array.from([2 ** 52 + 2, 2 ** 52 + 3]),
    atMs: Date.now(),
    note: undefined,
    answers: new Map([
      ["core.breakage", "unsure"],
      ["core.intent", "holds"],
      ["team:a", "doesNotApply"],
    ]),
    ...changes,
  };
}
