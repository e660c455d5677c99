import assert from "node:assert/strict";
import type { Engagement, Mark, Span } from "../../../src/core/ledger/mark.ts";
import { exportOf, type ExportSource } from "../../../src/store/export.ts";
import { checklist, claude, settlements, span, unnamed } from "./samples.ts";

const noon = new Date(2026, 10, 22, 12).getTime();
const nothing: ExportSource = {
  files: [],
  checklists: [],
  facts: [],
  weekAnswers: [],
  workspaceRoots: ["file:///w"],
  minutes: 0,
  nowMs: Date.UTC(2026, 10, 22, 12, 0, 0, 987),
};
const file = (uri: string): ExportSource["files"][number] => ({
  uri,
  file: uri,
  lineCount: 10,
  unreadLines: 1,
  spans: [span(0, 1)],
});
const pathsOf = (workspaceRoots: string[], ...uris: string[]): (string | null)[] =>
  exportOf({ ...nothing, workspaceRoots, files: uris.map(file) }).files.map(({ path }) => path);

describe("export", () => {
  it("has the documented form", () => {
    const origin = { ...claude, channel: "inlineAccept", tool: "GitHub Copilot", confidence: "observed" } as const;
    const spans = [span(0, 5, { origin: { ...origin, atMs: noon }, settled: undefined })];
    const source: ExportSource = {
      ...nothing,
      files: [{ uri: "file:///w/src/a.ts", file: "file:///w/src/a.ts", lineCount: 120, unreadLines: 5, spans }],
      facts: [{ day: "2026-11-22", kind: "landed", lines: 5 }],
      minutes: 1,
    };
    assert.deepEqual(
      exportOf(source),
      JSON.parse(`
      {"format":"review-debt-export","version":1,"exportedAt":"2026-11-22T12:00:00Z",
       "files":[{"uri":"file:///w/src/a.ts","path":"src/a.ts","lineCount":120,
         "spans":[{"start":1,"end":5,"state":"unread","channel":"inlineAccept","tool":"GitHub Copilot","confidence":"observed","acceptedOn":"2026-11-22"}]}],
       "debt":{"unreadLines":5,"minutes":1},
       "days":[{"day":"2026-11-22","landed":5,"read":0,"edited":0,"marked":0,"dismissed":0,"removedUnread":0}]}`),
    );
  });

  it("names states, and tools only where something names them", () => {
    const spans = settlements.map((settled, i) => span(i, i + 1, { origin: unnamed, settled }));
    const source = { ...nothing, files: [{ ...file("file:///w/a"), spans }] };
    assert.deepEqual(
      exportOf(source).files[0]?.spans.map(({ start, end, state, tool }) => [start, end, state, tool]),
      [
        [1, 1, "read", null],
        [2, 2, "edited", null],
        [3, 3, "marked", null],
        [4, 4, "dismissed", null],
      ],
    );
  });

  it("joins neighbouring lines of one origin and one state, whenever each was settled", () => {
    const edited = (atMs: number): Span["mark"] => ({ origin: unnamed, settled: { kind: "edited", atMs } });
    const spans = [
      span(0, 2, edited(1)),
      span(2, 3, edited(2)),
      span(4, 5, edited(3)),
      span(5, 6, { origin: claude, settled: undefined }),
    ];
    const source = { ...nothing, files: [{ ...file("file:///w/a"), spans }] };
    assert.deepEqual(
      exportOf(source).files[0]?.spans.map(({ start, end }) => [start, end]),
      [
        [1, 3],
        [5, 5],
        [6, 6],
      ],
    );
  });

  it("says what showed that the person was there, of read lines only, and joins just those of one engagement", () => {
    const read = (atMs: number, engagement: Engagement): Span["mark"] => ({
      origin: unnamed,
      settled: { kind: "read", atMs, attendedMs: 12_000, engagement },
    });
    const spans = [
      span(0, 2, read(1, "caret")),
      span(2, 3, read(2, "caret")),
      span(3, 4, read(2, "hover")),
      span(4, 5, { origin: unnamed, settled: settlements[1] }),
      span(6, 7),
    ];
    const source = { ...nothing, files: [{ ...file("file:///w/a"), spans }] };
    const exported = exportOf(source).files[0]?.spans ?? [];
    assert.deepEqual(
      exported.map(({ start, end, engagement }) => [start, end, engagement]),
      [
        [1, 3, "caret"],
        [4, 4, "hover"],
        [5, 5, undefined],
        [7, 7, undefined],
      ],
    );
    assert.equal(
      exported.some((each) => each.state !== "read" && "engagement" in each),
      false,
    );
  });

  it("has the checklists as they were answered, also of files outside the workspace, and no list where there are none", () => {
    const inFile = checklist("file:///w/src/a%20b.ts", { atMs: noon, note: "Jörg asked why" });
    const inCell = checklist("vscode-notebook-cell:/w/n.ipynb#W0", { atMs: noon, answers: new Map() });
    const outside = checklist("file:///elsewhere/c.ts", { atMs: noon, answers: new Map([["core.fit", "holds"]]) });
    const checklists = [
      { ...inFile, file: inFile.uri },
      { ...inCell, file: "file:///w/n.ipynb" },
      { ...outside, file: outside.uri },
    ];
    assert.deepEqual(
      exportOf({ ...nothing, checklists }).checklists,
      JSON.parse(`
      [{"uri":"file:///w/src/a%20b.ts","path":"src/a b.ts","lines":2,"answeredOn":"2026-11-22","note":"Jörg asked why",
        "answers":{"core.breakage":"unsure","core.intent":"holds","team:a":"doesNotApply"}},
       {"uri":"vscode-notebook-cell:/w/n.ipynb#W0","path":"n.ipynb","lines":2,"answeredOn":"2026-11-22","note":null,"answers":{}},
       {"uri":"file:///elsewhere/c.ts","path":null,"lines":2,"answeredOn":"2026-11-22","note":null,"answers":{"core.fit":"holds"}}]`),
    );
    assert.equal("checklists" in exportOf(nothing), false);
  });

  it("says since when lines are in a commit, where HEAD holds all of a span's", () => {
    const dayMs = 86_400_000;
    const since = (sinceMs: number, isInHead = true): Mark => ({
      origin: claude,
      settled: undefined,
      committed: { sinceMs, isInHead },
    });
    const spans = [
      span(0, 1, since(noon)),
      span(1, 2, since(noon + dayMs)),
      span(2, 3, since(noon)),
      span(4, 5, since(noon)),
      span(5, 6),
      span(7, 8, since(noon, false)),
    ];
    const source = { ...nothing, files: [{ ...file("file:///w/a"), spans }] };
    assert.deepEqual(
      exportOf(source).files[0]?.spans.map(({ start, end, committedOn }) => [start, end, committedOn]),
      [
        [1, 3, "2026-11-23"],
        [5, 6, undefined],
        [8, 8, undefined],
      ],
    );
  });

  it("gives the path from the innermost workspace folder, readable", () => {
    assert.deepEqual(pathsOf(["file:///w", "file:///w/pkg/"], "file:///w/pkg/x%20y/%C3%A9.ts"), ["x y/é.ts"]);
  });

  it("gives no path outside the workspace, also not to a neighbour of the same beginning", () => {
    assert.deepEqual(pathsOf(["file:///w"], "file:///w2/a.ts", "untitled:w"), [null, null]);
  });

  it("gives a path that cannot be decoded as it is", () => {
    assert.deepEqual(pathsOf(["file:///w"], "file:///w/100%.ts"), ["100%.ts"]);
  });

  it("lists files with tracked lines by URI, and days in order with all counts of each", () => {
    const facts = [
      { day: "2026-11-23", kind: "read", lines: 2, attendedMs: 2400, workspace: "file:///w" },
      { day: "2026-11-22", kind: "landed", lines: 5 },
      { day: "2026-11-23", kind: "removedUnread", lines: 1 },
      { day: "2026-11-23", kind: "read", lines: -1, workspace: "" },
      { day: "2026-11-24", kind: "outcome", state: "read", by: "agent", lines: 2 },
    ] as const;
    const files = [file("file:///w/b"), file("file:///w/a"), { ...file("file:///w/0"), spans: [] }];
    const exported = exportOf({ ...nothing, files, facts });
    assert.deepEqual(
      exported.files.map(({ path }) => path),
      ["a", "b"],
    );
    assert.equal(exported.debt.unreadLines, 2);
    const none = { landed: 0, read: 0, edited: 0, marked: 0, dismissed: 0, removedUnread: 0 };
    assert.deepEqual(exported.days, [
      { ...none, day: "2026-11-22", landed: 5 },
      { ...none, day: "2026-11-23", read: 1, removedUnread: 1 },
    ]);
  });

  it("adds up outcomes over workspace folders, in order, and has no list where all come to nothing", () => {
    const fact = { day: "2026-11-23", kind: "outcome", state: "unread", by: "person", lines: 2 } as const;
    const facts = [
      { ...fact, workspace: "file:///w" },
      { ...fact, day: "2026-11-22", by: "agent" },
      { ...fact, workspace: "", lines: 3 },
      { ...fact, state: "marked" },
      { ...fact, state: "marked", lines: -2 },
    ] as const;
    assert.deepEqual(exportOf({ ...nothing, facts }).outcomes, [
      { day: "2026-11-22", state: "unread", by: "agent", lines: 2 },
      { day: "2026-11-23", state: "unread", by: "person", lines: 5 },
    ]);
    assert.equal("outcomes" in exportOf({ ...nothing, facts: facts.slice(3) }), false);
  });

  it("has the answers to a week's questions in full, and no list where there are none", () => {
    const text = 'Jörg: <b>"why"</b>'.repeat(5000);
    const weekAnswers = [{ week: "2026-11-16", question: "surprise", text, atMs: noon }];
    assert.deepEqual(exportOf({ ...nothing, weekAnswers }).weekAnswers, [
      { week: "2026-11-16", question: "surprise", text, answeredOn: "2026-11-22" },
    ]);
    assert.equal("weekAnswers" in exportOf(nothing), false);
  });
});
