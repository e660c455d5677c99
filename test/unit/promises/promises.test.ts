import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../rig/paths.ts";
import { testsIn } from "./testsIn.ts";

/** A row of a table of promises. */
interface Row {
  readonly promise: string;
  /** As they stand there. */
  readonly proofs: readonly string[];
}

/** The rows of the table whose last column is “proven by” or “shown by”. */
function rowsOf(text: string): readonly Row[] {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => /^\|.*\| (?:proven|shown) by \|$/.test(line));
  assert.notEqual(start, -1, "there is a table of what is proven");
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, end === -1 ? undefined : end).map((line) => {
    const cells = line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
    return { promise: cells[0] ?? "", proofs: (cells.at(-1) ?? "").split("<br>") };
  });
}

/** What is wrong with a proof, which is `file` *title*; or nothing. */
function faultOf(proof: string): string | undefined {
  const [, file, title] = /^`(test\/[\w./-]+\.test\.ts)` \*([^*]+)\*$/.exec(proof) ?? [];
  if (file === undefined || title === undefined) return `no proof: ${proof}`;
  const path = join(root, file);
  if (!existsSync(path)) return `${file} is not there`;
  const named = testsIn(file, readFileSync(path, "utf8")).filter((one) => one.title === title);
  if (named.length === 0) return `${file} has no test “${title}”`;
  return named.every(({ isRun }) => isRun) ? undefined : `“${title}” in ${file} is skipped`;
}

for (const [document, least] of [
  ["PRIVACY.md", 15],
  ["SECURITY.md", 8],
  ["docs/accessibility.md", 10],
] as const) {
  describe(`what ${document} promises`, () => {
    const rows = rowsOf(readFileSync(join(root, document), "utf8"));

    it("is a table", () => assert.ok(rows.length >= least, `${rows.length} rows`));

    for (const { promise, proofs } of rows) {
      it(`has a test that is run: ${promise}`, () => {
        assert.deepEqual(
          proofs.map(faultOf).filter((fault) => fault !== undefined),
          [],
        );
      });
    }
  });
}

describe("a promise", () => {
  it("without a proof, or with one of another form, is none", () => {
    const own = "`test/unit/promises/promises.test.ts` *ends with its table*";
    assert.equal(faultOf(own), undefined);
    for (const proof of ["", "by hand", "`test/unit/promises/promises.test.ts`", own.replace("test/", "src/")]) {
      assert.match(faultOf(proof) ?? "", /^no proof/, proof);
    }
  });

  it("ends with its table", () => {
    const row = "| a | b | `test/c.test.ts` *d*<br>e |";
    const text = `| x | y |\n|---|---|\n| z | |\n\n| promise | how | shown by |\n|---|---|---|\n${row}\n\n${row}\n`;
    assert.deepEqual(rowsOf(text), [{ promise: "a", proofs: ["`test/c.test.ts` *d*", "e"] }]);
    assert.throws(() => rowsOf("| promise |\n|---|\n| a |\n"));
  });

  it("is not proven by a test that is not there", () => {
    assert.match(faultOf("`test/unit/nowhere.test.ts` *a*") ?? "", /is not there/);
    assert.match(faultOf("`test/unit/promises/promises.test.ts` *is proven by nothing*") ?? "", /has no test/);
  });

  const skipped: Readonly<Record<string, string>> = {
    "it is skipped": 'it.skip("a", () => b());',
    "it is crossed out": 'xit("a", () => b());',
    "it has nothing to run": 'it("a");',
    "it skips itself": 'it("a", function () { if (b) this.skip(); });',
    "its group is skipped": 'describe.skip("c", () => { it("a", () => b()); });',
    "its group is crossed out": 'xdescribe("c", () => describe("d", () => { it("a", () => b()); }));',
    "another one alone is run": 'it("a", () => b()); it.only("c", () => b());',
    "it is a group of which one is skipped": 'describe("a", () => { it("c", () => b()); it.skip("d", () => b()); });',
    "it is a group without tests": 'describe("a", () => { b(); });',
    "it is a group that skips itself":
      'describe("a", function () { before(function () { this.skip(); }); it("c", () => b()); });',
  };
  for (const [how, source] of Object.entries(skipped)) {
    it(`is not proven by a test when ${how}`, () => {
      const named = testsIn("a.test.ts", source).filter(({ title }) => title === "a");
      assert.deepEqual(
        named.map(({ isRun }) => isRun),
        [false],
      );
    });
  }

  it("is proven by tests as they are written here", () => {
    const source = [
      'describe("a", function (this: Suite): void {',
      "  for (const b of c) it(`d ${b}, e ${f as string} g`, async () => { await h<string>(b!); });",
      '  it("i" + " j", () => k());',
      "});",
    ].join("\n");
    assert.deepEqual(testsIn("a.test.ts", source), [
      { title: "a", isRun: true },
      { title: "d …, e … g", isRun: true },
      { title: "i j", isRun: true },
    ]);
  });
});
