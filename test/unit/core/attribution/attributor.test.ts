import assert from "node:assert/strict";
import { claimed, Disk, edit, replace, write } from "./desk.ts";

const own = "one();\ntwo();\nthree();\n";

describe("an agent's edit of a file whose text was known", () => {
  it("is its lines and no others", () => {
    const disk = new Disk(own).becomes("one();\nnew();\nnewer();\ntwo();\nthree();\n");
    disk.evidence(replace("A", "one();\ntwo();", "one();\nnew();\nnewer();\ntwo();"));
    assert.deepEqual(disk.show(), ["-- one();", "uA new();", "uA newer();", "-- two();", "-- three();", "--"]);
  });

  it("leaves alone what else changed on disk at the same time", () => {
    const disk = new Disk(own).becomes("mine();\none();\nnew();\ntwo();\nthree();\nalsoMine();\n");
    disk.evidence(replace("A", "one();", "one();\nnew();"));
    assert.deepEqual(disk.show(), [
      "-- mine();",
      "-- one();",
      "uA new();",
      "-- two();",
      "-- three();",
      "-- alsoMine();",
      "--",
    ]);
  });

  it("is told by its act when several agents wrote at once", () => {
    const disk = new Disk(own).becomes("one();\na();\ntwo();\nb();\nthree();\n");
    disk.evidence(replace("A", "one();", "one();\na();"), replace("B", "two();", "two();\nb();"));
    assert.deepEqual(disk.show(), ["-- one();", "uA a();", "-- two();", "uB b();", "-- three();", "--"]);
  });

  it("belongs to the act that wrote it last", () => {
    const disk = new Disk(own).becomes("one();\nsecond();\nkept();\ntwo();\nthree();\n");
    disk.evidence(replace("A", "one();", "one();\nfirst();\nkept();"), replace("B", "first();", "second();"));
    assert.deepEqual(disk.show(), ["-- one();", "uB second();", "uA kept();", "-- two();", "-- three();", "--"]);
  });

  it("is a part of a line only when it is most of it", () => {
    const disk = new Disk("const total = count(first, second, third);\nx = 1;\n");
    disk.becomes("const total = counts(first, second, third);\nx = somethingElse(1);\n");
    disk.evidence(replace("A", "count(", "counts("), replace("B", "x = 1", "x = somethingElse(1)"));
    assert.deepEqual(disk.show(), ["-- const total = counts(first, second, third);", "uB x = somethingElse(1);", "--"]);
  });

  it("makes a line unread again that was settled, and no other", () => {
    const disk = new Disk("").becomes("a();\nb();\nc();\n");
    disk.evidence(write("A", "a();\nb();\nc();\n", ""));
    disk.mark(0, 3);
    disk.becomes("a();\nbb();\nc();\n");
    disk.evidence(write("B", "a();\nbb();\nc();\n", "a();\nb();\nc();\n"));
    assert.deepEqual(disk.show(), ["mA a();", "uB bb();", "mA c();", "--"]);
  });

  it("changes nothing where it writes the same text again", () => {
    const disk = new Disk("").becomes("a();\nb();\n");
    disk.evidence(write("A", "a();\nb();\n", ""));
    disk.mark(0, 2);
    disk.becomes("a();\nb();\nc();\n");
    disk.evidence(write("B", "a();\nb();\nc();\n", undefined));
    assert.deepEqual(disk.show(), ["mA a();", "mA b();", "uB c();", "--"]);
  });

  it("is found at the copy that is new when the same text stands elsewhere, and never at two", () => {
    const disk = new Disk("log();\none();\nlog();\ntwo();\n").becomes("log();\none();\nlog();\ntwo();\nlog();\n");
    disk.evidence(replace("A", "two();", "two();\nlog();"));
    assert.deepEqual(disk.show(), ["-- log();", "-- one();", "-- log();", "-- two();", "uA log();", "--"]);
  });

  it("is every occurrence of a replace-all, where AI wrote most of the line", () => {
    const disk = new Disk("a(x);\nb(x);\n").becomes("a(longerName);\nb(longerName);\n");
    disk.evidence(replace("A", "x", "longerName", { everywhere: true }));
    assert.deepEqual(disk.show(), ["uA a(longerName);", "uA b(longerName);", "--"]);
  });

  it("is found after a formatter went over it", () => {
    const disk = new Disk(own).becomes(
      'one();\nif (ready) {\n    call(\n        "alpha",\n        "beta",\n    );\n}\ntwo();\nthree();\n',
    );
    disk.evidence(replace("A", "one();", "one();\nif (ready) {\n  call('alpha', 'beta')\n}"));
    assert.deepEqual(
      disk.show(),
      [
        "-- one();",
        "uA if (ready) {",
        "uA     call(",
        'uA         "alpha",',
        'uA         "beta",',
        "uA     );",
        "uA }",
      ].concat(["-- two();", "-- three();", "--"]),
    );
  });

  it("does not mind line ends and tabs", () => {
    const disk = new Disk("one();\n\ttwo();\n").becomes("one();\n\tnew();\n\ttwo();\n");
    disk.evidence(replace("A", "one();\r\n  two();", "one();\r\n  new();\r\n  two();"));
    assert.deepEqual(disk.show(), ["-- one();", "uA \tnew();", "-- \ttwo();", "--"]);
  });

  it("leaves a line that a person typed afterwards edited", () => {
    const disk = new Disk(own).becomes("one();\nnew();\ntwo();\nthree();\n");
    disk.ledger.apply([{ startLine: 1, startCharacter: 3, endLine: 1, endCharacter: 3, text: "er" }], {
      kind: "person",
      atMs: 5,
    });
    disk.evidence(replace("A", "one();", "one();\nnew();"));
    assert.deepEqual(disk.show(), ["-- one();", "eA newer();", "-- two();", "-- three();", "--"]);
  });

  it("waits for the text: an edit that is not on disk yet is not found", () => {
    const disk = new Disk(own).becomes("one();\ntwo();\nthree();\n// mine\n");
    assert.deepEqual(disk.evidence(replace("A", "one();", "one();\nnew();")), []);
    assert.ok(disk.show().every((line) => line.startsWith("--")));
  });

  it("is only what came in where its record knows the text before it less well", () => {
    const disk = new Disk(own).becomes("one();\nnew();\ntwo();\nthree();\n");
    disk.evidence(write("A", "one();\nnew();\ntwo();\nthree();\n", ""));
    assert.deepEqual(disk.show(), ["-- one();", "uA new();", "-- two();", "-- three();", "--"]);
  });

  it("is all its lines where equal ones stand beside them", () => {
    const disk = new Disk("if (a) {\n  one();\n}\nend();\n");
    disk.becomes("if (a) {\n  one();\n}\nif (b) {\n  two();\n}\nend();\n");
    disk.evidence(replace("A", "  one();", "  one();\n}\nif (b) {\n  two();"));
    const tracked = disk.show().filter((line) => line.startsWith("uA"));
    assert.deepEqual(tracked.slice(-2), ["uA if (b) {", "uA   two();"]);
    assert.equal(tracked.length, 3);
  });

  it("takes nothing from a text that only stands there since before", () => {
    const disk = new Disk("old();\nshared();\nother();\n").becomes("old();\nshared();\nother();\nmine();\n");
    assert.deepEqual(disk.evidence(replace("A", "x();", "shared();")), []);
    assert.ok(disk.show().every((line) => line.startsWith("--")));
  });
});

describe("an agent's edit of a text that is seen for the first time", () => {
  it("is found by what it wrote, and context is not its work", () => {
    assert.deepEqual(claimed("one();\nnew();\ntwo();\n", replace("A", "one();\ntwo();", "one();\nnew();\ntwo();")), [
      "-- one();",
      "uA new();",
      "-- two();",
      "--",
    ]);
  });

  it("is what is left of it when a person changed some of it since", () => {
    assert.deepEqual(
      claimed(
        "start();\nalphaOne();\nmineNow();\ngammaThree();\nend();\n",
        replace("A", "start();", "start();\nalphaOne();\nbetaTwo();\ngammaThree();"),
      ),
      ["-- start();", "uA alphaOne();", "-- mineNow();", "uA gammaThree();", "-- end();", "--"],
    );
  });

  it("is nothing when nothing of it is left", () => {
    assert.deepEqual(claimed("one();\n", replace("A", "one();", "one();\nnew();")), ["-- one();", "--"]);
  });

  it("is not found in lines that any file has", () => {
    assert.deepEqual(claimed("f() {\n}\n\ng() {\n}\n", replace("A", "h() {", "h() {\n}\n")), [
      "-- f() {",
      "-- }",
      "--",
      "-- g() {",
      "-- }",
      "--",
    ]);
  });

  it("tells a chain of edits, each on what the one before it left", () => {
    assert.deepEqual(
      claimed(
        "a();\nbb();\nc();\nd();\n",
        write("A", "a();\nb();\n", ""),
        replace("B", "b();\n", "b();\nc();\nd();\n"),
        replace("C", "b();", "bb();"),
      ),
      ["uA a();", "uC bb();", "uB c();", "uB d();", "--"],
    );
  });

  it("is near the line its record names when its text stands in several places", () => {
    const text = "a();\nlog(1);\nb();\nlog(1);\nc();\n";
    assert.deepEqual(claimed(text, replace("A", "", "log(1);\n", { wholeLines: false, line: 3 })), [
      "-- a();",
      "-- log(1);",
      "-- b();",
      "uA log(1);",
      "-- c();",
      "--",
    ]);
  });

  it("is a few characters in one of many places only when the record says where", () => {
    assert.deepEqual(claimed("f(b);\ng(b);\n", replace("A", "a", "b")), ["-- f(b);", "-- g(b);", "--"]);
  });

  it("is the written lines of a whole text, wherever they are now", () => {
    const change = { kind: "lines", text: "top();\nhers();\nmine();\nhersToo();\n", written: [] } as const;
    const written = [
      { start: 1, end: 2 },
      { start: 3, end: 4 },
    ];
    assert.deepEqual(
      claimed("// new\ntop();\nmine();\nhers();\nhersToo();\n", edit("N", { ...change, written })).slice(-3),
      ["uN hers();", "uN hersToo();", "--"],
    );
  });

  it("is nothing when a whole text was written over one that nobody knows", () => {
    assert.deepEqual(claimed("a();\nb();\n", write("A", "a();\nb();\n")), ["-- a();", "-- b();", "--"]);
  });
});
