import assert from "node:assert/strict";
import fc from "fast-check";
import {
  daysOf,
  isDay,
  lastWeeks,
  nextWeek,
  numberOfWeek,
  previousWeek,
  type Weekday,
  weekOf,
} from "../../../../src/core/week/weeks.ts";
import { dayOf } from "../../../../src/core/week/facts.ts";

const anyDay = fc
  .integer({ min: -20_000, max: 40_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
const anyFirst = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);

describe("weeks", () => {
  it("begin where the locale begins them", () => {
    assert.deepEqual(weekOf("2026-11-22", 1), { start: "2026-11-16", end: "2026-11-22" });
    assert.deepEqual(weekOf("2026-11-22", 7), { start: "2026-11-22", end: "2026-11-28" });
    assert.deepEqual(weekOf("2026-11-22", 6), { start: "2026-11-21", end: "2026-11-27" });
  });

  it("are of days that a calendar has, and no others", () => {
    for (const day of ["2026-11-22", "2028-02-29", "1000-01-01", "9998-12-31"]) assert.ok(isDay(day), day);
    const none = [
      "",
      "today",
      "2026-02-29",
      "2026-02-30",
      "2026-13-01",
      "2026-00-10",
      "0000-01-01",
      "9999-12-31",
      "02026-1-1",
    ];
    for (const day of none) {
      assert.ok(!isDay(day), day);
      assert.throws(() => weekOf(day, 1), RangeError, day);
    }
  });

  it("have eight before them wherever they are", () => {
    for (const day of ["1000-01-01", "9998-12-31"]) {
      for (const { start, end } of [...lastWeeks(weekOf(day, 1), 8), nextWeek(weekOf("9998-12-24", 1))]) {
        assert.match(`${start} ${end}`, /^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/);
      }
    }
  });

  it("go over the ends of years and leap days", () => {
    assert.deepEqual(weekOf("2027-01-01", 1), { start: "2026-12-28", end: "2027-01-03" });
    assert.deepEqual(daysOf(weekOf("2028-02-29", 1)).slice(0, 3), ["2028-02-28", "2028-02-29", "2028-03-01"]);
  });

  it("hold their day, begin on the wanted weekday and are seven days long", () => {
    fc.assert(
      fc.property(anyDay, anyFirst, (day, first) => {
        const week = weekOf(day, first);
        const days = daysOf(week);
        assert.equal(new Set(days).size, 7);
        assert.deepEqual([days[0], days[6]], [week.start, week.end]);
        assert.ok(days.includes(day));
        assert.equal(new Date(`${week.start}T00:00:00Z`).getUTCDay(), first % 7);
        for (const other of days) assert.deepEqual(weekOf(other, first), week);
      }),
    );
  });

  it("follow each other without a gap", () => {
    fc.assert(
      fc.property(anyDay, anyFirst, (day, first) => {
        const week = weekOf(day, first);
        assert.deepEqual(previousWeek(nextWeek(week)), week);
        assert.deepEqual(nextWeek(previousWeek(week)), week);
        assert.equal(numberOfWeek(nextWeek(week)), numberOfWeek(week) + 1);
        const days = [...daysOf(week), ...daysOf(nextWeek(week))];
        assert.deepEqual(days, days.toSorted());
        assert.equal(new Set(days).size, 14);
      }),
    );
  });

  it("can be counted back", () => {
    fc.assert(
      fc.property(anyDay, anyFirst, fc.integer({ min: 1, max: 60 }), (day, first, count) => {
        const weeks = lastWeeks(weekOf(day, first), count);
        assert.equal(weeks.length, count);
        assert.deepEqual(weeks.at(-1), weekOf(day, first));
        for (const [i, week] of weeks.entries()) if (i > 0) assert.deepEqual(previousWeek(week), weeks[i - 1]);
      }),
    );
  });

  it("are the same in every time zone, through summer time and travel", () => {
    const zone = process.env["TZ"];
    try {
      for (const tz of [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Pacific/Apia",
        "Asia/Kolkata",
        "America/Sao_Paulo",
      ]) {
        process.env["TZ"] = tz;
        assert.deepEqual(weekOf("2026-03-29", 1), { start: "2026-03-23", end: "2026-03-29" }, tz);
        assert.deepEqual(nextWeek(weekOf("2026-10-25", 7)), { start: "2026-11-01", end: "2026-11-07" }, tz);
        // Any moment of a year is in the week of its local day.
        for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 7 * 3_600_000) {
          const day = dayOf(ms);
          assert.ok(daysOf(weekOf(day, 1)).includes(day), `${tz} ${day}`);
        }
      }
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });

  it("are none of what is no day", () => {
    for (const day of ["", "today", "2026-13-01", "2026-1-1", "2026-11-22T00", "12026-11-22"]) {
      assert.throws(() => weekOf(day, 1), RangeError, day);
    }
  });
});
