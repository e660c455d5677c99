import assert from "node:assert/strict";
import { debtOfSpans } from "../../../../src/core/review/debt.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";
import { change, everything, origin, Scene } from "./scene.ts";

const ai = (name: string) => ({ kind: "ai", origin: origin(name) }) as const;

describe("rule 1: AI writes a line", () => {
  it("tracks an inserted line as unread, with its origin", () => {
    const scene = new Scene("one\ntwo");
    scene.accept("A", 0, 3, "\nconst three = 3;");
    assert.deepEqual(scene.show(), ["-- one", "uA const three = 3;", "-- two"]);
    assert.deepEqual(scene.ledger.spans(), [{ start: 1, end: 2, mark: { origin: origin("A"), settled: undefined } }]);
  });

  it("tracks a rewritten line", () => {
    const scene = new Scene("one\nlet old = 1;\ntwo");
    scene.rewrite("A", 1, 2, "const fresh = compute();");
    assert.deepEqual(scene.show(), ["-- one", "uA const fresh = compute();", "-- two"]);
  });

  it("tracks a line of which AI wrote exactly half", () => {
    const scene = new Scene("abcd");
    scene.accept("A", 0, 4, "WXYZ");
    assert.deepEqual(scene.show(), ["uA abcdWXYZ"]);
  });

  it("leaves a line of which AI wrote less than half, and counts no white space", () => {
    const scene = new Scene("abcd");
    scene.accept("A", 0, 4, "      XYZ");
    assert.deepEqual(scene.show(), ["-- abcd      XYZ"]);
    assert.deepEqual(scene.ledger.spans(), []);
    assert.deepEqual(scene.facts(), {});
  });

  it("leaves a line of which AI wrote less than half also when it wrote at both its ends", () => {
    const scene = new Scene("result = find(first, second)\nrest");
    scene.whole(ai("A"), "return find(first, second, 0);\nrest");
    assert.deepEqual(scene.show(), ["-- return find(first, second, 0);", "-- rest"]);
    scene.whole(ai("B"), "return a + quite + different;\nrest");
    assert.deepEqual(scene.show(), ["uB return a + quite + different;", "-- rest"]);
  });

  it("leaves such a line also when AI wrote lines of its own next to it", () => {
    const scene = new Scene("keep these words here");
    scene.whole(ai("A"), "above();\nkeep these fine words here\nbelow();");
    assert.deepEqual(scene.show(), ["uA above();", "-- keep these fine words here", "uA below();"]);
  });

  it("knows its lines also where they begin as the text behind them does", () => {
    const scene = new Scene("call(state1, 86);");
    scene.accept("A", 0, 5, "\n  state22,\n  value3,\n");
    assert.deepEqual(scene.show(), ["-- call(", "uA   state22,", "uA   value3,", "-- state1, 86);"]);
  });

  it("knows its part of the line before also where it begins as the text behind it does", () => {
    const scene = new Scene("call(state1, 86);");
    scene.accept("A", 0, 5, "state22,\n  value3,\n");
    assert.deepEqual(scene.show(), ["uA call(state22,", "uA   value3,", "-- state1, 86);"]);
  });

  it("does not count a person's indent for the person", () => {
    const scene = new Scene("            ab");
    scene.accept("A", 0, 14, "XY");
    assert.deepEqual(scene.show(), ["uA             abXY"]);
  });

  it("counts a completion accepted word by word as a whole", () => {
    const scene = new Scene("const total");
    scene.accept("A", 0, 11, " = sum");
    scene.accept("A", 0, 17, "(of");
    assert.deepEqual(scene.show(), ["-- const total = sum(of"]);
    scene.accept("A", 0, 20, ", all)");
    assert.deepEqual(scene.show(), ["uA const total = sum(of, all)"]);
    assert.deepEqual(scene.facts(), { landed: 1 });
  });

  it("counts word by word also when the person types between the words", () => {
    const scene = new Scene("abcd");
    scene.accept("A", 0, 4, "WX");
    scene.type(0, 6, "e");
    scene.accept("A", 0, 7, "YZQ");
    assert.deepEqual(scene.show(), ["uA abcdWXeYZQ"]);
  });

  it("does not count what AI wrote and a person took away again", () => {
    const scene = new Scene("abcdefgh");
    scene.accept("A", 0, 8, "WXYZ");
    scene.edit(0, 8, 0, 12, "");
    scene.accept("A", 0, 8, "QRST");
    assert.deepEqual(scene.show(), ["-- abcdefghQRST"]);
  });

  it("tracks the lines of a multi-line insert at the middle of a line, and the ends that it mostly wrote", () => {
    const scene = new Scene("if (x) done();");
    scene.accept("A", 0, 7, "{\n  first();\n  second();\n} else ");
    assert.deepEqual(scene.show(), ["-- if (x) {", "uA   first();", "uA   second();", "-- } else done();"]);
  });

  it("tracks an empty line that AI fills", () => {
    const scene = new Scene("one\n\ntwo");
    scene.accept("A", 1, 0, "const a = 1;");
    assert.deepEqual(scene.show(), ["-- one", "uA const a = 1;", "-- two"]);
  });

  it("keeps acts of AI apart", () => {
    const scene = new Scene("one");
    scene.accept("A", 0, 3, "\nfirst act");
    scene.accept("B", 1, 9, "\nsecond act");
    assert.deepEqual(scene.show(), ["-- one", "uA first act", "uB second act"]);
    assert.equal(scene.ledger.spans().length, 2);
  });

  it("counts what landed, blank lines not", () => {
    const scene = Scene.ai("one\n\ntwo\n}");
    assert.deepEqual(scene.facts(), { landed: 3 });
  });
});

describe("rule 2: a person changes a tracked line", () => {
  it("makes a line edited by one typed character", () => {
    const scene = Scene.ai("const a = 1;\nconst b = 2;");
    scene.type(1, 11, "0");
    assert.deepEqual(scene.show(), ["uA const a = 1;", "eA const b = 20;"]);
    scene.type(1, 12, "00");
    assert.deepEqual(scene.facts(), { landed: 2, edited: 1 });
  });

  it("makes a line edited by one deleted character", () => {
    const scene = Scene.ai("const a = 1;");
    scene.edit(0, 11, 0, 12, "");
    assert.deepEqual(scene.show(), ["eA const a = 1"]);
  });

  it("makes a marked line edited", () => {
    const scene = Scene.ai("const a = 1;");
    scene.settle(0, 1);
    scene.type(0, 11, "0");
    assert.deepEqual(scene.show(), ["eA const a = 10;"]);
  });

  it("keeps a line tracked whose whole text is replaced in place", () => {
    const scene = Scene.ai("const a = 1;\n\nconst b = 2;");
    scene.edit(0, 0, 0, 12, "let z = 9;");
    assert.deepEqual(scene.show(), ["eA let z = 9;", "eA", "uA const b = 2;"]);
    scene.edit(2, 0, 2, 12, "QQ");
    assert.deepEqual(scene.show(), ["eA let z = 9;", "eA", "eA QQ"]);
    assert.deepEqual(scene.facts(), { landed: 2, edited: 2 });
  });

  it("changes nothing by typed or deleted white space", () => {
    const scene = Scene.ai("const a = 1;\nconst b = 2;");
    scene.settle(1, 2);
    scene.type(0, 10, "   ");
    scene.type(1, 0, "\t");
    scene.edit(1, 1, 1, 7, "const");
    assert.deepEqual(scene.show(), ["uA const a =    1;", "mA \tconstb = 2;"]);
    assert.deepEqual(scene.facts(), { landed: 2, marked: 1 });
  });

  it("changes nothing by a re-indent of many lines in one event", () => {
    const scene = Scene.ai("a {\nb;\n}");
    scene.settle(1, 2, "read");
    scene.apply(scene.person(), change(2, 0, 2, 0, "  "), change(1, 0, 1, 0, "  "), change(0, 0, 0, 0, "  "));
    assert.deepEqual(scene.show(), ["uA   a {", "rA   b;", "uA   }"]);
  });

  it("changes nothing by a format or a re-wrap that only moves white space", () => {
    const scene = Scene.ai("call(first,second);\nrest(first,second);");
    scene.settle(1, 2);
    scene.whole(scene.person(), "call(\n  first,\n  second);\nrest( first, second );");
    assert.deepEqual(scene.show(), ["uA call(", "uA   first,", "uA   second);", "mA rest( first, second );"]);
    scene.edit(0, 5, 1, 2, "");
    scene.edit(0, 11, 1, 2, " ");
    assert.deepEqual(scene.show(), ["uA call(first, second);", "mA rest( first, second );"]);
    assert.deepEqual(scene.facts().edited, undefined);
  });

  it("changes nothing by Enter at the start, in the middle and at the end of a line", () => {
    for (const state of ["u", "m"]) {
      const at = (character: number): string[] => {
        const scene = Scene.ai("const a = 1;");
        if (state === "m") scene.settle(0, 1);
        scene.type(0, character, "\n");
        return scene.show();
      };
      assert.deepEqual(at(0), ["--", `${state}A const a = 1;`]);
      assert.deepEqual(at(6), [`${state}A const `, `${state}A a = 1;`]);
      assert.deepEqual(at(12), [`${state}A const a = 1;`, "--"]);
    }
  });

  it("lets the unread line win when two tracked lines are joined", () => {
    const scene = Scene.ai("a long marked line of code\nx;");
    scene.settle(0, 1);
    scene.edit(0, 26, 1, 0, " ");
    assert.deepEqual(scene.show(), ["uA a long marked line of code x;"]);
  });

  it("joins a tracked line and a person's: tracked when at least half of it is", () => {
    const most = Scene.ai("twelve chars");
    most.type(0, 12, "\nfew");
    most.edit(0, 12, 1, 0, " ");
    assert.deepEqual(most.show(), ["uA twelve chars few"]);
    const least = Scene.ai("few");
    least.type(0, 3, "\ntwelve chars");
    least.edit(0, 3, 1, 0, " ");
    assert.deepEqual(least.show(), ["-- few twelve chars"]);
  });

  it("makes the first line edited when a deletion from its middle swallows the next ones", () => {
    const scene = Scene.ai("const first = 1;\nconst second = 2;\nconst third = 3;");
    scene.edit(0, 12, 2, 12, "");
    assert.deepEqual(scene.show(), ["eA const first = 3;"]);
    assert.deepEqual(scene.facts(), { landed: 3, edited: 1, removedUnread: 2 });
  });
});

describe("rule 2 and 3: a person changes a tracked line and adds lines in one event", () => {
  it("makes the line edited, and leaves the others to the person", () => {
    const scene = Scene.ai("const total = sum(all);\nrest();");
    scene.whole(scene.person(), "const grandTotal = sum(all) + 1;\nlog(grandTotal);\nrest();");
    assert.deepEqual(scene.show(), ["eA const grandTotal = sum(all) + 1;", "-- log(grandTotal);", "uA rest();"]);
  });
});

describe("rule 3: a person adds lines", () => {
  it("leaves lines typed inside a span to the person and splits it", () => {
    const scene = Scene.ai("first line\nlast line");
    scene.type(0, 10, "\nmine");
    assert.deepEqual(scene.show(), ["uA first line", "-- mine", "uA last line"]);
    assert.equal(scene.ledger.spans().length, 2);
  });

  it("leaves pasted lines to the person", () => {
    const scene = Scene.ai("first line\nlast line");
    scene.edit(1, 0, 1, 0, "pasted one\npasted two\n");
    assert.deepEqual(scene.show(), ["uA first line", "-- pasted one", "-- pasted two", "uA last line"]);
  });

  it("does not grow at the edges", () => {
    const scene = Scene.ai("first line\nlast line");
    scene.type(1, 9, "\nbelow");
    scene.edit(0, 0, 0, 0, "above\n");
    assert.deepEqual(scene.show(), ["-- above", "uA first line", "uA last line", "-- below"]);
  });

  it("splits at a blank line that a person adds, and at what is typed into it", () => {
    const scene = Scene.ai("first line\nlast line");
    scene.type(0, 10, "\n");
    assert.deepEqual(scene.show(), ["uA first line", "--", "uA last line"]);
    scene.type(1, 0, "x");
    assert.deepEqual(scene.show(), ["uA first line", "-- x", "uA last line"]);
  });

  it("keeps no blank line of AI's next to what a person typed into another", () => {
    const scene = Scene.ai("first line\n\nlast line");
    scene.type(0, 10, "\nx");
    assert.deepEqual(scene.show(), ["uA first line", "-- x", "--", "uA last line"]);
    const below = Scene.ai("first line\n\nlast line");
    below.type(1, 0, "\nx");
    assert.deepEqual(below.show(), ["uA first line", "--", "-- x", "uA last line"]);
    const end = Scene.ai("first line\n\nlast line");
    end.type(0, 10, "\n");
    assert.deepEqual(end.show(), ["uA first line", "--", "--", "uA last line"]);
  });

  it("leaves lines pasted into the middle of a line to the person, and what is left of the line edited", () => {
    const scene = Scene.ai("tracked head and tracked tail");
    scene.edit(0, 13, 0, 13, "p\nmine\nq");
    assert.deepEqual(scene.show(), ["eA tracked head p", "-- mine", "eA qand tracked tail"]);
  });
});

describe("rule 4: AI rewrites a settled line", () => {
  it("makes it unread again, with the new origin", () => {
    for (const kind of ["read", "marked", "dismissed"] as const) {
      const scene = Scene.ai("const a = 1;\nconst b = 2;");
      scene.settle(0, 2, kind);
      scene.rewrite("B", 1, 2, "const b = 3;");
      assert.deepEqual(scene.show(), [`${kind[0]}A const a = 1;`, "uB const b = 3;"]);
    }
  });

  it("makes an edited line unread again", () => {
    const scene = Scene.ai("const a = 1;");
    scene.type(0, 11, "2");
    scene.rewrite("B", 0, 1, "const a = 13;");
    assert.deepEqual(scene.show(), ["uB const a = 13;"]);
  });

  it("makes it unread again when AI adds or deletes a single character", () => {
    const scene = Scene.ai("const a = 1;\nconst b = 2;");
    scene.settle(0, 2);
    scene.accept("B", 0, 11, "0");
    scene.apply(ai("C"), change(1, 11, 1, 12, ""));
    assert.deepEqual(scene.show(), ["uB const a = 10;", "uC const b = 2"]);
  });

  it("changes nothing when AI writes the same file again", () => {
    const scene = new Scene("mine");
    scene.accept("A", 0, 4, "\nconst a = 1;\n\nconst b = 2;");
    scene.settle(3, 4);
    const before = scene.show();
    scene.facts();
    scene.whole(ai("B"), scene.text);
    assert.deepEqual(scene.show(), before);
    scene.apply(ai("C"), change(0, 0, 3, 12, scene.text));
    assert.deepEqual(scene.show(), before);
    assert.deepEqual(scene.facts(), {});
  });

  it("changes only the lines that differ when AI writes the whole file", () => {
    const scene = new Scene("mine\nalso mine");
    scene.accept("A", 0, 4, "\nconst a = 1;\nconst b = 2;");
    scene.settle(1, 3);
    scene.whole(ai("B"), "mine\nconst a = 1;\n  const b = 2;\nconst c = 3;\nalso mine");
    assert.deepEqual(scene.show(), [
      "-- mine",
      "mA const a = 1;",
      "mA   const b = 2;",
      "uB const c = 3;",
      "-- also mine",
    ]);
  });

  it("changes nothing when AI only re-indents or re-wraps", () => {
    const scene = Scene.ai("call(a, b);\nrest();");
    scene.settle(0, 1);
    scene.whole(ai("B"), "  call(\n    a, b);\n  rest();");
    assert.deepEqual(scene.show(), ["mA   call(", "mA     a, b);", "uA   rest();"]);
  });
});

describe("rule 5: delete, undo, redo", () => {
  it("lets deleted lines leave, and counts the unread ones", () => {
    const scene = Scene.ai("one 1\ntwo 2\nthree 3\nfour 4");
    scene.settle(1, 2);
    scene.edit(0, 0, 3, 0, "");
    assert.deepEqual(scene.show(), ["uA four 4"]);
    assert.deepEqual(scene.facts(), { landed: 4, marked: 1, removedUnread: 2 });
  });

  it("lets just the deleted lines leave where equal ones stand beside them", () => {
    const scene = Scene.ai("f() {\nx 1\n}\nf() {\ny 2\n}");
    scene.settle(0, 3);
    scene.edit(0, 0, 3, 0, "");
    assert.deepEqual(scene.show(), ["uA f() {", "uA y 2", "uA }"]);
    scene.undo();
    scene.edit(2, 1, 5, 1, "");
    assert.deepEqual(scene.show(), ["mA f() {", "mA x 1", "mA }"]);
  });

  it("brings deleted lines back with their states", () => {
    const scene = Scene.ai("one 1\ntwo 2\nthree 3\nfour 4");
    scene.settle(1, 2);
    scene.settle(2, 3, "dismissed");
    const before = scene.show();
    const spans = scene.ledger.spans();
    scene.edit(0, 0, 3, 0, "");
    scene.undo();
    assert.deepEqual(scene.show(), before);
    assert.deepEqual(scene.ledger.spans(), spans);
    assert.deepEqual(scene.facts(), { landed: 4, marked: 1, dismissed: 1 });
  });

  it("takes an edit back to unread", () => {
    const scene = Scene.ai("const a = 1;");
    scene.type(0, 11, "2");
    scene.undo();
    assert.deepEqual(scene.show(), ["uA const a = 1;"]);
    assert.deepEqual(scene.facts(), { landed: 1 });
    scene.redo();
    assert.deepEqual(scene.show(), ["eA const a = 12;"]);
    assert.deepEqual(scene.facts(), { edited: 1 });
  });

  it("undoes several keystrokes in one event, and redoes them", () => {
    const scene = Scene.ai("const a = 1;\nconst b = 2;");
    scene.type(1, 11, "345");
    scene.undo(3);
    assert.deepEqual(scene.show(), ["uA const a = 1;", "uA const b = 2;"]);
    scene.redo(2);
    assert.deepEqual(scene.show(), ["uA const a = 1;", "eA const b = 234;"]);
    scene.redo();
    assert.deepEqual(scene.show(), ["uA const a = 1;", "eA const b = 2345;"]);
    scene.undo(3);
    assert.deepEqual(scene.show(), ["uA const a = 1;", "uA const b = 2;"]);
  });

  it("undoes a long row of keystrokes one by one, there and back twice", () => {
    const scene = Scene.ai("const a = 1;");
    const row = 60;
    scene.type(0, 12, "x".repeat(row));
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < row; i++) scene.undo();
      assert.deepEqual(scene.show(), ["uA const a = 1;"]);
      for (let i = 0; i < row; i++) scene.redo();
      assert.deepEqual(scene.show(), [`eA const a = 1;${"x".repeat(row)}`]);
    }
    assert.deepEqual(scene.facts(), { landed: 1, edited: 1 });
  });

  it("keeps what was marked after Enter at the end of a line, and after a whole file was written", () => {
    const scene = Scene.ai("first line\nsecond line\nlast line");
    scene.type(0, 10, "\n");
    scene.settle(0, 1);
    scene.undo();
    assert.deepEqual(scene.show(), ["mA first line", "uA second line", "uA last line"]);
    scene.whole(scene.person(), "first line\nsecond line 2\nlast line");
    scene.settle(2, 3);
    scene.undo();
    assert.deepEqual(scene.show(), ["mA first line", "uA second line", "mA last line"]);
  });

  it("keeps states that were set in between on lines the undo does not touch", () => {
    const scene = Scene.ai("const a = 1;\nconst b = 2;");
    scene.type(1, 11, "3");
    scene.settle(0, 1);
    scene.undo();
    assert.deepEqual(scene.show(), ["mA const a = 1;", "uA const b = 2;"]);
    scene.redo();
    assert.deepEqual(scene.show(), ["mA const a = 1;", "eA const b = 23;"]);
  });

  it("brings back by redo what was settled before the undo", () => {
    const scene = new Scene("mine");
    scene.accept("A", 0, 4, "\nconst a = 1;");
    scene.settle(1, 2);
    scene.undo();
    assert.deepEqual(scene.show(), ["-- mine"]);
    scene.redo();
    assert.deepEqual(scene.show(), ["-- mine", "mA const a = 1;"]);
  });

  it("tells the moments apart that have the same text", () => {
    const scene = Scene.ai("const a = 1;");
    scene.type(0, 11, "0");
    scene.edit(0, 11, 0, 12, "");
    assert.deepEqual(scene.show(), ["eA const a = 1;"]);
    scene.undo();
    scene.undo();
    assert.deepEqual(scene.show(), ["uA const a = 1;"]);
    scene.redo(1);
    scene.redo(1);
    assert.deepEqual(scene.show(), ["eA const a = 1;"]);
  });

  it("goes behind an accept, a paste and a cut", () => {
    const scene = Scene.ai("one 1\ntwo 2\nthree 3\nend 4");
    scene.settle(1, 2);
    const before = scene.show();
    scene.accept("B", 0, 5, "\naccepted 5");
    const cut = scene.cut(2, 3);
    scene.edit(3, 0, 3, 0, cut);
    const after = scene.show();
    assert.deepEqual(after, ["uA one 1", "uB accepted 5", "uA three 3", "mA two 2", "uA end 4"]);
    scene.undo(3);
    assert.deepEqual(scene.show(), before);
    scene.redo(3);
    assert.deepEqual(scene.show(), after);
    scene.undo();
    scene.undo();
    scene.undo();
    assert.deepEqual(scene.show(), before);
    scene.redo();
    scene.redo();
    scene.redo();
    assert.deepEqual(scene.show(), after);
  });

  it("goes on from where the undo stopped: what was undone is forgotten", () => {
    const scene = Scene.ai("const a = 1;");
    scene.type(0, 11, "23");
    scene.undo();
    scene.type(0, 0, "X");
    scene.undo(2);
    assert.deepEqual(scene.show(), ["uA const a = 1;"]);
  });

  it("brings back a whole file that was replaced", () => {
    const scene = Scene.ai("const a = 1;\n\nconst b = 2;");
    scene.settle(0, 1);
    const before = scene.show();
    scene.whole(scene.person(), "nothing of it");
    scene.undo();
    assert.deepEqual(scene.show(), before);
  });

  it("takes an undo behind what is remembered for a person's change", () => {
    const scene = Scene.ai("const a = 1;");
    scene.settle(0, 1);
    scene.ledger.rewind([change(0, 0, 0, 5, "let")], "undo", 5);
    assert.deepEqual(scene.show(), ["eA let a = 1;"]);
  });

  it("does not take cut lines for moved ones when the cut was undone", () => {
    const scene = Scene.ai("one 1\ntwo 2\nend");
    scene.settle(0, 1);
    const cut = scene.cut(0, 1);
    scene.undo();
    scene.edit(2, 0, 2, 0, cut);
    assert.deepEqual(scene.show(), ["mA one 1", "uA two 2", "-- one 1", "uA end"]);
  });
});

describe("rule 6: cut, paste, move, copy", () => {
  it("keeps origin and state of lines cut and pasted in the same file", () => {
    const scene = Scene.ai("one 1\ntwo 2\nthree 3\nfour 4");
    scene.settle(0, 1);
    scene.settle(1, 2, "read");
    const cut = scene.cut(0, 3);
    assert.deepEqual(scene.show(), ["uA four 4"]);
    scene.edit(0, 6, 0, 6, `\n${cut.trimEnd()}`);
    assert.deepEqual(scene.show(), ["uA four 4", "mA one 1", "rA two 2", "uA three 3"]);
    assert.deepEqual(scene.facts(), { landed: 4, marked: 1, read: 1 });
  });

  it("keeps origin and state of lines pasted into another file with another indent", () => {
    const moves = new Moves();
    const from = Scene.ai("one 1\n}\ntwo 2\nend", moves);
    from.settle(2, 3);
    const cut = from.cut(0, 3);
    const to = new Scene("mine", moves);
    to.edit(0, 4, 0, 4, `\n  ${cut.trimEnd().replaceAll("\n", "\n  ")}`);
    assert.deepEqual(to.show(), ["-- mine", "uA   one 1", "uA   }", "mA   two 2"]);
  });

  it("takes pasted lines for those of the cut that they are all from, whatever else was deleted since", () => {
    const scene = Scene.ai("f() {\nx 1\n}\nf() {\ny 2\n}\nend");
    scene.settle(3, 6);
    const cut = scene.cut(0, 3);
    scene.cut(0, 3);
    scene.edit(0, 0, 0, 0, cut);
    assert.deepEqual(scene.show(), ["uA f() {", "uA x 1", "uA }", "uA end"]);
  });

  it("moves lines once: what is pasted again is not settled", () => {
    const scene = Scene.ai("one 1\ntwo 2\nend");
    scene.settle(0, 1);
    const cut = scene.cut(0, 1);
    scene.edit(0, 0, 0, 0, cut);
    scene.edit(2, 0, 2, 0, cut);
    const [first, , third] = scene.show();
    assert.equal(first, "mA one 1");
    assert.notEqual(third, "mA one 1");
  });

  it("keeps the state of a line that is pasted over a tracked one", () => {
    const scene = Scene.ai("one 1\ntwo 2\nthree 3");
    scene.settle(1, 2);
    scene.cut(0, 1);
    scene.edit(0, 0, 0, 5, "one 1");
    assert.deepEqual(scene.show(), ["uA one 1", "uA three 3"]);
  });

  it("keeps it also where they are pasted over lines that look like them", () => {
    const scene = new Scene("mine(1);\nmine(2);\nend");
    scene.accept("A", 1, 8, "\nfirst(3);\nmine(4);");
    scene.settle(3, 4);
    const cut = scene.cut(2, 4);
    scene.edit(0, 0, 1, 8, cut.trimEnd());
    assert.deepEqual(scene.show(), ["uA first(3);", "mA mine(4);", "-- end"]);
  });

  it("gives an unread copy also where it is pasted over a line that looks like it", () => {
    const scene = Scene.ai("call(1);\ncall(2);");
    const copy = scene.copy(0, 1);
    scene.edit(1, 0, 1, 8, copy.trimEnd());
    assert.deepEqual(scene.show(), ["uA call(1);", "uA call(1);"]);
  });

  it("does not keep the state of a line that was changed on the way", () => {
    const scene = Scene.ai("one 1\ntwo 2\nend");
    scene.settle(0, 2);
    scene.cut(0, 2);
    scene.edit(0, 0, 0, 0, "one 1\ntwo 22\n");
    assert.deepEqual(scene.show(), ["mA one 1", "-- two 22", "uA end"]);
  });

  it("gives unread copies of tracked lines, whatever their state", () => {
    const scene = Scene.ai("one 1\ntwo 2\nend");
    scene.settle(0, 1);
    scene.type(1, 5, "x");
    const copy = scene.copy(0, 2);
    scene.edit(2, 3, 2, 3, `\n${copy.trimEnd()}`);
    scene.edit(2, 0, 2, 0, copy);
    assert.deepEqual(scene.show(), [
      "mA one 1",
      "eA two 2x",
      "uA one 1",
      "uA two 2x",
      "uA end",
      "uA one 1",
      "uA two 2x",
    ]);
    assert.deepEqual(scene.facts(), { landed: 7, marked: 1, edited: 1 });
  });

  it("leaves copies of a person's lines to the person", () => {
    const scene = Scene.ai("one 1");
    scene.type(0, 5, "\nmine");
    const copy = scene.copy(1, 2);
    scene.edit(0, 0, 0, 0, copy);
    assert.deepEqual(scene.show(), ["-- mine", "uA one 1", "-- mine"]);
  });

  it("moves a line down and up by one event with a delete and an insert", () => {
    const scene = Scene.ai("one 1\ntwo 2\nthree 3");
    scene.settle(0, 1);
    // The editor's "move line down" puts the line below above: insert there, delete here, sorted from the end.
    scene.apply(scene.person(), change(0, 5, 1, 5, ""), change(0, 0, 0, 0, "two 2\n"));
    assert.deepEqual(scene.show(), ["uA two 2", "mA one 1", "uA three 3"]);
    scene.apply(scene.person(), change(2, 7, 2, 7, "\none 1"), change(0, 5, 1, 5, ""));
    assert.deepEqual(scene.show(), ["uA two 2", "uA three 3", "mA one 1"]);
    scene.apply(scene.person(), change(2, 5, 2, 5, "\nthree 3"), change(0, 5, 1, 7, ""));
    assert.deepEqual(scene.show(), ["uA two 2", "mA one 1", "uA three 3"]);
    assert.deepEqual(scene.facts(), { landed: 3, marked: 1 });
  });

  it("moves a tracked line past a person's", () => {
    const scene = new Scene("mine");
    scene.accept("A", 0, 4, "\nconst a = 1;");
    scene.settle(1, 2);
    scene.apply(scene.person(), change(0, 4, 1, 12, ""), change(0, 0, 0, 0, "const a = 1;\n"));
    assert.deepEqual(scene.show(), ["mA const a = 1;", "-- mine"]);
    scene.undo();
    assert.deepEqual(scene.show(), ["-- mine", "mA const a = 1;"]);
  });

  it("gives an unread copy of a duplicated line, above or below", () => {
    const below = Scene.ai("one 1\ntwo 2");
    below.settle(0, 2);
    below.edit(0, 5, 0, 5, "\none 1");
    assert.deepEqual(below.show().toSorted(), ["mA one 1", "mA two 2", "uA one 1"]);
    const above = Scene.ai("one 1\n}");
    above.settle(0, 2);
    above.edit(0, 0, 0, 0, "one 1\n}\n");
    assert.deepEqual(above.show().toSorted(), ["mA one 1", "mA }", "uA one 1", "uA }"]);
  });

  it("does not take a bracket typed alone for a moved one", () => {
    const scene = Scene.ai("if (x) {\ny();\n}\nend");
    scene.settle(0, 3);
    scene.cut(0, 3);
    scene.edit(0, 3, 0, 3, "\n}");
    assert.deepEqual(scene.show(), ["uA end", "-- }"]);
  });
});

describe("rule 7: a file changes on disk", () => {
  it("keeps equal lines and calls new ones nobody's", () => {
    const scene = Scene.ai("one 1\ntwo 2\nthree 3\nfour 4");
    scene.settle(0, 1);
    scene.settle(3, 4, "dismissed");
    scene.reload("zero 0\n  one 1\ntwo two\nthree 3\nnew 9\nfour 4");
    assert.deepEqual(scene.show(), ["-- zero 0", "mA   one 1", "-- two two", "uA three 3", "-- new 9", "dA four 4"]);
    assert.deepEqual(scene.facts(), { landed: 4, marked: 1, dismissed: 1, removedUnread: 1 });
  });

  it("never invents AI, whatever was cut or copied", () => {
    const scene = Scene.ai("one 1\ntwo 2\nend");
    const text = scene.copy(0, 2);
    scene.cut(0, 1);
    scene.reload(`${text}two 2\nend`);
    assert.equal(scene.show().filter((line) => line.startsWith("u")).length, 2);
  });

  it("keeps AI's lines that a formatter broke anew, and settled ones only where they say the same", () => {
    const scene = Scene.ai("call(first, second, 'x')\nlast()");
    scene.settle(0, 2);
    scene.reload("call(\n  first, second, 'x'\n)\nlast()");
    assert.deepEqual(scene.show(), ["mA call(", "mA   first, second, 'x'", "mA )", "mA last()"]);
    scene.reload('call(\n  first,\n  second,\n  "x",\n);\nlast()');
    assert.deepEqual(scene.show(), ["mA call(", "uA   first,", "uA   second,", 'uA   "x",', "uA );", "mA last()"]);
  });

  it("changes nothing by other line ends or the same text", () => {
    const scene = Scene.ai("one 1\n\ntwo 2");
    scene.settle(0, 1);
    const before = scene.show();
    scene.reload(scene.text);
    assert.deepEqual(scene.show(), before);
    assert.deepEqual(scene.facts(), { landed: 2, marked: 1 });
  });
});

describe("rule 8: a text seen before", () => {
  it("gets its marks back, keeps what was settled since, and can be undone", () => {
    const scene = Scene.ai("one\ntwo");
    const former = scene.ledger.spans();
    scene.settle(0, 1);
    scene.type(1, 3, "!");
    assert.deepEqual(scene.show(), ["mA one", "eA two!"]);
    scene.reload("one\ntwo");
    scene.ledger.recall(former);
    assert.deepEqual(scene.show(), ["mA one", "uA two"]);
    scene.undo();
    assert.deepEqual(scene.show(), ["mA one", "eA two!"]);
  });
});

describe("rule 8: a program formats the person's text", () => {
  it("takes back that a person edited lines when it turns out to be its doing", () => {
    const scene = Scene.ai("const a = 'x'\ncall(first)");
    const event = scene.edit(0, 0, 1, 11, 'const a = "x";\ncall(first);');
    assert.equal(scene.ledger.edited(event), true);
    scene.ledger.reattribute(event, { kind: "tool", atMs: scene.now() });
    assert.deepEqual(scene.show(), ['uA const a = "x";', "uA call(first);"]);
    assert.equal(scene.ledger.edited(event), false);
  });

  it("keeps a line of only brackets that it indents, or ends with another one", () => {
    const scene = new Scene("");
    scene.accept("A", 0, 0, "if (a) {\n  b();\n    }");
    scene.apply({ kind: "tool", atMs: scene.now() }, change(2, 2, 2, 4, ""));
    assert.deepEqual(scene.show(), ["uA if (a) {", "uA   b();", "uA   }"]);
    scene.apply({ kind: "tool", atMs: scene.now() }, change(2, 3, 2, 3, ";"));
    assert.deepEqual(scene.show(), ["uA if (a) {", "uA   b();", "uA   };"]);
  });

  it("keeps unread lines unread when quotes, commas and wrapping change", () => {
    const scene = Scene.ai("const a = 'x'\ncall(first, second)\nend()");
    scene.format('const a = "x";\ncall(\n  first,\n  second,\n);\nend();');
    assert.deepEqual(scene.show(), [
      'uA const a = "x";',
      "uA call(",
      "uA   first,",
      "uA   second,",
      "uA );",
      "uA end();",
    ]);
  });

  it("keeps settled lines settled when only punctuation changes", () => {
    const scene = Scene.ai("const a = 'x'\ncall(first, second)\nend()");
    scene.settle(0, 2);
    scene.settle(2, 3, "read");
    scene.format('const a = "x";\ncall(first, second);\nend();');
    assert.deepEqual(scene.show(), ['mA const a = "x";', "mA call(first, second);", "rA end();"]);
  });

  it("reopens a settled line whose words change, and no other", () => {
    const scene = Scene.ai("const a = one\nconst b = two");
    scene.settle(0, 2);
    scene.format("const a = one;\n\nconst b = twotwo;");
    assert.equal(scene.show().at(-1), "uA const b = twotwo;");
  });

  it("never makes a line edited", () => {
    const scene = Scene.ai("const a = one\nconst b = two");
    scene.format("const a = ones\nconst c = two");
    assert.deepEqual(scene.facts().edited, undefined);
    assert.deepEqual(scene.show(), ["uA const a = ones", "uA const c = two"]);
  });

  it("leaves a person's lines to the person", () => {
    const scene = new Scene("mine( 'a' )");
    scene.accept("A", 0, 11, "\nconst a = 'x'");
    scene.format("mine('a');\nconst a = 'x';");
    assert.deepEqual(scene.show(), ["-- mine('a');", "uA const a = 'x';"]);
  });
});

describe("rule 9: when in doubt, unread", () => {
  it("gives no state of a settled line to a new text", () => {
    const scene = Scene.ai("const a = 1;\nconst b = 2;");
    scene.settle(0, 2);
    scene.rewrite("B", 0, 2, "const b = 2;\nconst a = 1;\nconst c = 3;");
    for (const line of scene.show()) if (line.startsWith("m")) assert.match(line, /^mA const [ab] = [12];$/);
    assert.equal(scene.show().filter((line) => line.startsWith("m")).length, 1);
  });

  it("makes no line settled that is not tracked", () => {
    const scene = new Scene("mine");
    assert.equal(scene.settle(0, 1), 0);
    assert.deepEqual(scene.ledger.spans(), []);
    assert.deepEqual(scene.facts(), {});
  });

  it("settles only what is unread, and only in the range", () => {
    const scene = Scene.ai("one 1\ntwo 2\nthree 3");
    assert.equal(scene.settle(0, 1, "read"), 1);
    assert.equal(scene.settle(0, 2), 1);
    assert.deepEqual(scene.show(), ["rA one 1", "mA two 2", "uA three 3"]);
    assert.equal(scene.settle(-5, 99), 1);
    assert.equal(scene.settle(2, 2), 0);
  });

  it("reopens every settled state, and says how many", () => {
    const scene = Scene.ai("one 1\ntwo 2\nthree 3\nfour 4\nfive 5");
    scene.settle(0, 1, "read");
    scene.settle(1, 2, "marked");
    scene.settle(2, 3, "dismissed");
    scene.type(3, 6, "x");
    assert.equal(scene.ledger.reopen(everything(scene.ledger)), 4);
    assert.deepEqual(scene.show(), ["uA one 1", "uA two 2", "uA three 3", "uA four 4x", "uA five 5"]);
    assert.deepEqual(scene.facts(), { landed: 5 });
  });

  it("takes back what a marked line counted when it was edited and then reopened", () => {
    const scene = Scene.ai("one 1");
    scene.settle(0, 1);
    scene.type(0, 5, "x");
    scene.ledger.reopen({ start: 0, end: 1 });
    assert.deepEqual(scene.facts(), { landed: 1 });
  });

  it("throws for a change that lies outside the text", () => {
    const scene = new Scene("one");
    assert.throws(() => scene.edit(1, 0, 1, 0, "x"), RangeError);
    assert.throws(() => scene.edit(0, 0, 3, 0, ""), RangeError);
    assert.deepEqual(scene.show(), ["-- one"]);
  });
});

describe("rule 10: blank lines and brackets", () => {
  it("tracks a blank line only inside what AI wrote", () => {
    const scene = new Scene("mine");
    scene.accept("A", 0, 4, "\n\nconst a = 1;\n\nconst b = 2;\n\n");
    assert.deepEqual(scene.show(), ["-- mine", "--", "uA const a = 1;", "uA", "uA const b = 2;", "--", "--"]);
    assert.equal(scene.ledger.spans().length, 1);
  });

  it("tracks no blank lines on their own", () => {
    const scene = new Scene("mine");
    scene.accept("A", 0, 4, "\n\n   \n");
    assert.deepEqual(scene.ledger.spans(), []);
    assert.equal(scene.ledger.declareAi({ start: 1, end: 3 }, origin("B")), 0);
    assert.deepEqual(scene.ledger.spans(), []);
  });

  it("lets a blank line go with the last line next to it", () => {
    const scene = Scene.ai("first\n\nlast");
    scene.edit(2, 0, 2, 4, "");
    assert.deepEqual(scene.show(), ["uA first", "--", "--"]);
  });

  it("gives a blank line the state of the line above", () => {
    const scene = Scene.ai("first\n\nlast");
    scene.settle(0, 1);
    assert.deepEqual(scene.show(), ["mA first", "mA", "uA last"]);
    scene.ledger.reopen({ start: 0, end: 1 });
    scene.settle(2, 3);
    assert.deepEqual(scene.show(), ["uA first", "uA", "mA last"]);
  });

  it("gives a blank line the state of the line above also after an undo below it", () => {
    const scene = Scene.ai("first\n\nlast");
    scene.type(2, 4, "x");
    scene.settle(0, 1);
    scene.undo();
    assert.deepEqual(scene.show(), ["mA first", "mA", "uA last"]);
  });

  it("costs nothing for a blank line and a tenth for one of brackets", () => {
    const debtOf = (text: string) => {
      const { ledger } = Scene.ai(text);
      return debtOfSpans(ledger.lines, ledger.spans());
    };
    assert.deepEqual(debtOf("const a = 1;"), { lines: 1, costTenths: 10 });
    assert.deepEqual(debtOf("}\n});"), { lines: 2, costTenths: 2 });
    assert.deepEqual(debtOf("const a = 1;\n\n   \n}\n});\n  _"), { lines: 4, costTenths: 22 });
  });
});

describe("the user's word: declareAi and declareMine", () => {
  it("tracks untracked lines, and leaves tracked ones what they are", () => {
    const scene = new Scene("mine one\nmine two");
    scene.accept("A", 0, 8, "\nconst a = 1;");
    scene.settle(1, 2);
    assert.equal(scene.ledger.declareAi({ start: 0, end: 3 }, origin("D")), 2);
    assert.deepEqual(scene.show(), ["uD mine one", "mA const a = 1;", "uD mine two"]);
  });

  it("forgets lines that a person says are theirs, in every state", () => {
    const scene = Scene.ai("one 1\ntwo 2\nthree 3");
    scene.settle(0, 1);
    assert.equal(scene.ledger.declareMine({ start: 0, end: 2 }), 2);
    assert.deepEqual(scene.show(), ["-- one 1", "-- two 2", "uA three 3"]);
    assert.deepEqual(scene.facts(), { landed: 1 });
  });
});

describe("reattribute: an event's author becomes known later", () => {
  const accepted = (): { scene: Scene; id: number } => {
    const scene = new Scene("mine\nalso mine");
    const id = scene.edit(0, 4, 0, 4, "\nconst a = 1;\nconst b = 2;");
    assert.deepEqual(scene.ledger.spans(), []);
    return { scene, id };
  };

  it("tracks what was accepted 20 ms before", () => {
    const { scene, id } = accepted();
    assert.equal(scene.ledger.reattribute(id, ai("A")), true);
    assert.deepEqual(scene.show(), ["-- mine", "uA const a = 1;", "uA const b = 2;", "-- also mine"]);
    assert.deepEqual(scene.facts(), { landed: 2 });
  });

  it("tells typing in between again: a character in an accepted line makes it edited", () => {
    const { scene, id } = accepted();
    scene.type(2, 11, "0");
    scene.type(3, 9, "!");
    scene.ledger.reattribute(id, ai("A"));
    assert.deepEqual(scene.show(), ["-- mine", "uA const a = 1;", "eA const b = 20;", "-- also mine!"]);
    assert.deepEqual(scene.facts(), { landed: 2, edited: 1 });
    scene.undo(1);
    scene.undo(1);
    assert.deepEqual(scene.show(), ["-- mine", "uA const a = 1;", "uA const b = 2;", "-- also mine"]);
  });

  it("keeps an accepted line that was typed in and undone in between", () => {
    const { scene, id } = accepted();
    scene.type(2, 11, "0");
    scene.undo();
    scene.ledger.reattribute(id, ai("A"));
    assert.deepEqual(scene.show(), ["-- mine", "uA const a = 1;", "uA const b = 2;", "-- also mine"]);
    scene.redo();
    assert.deepEqual(scene.show(), ["-- mine", "uA const a = 1;", "eA const b = 20;", "-- also mine"]);
    assert.deepEqual(scene.facts(), { landed: 2, edited: 1 });
  });

  it("brings the true author back by redo when the accept itself was undone in between", () => {
    const { scene, id } = accepted();
    scene.undo();
    assert.equal(scene.ledger.reattribute(id, ai("A")), true);
    assert.deepEqual(scene.show(), ["-- mine", "-- also mine"]);
    assert.deepEqual(scene.facts(), {});
    scene.redo();
    assert.deepEqual(scene.show(), ["-- mine", "uA const a = 1;", "uA const b = 2;", "-- also mine"]);
  });

  it("keeps states set in between on lines that have nothing to do with it", () => {
    const scene = Scene.ai("first 1\n\nlast 2\nfar 3");
    const id = scene.edit(2, 6, 2, 6, "\nconst a = 1;");
    scene.type(0, 7, " ");
    scene.settle(0, 1);
    const cut = scene.cut(0, 1);
    scene.edit(3, 5, 3, 5, `\n${cut.trimEnd()}`);
    scene.settle(1, 2, "read");
    assert.deepEqual(scene.show(), ["--", "rA last 2", "-- const a = 1;", "uA far 3", "mA first 1"]);
    scene.ledger.reattribute(id, ai("B"));
    assert.deepEqual(scene.show(), ["--", "rA last 2", "uB const a = 1;", "uA far 3", "mA first 1"]);
    assert.deepEqual(scene.facts(), { landed: 4, marked: 1, read: 1 });
  });

  it("keeps lines settled that a whole file from disk left as they were", () => {
    const scene = Scene.ai("first 1\nlast 2");
    const id = scene.whole({ kind: "disk", atMs: scene.now() }, "first 1\nagent's 3\nlast 2");
    scene.settle(0, 1);
    scene.settle(2, 3, "dismissed");
    scene.type(0, 7, "x");
    scene.ledger.reattribute(id, ai("B"));
    assert.deepEqual(scene.show(), ["eA first 1x", "uB agent's 3", "dA last 2"]);
    assert.deepEqual(scene.facts(), { landed: 3, edited: 1, dismissed: 1 });
  });

  it("does not take a line for one that a later event took away", () => {
    const scene = Scene.ai("aaaa;\nlast 2");
    scene.copy(1, 2);
    const id = scene.edit(0, 5, 0, 5, " accepted();");
    scene.edit(0, 0, 0, 17, "bbbb");
    scene.edit(0, 0, 0, 4, "cccc");
    scene.ledger.reattribute(id, ai("B"));
    assert.deepEqual(scene.show(), ["eB cccc", "uA last 2"]);
  });

  it("knows lines again that were cut before and pasted over it", () => {
    const scene = Scene.ai("first 1\nmiddle 2\nlast 3");
    scene.settle(0, 1);
    const id = scene.edit(2, 6, 2, 6, "\nconst a = 1;");
    const cut = scene.cut(0, 1);
    scene.edit(2, 0, 2, 12, cut.trimEnd());
    assert.deepEqual(scene.show(), ["uA middle 2", "uA last 3", "mA first 1"]);
    scene.ledger.reattribute(id, ai("B"));
    assert.deepEqual(scene.show(), ["uA middle 2", "uA last 3", "mA first 1"]);
  });

  it("tells the cut and the paste of accepted lines again", () => {
    const { scene, id } = accepted();
    const cut = scene.cut(1, 2);
    scene.edit(2, 0, 2, 0, cut);
    assert.deepEqual(scene.ledger.spans(), []);
    scene.ledger.reattribute(id, ai("A"));
    assert.deepEqual(scene.show(), ["-- mine", "uA const b = 2;", "uA const a = 1;", "-- also mine"]);
    assert.deepEqual(scene.facts(), { landed: 2 });
  });

  it("takes AI's word back: what was no accept after all is the person's", () => {
    const scene = new Scene("mine");
    const id = scene.accept("A", 0, 4, "\nconst a = 1;");
    scene.ledger.reattribute(id, scene.person());
    assert.deepEqual(scene.show(), ["-- mine", "-- const a = 1;"]);
    assert.deepEqual(scene.facts(), {});
  });

  it("says so when the event is no longer known", () => {
    const scene = new Scene("mine");
    const id = scene.edit(0, 0, 0, 0, "x");
    for (let i = 0; i < 200; i++) scene.type(0, 0, "y");
    assert.equal(scene.ledger.reattribute(id, ai("A")), false);
    assert.equal(scene.ledger.reattribute(9999, ai("A")), false);
  });

  it("does not take an event after a restart for one before it", () => {
    const scene = new Scene("mine");
    const id = scene.edit(0, 0, 0, 0, "x");
    scene.ledger.restart(["other"], []);
    scene.ledger.apply([change(0, 0, 0, 0, "y")], scene.person());
    assert.equal(scene.ledger.reattribute(id, ai("A")), false);
    assert.deepEqual(scene.show(), ["-- yother"]);
  });
});
