import assert from "node:assert/strict";
import type { State } from "../../../src/core/ledger/mark.ts";
import { Hasher } from "../../../src/core/text/hash.ts";
import type { Day } from "../../../src/core/week/facts.ts";
import { weekHtml } from "../../../src/core/week/html.ts";
import { barKinds, type PageFact, weekModel, type WeekModel } from "../../../src/core/week/model.ts";
import { readingTimeOf } from "../../../src/core/week/readingTime.ts";
import { weekOf } from "../../../src/core/week/weeks.ts";
import type { Store } from "../../../src/store/store.ts";
import { english, nothing, page } from "../core/week/pages.ts";
import { Place } from "../store/place.ts";
import { Quarter, workspaces } from "./quarter.ts";
import { outcomeName } from "./recount.ts";

/** `QUARTER_EVENTS=20000` for a short one. */
const wanted = Number(process.env["QUARTER_EVENTS"] ?? 200_000);
const states: readonly State[] = ["unread", "read", "edited", "marked", "dismissed"];

describe("a quarter", () => {
  const zone = process.env["TZ"];
  let place: Place;
  before(() => {
    process.env["TZ"] = "Europe/Berlin";
    place = new Place();
  });
  after(() => {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
    place.remove();
  });

  it(`of ${wanted} events in two windows has the numbers of a recount on its pages`, () => {
    const quarter = new Quarter(place, 6);
    const store = place.store();
    const compare = (week: number): void => {
      for (const workspace of [...workspaces, undefined]) {
        assert.deepEqual(told(quarter, store, week, workspace), expected(quarter, week, workspace));
      }
    };
    for (let week = 0; week < 13; week++) {
      quarter.pass(week, wanted / 1.2 / 13);
      compare(week);
    }
    for (let week = 0; week < 13; week++) compare(week);
    assert.ok(quarter.events >= wanted, `${quarter.events} events`);
  }).timeout(300_000);
});

/** The numbers of a page. */
interface Numbers {
  /** Eight weeks, as in the model and as in the table of the page. */
  readonly bars: readonly unknown[];
  readonly table: readonly (readonly number[])[];
  readonly facts: readonly PageFact[];
  readonly attendedMs: number;
}

/** What the page says, made from the rows of the store. */
function told(quarter: Quarter, store: Store, number: number, workspace: string | undefined): Numbers {
  const { start, end } = quarter.weeks[number]!;
  const isOurs = (one: { readonly workspace: string }): boolean =>
    workspace === undefined || one.workspace === workspace;
  const facts = store.days().filter(isOurs);
  const hasher = new Hasher(store.key());
  const tree = { unread: 0, read: 0, edited: 0, marked: 0, dismissed: 0 };
  for (const { uri, state, lines } of store.treeStates((hash) => hasher.isBlank(hash))) {
    if (workspace === undefined || uri.startsWith(`${workspace}/`)) tree[state] += lines;
  }
  const attendedMs = facts
    .filter(({ day }) => start <= day && day <= end)
    .reduce((sum, fact) => sum + (fact.attendedMs ?? 0), 0);
  const outcomes = store.outcomes().filter(isOurs);
  const model = weekModel({
    ...nothing,
    week: weekOf(start, 1),
    today: end,
    workspace,
    facts,
    outcomes,
    tree,
    attendedMs,
  });
  return { bars: model.bars, table: tableOf(model), facts: model.facts, attendedMs };
}

/** The numbers in the table of the page. */
function tableOf(model: WeekModel): number[][] {
  const rows = weekHtml(model, english, page).split("<tr>").slice(2);
  return rows.map((row) =>
    [...row.matchAll(/<td>([^<]*)<\/td>/g)].map(([, text]) => Number(text!.replaceAll(",", "").replace("−", "-"))),
  );
}

/** What the recount says that the page says. */
function expected({ weeks, recount }: Quarter, number: number, workspace: string | undefined): Numbers {
  const scope: readonly string[] = workspace === undefined ? workspaces : [workspace];
  const sum = (days: readonly Day[], what: string): number =>
    scope.reduce((all, one) => all + days.reduce((some, day) => some + recount.sum(one, day, what), 0), 0);
  const countsOf = (days: readonly Day[]) => ({
    landed: sum(days, "landed"),
    read: sum(days, "read"),
    edited: sum(days, "edited"),
    marked: sum(days, "marked"),
    dismissed: sum(days, "dismissed"),
  });
  const shown = Array.from({ length: 8 }, (_, i) => weeks[number - 7 + i]?.days ?? []);
  const counts = shown.map(countsOf);
  const tree = { unread: 0, read: 0, edited: 0, marked: 0, dismissed: 0 };
  for (const one of scope) for (const state of states) tree[state] += recount.tree(one)[state];
  const days = weeks[number]!.days;
  const attendedMs = sum(days, "attendedMs");
  const { marked, edited, read, dismissed } = countsOf(days);

  const mirror = { settled: { person: 0, agent: 0 }, unread: { person: 0, agent: 0 } };
  for (const state of states) {
    for (const by of ["person", "agent"] as const) {
      mirror[state === "unread" ? "unread" : "settled"][by] += sum(shown.flat(), outcomeName(state, by));
    }
  }
  const mirrored = mirror.settled.person + mirror.settled.agent + mirror.unread.person + mirror.unread.agent;
  return {
    bars: counts.map((of, i) => ({ week: weekOfBar(weeks[number]!.start, 7 - i), counts: of })),
    table: counts.map((of) => barKinds.map((kind) => of[kind])),
    facts: [
      { kind: "tree", lines: tree },
      { kind: "settled", lines: { marked, edited, read, dismissed }, time: readingTimeOf(attendedMs) },
      ...(mirrored < 10 ? [] : [{ kind: "mirror", mirror } as const]),
    ],
    attendedMs,
  };
}

/** The week that began so many weeks before another one did. */
function weekOfBar(start: Day, weeksBefore: number): { start: Day; end: Day } {
  const [year, month, date] = start.split("-").map(Number) as [number, number, number];
  const day = (after: number): Day => new Date(Date.UTC(year, month - 1, date + after)).toISOString().slice(0, 10);
  return { start: day(-7 * weeksBefore), end: day(-7 * weeksBefore + 6) };
}
