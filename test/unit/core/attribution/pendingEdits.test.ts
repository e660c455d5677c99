import assert from "node:assert/strict";
import { baselineAfter, isMirrored, meaningOf } from "../../../../src/core/attribution/pendingEdits.ts";
import type { Mark } from "../../../../src/core/ledger/mark.ts";
import type { Tag } from "../../../../src/core/ledger/tag.ts";
import { change, origin } from "../ledger/scene.ts";

const base = ["one", "two", "three", "four"];
const unread: Mark = { origin: origin("A"), settled: undefined };
const marked: Mark = { origin: origin("B"), settled: { kind: "marked", atMs: 1, scope: "hunk" } };

describe("chat edits that wait for Keep or Undo", () => {
  it("are edits where they make the file differ from the baseline", () => {
    const file = ["one", "two", "new", "newer", "three", "four"];
    assert.equal(meaningOf(base, file, [change(1, 3, 1, 3, "\nnew\nnewer")]), "edit");
  });

  it("are edits where they take lines away", () => {
    assert.equal(meaningOf(base, ["one", "four"], [change(0, 3, 2, 5, "")]), "edit");
  });

  it("are edits though the whole file is written and only some of it differs", () => {
    const file = ["one", "two", "THREE", "four"];
    assert.equal(meaningOf(base, file, [change(0, 0, 3, 4, file.join("\n"))]), "edit");
  });

  it("are taken back where the file is again what the baseline is", () => {
    assert.equal(meaningOf(base, base, [change(0, 0, 5, 4, base.join("\n"))]), "return");
  });

  it("are taken back hunk by hunk: what differs elsewhere does not count", () => {
    const file = ["one", "two", "three", "four", "stillPending"];
    assert.equal(meaningOf(base, file, [change(1, 0, 2, 3, "two")]), "return");
  });

  it("leave a baseline whose lines keep what is known of them, and have what is known of the file where they were kept", () => {
    const before = { lines: base, tags: [undefined, marked, undefined, undefined] as (Tag | undefined)[] };
    const lines = ["one", "two", "kept", "three", "four"];
    const file = { lines, tags: [undefined, undefined, unread, undefined, undefined] as (Tag | undefined)[] };
    assert.deepEqual(baselineAfter(before, file, lines), {
      lines,
      tags: [undefined, marked, unread, undefined, undefined],
    });
  });

  it("are told from what a person types elsewhere by its coming into the baseline as it is, wherever that stands", () => {
    assert.ok(isMirrored([change(7, 0, 7, 0, "x")], [change(4, 0, 4, 0, "x")]));
    assert.ok(isMirrored([change(7, 2, 7, 4, "")], [change(4, 2, 4, 4, "")]));
    assert.ok(!isMirrored([change(7, 0, 7, 0, "x")], [change(0, 0, 9, 0, "the whole file")]), "Keep");
    assert.ok(!isMirrored([change(7, 0, 7, 0, "x")], [change(4, 0, 4, 0, "y")]));
    assert.ok(!isMirrored([change(7, 0, 8, 0, "x")], [change(4, 0, 4, 0, "x")]));
  });
});
