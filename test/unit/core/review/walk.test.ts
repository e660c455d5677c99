import assert from "node:assert/strict";
import fc from "fast-check";
import type { Mark, Span } from "../../../../src/core/ledger/mark.ts";
import { glanceAt } from "../../../../src/core/review/hunkText.ts";
import { riskAt } from "../../../../src/core/review/risk.ts";
import {
  compareHunks,
  hunkAt,
  reasonsOf,
  startOfYesterdayMs,
  stepFrom,
  type WalkHunk,
  walkHunksOf,
  walkOf,
} from "../../../../src/core/review/walk.ts";
import { evidence, origin } from "../ledger/scene.ts";

const base: WalkHunk = {
  file: "file:///w/src/a.ts",
  start: 0,
  end: 10,
  unreadLines: 10,
  commit: "uncommitted",
  risk: { pack: undefined, weight: 0 },
  costTenths: 100,
  oldestMs: 1000,
  newestUnreadMs: 2000,
  oldestUnreadMs: 1500,
  unreadTools: ["Tool"],
};
const hunk = (start: number, more: Partial<WalkHunk> = {}): WalkHunk => ({ ...base, start, end: start + 10, ...more });
const risky = (weight: number): Partial<WalkHunk> => ({ risk: { pack: `pack${weight}`, weight } });
const starts = (hunks: readonly WalkHunk[]): number[] => hunks.map(({ start }) => start);

const anyHunk: fc.Arbitrary<WalkHunk> = fc.record({
  file: fc.constantFrom("file:///w/a.ts", "file:///w/b/c.ts", "file:///w/b.ts"),
  start: fc.nat(50),
  end: fc.constant(100),
  unreadLines: fc.nat(2),
  commit: fc.constantFrom("uncommitted", "committed", "noRepository"),
  risk: fc.option(fc.constantFrom({ pack: undefined, weight: 0 }, { pack: "a", weight: 3 }, { pack: "b", weight: 9 }), {
    nil: undefined,
  }),
  costTenths: fc.constantFrom(10, 20),
  oldestMs: fc.constantFrom(1, 2),
  newestUnreadMs: fc.constantFrom(3, 4),
  oldestUnreadMs: fc.constant(3),
  unreadTools: fc.constantFrom([], ["Tool"], [undefined, "Other"]),
});
const anyHunks = fc.uniqueArray(anyHunk, { selector: ({ file, start }) => `${file} ${start}` });

describe("the order of the walk", () => {
  it("is not committed yet, then risk, then size, then age, then place", () => {
    const wanted = [
      hunk(0, { ...risky(9), costTenths: 1 }),
      hunk(1, { ...risky(5), costTenths: 300, commit: "noRepository" }),
      hunk(2, { ...risky(5), costTenths: 200, oldestMs: 1 }),
      hunk(3, { ...risky(5), costTenths: 200, oldestMs: 2 }),
      hunk(4, { ...risky(5), costTenths: 200, oldestMs: 2 }),
      hunk(0, { ...risky(5), costTenths: 200, oldestMs: 2, file: "file:///w/src/b.ts" }),
      hunk(6, { ...risky(1) }),
      hunk(7, { risk: undefined, costTenths: 1 }),
      hunk(8, { costTenths: 999 }),
      hunk(9, { ...risky(9), commit: "committed" }),
    ];
    assert.deepEqual(walkOf(wanted.toReversed()), wanted);
  });

  it("leaves out what is settled", () => {
    assert.deepEqual(starts(walkOf([hunk(0), hunk(1, { unreadLines: 0 }), hunk(2)])), [0, 2]);
  });

  it("is total, and the same however the hunks come", () => {
    fc.assert(
      fc.property(anyHunks, fc.infiniteStream(fc.nat(1000)), (hunks, order) => {
        const walk = walkOf(hunks);
        const shuffled = hunks
          .map((one) => [order.next().value as number, one] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, one]) => one);
        assert.deepEqual(walkOf(shuffled), walk);
        for (const [i, a] of walk.entries()) {
          for (const [j, b] of walk.entries()) assert.equal(Math.sign(compareHunks(a, b)), Math.sign(i - j));
        }
      }),
    );
  });
});

describe("the limits of a walk", () => {
  const hunks = [
    hunk(0, { unreadTools: ["Tool", undefined] }),
    hunk(1, { file: "file:///w/src/deep/b.ts", commit: "committed" }),
    hunk(2, { file: "file:///w/srcs/c.ts", newestUnreadMs: 5000, commit: "noRepository" }),
    hunk(3, { unreadTools: ["Other"], newestUnreadMs: 4999 }),
  ];
  const within = (...limits: Parameters<typeof walkOf>[1] & {}): number[] => starts(walkOf(hunks, limits)).toSorted();

  it("are a file, a folder, not committed yet, since a moment, a tool, and all that are set", () => {
    assert.deepEqual(within(), [0, 1, 2, 3]);
    assert.deepEqual(within({ kind: "file", file: base.file }), [0, 3]);
    assert.deepEqual(within({ kind: "folder", folder: "file:///w/src" }), [0, 1, 3]);
    assert.deepEqual(within({ kind: "uncommitted" }), [0, 2, 3]);
    assert.deepEqual(within({ kind: "since", atMs: 5000 }), [2]);
    assert.deepEqual(within({ kind: "tool", tool: "Tool" }), [0, 1, 2]);
    assert.deepEqual(within({ kind: "tool", tool: undefined }), [0]);
    assert.deepEqual(within({ kind: "folder", folder: "file:///w/src" }, { kind: "tool", tool: "Other" }), [3]);
  });

  it("know when yesterday began, also where a day has 23 hours", () => {
    const zone = process.env["TZ"];
    process.env["TZ"] = "Europe/Berlin";
    try {
      const at = (text: string): number => new Date(text).getTime();
      assert.equal(startOfYesterdayMs(at("2026-11-26T10:00:00")), at("2026-11-25T00:00:00"));
      assert.equal(startOfYesterdayMs(at("2026-03-30T00:00:00")), at("2026-03-29T00:00:00"));
      assert.equal(startOfYesterdayMs(at("2026-03-30T23:59:59")), at("2026-03-29T00:00:00"));
      assert.equal(startOfYesterdayMs(at("2026-01-01T12:00:00")), at("2025-12-31T00:00:00"));
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });
});

describe("a step of the walk", () => {
  const walk = walkOf([hunk(0, risky(9)), hunk(20, risky(5)), hunk(40), hunk(60, { commit: "committed" })]);

  it("goes to the next and to the previous, round and round", () => {
    const ahead: number[] = [];
    let at: WalkHunk | undefined;
    for (let i = 0; i < 6; i++) {
      at = stepFrom(walk, at, "next");
      ahead.push(at!.start);
    }
    assert.deepEqual(ahead, [0, 20, 40, 60, 0, 20]);
    assert.equal(stepFrom(walk, walk[0], "previous")?.start, 60);
    assert.equal(stepFrom(walk, walk[3], "previous")?.start, 40);
    assert.equal(stepFrom(walk, undefined, "previous")?.start, 60);
  });

  it("goes on from a hunk that is settled, or beyond the limits", () => {
    const settled = hunk(30, { ...risky(5), costTenths: 1, unreadLines: 0 });
    assert.equal(stepFrom(walk, settled, "next")?.start, 40);
    assert.equal(stepFrom(walk, settled, "previous")?.start, 20);
    assert.equal(stepFrom(walk.slice(1), walk[0], "next")?.start, 20);
    const least = hunk(90, { commit: "committed", costTenths: 0 });
    assert.equal(stepFrom(walk, least, "next")?.start, 0);
  });

  it("stays at the only one, and is nothing in an empty walk", () => {
    assert.equal(stepFrom([base], base, "next"), base);
    assert.equal(stepFrom([base], base, "previous"), base);
    assert.equal(stepFrom([], base, "next"), undefined);
    assert.equal(stepFrom([], undefined, "previous"), undefined);
  });

  it("finds the hunk at a line, settled or not", () => {
    const hunks = [hunk(0), hunk(20, { unreadLines: 0 }), hunk(0, { file: "file:///w/b.ts" })];
    assert.equal(hunkAt(hunks, base.file, 0), hunks[0]);
    assert.equal(hunkAt(hunks, base.file, 9), hunks[0]);
    assert.equal(hunkAt(hunks, base.file, 10), undefined);
    assert.equal(hunkAt(hunks, base.file, 25), hunks[1]);
    assert.equal(hunkAt(hunks, "file:///w/b.ts", 5), hunks[2]);
  });

  it("reaches every hunk once before it comes round, forwards and backwards", () => {
    fc.assert(
      fc.property(anyHunks, (hunks) => {
        const order = walkOf(hunks);
        for (const direction of ["next", "previous"] as const) {
          const seen = new Set<WalkHunk>();
          let at: WalkHunk | undefined;
          for (let i = 0; i < order.length; i++) {
            at = stepFrom(order, at, direction);
            if (at !== undefined) seen.add(at);
          }
          assert.equal(seen.size, order.length);
          if (order.length > 0)
            assert.equal(stepFrom(order, at, direction), direction === "next" ? order[0] : order.at(-1));
        }
      }),
    );
  });

  it("settles its way through all of them in their order", () => {
    fc.assert(
      fc.property(anyHunks, (hunks) => {
        const order = walkOf(hunks);
        let left: readonly WalkHunk[] = hunks;
        let at = stepFrom(walkOf(left), undefined, "next");
        for (const wanted of order) {
          assert.equal(at, wanted);
          left = left.map((one) => (one === wanted ? { ...one, unreadLines: 0 } : one));
          at = stepFrom(walkOf(left), at, "next");
        }
        assert.equal(at, undefined);
      }),
    );
  });
});

describe("why a hunk comes first", () => {
  it("is what it is ahead by, after what speaks for both", () => {
    const kinds = (a: WalkHunk, b?: WalkHunk): string[] => reasonsOf(a, b).map(({ kind }) => kind);
    const committed = { commit: "committed" } as const;
    assert.deepEqual(kinds(hunk(0, risky(9)), hunk(1, committed)), ["uncommitted"]);
    assert.deepEqual(kinds(hunk(0, { commit: "noRepository" }), hunk(1, committed)), ["uncommitted"]);
    assert.deepEqual(reasonsOf(hunk(0, risky(9)), hunk(1, risky(5))), [
      { kind: "uncommitted" },
      { kind: "risk", pack: "pack9", weight: 9 },
    ]);
    assert.deepEqual(kinds(hunk(0, { ...risky(9), commit: "noRepository" }), hunk(1, risky(5))), ["risk"]);
    assert.deepEqual(kinds(hunk(0, { risk: undefined }), hunk(1)), ["uncommitted", "unknownRisk"]);
    assert.deepEqual(
      reasonsOf(hunk(0, { ...risky(5), ...committed, costTenths: 200 }), hunk(1, { ...risky(5), ...committed })),
      [
        { kind: "risk", pack: "pack5", weight: 5 },
        { kind: "size", costTenths: 200 },
      ],
    );
    assert.deepEqual(reasonsOf(hunk(0, { ...committed, oldestMs: 1 }), hunk(1, committed)), [
      { kind: "age", oldestMs: 1 },
    ]);
    assert.deepEqual(kinds(hunk(0, committed), hunk(1, committed)), ["place"]);
    assert.deepEqual(kinds(hunk(0, risky(9))), ["uncommitted", "risk"]);
    assert.deepEqual(kinds(hunk(0, committed)), []);
  });

  it("ends with what decided, for every two neighbours", () => {
    fc.assert(
      fc.property(anyHunks, (hunks) => {
        const walk = walkOf(hunks);
        for (const [i, a] of walk.entries()) {
          const b = walk[i + 1];
          if (b === undefined) continue;
          const decided = reasonsOf(a, b).at(-1)?.kind;
          const isBehind = (x: WalkHunk): boolean => x.commit === "committed";
          const weight = (x: WalkHunk): number => x.risk?.weight ?? 0.5;
          if (isBehind(a) !== isBehind(b)) assert.equal(decided, "uncommitted");
          else if (weight(a) !== weight(b)) assert.equal(decided, a.risk === undefined ? "unknownRisk" : "risk");
          else if (a.costTenths !== b.costTenths) assert.equal(decided, "size");
          else assert.equal(decided, a.oldestMs === b.oldestMs ? "place" : "age");
        }
      }),
    );
  });
});

describe("the hunks of a file", () => {
  const committed = { sinceMs: 1, isInHead: true };
  const unread = (atMs: number, tool = "Tool"): Mark => ({
    origin: { ...origin("A", atMs), tool },
    settled: undefined,
    committed,
  });
  const lines = ["a();", "}", "", "b();", "x", "x", "x", "c();", "d();"];
  const spans: readonly Span[] = [
    { start: 0, end: 3, mark: unread(5) },
    { start: 3, end: 4, mark: { ...unread(3, "Other"), settled: evidence("marked", 0) } },
    { start: 7, end: 8, mark: { origin: origin("B", 9), settled: undefined } },
    { start: 8, end: 9, mark: { ...unread(7), settled: evidence("read", 0) } },
  ];
  const file = "file:///w/a.ts";

  it("have their risk and cost from the text", () => {
    const riskOf = ({ start, end }: { start: number; end: number }): ReturnType<typeof riskAt> =>
      riskAt(glanceAt({ path: "a.ts", languageId: "typescript", lines: lines.slice(start, end), isNewFile: false }));
    assert.deepEqual(walkHunksOf({ file, spans, isInRepository: true, text: { lines, riskOf } }), [
      {
        file,
        start: 0,
        end: 4,
        unreadLines: 2,
        commit: "committed",
        risk: { pack: undefined, weight: 0 },
        costTenths: 21,
        oldestMs: 3,
        newestUnreadMs: 5,
        oldestUnreadMs: 5,
        unreadTools: ["Tool"],
      },
      {
        file,
        start: 7,
        end: 9,
        unreadLines: 1,
        commit: "uncommitted",
        risk: { pack: undefined, weight: 0 },
        costTenths: 20,
        oldestMs: 7,
        newestUnreadMs: 9,
        oldestUnreadMs: 9,
        unreadTools: ["Tool"],
      },
    ]);
    const [one] = walkHunksOf({
      file,
      spans,
      isInRepository: true,
      text: { lines, riskOf: () => ({ pack: "p", weight: 4 }) },
    });
    assert.deepEqual(one?.risk, { pack: "p", weight: 4 });
  });

  it("are known without the text, their risk and what they cost at most aside", () => {
    const hunks = walkHunksOf({ file, spans, isInRepository: false });
    assert.deepEqual(
      hunks.map(({ start, end, unreadLines, commit, risk, costTenths }) => [
        start,
        end,
        unreadLines,
        commit,
        risk,
        costTenths,
      ]),
      [
        [0, 4, 3, "noRepository", undefined, 40],
        [7, 9, 1, "noRepository", undefined, 20],
      ],
    );
  });

  it("keep their place while their lines are settled", () => {
    const text = { lines, riskOf: () => ({ pack: undefined, weight: 0 }) };
    const before = walkHunksOf({ file, spans, isInRepository: true, text });
    const settled = spans.map((span) => ({ ...span, mark: { ...span.mark, settled: evidence("read", 0) } }));
    const after = walkHunksOf({ file, spans: settled, isInRepository: true, text });
    assert.deepEqual(
      after.map(({ unreadLines }) => unreadLines),
      [0, 0],
    );
    assert.deepEqual(
      after.map(({ newestUnreadMs, oldestUnreadMs, unreadTools }) => [newestUnreadMs, oldestUnreadMs, unreadTools]),
      [
        [-Infinity, Infinity, []],
        [-Infinity, Infinity, []],
      ],
    );
    for (const [i, one] of before.entries()) assert.equal(compareHunks(one, after[i]!), 0);
  });

  it("take their risk from the heaviest pack", () => {
    const at = (line: string): ReturnType<typeof riskAt> =>
      riskAt(glanceAt({ path: "a.ts", languageId: "typescript", lines: [line], isNewFile: false }));
    assert.deepEqual(at("try { eval(a) } catch {}"), { pack: "untrustedInput", weight: 8 });
    assert.deepEqual(at("a();"), { pack: undefined, weight: 0 });
  });
});
