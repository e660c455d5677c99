import assert from "node:assert/strict";
import { change, origin } from "../ledger/scene.ts";
import { file, lines, Sitting, unreadFile } from "./sitting.ts";

const screen = [lines(0, 40)];

describe("attention: what a second earns", () => {
  it("earns one second of reading, of the line nearest the caret", () => {
    const sitting = Sitting.at(unreadFile(40), screen, 10);
    sitting.wait(10_000);
    assert.equal(sitting.attended(10), 10);
    assert.equal(sitting.attended(9) + sitting.attended(11), 0);
  });

  it("goes with the caret that the person puts elsewhere", () => {
    const sitting = Sitting.at(unreadFile(40), screen, 10);
    sitting.flush();
    sitting.put(30);
    sitting.wait(5_000);
    assert.deepEqual(
      [10, 30].map((line) => sitting.attended(line)),
      [0, 5],
    );
  });

  it("earns no more for a line than it costs, then goes on to the next nearest, above first", () => {
    const sitting = Sitting.at(unreadFile(40), screen, 10);
    sitting.wait(30_000);
    assert.deepEqual(
      [9, 10, 11].map((line) => sitting.attended(line)),
      [12, 12, 6],
    );
  });

  it("begins with the lines on screen that are nearest when the caret is not on screen", () => {
    const sitting = Sitting.at(unreadFile(100), [lines(50, 60)], 10);
    sitting.wait(13_000);
    assert.deepEqual(
      [10, 50, 51].map((line) => sitting.attended(line)),
      [0, 12, 1],
    );
  });

  it("costs a tenth for brackets and nothing for blank lines, which have no progress", () => {
    const sitting = Sitting.at(file("+}", "+", "+a"), screen);
    sitting.wait(5_000);
    assert.deepEqual(sitting.progress(0), {
      attendedMs: 1200,
      neededMs: 1200,
      engagement: undefined,
    });
    assert.equal(sitting.progress(1), undefined);
    assert.equal(sitting.attended(2), 3.8);
  });

  it("goes by the pace, and by a new pace from then on", () => {
    const sitting = Sitting.at(unreadFile(3), screen, 0, 1000);
    sitting.wait(4_600);
    assert.deepEqual(
      [0, 1].map((line) => sitting.attended(line)),
      [3.6, 1],
    );
    sitting.attention.setPace(100);
    sitting.wait(5_000);
    assert.deepEqual(sitting.progress(0)?.neededMs, 36_000);
    assert.deepEqual(
      [0, 1].map((line) => sitting.attended(line)),
      [8.6, 1],
    );
  });

  it("leaves over what nothing is left to be paid with", () => {
    const ledger = unreadFile(2);
    const sitting = Sitting.at(ledger, screen);
    sitting.stay(100_000);
    sitting.look(unreadFile(5), screen, 0);
    sitting.wait(1500);
    assert.equal(sitting.attended(0), 0);
  });

  it("is no matter for lines that are not unread", () => {
    const ledger = file("+a", "mine", "+c");
    const sitting = Sitting.at(ledger, screen, 1);
    sitting.mark(ledger, lines(0, 1));
    sitting.wait(6_000);
    assert.equal(sitting.attended(2), 6);
    assert.equal(sitting.progress(0), undefined);
    assert.equal(sitting.progress(1), undefined);
  });
});

describe("attention: what settles a line", () => {
  it("is not the time alone", () => {
    const sitting = Sitting.at(unreadFile(3), screen);
    sitting.stay(600_000);
    assert.deepEqual(sitting.read(), []);
    assert.equal(sitting.attended(2), 12);
  });

  it("is not the engagement alone", () => {
    const sitting = Sitting.at(unreadFile(3), screen);
    sitting.put(0);
    sitting.wait(11_900);
    assert.deepEqual(sitting.read(), []);
    assert.equal(sitting.progress(2)?.engagement, "caret");
  });

  it("is both, with the engagement first", () => {
    const sitting = Sitting.at(unreadFile(3), screen);
    sitting.put(1);
    sitting.wait(26_000);
    assert.deepEqual(sitting.read(), [0, 1]);
    assert.deepEqual(sitting.settled[0]?.evidence, {
      kind: "read",
      atMs: 1_014_000,
      attendedMs: 12_000,
      engagement: "caret",
    });
  });

  it("is both, with the engagement last: then all that is paid is read at once, on one piece of evidence", () => {
    const ledger = file("+a", "+b", "+}", "+", "+c", "+d");
    const sitting = Sitting.at(ledger, screen);
    sitting.wait(38_000);
    assert.deepEqual(sitting.read(), []);
    sitting.put(0);
    sitting.wait(2_000);
    assert.deepEqual(sitting.read(), [0, 1, 2, 4]);
    assert.equal(ledger.markAt(0)?.settled, ledger.markAt(1)?.settled);
    assert.deepEqual(
      sitting.settled.map(({ line }) => line),
      [0, 1, 2, 4],
    );
  });

  it("is an engagement with its own hunk, on screen or not", () => {
    const ledger = file("+a", "+b", "+c", "", "", "", "+d");
    const sitting = Sitting.at(ledger, [lines(1, 7)], 1);
    sitting.stay(60_000);
    sitting.put(6);
    sitting.wait(3_000);
    assert.deepEqual(sitting.read(), [6]);
    sitting.put(1);
    sitting.wait(2_000);
    assert.deepEqual(sitting.read(), [1, 2, 6]);
    sitting.scroll(lines(0, 7));
    sitting.wait(14_000);
    assert.deepEqual(sitting.read(), [0, 1, 2, 6]);
  });

  it("is an engagement with the lines that were there then", () => {
    const ledger = unreadFile(3);
    const sitting = Sitting.at(ledger, screen);
    sitting.put(0);
    sitting.wait(2_000);
    sitting.lookAway();
    sitting.ai(ledger, 1, 1, "late one\n");
    sitting.look(ledger, screen, 3);
    sitting.stay(60_000);
    assert.deepEqual(sitting.read(), [0, 2, 3]);
  });

  it("counts for an unread line of another act in the same hunk", () => {
    const ledger = unreadFile(3);
    const sitting = Sitting.at(ledger, screen);
    sitting.ai(ledger, 1, 1, "late one\n");
    sitting.wait(4_000);
    sitting.put(3);
    sitting.stay(60_000);
    assert.deepEqual(sitting.read(), [0, 1, 2, 3]);
  });
});

describe("attention: what is an engagement", () => {
  const paid = (ranges = screen): Sitting => {
    const sitting = Sitting.at(file("+a", "+b", "mine", "+c", "", "", "", "+d"), ranges, 0);
    sitting.stay(60_000);
    return sitting;
  };

  it("is a caret that the person put there, in an untracked line of the hunk too", () => {
    const sitting = paid();
    sitting.put(2);
    sitting.wait(2_000);
    assert.deepEqual(sitting.read(), [0, 1, 3]);
  });

  it("is not the caret that stood there when the file was opened", () => {
    assert.deepEqual(paid().read(), []);
  });

  it("is not a caret that something else put there since", () => {
    const sitting = paid();
    sitting.put(7);
    sitting.look(sitting.view!.file, screen, 1);
    sitting.wait(5_000);
    assert.deepEqual(sitting.read(), []);
  });

  it("is not a caret that passes through within a fraction of a second", () => {
    const sitting = paid();
    for (const line of [0, 1, 2, 3, 4]) {
      sitting.put(line);
      sitting.wait(900);
    }
    sitting.wait(5_000);
    assert.deepEqual(sitting.read(), []);
  });

  it("is a caret that rests for a second", () => {
    const sitting = paid();
    sitting.put(0);
    sitting.wait(999);
    assert.deepEqual(sitting.read(), []);
    sitting.wait(1);
    assert.deepEqual(sitting.read(), [0, 1, 3]);
  });

  it("is not a caret in another file, though in the same line", () => {
    const sitting = paid();
    const ledger = sitting.view!.file;
    const other = unreadFile(3);
    sitting.put(0);
    sitting.look(other, screen, 0);
    sitting.wait(3_000);
    assert.equal(sitting.progress(0)?.engagement, undefined);
    sitting.attention.put(sitting.nowMs, ledger, { line: 0, selection: lines(0, 1) });
    sitting.wait(3_000);
    assert.equal(sitting.progress(0)?.engagement, undefined);
    assert.deepEqual(sitting.read(ledger), []);
  });

  it("is not a caret outside the hunk or out of sight", () => {
    const sitting = paid();
    sitting.put(4);
    sitting.wait(3_000);
    sitting.put(7);
    sitting.scroll(lines(0, 7));
    sitting.wait(5_000);
    assert.deepEqual(sitting.read(), []);
  });

  it("is a selection inside the hunk, even where the caret is the line after it", () => {
    const sitting = paid();
    sitting.put(4, lines(0, 4));
    sitting.wait(2_000);
    assert.deepEqual(sitting.read(), [0, 1, 3]);
    const known = paid();
    known.put(2, lines(0, 2));
    known.attention.setPace(100);
    known.wait(2_000);
    assert.equal(known.progress(0)?.engagement, "selection");
  });

  it("is not a selection that reaches beyond the hunk, as that of everything", () => {
    const sitting = paid();
    sitting.put(7, lines(0, 8));
    sitting.wait(5_000);
    assert.deepEqual(sitting.read(), []);
  });

  it("is a hover, a jump to a definition or a breakpoint from inside it", () => {
    for (const how of ["hover", "definition", "breakpoint"] as const) {
      const sitting = paid();
      sitting.engage(3, how);
      assert.deepEqual(sitting.read(), [0, 1, 3]);
      assert.deepEqual(
        sitting.settled.map(({ evidence }) => evidence.kind === "read" && evidence.engagement),
        [how, how, how],
      );
      const early = Sitting.at(unreadFile(1), screen);
      early.engage(0, how);
      assert.equal(early.progress(0)?.engagement, how);
    }
  });

  it("is no hover out of sight, in another file, after a fast scroll or while nobody is there", () => {
    const sitting = paid([lines(0, 2), lines(3, 8)]);
    sitting.engage(2);
    const other = unreadFile(1);
    sitting.attention.engage(sitting.nowMs, other, 0, "hover");
    assert.equal(sitting.progress(0, other)?.engagement, undefined);
    sitting.scroll(lines(10, 20));
    sitting.scroll(lines(0, 8));
    sitting.engage(0);
    sitting.wait(2_000);
    sitting.window(true, false);
    sitting.engage(0);
    sitting.window(true, true);
    sitting.wait(61_000);
    sitting.engage(0);
    assert.deepEqual(sitting.read(), []);
  });

  it("is none with the settled lines of the hunk, should they be reopened", () => {
    const ledger = file("+a", "+b");
    const sitting = Sitting.at(ledger, screen);
    sitting.mark(ledger, lines(1, 2));
    sitting.wait(1_000);
    sitting.engage(0);
    ledger.reopen(lines(1, 2));
    assert.equal(sitting.attention.progress(ledger, 0)?.engagement, "hover");
    assert.equal(sitting.attention.progress(ledger, 1)?.engagement, undefined);
  });

  it("settles what is due with it just once", () => {
    const sitting = Sitting.at(unreadFile(1), screen);
    sitting.engage(0);
    sitting.wait(11_500);
    sitting.sleep(700);
    sitting.engage(0);
    assert.equal(sitting.settled.length, 1);
  });

  it("stays the first one", () => {
    const sitting = Sitting.at(unreadFile(1), screen);
    sitting.put(0);
    sitting.wait(2_000);
    sitting.engage(0);
    assert.equal(sitting.progress(0)?.engagement, "caret");
  });
});

describe("attention: when nothing is earned", () => {
  it("is before anything was told, unfocused or inactive", () => {
    const sitting = new Sitting();
    sitting.look(unreadFile(3), screen);
    sitting.input();
    sitting.wait(5_000);
    for (const [focused, active] of [
      [false, true],
      [true, false],
      [false, false],
    ] as const) {
      sitting.window(focused, active);
      sitting.input();
      for (let i = 0; i < 5; i++) {
        sitting.wait(1_000);
        sitting.attention.tick(sitting.nowMs);
      }
    }
    assert.equal(sitting.attended(0), 0);
    sitting.window(true, true);
    sitting.wait(3_000);
    assert.equal(sitting.attended(0), 3);
  });

  it("is in just the time between losing the focus and having it again", () => {
    const sitting = Sitting.at(unreadFile(3), screen);
    sitting.wait(1_300);
    sitting.window(false, true);
    sitting.wait(1_000);
    sitting.window(true, true);
    sitting.wait(400);
    assert.equal(sitting.attended(0), 1.7);
  });

  it("is later than 60 s after the last input", () => {
    const sitting = Sitting.at(unreadFile(40), screen);
    sitting.input();
    sitting.wait(300_000);
    const total = [...Array(40).keys()].reduce((sum, line) => sum + sitting.attended(line), 0);
    assert.equal(total, 60);
    sitting.input();
    sitting.wait(2_000);
    assert.equal(sitting.attended(5), 2);
  });

  it("is before any input, since opening a file is none", () => {
    const sitting = new Sitting();
    sitting.window(true, true);
    sitting.look(unreadFile(3), screen);
    sitting.wait(30_000);
    assert.equal(sitting.attended(0), 0);
  });

  it("is while the screen scrolls fast, and 1.5 s longer", () => {
    const sitting = Sitting.at(unreadFile(1000), [lines(0, 40)]);
    for (let top = 4; top <= 200; top += 4) {
      sitting.scroll(lines(top, top + 40));
      sitting.wait(200);
    }
    sitting.wait(1_300);
    assert.equal(sitting.attended(200), 0);
    sitting.wait(5_000);
    assert.equal(sitting.attended(200), 5);
  });

  it("is while more than three lines pass", () => {
    const sitting = Sitting.at(unreadFile(1000), [lines(0, 40)], 20);
    sitting.scroll(lines(4, 44));
    sitting.wait(3_000);
    assert.equal(sitting.attended(20), 1.5);
  });

  it("is not while it scrolls by a notch of the wheel, unless such notches follow each other", () => {
    const sitting = Sitting.at(unreadFile(1000), [lines(0, 40)], 20);
    sitting.scroll(lines(3, 43));
    sitting.wait(6_000);
    sitting.scroll(lines(0, 40));
    sitting.wait(6_000);
    assert.equal(sitting.attended(20), 12);
    for (let top = 3; top <= 30; top += 3) {
      sitting.scroll(lines(top, top + 40));
      sitting.wait(1_400);
    }
    assert.equal(sitting.attended(19) + sitting.attended(29) + sitting.attended(30), 1.4);
  });

  it("is forgotten of a file after fifteen others", () => {
    const first = unreadFile(10);
    const sitting = Sitting.at(first, screen);
    sitting.wait(5_000);
    const leaf = (): void => {
      sitting.look(unreadFile(10), screen, 0);
      sitting.wait(3_000);
    };
    for (let i = 0; i < 15; i++) leaf();
    assert.equal(sitting.attended(0, first), 5);
    for (let i = 0; i < 16; i++) leaf();
    assert.equal(sitting.attended(0, first), 0);
  });

  it("is in the first 1.5 s in another file, so not while leafing through files", () => {
    const files = [unreadFile(10), unreadFile(10), unreadFile(10)];
    const sitting = Sitting.at(unreadFile(10), screen);
    for (let i = 0; i < 30; i++) {
      sitting.look(files[i % 3]!, screen, 0);
      sitting.put(0);
      sitting.wait(1_500);
    }
    for (const ledger of files) assert.equal(sitting.attended(0, ledger), 0);
  });

  it("is while AI streams text in, and a while longer", () => {
    const ledger = unreadFile(40);
    const sitting = Sitting.at(ledger, [lines(0, 30)]);
    for (let i = 0; i < 20; i++) {
      sitting.input();
      sitting.ai(ledger, ledger.lineCount - 1, ledger.lineCount - 1, `streamed ${i}\n`);
      sitting.wait(500);
    }
    assert.equal(sitting.attended(0), 0);
    sitting.wait(6_000);
    assert.ok(sitting.attended(0) >= 3 && sitting.attended(0) <= 5);
  });

  it("is while the person types", () => {
    const ledger = unreadFile(40);
    const sitting = Sitting.at(ledger, [lines(0, 30)]);
    for (let i = 0; i < 100; i++) {
      ledger.apply([change(35, 0, 35, 0, "x")], { kind: "person", atMs: sitting.nowMs });
      sitting.attention.changed(ledger);
      sitting.put(35);
      sitting.wait(200);
    }
    assert.equal(sitting.attended(0), 0);
  });

  it("is for folded lines", () => {
    const sitting = Sitting.at(unreadFile(40), [lines(0, 10), lines(20, 40)], 15);
    sitting.put(15);
    sitting.stay(900_000);
    assert.deepEqual(
      [10, 15, 19].map((line) => sitting.attended(line)),
      [0, 0, 0],
    );
    assert.deepEqual(
      [9, 20].map((line) => sitting.attended(line)),
      [12, 12],
    );
  });

  it("is a second time, in another editor of the same file", () => {
    const ledger = unreadFile(40);
    const sitting = Sitting.at(ledger, [lines(0, 10)], 0);
    for (let i = 0; i < 9; i++) {
      sitting.look(ledger, [lines(0, 12)], 0);
      sitting.wait(500);
      sitting.look(ledger, [lines(0, 10)], 0);
      sitting.wait(500);
    }
    assert.equal(sitting.attended(0), 9);
    assert.equal(sitting.attended(1), 0);
  });

  it("is in a file that is beside the one the person is in", () => {
    const beside = unreadFile(10);
    const sitting = Sitting.at(beside, screen);
    sitting.put(0);
    sitting.wait(3_000);
    const before = sitting.attended(0);
    sitting.look(file("mine"), screen);
    sitting.stay(600_000);
    assert.equal(sitting.attended(0, beside), before);
  });

  it("is while the person is in no editor", () => {
    const ledger = unreadFile(10);
    const sitting = Sitting.at(ledger, screen);
    sitting.lookAway();
    sitting.stay(60_000);
    assert.equal(sitting.attended(0, ledger), 0);
  });
});

describe("attention: time that is not what it seems", () => {
  it("earns nothing for a sleep, and goes on after it", () => {
    const sitting = Sitting.at(unreadFile(40), screen);
    sitting.wait(3_000);
    sitting.flush();
    sitting.sleep(8 * 3_600_000);
    sitting.wait(10_000);
    assert.equal(sitting.attended(0), 3);
    sitting.input();
    sitting.wait(2_000);
    assert.equal(sitting.attended(0), 5);
  });

  it("earns nothing for a step of more than two seconds, as a late timer makes", () => {
    const sitting = Sitting.at(unreadFile(40), screen);
    sitting.sleep(2_001);
    sitting.wait(1_000);
    assert.equal(sitting.attended(0), 1);
    sitting.wait(0);
    sitting.sleep(2_000);
    sitting.wait(0);
    assert.equal(sitting.attended(0), 3);
  });

  it("earns nothing for a clock that goes back or forth", () => {
    const sitting = Sitting.at(unreadFile(40), screen);
    sitting.wait(3_000);
    sitting.setClock(-3_600_000);
    sitting.wait(3_000);
    assert.ok(sitting.attended(0) <= 6 && sitting.attended(0) >= 5);
    const before = sitting.attended(0);
    sitting.setClock(3_600_000);
    sitting.wait(3_000);
    assert.equal(sitting.attended(0), before);
  });

  it("still ends 60 s after the last input when the clock went back", () => {
    const sitting = Sitting.at(unreadFile(40), screen);
    sitting.input();
    sitting.setClock(-3_600_000);
    sitting.wait(600_000);
    const total = [...Array(40).keys()].reduce((sum, line) => sum + sitting.attended(line), 0);
    assert.ok(total <= 60, `${total}`);
  });

  it("pays nothing for time that gathered while nothing was unread", () => {
    const ledger = file("a", "b", "c");
    const sitting = Sitting.at(ledger, screen);
    for (let i = 0; i < 50; i++) {
      sitting.put(1);
      sitting.wait(1_000);
    }
    ledger.claim([{ start: 0, end: 3, mark: { origin: file("+x").markAt(0)!.origin, settled: undefined } }]);
    sitting.attention.changed(ledger);
    sitting.input();
    sitting.wait(1_000);
    assert.ok([0, 1, 2].reduce((sum, line) => sum + sitting.attended(line), 0) <= 2);
  });
});

describe("attention: lines on the move", () => {
  const half = (...texts: readonly string[]): Sitting => {
    const sitting = Sitting.at(file(...texts), screen, 1);
    sitting.put(1);
    sitting.wait(6_000);
    assert.deepEqual([sitting.attended(0), sitting.attended(1)], [0, 6]);
    return sitting;
  };
  const engagement = (sitting: Sitting, line: number): string | undefined => sitting.progress(line)?.engagement;

  it("keep what they earned when lines above come, go or change", () => {
    const sitting = half("+a", "+b", "+c");
    const ledger = sitting.view!.file;
    sitting.person(ledger, 0, 0, "one\ntwo\n");
    assert.equal(sitting.attended(3), 6);
    assert.equal(engagement(sitting, 3), "caret");
    sitting.person(ledger, 0, 1, "");
    assert.equal(sitting.attended(2), 6);
    sitting.ai(ledger, 0, 1, "three\nfour\n");
    assert.equal(sitting.attended(3), 6);
  });

  it("keep it between edits above and below in one step, and when white space changes", () => {
    const sitting = half("+a", "+b", "+c", "+d");
    const ledger = sitting.view!.file;
    ledger.replaceText(["top", "a", "  b", "c", "e"], { kind: "tool", atMs: 0 });
    assert.equal(sitting.attended(2), 6);
    assert.equal(engagement(sitting, 2), "caret");
  });

  it("lose it when their text changes or they leave", () => {
    const sitting = half("+a", "+b", "+c");
    const ledger = sitting.view!.file;
    sitting.ai(ledger, 1, 2, "B\n", "A");
    assert.equal(sitting.attended(1), 0);
    assert.equal(engagement(sitting, 1), undefined);
    assert.equal(engagement(sitting, 2), "caret");
    sitting.ai(ledger, 1, 2, "b\n", "A");
    assert.equal(sitting.attended(1), 0);
  });

  it("keep it in the line that undo brings back at once, not in one that was seen to be another", () => {
    const sitting = half("+a", "+b", "+c");
    const ledger = sitting.view!.file;
    ledger.apply([change(1, 0, 1, 1, "x")], { kind: "person", atMs: 0 });
    ledger.rewind([change(1, 0, 1, 1, "b")], "undo", 0);
    assert.equal(sitting.attended(1), 6);
    ledger.apply([change(1, 0, 1, 1, "x")], { kind: "person", atMs: 0 });
    assert.equal(sitting.progress(0)?.attendedMs, 0);
    ledger.rewind([change(1, 0, 1, 1, "b")], "undo", 0);
    assert.equal(sitting.attended(1), 0);
  });

  it("lose it when one line of several like them leaves or comes", () => {
    const sitting = half("+x", "+a", "+y", "+a", "+z");
    const ledger = sitting.view!.file;
    sitting.person(ledger, 1, 3, "");
    assert.deepEqual(ledger.lines, ["x", "a", "z"]);
    assert.equal(sitting.attended(1), 0);
    assert.equal(engagement(sitting, 1), undefined);
  });

  it("lose it when they are settled otherwise, also when they are reopened within the same second", () => {
    const sitting = half("+a", "+b", "+c");
    const ledger = sitting.view!.file;
    sitting.mark(ledger, lines(0, 3));
    sitting.reopen(ledger, lines(0, 3));
    const nothing = { attendedMs: 0, neededMs: 12_000, engagement: undefined };
    assert.deepEqual(sitting.attention.progress(ledger, 1), nothing);
    assert.deepEqual(sitting.attention.progress(ledger, 2), nothing);
  });

  it("lose it when they are settled, though nobody says that they are reopened", () => {
    const sitting = half("+a", "+b", "+c");
    const ledger = sitting.view!.file;
    sitting.mark(ledger, lines(0, 3));
    sitting.flush();
    ledger.reopen(lines(0, 3));
    assert.equal(sitting.attention.progress(ledger, 1)?.attendedMs, 0);
  });

  it("lose it when they turn out to be of another act", () => {
    const sitting = half("+a", "+b", "+c");
    const ledger = sitting.view!.file;
    ledger.declareMine(lines(1, 2));
    ledger.declareAi(lines(1, 2), origin("B"));
    assert.equal(sitting.attention.progress(ledger, 1)?.attendedMs, 0);
  });

  it("begin at nothing when they were read and are reopened", () => {
    const sitting = half("+a", "+b", "+c");
    const ledger = sitting.view!.file;
    sitting.wait(8_000);
    assert.deepEqual(sitting.read(), [1]);
    sitting.reopen(ledger, lines(1, 2));
    sitting.wait(11_000);
    assert.deepEqual(sitting.read(), []);
    sitting.wait(2_000);
    assert.deepEqual(sitting.read(), [1]);
  });

  it("keep it while the person is elsewhere, and when what is known of commits changes", () => {
    const sitting = half("+a", "+b", "+c");
    const ledger = sitting.view!.file;
    sitting.look(unreadFile(3), screen);
    sitting.person(ledger, 0, 0, "one\n");
    ledger.noteHead([false, true, true, true], () => 0);
    assert.equal(sitting.attended(2, ledger), 6);
  });
});

describe("attention: the timer", () => {
  it("runs about once a second while something unread is on screen", () => {
    const sitting = Sitting.at(unreadFile(3), screen);
    const before = sitting.ticks;
    sitting.wait(10_000);
    assert.ok(Math.abs(sitting.ticks - before - 10) <= 1);
  });

  it("does not run in a file without unread lines on screen, out of focus or after a minute without input", () => {
    const ledger = file(...Array.from({ length: 50 }, () => "mine"), "+ai");
    const sitting = Sitting.at(ledger, screen);
    assert.equal(sitting.hasTimer, false);
    sitting.scroll(lines(20, 51));
    assert.equal(sitting.hasTimer, true);
    sitting.window(false, true);
    assert.equal(sitting.hasTimer, false);
    sitting.window(true, true);
    assert.equal(sitting.hasTimer, true);
    sitting.wait(62_000);
    assert.equal(sitting.hasTimer, false);
    sitting.input();
    assert.equal(sitting.hasTimer, true);
    sitting.lookAway();
    assert.equal(sitting.hasTimer, false);
  });

  it("begins when unread lines come on screen with a change, and ends with the last of them", () => {
    const ledger = file("a", "b");
    const sitting = Sitting.at(ledger, screen);
    sitting.ai(ledger, 1, 1, "new one\n");
    assert.equal(sitting.hasTimer, true);
    sitting.wait(3_000);
    sitting.put(1);
    sitting.wait(15_000);
    assert.deepEqual(sitting.read(), [1]);
    sitting.wait(1_000);
    assert.equal(sitting.hasTimer, false);
  });

  it("begins when unread lines come on screen because others above leave", () => {
    const ledger = file("mine", ...Array.from({ length: 45 }, () => "mine"), "+ai", "+ai too");
    const sitting = Sitting.at(ledger, screen);
    sitting.person(ledger, 0, 10, "");
    assert.equal(sitting.hasTimer, true);
    sitting.wait(1_000);
    assert.equal(sitting.hasTimer, true);
  });

  it("earns for lines that are unread all of a sudden, though nobody says so", () => {
    const ledger = file("+a", "b");
    const sitting = Sitting.at(ledger, screen, 1);
    ledger.declareAi(lines(1, 2), origin("B"));
    sitting.wait(3_000);
    assert.equal(sitting.attended(1), 3);
  });

  it("runs once at most for what is typed into a file without unread lines", () => {
    const ledger = file("a", "b", "c");
    const sitting = Sitting.at(ledger, screen);
    const before = sitting.ticks;
    for (let i = 0; i < 20; i++) {
      ledger.apply([change(1, 0, 1, 0, "x")], { kind: "person", atMs: 0 });
      sitting.attention.changed(ledger);
      sitting.put(1);
      sitting.wait(300);
    }
    assert.ok(sitting.ticks - before <= 1);
  });
});
