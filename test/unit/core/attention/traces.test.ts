import assert from "node:assert/strict";
import { costMs } from "../../../../src/core/attention/cost.ts";
import type { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { file, lines, Sitting, unreadFile } from "./sitting.ts";

const pageLines = 40;

function page(ledger: Ledger, top: number): { start: number; end: number } {
  return lines(top, Math.min(top + pageLines, ledger.lineCount));
}

/** A file of functions with blank lines and brackets, half of them AI's, in hunks of different sizes. */
function mixedFile(): Ledger {
  const texts: string[] = [];
  for (let i = 0; i < 40; i++) {
    const author = i % 2 === 0 ? "+" : " ";
    for (const line of [`function f${i}() {`, `  return ${i};`, "", `  // ${i}`, "}", ""]) texts.push(author + line);
  }
  return file(...texts);
}

/** For how long the unread lines of a range are to be read. */
function costOf(ledger: Ledger, { start, end }: { start: number; end: number }, pace = 300): number {
  let sum = 0;
  for (let line = start; line < end; line++) {
    const mark = ledger.markAt(line);
    if (mark !== undefined && mark.settled === undefined) sum += costMs(ledger.lines[line]!, pace);
  }
  return sum;
}

function unreadLines(ledger: Ledger): number[] {
  return ledger.spans().flatMap(({ start, end, mark }) => {
    const all = [...ledger.lines.keys()].slice(start, end);
    return mark.settled === undefined ? all.filter((line) => ledger.lines[line]!.trim() !== "") : [];
  });
}

describe("attention: naive traces settle nothing", () => {
  for (const paceLinesPerHour of [100, 300, 1000]) {
    describe(`at ${paceLinesPerHour} lines an hour`, () => {
      const open = (ledger: Ledger): Sitting => {
        const sitting = new Sitting(paceLinesPerHour);
        sitting.window(true, true);
        sitting.look(ledger, [page(ledger, 0)], 0);
        sitting.input();
        return sitting;
      };

      it("scroll through in 3 s", () => {
        const ledger = mixedFile();
        const sitting = open(ledger);
        sitting.put(0);
        for (let step = 0; step < 60; step++) {
          sitting.scroll(page(ledger, step * 4));
          sitting.wait(50);
        }
        sitting.window(false, false);
        assert.deepEqual(sitting.read(), []);
      });

      it("fifty lines on screen for two seconds", () => {
        const sitting = open(file(...Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? `+line ${i};` : "+}"))));
        sitting.put(25);
        sitting.wait(2_000);
        sitting.window(false, false);
        assert.deepEqual(sitting.read(), []);
      });

      it("open, never touched", () => {
        const sitting = open(mixedFile());
        sitting.wait(3_600_000);
        assert.deepEqual(sitting.read(), []);
      });

      it("hold PageDown, though the caret passes through every hunk", () => {
        const ledger = mixedFile();
        const sitting = open(ledger);
        sitting.wait(400);
        for (let round = 0; round < 20; round++) {
          for (let top = 0; top < ledger.lineCount; top += pageLines) {
            sitting.put(top + 3);
            sitting.scroll(page(ledger, top));
            sitting.wait(33);
          }
        }
        sitting.window(false, false);
        assert.deepEqual(sitting.read(), []);
      });

      it("hold the down key from the first line to the last", () => {
        const ledger = mixedFile();
        const sitting = open(ledger);
        for (let line = 0; line < ledger.lineCount; line++) {
          sitting.put(line);
          if (line >= pageLines) sitting.scroll(page(ledger, line - pageLines + 1));
          sitting.wait(33);
        }
        sitting.window(false, false);
        assert.deepEqual(sitting.read(), []);
      });

      it("window in background", () => {
        const sitting = open(mixedFile());
        sitting.put(3);
        sitting.window(false, false);
        sitting.wait(3_600_000);
        assert.deepEqual(sitting.read(), []);
        assert.equal(sitting.hasTimer, false);
      });

      it("watch AI write", () => {
        const ledger = file("a", "b");
        const sitting = open(ledger);
        sitting.put(1);
        for (let i = 0; i < 300; i++) {
          sitting.ai(ledger, 1 + i, 1 + i, `line ${i};\n`);
          sitting.input();
          sitting.wait(150);
        }
        sitting.window(false, false);
        assert.deepEqual(sitting.read(), []);
      });
    });
  }

  it("read, then lunch: at most the 60 s after the last input are earned", () => {
    const ledger = unreadFile(100);
    const sitting = Sitting.at(ledger, [page(ledger, 0)]);
    sitting.put(0);
    sitting.wait(26_000);
    sitting.put(3);
    assert.deepEqual(sitting.read(), [0, 1]);
    sitting.wait(3_600_000);
    assert.equal(sitting.read().length, 2 + 5);
  });

  it("two editors on the same lines earn once", () => {
    const ledger = unreadFile(30);
    const sitting = Sitting.at(ledger, [page(ledger, 0)]);
    for (let i = 0; i < 60; i++) {
      sitting.look(ledger, [page(ledger, 0)], 0);
      sitting.put(0);
      sitting.look(ledger, [lines(0, 20)], 1);
      sitting.put(1);
      sitting.wait(1_000);
    }
    assert.equal(sitting.read().length, 5);
  });
});

describe("attention: a careful reader settles all", () => {
  for (const paceLinesPerHour of [100, 300, 1000]) {
    it(`page by page, with a click into each hunk, at ${paceLinesPerHour} lines an hour`, () => {
      const ledger = mixedFile();
      const sitting = new Sitting(paceLinesPerHour);
      sitting.window(true, true);
      sitting.look(ledger, [page(ledger, 0)], 0);
      let readingMs = 0;
      const whole = costOf(ledger, lines(0, ledger.lineCount), paceLinesPerHour);
      for (let top = 0; top < ledger.lineCount; top += pageLines) {
        const range = page(ledger, top);
        sitting.scroll(range);
        sitting.wait(1_500);
        const startMs = sitting.nowMs;
        for (const line of unreadLines(ledger).filter((line) => range.start <= line && line < range.end)) {
          sitting.put(line);
          const ms = Math.max(1_100, costMs(ledger.lines[line]!, paceLinesPerHour));
          for (let left = ms; left > 0; left -= 9_000) {
            sitting.input();
            sitting.wait(Math.min(left, 9_000));
          }
        }
        sitting.wait(1_000);
        readingMs += sitting.nowMs - startMs;
      }
      assert.deepEqual(unreadLines(ledger), []);
      assert.ok(whole <= readingMs);
      assert.ok(readingMs <= 1.5 * whole);
    });
  }

  it("line by line with the down key, at just the pace", () => {
    const ledger = unreadFile(60);
    const sitting = new Sitting();
    sitting.window(true, true);
    sitting.look(ledger, [page(ledger, 0)], 0);
    sitting.wait(1_500);
    for (let line = 0; line < 60; line++) {
      sitting.put(line);
      if (line >= pageLines) sitting.scroll(page(ledger, line - pageLines + 1));
      sitting.wait(12_000);
    }
    sitting.wait(1_000);
    assert.deepEqual(unreadLines(ledger), []);
    assert.equal(sitting.settled.length, 60);
  });

  it("who also corrects a line and has AI add some", () => {
    const ledger = unreadFile(20);
    const sitting = Sitting.at(ledger, [page(ledger, 0)]);
    sitting.put(0);
    sitting.stay(60_000);
    sitting.person(ledger, 10, 11, "corrected;\n");
    sitting.put(10);
    sitting.stay(60_000);
    sitting.ai(ledger, 0, 0, "late one;\nlate two;\n");
    sitting.look(ledger, [page(ledger, 0)], 12);
    sitting.wait(3_000);
    sitting.put(0);
    sitting.stay(200_000);
    assert.deepEqual(unreadLines(ledger), []);
    assert.equal(ledger.spans().filter(({ mark }) => mark.settled?.kind === "edited").length, 1);
  });
});
