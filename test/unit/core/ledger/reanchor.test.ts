import assert from "node:assert/strict";
import type { Span } from "../../../../src/core/ledger/mark.ts";
import { type KnownText, reanchor } from "../../../../src/core/ledger/reanchor.ts";
import { Hasher } from "../../../../src/core/text/hash.ts";
import { origin } from "./scene.ts";

const hasher = new Hasher(new Uint8Array(16));

/** A text by lines: those that begin with a capital letter and a space are AI's, of the act with that name. */
function known(...lines: readonly string[]): KnownText {
  const spans = lines.flatMap((line, i): Span[] =>
    /^[A-Z] /.test(line) ? [{ start: i, end: i + 1, mark: { origin: origin(line[0] ?? ""), settled: undefined } }] : [],
  );
  return { lineHashes: hasher.lines(lines.map(said)), spans };
}

function said(line: string): string {
  return line.replace(/^[A-Z] /, "");
}

/** The lines as `known` takes them, as far as they are found again. */
function found(last: KnownText, formers: readonly KnownText[], ...lines: readonly string[]): string[] {
  const spans = reanchor(last, formers, hasher.lines(lines), hasher);
  return lines.map((line, i) => {
    const span = spans.find(({ start, end }) => start <= i && i < end);
    return span === undefined ? line : `${span.mark.origin.id} ${line}`;
  });
}

describe("a text that became another one out of sight", () => {
  it("keeps what is known of equal lines, white space aside, and knows nothing of new ones", () => {
    const last = known("one", "A two", "A three", "four");
    assert.deepEqual(found(last, [], "one", "new", "  two", "three ", "four"), [
      "one",
      "new",
      "A   two",
      "A three ",
      "four",
    ]);
  });

  it("has lines back from the latest text that had them", () => {
    const last = known("one", "four");
    const formers = [known("one", "B two();", "four"), known("one", "A two();", "A three();", "four")];
    assert.deepEqual(found(last, formers, "one", "two();", "three();", "four"), [
      "one",
      "B two();",
      "A three();",
      "four",
    ]);
  });

  it("believes the latest text also where it says that a line is nobody's", () => {
    const formers = [known("one", "two();"), known("one", "A two();")];
    assert.deepEqual(found(known("one"), formers, "one", "two();"), ["one", "two();"]);
  });

  it("takes no bracket alone for one that came back", () => {
    const formers = [known("f {", "A }", "g {", "A }")];
    assert.deepEqual(found(known("x"), formers, "x", "h {", "}"), ["x", "h {", "}"]);
  });

  it("follows a block of three lines to where it moved", () => {
    const last = known("A f {", "A   call();", "A }", "g {", "  other();", "}", "h();", "i();");
    const rest = ["g {", "  other();", "}", "h();", "i();"];
    const moved = ["A f {", "A   call();", "A }"];
    assert.deepEqual(found(last, [], ...rest, ...moved.map(said)), [...rest, ...moved]);
  });

  it("follows no block that stands in two places", () => {
    const mine = Array.from({ length: 9 }, (_, i) => `mine(${i});`);
    const last = known("A f {", "A   call();", "A }", ...mine);
    const copy = ["f {", "  call();", "}"];
    const lines = [...mine.slice(0, 6), ...copy, ...mine.slice(6), ...copy];
    assert.deepEqual(found(last, [], ...lines), lines);
  });

  it("has a blank line tracked only inside what one act wrote", () => {
    const last = known("A one", "A ", "A two", "B three");
    assert.deepEqual(found(last, [], "one", "", "two", "", "three"), ["A one", "A ", "A two", "", "B three"]);
  });
});
