import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { peerFiles } from "./peerFiles.ts";
import { peerPage } from "./peerPage.ts";

const pagePlace = new URL("../../../../docs/peer-cases.md", import.meta.url);

/** The names of the peer's cases, by its files: in the list a file stands alone, and its cases are indented below it. */
function listedNames(): Map<string, string[]> {
  const names = new Map<string, string[]>();
  let under: string[] = [];
  for (const line of readFileSync(new URL("names.txt", import.meta.url), "utf8").split("\n")) {
    if (line.startsWith("  ")) under.push(line.trim());
    else if (line !== "") names.set(line, (under = []));
  }
  return names;
}

describe("the peer's cases on our ledger", () => {
  for (const { path, rows } of peerFiles) {
    describe(path, () => {
      for (const { name, verdict, story, ends } of rows) {
        it(`${name}: ${verdict}`, () => assert.deepEqual(story(), ends));
      }
    });
  }

  it("are all on the list, once, and each of the list is here", () => {
    const names = new Map(peerFiles.map(({ path, rows }) => [path, rows.map(({ name }) => name)]));
    assert.deepEqual(names, listedNames());
    for (const [path, some] of names) assert.equal(new Set(some).size, some.length, path);
  });

  it("are on their page as the table has them", () => {
    const page = peerPage(peerFiles);
    if (process.env["REVIEW_DEBT_WRITE_PAGE"] === "1") writeFileSync(pagePlace, page);
    const written = readFileSync(pagePlace, "utf8");
    assert.equal(written, page, "docs/peer-cases.md is out of date: REVIEW_DEBT_WRITE_PAGE=1 npx mocha writes it");
  });
});
