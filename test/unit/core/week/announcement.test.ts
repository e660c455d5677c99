import assert from "node:assert/strict";
import { type AnnouncedOn, announcingStep } from "../../../../src/core/week/announcement.ts";

/** A moment in the local time zone of November 2026, whose 16th is a Monday. */
const at = (day: number, hour = 9): number => new Date(2026, 10, day, hour).getTime();
const onMonday: AnnouncedOn = { firstWeekday: 1, weekday: 1 };
const made = { week: "2026-11-16", atMs: at(16), isOpened: false };
const past = { start: "2026-11-09", end: "2026-11-15" };

describe("the announcement of a week", () => {
  it("starts in a new week, about the week before", () => {
    const wanted = { kind: "start", week: past, announcement: made };
    assert.deepEqual(announcingStep(undefined, at(16), onMonday), wanted);
    assert.deepEqual(announcingStep({ ...made, week: "2026-11-09", atMs: at(9) }, at(16), onMonday), wanted);
    assert.equal(announcingStep(undefined, at(19), onMonday).kind, "start");
  });

  it("stands for a day, until the page is opened", () => {
    assert.deepEqual(announcingStep(made, at(17, 8), onMonday), { kind: "goOn", week: past });
    assert.equal(announcingStep(made, at(17, 9), onMonday).kind, "none");
    assert.equal(announcingStep({ ...made, isOpened: true }, at(16, 10), onMonday).kind, "none");
  });

  it("waits for its day of the week", () => {
    const onSunday: AnnouncedOn = { firstWeekday: 1, weekday: 7 };
    assert.equal(announcingStep(undefined, at(21), onSunday).kind, "none");
    assert.equal(announcingStep(undefined, at(22), onSunday).kind, "start");
    const onMondayFromSunday: AnnouncedOn = { firstWeekday: 7, weekday: 1 };
    assert.equal(announcingStep(undefined, at(15), onMondayFromSunday).kind, "none");
    assert.equal(announcingStep(undefined, at(16), onMondayFromSunday).kind, "start");
  });

  it("is never made when it is not wanted", () => {
    assert.equal(announcingStep(made, at(16, 10), { firstWeekday: 1, weekday: undefined }).kind, "none");
  });

  it("is made once though a week begins on another day from now on, and again after a clock was set back", () => {
    assert.equal(announcingStep({ ...made, isOpened: true }, at(16, 10), { firstWeekday: 7, weekday: 7 }).kind, "none");
    assert.equal(announcingStep({ ...made, week: "2027-03-01", atMs: at(120) }, at(16), onMonday).kind, "start");
  });
});
